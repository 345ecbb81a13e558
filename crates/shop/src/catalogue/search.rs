//! Search by words.

use commerce::catalogue::Sort;

use super::{
    ProductCard,
    cards::{chosen_order, select_cards},
    folding::words,
};
use crate::{Shop, StoreError, store::Columns};

/// Words of a query that are looked for; the statement has a place for each. What follows them is ignored.
const MOST_WORDS: usize = 8;
/// Products on the page of results.
const MOST_SHOWN: i64 = 60;

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchPage {
    /// At most 60 products.
    pub products: Vec<ProductCard>,
    /// How many were found in all.
    pub total: u32,
}

impl Shop {
    /// Products that have, for every word of `query`, one that begins with it in title, text or options, whatever the case
    /// and the accents. Nothing is found for a query without words.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn search(&self, query: &str, sort: Sort) -> Result<SearchPage, StoreError> {
        // Folded words are letters and digits, so none of them holds a wildcard of LIKE.
        let mut patterns: Vec<String> = words(query)
            .take(MOST_WORDS)
            .map(|word| format!("% {word}%"))
            .collect();
        if patterns.is_empty() {
            return Ok(SearchPage::default());
        }
        patterns.resize(MOST_WORDS, "%".to_owned());
        let mut search = sqlx::query(concat!(
            select_cards!(", COUNT(*) OVER () AS total"),
            "WHERE p.withdrawn = 0 \
             AND p.search_text LIKE $1 AND p.search_text LIKE $2 AND p.search_text LIKE $3 \
             AND p.search_text LIKE $4 AND p.search_text LIKE $5 AND p.search_text LIKE $6 \
             AND p.search_text LIKE $7 AND p.search_text LIKE $8 GROUP BY p.slug",
            chosen_order!("$9"),
            // How many of the words the title lacks.
            "CASE WHEN p.search_title LIKE $1 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $2 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $3 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $4 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $5 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $6 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $7 THEN 0 ELSE 1 END \
             + CASE WHEN p.search_title LIKE $8 THEN 0 ELSE 1 END, \
             p.position, p.slug LIMIT $10"
        ));
        for pattern in patterns {
            search = search.bind(pattern);
        }
        let rows = search
            .bind(sort.as_str())
            .bind(MOST_SHOWN)
            .fetch_all(self.store().pool())
            .await?;
        Ok(SearchPage {
            total: rows.first().map_or(Ok(0), |row| row.count("total"))?,
            products: ProductCard::read_all(&rows)?,
        })
    }
}
