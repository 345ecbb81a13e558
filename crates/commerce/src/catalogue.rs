//! What can be bought: names of things, and what a page needs to know of a variant.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Money;

/// The text is not a name of the asked kind; the sentence says what one looks like.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{text}\" is not a {kind}: {rule}")]
pub struct InvalidName {
    kind: &'static str,
    text: String,
    rule: &'static str,
}

macro_rules! name {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $rule:literal, $valid:expr) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidName;
            fn from_str(text: &str) -> Result<Self, InvalidName> {
                let valid: fn(&str) -> bool = $valid;
                if valid(text) {
                    Ok($name(text.to_owned()))
                } else {
                    Err(InvalidName { kind: $kind, text: text.to_owned(), rule: $rule })
                }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidName;
            fn try_from(text: String) -> Result<Self, InvalidName> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> String {
                name.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

name!(
    /// The part of an address that names a category or product, like `stoneware-mug`.
    Slug,
    "slug",
    "use 1 to 80 small letters, digits and single hyphens",
    |text| {
        (1..=80).contains(&text.len())
            && text.split('-').all(|part| {
                !part.is_empty()
                    && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
            })
    }
);

name!(
    /// The shop's own number of a variant (stock-keeping unit), like `MUG-SEA-S`.
    Sku,
    "SKU",
    "use 1 to 40 letters, digits, dots, hyphens and underscores",
    |text| {
        (1..=40).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b))
    }
);

/// One choice that tells variants apart, like Size: M.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct VariantOption {
    /// What is chosen, like `Size`.
    pub name: String,
    /// The choice, like `M`.
    pub value: String,
}

/// A picture with its size in pixels, so that a page keeps its place before it arrives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// Path on this site, like `/pictures/stoneware-mug.svg`.
    pub src: String,
    /// What it shows, for who cannot see it.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A variant as the product page offers it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantOffer {
    /// What is put into the cart.
    pub sku: Sku,
    /// Choices in the product's order; empty where there is only one variant.
    pub options: Vec<VariantOption>,
    /// Price of one.
    pub price: Money,
    /// How many can be bought now: stock less what others have reserved.
    pub available: u32,
}

/// What a customer is told of a stock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StockLevel {
    /// None can be bought.
    SoldOut,
    /// So few that the number is told.
    Few(u32),
    /// Enough.
    InStock,
}

impl StockLevel {
    /// From this many on, the number is no longer told.
    pub const ENOUGH: u32 = 6;

    /// What is told of `available` pieces.
    pub fn of(available: u32) -> StockLevel {
        match available {
            0 => StockLevel::SoldOut,
            1..Self::ENOUGH => StockLevel::Few(available),
            _ => StockLevel::InStock,
        }
    }
}

/// Order of a list of products.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Best match for a search, the shop's own order for a category.
    #[default]
    Relevance,
    /// Cheapest first.
    PriceUp,
    /// Dearest first.
    PriceDown,
    /// By title, A to Z.
    Title,
}

impl Sort {
    /// Every order, in which a page lists them.
    pub const ALL: [Sort; 4] = [Sort::Relevance, Sort::PriceUp, Sort::PriceDown, Sort::Title];

    /// The value in an address, like `price-up`.
    pub fn as_str(self) -> &'static str {
        match self {
            Sort::Relevance => "relevance",
            Sort::PriceUp => "price-up",
            Sort::PriceDown => "price-down",
            Sort::Title => "title",
        }
    }

    /// Reads an address's value; anything unknown is [`Sort::Relevance`], so that an old link still works.
    pub fn from_query(text: &str) -> Sort {
        Sort::ALL
            .into_iter()
            .find(|sort| sort.as_str() == text)
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_small_letters_digits_and_single_hyphens() {
        for good in ["a", "stoneware-mug", "no-7"] {
            assert!(good.parse::<Slug>().is_ok(), "{good}");
        }
        let long = "a".repeat(81);
        for bad in ["", "-a", "a-", "a--b", "Mug", "mug!", "mügs", "a/b", &long] {
            assert!(bad.parse::<Slug>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_few_pieces_are_counted_and_many_are_not() {
        assert_eq!(StockLevel::of(0), StockLevel::SoldOut);
        assert_eq!(StockLevel::of(1), StockLevel::Few(1));
        assert_eq!(StockLevel::of(5), StockLevel::Few(5));
        assert_eq!(StockLevel::of(6), StockLevel::InStock);
    }

    #[test]
    fn an_unknown_order_falls_back_instead_of_failing() {
        assert_eq!(Sort::from_query("price-down"), Sort::PriceDown);
        assert_eq!(Sort::from_query("newest"), Sort::Relevance);
    }
}
