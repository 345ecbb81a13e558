//! Bringing the store to what the file says.

use commerce::Currency;
use sqlx::AnyConnection;

use super::{
    ImportReport,
    compare::Comparison,
    file::CatalogueFile,
    stored::{self, CategoryRow, Placed, ProductRow, Rows, VariantRow},
    upsert::upsert,
};
use crate::{
    Store, StoreError,
    catalogue::{
        changes::{record_change, record_change_of_everything},
        currency::SETTING,
    },
};

/// Writes what differs and tells what that was.
pub(super) async fn bring_in(
    store: &Store,
    file: &CatalogueFile,
) -> Result<ImportReport, StoreError> {
    let mut tx = store.begin().await?;
    let currency_changed = hold_currency(&mut tx, file.currency).await?;
    let before = stored::products(&mut tx).await?;
    let variants_before = stored::variants(&mut tx).await?;
    let categories = Comparison::new(category_rows(file), &stored::categories(&mut tx).await?);
    let products = Comparison::new(product_rows(file), &before);
    let variants = Comparison::new(variant_rows(file), &variants_before);
    let report = ImportReport {
        categories: categories.tally,
        products: products.tally,
        variants: variants.tally,
        reordered: categories.moved || products.moved || variants.moved,
    };
    if report.is_unchanged() {
        return Ok(report);
    }
    let other_category = products.put.iter().any(|(slug, placed)| {
        before
            .get(slug)
            .is_some_and(|before| before.row.category != placed.row.category)
    });
    let everything = report.categories.changes() > 0
        || report.products.added + report.products.withdrawn > 0
        || report.reordered
        || other_category
        || currency_changed;
    let changed = changed_products(&products, &variants, &variants_before);

    upsert(&mut tx, &categories.put).await?;
    upsert(&mut tx, &products.put).await?;
    write_variants(&mut tx, variants).await?;
    for slug in &products.withdraw {
        withdraw(
            &mut tx,
            "UPDATE products SET withdrawn = 1 WHERE slug = $1",
            slug,
        )
        .await?;
    }
    for slug in &categories.withdraw {
        withdraw(
            &mut tx,
            "UPDATE categories SET withdrawn = 1 WHERE slug = $1",
            slug,
        )
        .await?;
    }
    if currency_changed {
        forget_seen_prices(&mut tx).await?;
    }
    if everything {
        record_change_of_everything(&mut tx).await?;
    } else {
        record_change(&mut tx, &changed).await?;
    }
    tx.commit().await?;
    Ok(report)
}

/// Sets the catalogue's currency and tells whether it was another one. An import that runs at the same time waits here.
async fn hold_currency(
    connection: &mut AnyConnection,
    currency: Currency,
) -> Result<bool, StoreError> {
    let before: String = sqlx::query_scalar(
        "INSERT INTO shop_settings (name, value) VALUES ($1, $2) \
         ON CONFLICT (name) DO UPDATE SET value = shop_settings.value RETURNING value",
    )
    .bind(SETTING)
    .bind(currency.code())
    .fetch_one(&mut *connection)
    .await?;
    if before == currency.code() {
        return Ok(false);
    }
    sqlx::query("UPDATE shop_settings SET value = $1 WHERE name = $2")
        .bind(currency.code())
        .bind(SETTING)
        .execute(connection)
        .await?;
    Ok(true)
}

fn category_rows(file: &CatalogueFile) -> Vec<(String, Placed<CategoryRow>)> {
    (0..)
        .zip(&file.categories)
        .map(|(position, category)| {
            let row = CategoryRow::of(category);
            (
                category.slug.to_string(),
                Placed {
                    row,
                    position,
                    withdrawn: false,
                },
            )
        })
        .collect()
}

fn product_rows(file: &CatalogueFile) -> Vec<(String, Placed<ProductRow>)> {
    (0..)
        .zip(&file.products)
        .map(|(position, product)| {
            let row = ProductRow::of(product);
            (
                product.slug.to_string(),
                Placed {
                    row,
                    position,
                    withdrawn: false,
                },
            )
        })
        .collect()
}

fn variant_rows(file: &CatalogueFile) -> Vec<(String, Placed<VariantRow>)> {
    let of_product = file.products.iter().flat_map(|product| {
        (0..).zip(&product.variants).map(|(position, variant)| {
            let row = VariantRow::of(&product.slug, variant);
            (
                variant.sku.to_string(),
                Placed {
                    row,
                    position,
                    withdrawn: false,
                },
            )
        })
    });
    of_product.collect()
}

/// Products that show something else on their own page or card.
fn changed_products(
    products: &Comparison<ProductRow>,
    variants: &Comparison<VariantRow>,
    before: &Rows<VariantRow>,
) -> Vec<String> {
    let own = products.put.iter().map(|(slug, _)| slug.clone());
    let put = variants
        .put
        .iter()
        .map(|(_, placed)| placed.row.product.to_string());
    // A variant that went to another product, or out of sale, is missing where it was.
    let touched = variants
        .put
        .iter()
        .map(|(sku, _)| sku)
        .chain(&variants.withdraw);
    let left = touched
        .filter_map(|sku| before.get(sku))
        .map(|row| row.row.product.to_string());
    own.chain(put).chain(left).collect()
}

/// Variants are locked in the order of their SKUs, as payments lock them: neither waits for the other in a circle.
async fn write_variants(
    connection: &mut AnyConnection,
    variants: Comparison<VariantRow>,
) -> Result<(), StoreError> {
    let Comparison {
        mut put,
        withdraw: withdrawn,
        ..
    } = variants;
    put.sort_by(|a, b| a.0.cmp(&b.0));
    let mut rest = put.as_slice();
    for sku in &withdrawn {
        let (earlier, later) = rest.split_at(rest.partition_point(|(other, _)| other < sku));
        upsert(connection, earlier).await?;
        rest = later;
        withdraw(
            connection,
            "UPDATE variants SET withdrawn = 1 WHERE sku = $1",
            sku,
        )
        .await?;
    }
    upsert(connection, rest).await
}

async fn withdraw(
    connection: &mut AnyConnection,
    statement: &'static str,
    key: &str,
) -> Result<(), StoreError> {
    sqlx::query(statement).bind(key).execute(connection).await?;
    Ok(())
}

/// The price that a customer saw in another currency cannot be compared with today's.
async fn forget_seen_prices(connection: &mut AnyConnection) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE cart_lines SET seen_price = \
         (SELECT v.price FROM variants v WHERE v.sku = cart_lines.sku)",
    )
    .execute(connection)
    .await?;
    Ok(())
}
