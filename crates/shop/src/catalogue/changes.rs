//! Which products changed since when, so that a kept page is thrown away when something on it changes.
//!
//! Every change takes the row in `catalogue_revision` as its transaction's last work and holds it until the commit. So
//! revisions become visible in their order, and who has seen one has missed none before it.

use std::collections::BTreeSet;

use commerce::catalogue::Slug;
use sqlx::AnyConnection;

use crate::{Shop, StoreError, store::Columns};

/// Revisions that are remembered. Who has not looked for longer than that is told that everything changed.
const KEPT: i64 = 2_000;
/// From so many products on, everything has changed: pages that show none of them are few.
const MANY: usize = 200;

/// What changed in the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueChanges {
    /// The catalogue's revision, to ask with next time.
    pub revision: i64,
    /// What changed up to it.
    pub changed: Changed,
}

/// The extent of a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// Nothing changed.
    Nothing,
    /// These products, each once: their price, stock, text or picture. Which products there are has not changed.
    Products(Vec<Slug>),
    /// Any page may show something else.
    Everything,
}

impl Shop {
    /// What changed since the revision `since`; everything, for a revision that this database does not know (any more).
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn catalogue_changes(&self, since: i64) -> Result<CatalogueChanges, StoreError> {
        // One statement, so that the revision and the changes up to it belong together.
        let rows = sqlx::query(
            "SELECT r.revision, COALESCE(c.revision, 0) AS changed_in, c.product \
             FROM catalogue_revision r LEFT JOIN catalogue_changes c \
             ON c.revision > $1 AND c.revision <= r.revision AND r.revision - $1 <= $2",
        )
        .bind(since)
        .bind(KEPT)
        .fetch_all(self.store().pool())
        .await?;
        let Some(first) = rows.first() else {
            return Err(StoreError::corrupt("the catalogue's revision", "no row"));
        };
        let revision = first.integer("revision")?;
        if revision == since {
            return Ok(CatalogueChanges {
                revision,
                changed: Changed::Nothing,
            });
        }
        let mut revisions = BTreeSet::new();
        let mut products = BTreeSet::new();
        let mut everything = false;
        for row in &rows {
            revisions.insert(row.integer("changed_in")?);
            match row.optional_text("product")? {
                Some(product) => _ = products.insert(product),
                None => everything = true,
            }
        }
        // Each revision left a row: where some are missing they were forgotten, or the database is another one.
        let complete = i64::try_from(revisions.len()).is_ok_and(|seen| seen == revision - since);
        if everything || !complete {
            return Ok(CatalogueChanges {
                revision,
                changed: Changed::Everything,
            });
        }
        let products = products
            .into_iter()
            .map(|slug| {
                slug.parse()
                    .map_err(|_| StoreError::corrupt("a slug", slug))
            })
            .collect::<Result<_, _>>()?;
        Ok(CatalogueChanges {
            revision,
            changed: Changed::Products(products),
        })
    }
}

/// Says that pages which show one of `products` (slugs, in any order and number) have changed. It must be the last work of
/// its transaction: until the commit every other change waits here.
pub(crate) async fn record_change(
    connection: &mut AnyConnection,
    products: &[String],
) -> Result<(), StoreError> {
    let products: BTreeSet<&str> = products.iter().map(String::as_str).collect();
    if products.is_empty() {
        return Ok(());
    }
    if products.len() > MANY {
        return record_change_of_everything(connection).await;
    }
    let revision = next_revision(connection).await?;
    for product in products {
        sqlx::query("INSERT INTO catalogue_changes (revision, product) VALUES ($1, $2)")
            .bind(revision)
            .bind(product)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// [`record_change`] for changes after which any page may show something else.
pub(super) async fn record_change_of_everything(
    connection: &mut AnyConnection,
) -> Result<(), StoreError> {
    let revision = next_revision(connection).await?;
    sqlx::query("INSERT INTO catalogue_changes (revision, product) VALUES ($1, NULL)")
        .bind(revision)
        .execute(connection)
        .await?;
    Ok(())
}

async fn next_revision(connection: &mut AnyConnection) -> Result<i64, StoreError> {
    let revision: i64 = sqlx::query_scalar(
        "UPDATE catalogue_revision SET revision = revision + 1 WHERE id = 1 RETURNING revision",
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM catalogue_changes WHERE revision <= $1")
        .bind(revision - KEPT)
        .execute(connection)
        .await?;
    Ok(revision)
}
