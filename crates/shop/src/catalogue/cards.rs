//! Categories and products as lists show them.

use commerce::{
    Money,
    catalogue::{Picture, Slug},
};
use sqlx::any::AnyRow;

use crate::{StoreError, store::Columns};

/// A category as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryCard {
    /// Its address.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// A sentence about it.
    pub summary: String,
    /// Its picture.
    pub picture: Picture,
}

/// A product as a list shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductCard {
    /// Its address.
    pub slug: Slug,
    /// Its name.
    pub title: String,
    /// A sentence about it.
    pub summary: String,
    /// Its picture.
    pub picture: Picture,
    /// Price of the cheapest variant.
    pub from: Money,
    /// Whether another variant costs more than that.
    pub several_prices: bool,
    /// How many can be bought now, of all variants together.
    pub available: u32,
}

impl CategoryCard {
    pub(super) fn read(row: &AnyRow) -> Result<CategoryCard, StoreError> {
        Ok(CategoryCard {
            slug: row.parsed("slug", "a slug")?,
            title: row.text("title")?,
            summary: row.text("summary")?,
            picture: picture(row)?,
        })
    }
}

/// What [`ProductCard::read`] reads: products `p` with their variants `v` that are sold. A `GROUP BY p.slug` has to follow.
macro_rules! select_cards {
    ($more:literal) => {
        concat!(
            "SELECT p.slug, p.title, p.summary, p.picture, p.alt, p.width, p.height, \
             MIN(v.currency) AS currency, MIN(v.price) AS price, MAX(v.price) AS highest, \
             CAST(SUM(CASE WHEN v.stock > v.reserved THEN v.stock - v.reserved ELSE 0 END) AS BIGINT) \
             AS available",
            $more,
            " FROM products p JOIN variants v ON v.product = p.slug AND v.withdrawn = 0 "
        )
    };
}

/// The ORDER BY of a list, for the parameter that holds a sort's name: what the customer chose comes before all that follows.
macro_rules! chosen_order {
    ($sort:literal) => {
        concat!(
            " ORDER BY CASE ",
            $sort,
            " WHEN 'price-up' THEN MIN(v.price) WHEN 'price-down' THEN -MIN(v.price) ELSE 0 END, CASE ",
            $sort,
            " WHEN 'title' THEN p.search_title ELSE '' END, "
        )
    };
}

pub(super) use {chosen_order, select_cards};

impl ProductCard {
    pub(super) fn read(row: &AnyRow) -> Result<ProductCard, StoreError> {
        let from = row.money("price")?;
        Ok(ProductCard {
            slug: row.parsed("slug", "a slug")?,
            title: row.text("title")?,
            summary: row.text("summary")?,
            picture: picture(row)?,
            from,
            several_prices: row.integer("highest")? > from.minor,
            available: row.count("available")?,
        })
    }

    pub(super) fn read_all(rows: &[AnyRow]) -> Result<Vec<ProductCard>, StoreError> {
        rows.iter().map(ProductCard::read).collect()
    }
}

/// The picture in the columns `picture`, `alt`, `width` and `height`.
pub(crate) fn picture(row: &AnyRow) -> Result<Picture, StoreError> {
    Ok(Picture {
        src: row.text("picture")?,
        alt: row.text("alt")?,
        width: row.count("width")?,
        height: row.count("height")?,
    })
}
