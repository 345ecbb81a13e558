//! The catalogue as the store has it, in the shape of the file, to compare the two.

use std::collections::HashMap;

use commerce::{
    Money,
    catalogue::{Picture, Slug, VariantOption},
};
use sqlx::{AnyConnection, any::AnyRow};

use super::entry::{Category, Product, Variant};
use crate::{
    StoreError,
    catalogue::{folding::searchable, picture},
    store::Columns,
};

/// A row of `categories`, apart from its key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct CategoryRow {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) picture: Picture,
}

/// A row of `products`, apart from its key.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ProductRow {
    pub(super) category: Slug,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) text: String,
    pub(super) picture: Picture,
    pub(super) search_title: String,
    pub(super) search_text: String,
}

/// A row of `variants`, apart from its key and what is reserved.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct VariantRow {
    pub(super) product: Slug,
    pub(super) options: Vec<VariantOption>,
    pub(super) price: Money,
    pub(super) stock: u32,
}

/// A row, where it stands, and whether it is sold.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed<R> {
    pub(super) row: R,
    pub(super) position: i64,
    pub(super) withdrawn: bool,
}

/// Rows by their key.
pub(super) type Rows<R> = HashMap<String, Placed<R>>;

impl CategoryRow {
    pub(super) fn of(category: &Category) -> CategoryRow {
        CategoryRow {
            title: category.title.clone(),
            summary: category.summary.clone(),
            picture: category.picture.clone(),
        }
    }

    fn read(row: &AnyRow) -> Result<CategoryRow, StoreError> {
        Ok(CategoryRow {
            title: row.text("title")?,
            summary: row.text("summary")?,
            picture: picture(row)?,
        })
    }
}

impl ProductRow {
    pub(super) fn of(product: &Product) -> ProductRow {
        let options = product.variants.iter().flat_map(|variant| &variant.options);
        let texts = [&*product.title, &product.summary, &product.text];
        ProductRow {
            category: product.category.clone(),
            title: product.title.clone(),
            summary: product.summary.clone(),
            text: product.text.clone(),
            picture: product.picture.clone(),
            search_title: searchable([&*product.title]),
            search_text: searchable(
                texts
                    .into_iter()
                    .chain(options.map(|option| &*option.value)),
            ),
        }
    }

    fn read(row: &AnyRow) -> Result<ProductRow, StoreError> {
        Ok(ProductRow {
            category: row.parsed("category", "a slug")?,
            title: row.text("title")?,
            summary: row.text("summary")?,
            text: row.text("text")?,
            picture: picture(row)?,
            search_title: row.text("search_title")?,
            search_text: row.text("search_text")?,
        })
    }
}

impl VariantRow {
    pub(super) fn of(product: &Slug, variant: &Variant) -> VariantRow {
        VariantRow {
            product: product.clone(),
            options: variant.options.clone(),
            price: variant.price,
            stock: variant.stock,
        }
    }

    fn read(row: &AnyRow) -> Result<VariantRow, StoreError> {
        Ok(VariantRow {
            product: row.parsed("product", "a slug")?,
            options: row.json("options", "a variant's options")?,
            price: row.money("price")?,
            stock: row.count("stock")?,
        })
    }
}

pub(super) async fn categories(
    connection: &mut AnyConnection,
) -> Result<Rows<CategoryRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT slug AS id, position, withdrawn, title, summary, picture, alt, width, height \
         FROM categories",
    )
    .fetch_all(connection)
    .await?;
    placed(&rows, CategoryRow::read)
}

pub(super) async fn products(
    connection: &mut AnyConnection,
) -> Result<Rows<ProductRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT slug AS id, position, withdrawn, category, title, summary, text, picture, alt, width, \
         height, search_title, search_text FROM products",
    )
    .fetch_all(connection)
    .await?;
    placed(&rows, ProductRow::read)
}

pub(super) async fn variants(
    connection: &mut AnyConnection,
) -> Result<Rows<VariantRow>, StoreError> {
    let rows = sqlx::query(
        "SELECT sku AS id, position, withdrawn, product, options, price, currency, stock FROM variants",
    )
    .fetch_all(connection)
    .await?;
    placed(&rows, VariantRow::read)
}

fn placed<R>(
    rows: &[AnyRow],
    read: impl Fn(&AnyRow) -> Result<R, StoreError>,
) -> Result<Rows<R>, StoreError> {
    rows.iter()
        .map(|row| {
            let placed = Placed {
                row: read(row)?,
                position: row.integer("position")?,
                withdrawn: row.integer("withdrawn")? == 1,
            };
            Ok((row.text("id")?, placed))
        })
        .collect()
}
