//! A product's page.

use commerce::catalogue::{Picture, Slug, VariantOffer};
use sqlx::any::AnyRow;

use super::{
    CategoryCard, ProductCard,
    cards::{picture, select_cards},
};
use crate::{Shop, StoreError, store::Columns};

/// Other products on a product's page.
const RELATED: i64 = 4;

/// What a product's page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductPage {
    /// Its address.
    pub slug: Slug,
    /// The category that it stands in.
    pub category: CategoryCard,
    /// Its name.
    pub title: String,
    /// A sentence about it.
    pub summary: String,
    /// The paragraphs of its text.
    pub text: Vec<String>,
    /// Its picture.
    pub picture: Picture,
    /// What of it can be put into the cart, sold out or not; at least one.
    pub variants: Vec<VariantOffer>,
    /// Other products of the category: those that follow it there, in stock first.
    pub related: Vec<ProductCard>,
}

impl Shop {
    /// The page of one product; none when the shop does not sell it (any more).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn product(&self, slug: &Slug) -> Result<Option<ProductPage>, StoreError> {
        let rows = sqlx::query(
            "SELECT p.title, p.summary, p.text, p.picture, p.alt, p.width, p.height, \
             c.slug AS category_slug, c.title AS category_title, c.summary AS category_summary, \
             c.picture AS category_picture, c.alt AS category_alt, c.width AS category_width, \
             c.height AS category_height, v.sku, v.options, v.price, v.currency, \
             v.stock - v.reserved AS available \
             FROM products p JOIN categories c ON c.slug = p.category \
             JOIN variants v ON v.product = p.slug AND v.withdrawn = 0 \
             WHERE p.slug = $1 AND p.withdrawn = 0 ORDER BY v.position, v.sku",
        )
        .bind(slug.as_str())
        .fetch_all(self.store().pool())
        .await?;
        let Some(first) = rows.first() else {
            return Ok(None);
        };
        let category = category(first)?;
        let related = self.related(slug, &category.slug).await?;
        Ok(Some(ProductPage {
            slug: slug.clone(),
            category,
            title: first.text("title")?,
            summary: first.text("summary")?,
            text: first
                .text("text")?
                .split("\n\n")
                .map(str::to_owned)
                .collect(),
            picture: picture(first)?,
            variants: rows.iter().map(offer).collect::<Result<_, _>>()?,
            related,
        }))
    }

    async fn related(&self, slug: &Slug, category: &Slug) -> Result<Vec<ProductCard>, StoreError> {
        // Those after it first, then from the start, so that every product of a category is reached from some other.
        let rows = sqlx::query(concat!(
            select_cards!(""),
            "JOIN products here ON here.slug = $1 \
             WHERE p.category = $2 AND p.slug <> here.slug AND p.withdrawn = 0 \
             GROUP BY p.slug, here.position ORDER BY \
             CASE WHEN SUM(v.stock - v.reserved) > 0 THEN 0 ELSE 1 END, \
             CASE WHEN p.position > here.position THEN 0 ELSE 1 END, p.position, p.slug LIMIT $3"
        ))
        .bind(slug.as_str())
        .bind(category.as_str())
        .bind(RELATED)
        .fetch_all(self.store().pool())
        .await?;
        ProductCard::read_all(&rows)
    }
}

fn category(row: &AnyRow) -> Result<CategoryCard, StoreError> {
    Ok(CategoryCard {
        slug: row.parsed("category_slug", "a slug")?,
        title: row.text("category_title")?,
        summary: row.text("category_summary")?,
        picture: Picture {
            src: row.text("category_picture")?,
            alt: row.text("category_alt")?,
            width: row.count("category_width")?,
            height: row.count("category_height")?,
        },
    })
}

fn offer(row: &AnyRow) -> Result<VariantOffer, StoreError> {
    Ok(VariantOffer {
        sku: row.parsed("sku", "a SKU")?,
        options: row.json("options", "a variant's options")?,
        price: row.money("price")?,
        available: row.count("available")?,
    })
}
