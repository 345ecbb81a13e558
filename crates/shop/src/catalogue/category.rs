//! A category's page.

use commerce::catalogue::{Slug, Sort};

use super::{
    CategoryCard, ProductCard,
    cards::{chosen_order, select_cards},
};
use crate::{Shop, StoreError};

/// What a category's page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryPage {
    /// The category.
    pub category: CategoryCard,
    /// All of its products.
    pub products: Vec<ProductCard>,
}

impl Shop {
    /// Every category, in the shop's order.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn categories(&self) -> Result<Vec<CategoryCard>, StoreError> {
        let rows = sqlx::query(
            "SELECT slug, title, summary, picture, alt, width, height FROM categories \
             WHERE withdrawn = 0 ORDER BY position, slug",
        )
        .fetch_all(self.store().pool())
        .await?;
        rows.iter().map(CategoryCard::read).collect()
    }

    /// The page of one category; none when there is no such category (any more).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn category(
        &self,
        slug: &Slug,
        sort: Sort,
    ) -> Result<Option<CategoryPage>, StoreError> {
        let category = sqlx::query(
            "SELECT slug, title, summary, picture, alt, width, height FROM categories \
             WHERE slug = $1 AND withdrawn = 0",
        )
        .bind(slug.as_str())
        .fetch_optional(self.store().pool())
        .await?;
        let Some(category) = category else {
            return Ok(None);
        };
        let products = sqlx::query(concat!(
            select_cards!(""),
            "WHERE p.category = $1 AND p.withdrawn = 0 GROUP BY p.slug",
            chosen_order!("$2"),
            "p.position, p.slug"
        ))
        .bind(slug.as_str())
        .bind(sort.as_str())
        .fetch_all(self.store().pool())
        .await?;
        Ok(Some(CategoryPage {
            category: CategoryCard::read(&category)?,
            products: ProductCard::read_all(&products)?,
        }))
    }
}
