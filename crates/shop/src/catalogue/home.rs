//! The home page.

use super::{CategoryCard, ProductCard, cards::select_cards};
use crate::{Shop, StoreError};

/// Products on the home page.
const FEATURED: i64 = 8;

/// What the home page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HomePage {
    /// Every category, in the shop's order.
    pub categories: Vec<CategoryCard>,
    /// A few products: what is in stock first, and of every category some.
    pub featured: Vec<ProductCard>,
}

impl Shop {
    /// The home page.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn home(&self) -> Result<HomePage, StoreError> {
        // The first of each category, then the second of each, and so on.
        let featured = sqlx::query(concat!(
            "SELECT * FROM (",
            select_cards!(
                ", c.position AS category_position, CASE WHEN SUM(v.stock - v.reserved) > 0 THEN 0 \
                 ELSE 1 END AS sold_out, ROW_NUMBER() OVER (PARTITION BY p.category ORDER BY CASE \
                 WHEN SUM(v.stock - v.reserved) > 0 THEN 0 ELSE 1 END, p.position) AS turn"
            ),
            "JOIN categories c ON c.slug = p.category WHERE p.withdrawn = 0 \
             GROUP BY p.slug, c.position) AS cards \
             ORDER BY sold_out, turn, category_position, slug LIMIT $1"
        ))
        .bind(FEATURED)
        .fetch_all(self.store().pool())
        .await?;
        Ok(HomePage {
            categories: self.categories().await?,
            featured: ProductCard::read_all(&featured)?,
        })
    }
}
