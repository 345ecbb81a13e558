//! The cart: what is in it, what it comes to, and what changed since the customer last looked.

mod join;

pub use join::{JoinedOrder, KeptLine, Progress};

use serde::{Deserialize, Serialize};

use crate::{
    Currency, Money, MoneyError,
    catalogue::{Picture, Sku, Slug, VariantOption},
};

/// How many of one variant a cart holds: 1 to [`Quantity::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

/// The number is not a quantity: zero, or more than [`Quantity::MAX`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a quantity is between 1 and {max}", max = Quantity::MAX)]
pub struct InvalidQuantity;

impl Quantity {
    /// One piece.
    pub const ONE: Quantity = Quantity(1);
    /// Most pieces of one variant in a cart; who needs more writes to the shop.
    pub const MAX: u32 = 99;

    /// The number of pieces.
    pub fn get(self) -> u32 {
        self.0
    }

    /// This many, or as many as there are; `None` when there are none.
    pub fn at_most(self, available: u32) -> Option<Quantity> {
        Quantity::try_from(self.0.min(available)).ok()
    }

    /// Both together, no more than [`Quantity::MAX`].
    pub fn plus(self, other: Quantity) -> Quantity {
        Quantity((self.0 + other.0).min(Self::MAX))
    }
}

impl TryFrom<u32> for Quantity {
    type Error = InvalidQuantity;
    fn try_from(number: u32) -> Result<Self, InvalidQuantity> {
        if (1..=Self::MAX).contains(&number) {
            Ok(Quantity(number))
        } else {
            Err(InvalidQuantity)
        }
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> u32 {
        quantity.0
    }
}

/// A variant in a cart, at today's price and stock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLine {
    /// The variant.
    pub sku: Sku,
    /// Its product's page.
    pub product: Slug,
    /// The product's title.
    pub title: String,
    /// The variant's choices.
    pub options: Vec<VariantOption>,
    /// The product's picture.
    pub picture: Picture,
    /// Price of one, now.
    pub unit: Money,
    /// How many the customer wants.
    pub quantity: Quantity,
    /// How many this customer can buy now. At 0 the line is shown as sold out and not counted.
    pub available: u32,
}

impl CartLine {
    /// Price of the line.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn total(&self) -> Result<Money, MoneyError> {
        self.unit.times(self.quantity.get())
    }

    /// Whether it can be bought at all.
    pub fn sold_out(&self) -> bool {
        self.available == 0
    }
}

/// What changed since the customer last looked at the cart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CartNotice {
    /// A price is another one now.
    PriceChanged {
        /// The product's title.
        title: String,
        /// What the customer had seen.
        from: Money,
        /// What it costs now.
        to: Money,
    },
    /// There are fewer than were asked for; the quantity was lowered to what there is.
    FewerLeft {
        /// The product's title.
        title: String,
        /// How many there are.
        left: u32,
    },
    /// None are left; the line is kept but not counted.
    SoldOut {
        /// The product's title.
        title: String,
    },
    /// The shop no longer sells it; the line is gone.
    Withdrawn {
        /// The product's title.
        title: String,
    },
}

/// A cart as its customer sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cart {
    /// Lines in the order in which they were added.
    pub lines: Vec<CartLine>,
    /// What the lines that can be bought come to, delivery not included.
    pub items: Money,
    /// What changed since the customer last looked.
    pub notices: Vec<CartNotice>,
}

impl Cart {
    /// An empty cart.
    pub fn empty(currency: Currency) -> Cart {
        Cart {
            lines: Vec::new(),
            items: Money::zero(currency),
            notices: Vec::new(),
        }
    }

    /// Counts `lines` together.
    ///
    /// # Errors
    /// [`MoneyError`] when the lines are of several currencies or the sum does not fit.
    pub fn new(
        lines: Vec<CartLine>,
        notices: Vec<CartNotice>,
        currency: Currency,
    ) -> Result<Cart, MoneyError> {
        let mut items = Money::zero(currency);
        for line in lines.iter().filter(|line| !line.sold_out()) {
            items = items.plus(line.total()?)?;
        }
        Ok(Cart {
            lines,
            items,
            notices,
        })
    }

    /// Lines that can be bought.
    pub fn buyable(&self) -> impl Iterator<Item = &CartLine> {
        self.lines.iter().filter(|line| !line.sold_out())
    }

    /// Number of pieces that can be bought.
    pub fn count(&self) -> u32 {
        self.buyable().map(|line| line.quantity.get()).sum()
    }

    /// Whether there is nothing to buy.
    pub fn is_empty(&self) -> bool {
        self.buyable().next().is_none()
    }
}

/// Answer to a change of the cart: the cart as it is now, and how the change went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartChange {
    /// The cart after the change.
    pub cart: Cart,
    /// Whether all that was asked for was done.
    pub outcome: CartOutcome,
}

/// How a change of the cart went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum CartOutcome {
    /// As asked.
    Done,
    /// Only so many could be put in, because there are no more.
    OnlySoMany(u32),
    /// None could be put in: sold out.
    SoldOut,
    /// The shop does not sell this (any more).
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(sku: &str, minor: i64, quantity: u32, available: u32) -> CartLine {
        CartLine {
            sku: sku.parse().expect("sku"),
            product: "mug".parse().expect("slug"),
            title: "Mug".to_owned(),
            options: Vec::new(),
            picture: Picture {
                src: "/mug.svg".into(),
                alt: String::new(),
                width: 1,
                height: 1,
            },
            unit: Money::new(minor, Currency::EUR),
            quantity: quantity.try_into().expect("quantity"),
            available,
        }
    }

    #[test]
    fn sold_out_lines_stay_but_are_not_counted() {
        let lines = vec![line("A", 1_000, 2, 5), line("B", 500, 1, 0)];
        let cart = Cart::new(lines, Vec::new(), Currency::EUR).expect("cart");
        assert_eq!(cart.items, Money::new(2_000, Currency::EUR));
        assert_eq!((cart.lines.len(), cart.count()), (2, 2));
    }

    #[test]
    fn a_cart_of_sold_out_lines_has_nothing_to_buy() {
        let cart = Cart::new(vec![line("B", 500, 1, 0)], Vec::new(), Currency::EUR).expect("cart");
        assert!(cart.is_empty());
    }

    #[test]
    fn quantities_stay_between_one_and_the_most() {
        assert_eq!(Quantity::try_from(0), Err(InvalidQuantity));
        assert_eq!(Quantity::try_from(100), Err(InvalidQuantity));
        let most = Quantity::try_from(99).expect("99");
        assert_eq!(most.plus(Quantity::ONE), most);
        assert_eq!(most.at_most(3).map(Quantity::get), Some(3));
        assert_eq!(most.at_most(0), None);
    }
}
