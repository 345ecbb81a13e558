//! What the sitemap lists.

use commerce::catalogue::Slug;

use crate::{Shop, StoreError, store::Columns};

/// A page of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SitemapEntry {
    /// A category's page.
    Category(Slug),
    /// A product's page.
    Product(Slug),
}

impl SitemapEntry {
    /// The page's path.
    pub fn path(&self) -> String {
        match self {
            SitemapEntry::Category(slug) => format!("/c/{slug}"),
            SitemapEntry::Product(slug) => format!("/p/{slug}"),
        }
    }
}

impl Shop {
    /// Every page of the catalogue apart from home and search, categories first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sitemap(&self) -> Result<Vec<SitemapEntry>, StoreError> {
        let rows = sqlx::query(
            "SELECT 0 AS kind, slug, position FROM categories WHERE withdrawn = 0 \
             UNION ALL SELECT 1, slug, position FROM products WHERE withdrawn = 0 \
             ORDER BY kind, position, slug",
        )
        .fetch_all(self.store().pool())
        .await?;
        rows.iter()
            .map(|row| {
                let slug = row.parsed("slug", "a slug")?;
                Ok(match row.integer("kind")? {
                    0 => SitemapEntry::Category(slug),
                    _ => SitemapEntry::Product(slug),
                })
            })
            .collect()
    }
}
