//! Writing many rows with few statements.

use commerce::catalogue::Picture;
use sqlx::{Any, AnyConnection, AssertSqlSafe, any::AnyArguments, query::Query};

use super::stored::{CategoryRow, Placed, ProductRow, VariantRow};
use crate::StoreError;

/// Rows of one statement. Their parameters stay far below what SQLite (32,766) and PostgreSQL (65,535) take.
const ROWS: usize = 100;

type Statement<'q> = Query<'q, Any, AnyArguments>;

/// A table that an import writes into.
pub(super) trait Upsert {
    /// Up to and with `VALUES`.
    const INSERT: &'static str;
    /// How many columns INSERT names.
    const COLUMNS: usize;
    /// What becomes of a row that is there already.
    const ON_CONFLICT: &'static str;

    /// Binds the columns in INSERT's order.
    fn bind<'q>(
        placed: &Placed<Self>,
        key: &str,
        statement: Statement<'q>,
    ) -> Result<Statement<'q>, StoreError>
    where
        Self: Sized;
}

/// Inserts the rows, or brings those that are there up to date, in their order.
pub(super) async fn upsert<R: Upsert>(
    connection: &mut AnyConnection,
    rows: &[(String, Placed<R>)],
) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS) {
        let sql = format!(
            "{} {} {}",
            R::INSERT,
            places(rows.len(), R::COLUMNS),
            R::ON_CONFLICT
        );
        // Only constants and numbers of parameters are in it.
        let mut statement = sqlx::query(AssertSqlSafe(sql));
        for (key, placed) in rows {
            statement = R::bind(placed, key, statement)?;
        }
        statement.execute(&mut *connection).await?;
    }
    Ok(())
}

/// `($1, $2), ($3, $4)` for two rows of two columns.
fn places(rows: usize, columns: usize) -> String {
    let row = |row: usize| {
        let places: Vec<String> = (1..=columns)
            .map(|column| format!("${}", row * columns + column))
            .collect();
        format!("({})", places.join(", "))
    };
    (0..rows).map(row).collect::<Vec<_>>().join(", ")
}

fn bind_picture<'q>(statement: Statement<'q>, picture: &Picture) -> Statement<'q> {
    statement
        .bind(picture.src.clone())
        .bind(picture.alt.clone())
        .bind(i64::from(picture.width))
        .bind(i64::from(picture.height))
}

impl Upsert for CategoryRow {
    const INSERT: &'static str = "INSERT INTO categories \
        (slug, position, withdrawn, title, summary, picture, alt, width, height) VALUES";
    const COLUMNS: usize = 9;
    const ON_CONFLICT: &'static str = "ON CONFLICT (slug) DO UPDATE SET \
        position = excluded.position, withdrawn = excluded.withdrawn, title = excluded.title, \
        summary = excluded.summary, picture = excluded.picture, alt = excluded.alt, \
        width = excluded.width, height = excluded.height";

    fn bind<'q>(
        placed: &Placed<CategoryRow>,
        key: &str,
        statement: Statement<'q>,
    ) -> Result<Statement<'q>, StoreError> {
        let statement = statement
            .bind(key.to_owned())
            .bind(placed.position)
            .bind(i64::from(placed.withdrawn))
            .bind(placed.row.title.clone())
            .bind(placed.row.summary.clone());
        Ok(bind_picture(statement, &placed.row.picture))
    }
}

impl Upsert for ProductRow {
    const INSERT: &'static str = "INSERT INTO products \
        (slug, position, withdrawn, category, title, summary, text, search_title, search_text, \
        picture, alt, width, height) VALUES";
    const COLUMNS: usize = 13;
    const ON_CONFLICT: &'static str = "ON CONFLICT (slug) DO UPDATE SET \
        position = excluded.position, withdrawn = excluded.withdrawn, category = excluded.category, \
        title = excluded.title, summary = excluded.summary, text = excluded.text, \
        search_title = excluded.search_title, search_text = excluded.search_text, \
        picture = excluded.picture, alt = excluded.alt, width = excluded.width, \
        height = excluded.height";

    fn bind<'q>(
        placed: &Placed<ProductRow>,
        key: &str,
        statement: Statement<'q>,
    ) -> Result<Statement<'q>, StoreError> {
        let statement = statement
            .bind(key.to_owned())
            .bind(placed.position)
            .bind(i64::from(placed.withdrawn))
            .bind(placed.row.category.as_str().to_owned())
            .bind(placed.row.title.clone())
            .bind(placed.row.summary.clone())
            .bind(placed.row.text.clone())
            .bind(placed.row.search_title.clone())
            .bind(placed.row.search_text.clone());
        Ok(bind_picture(statement, &placed.row.picture))
    }
}

impl Upsert for VariantRow {
    const INSERT: &'static str = "INSERT INTO variants \
        (sku, position, withdrawn, product, options, price, currency, stock) VALUES";
    const COLUMNS: usize = 8;
    // What is reserved stays as it is.
    const ON_CONFLICT: &'static str = "ON CONFLICT (sku) DO UPDATE SET \
        position = excluded.position, withdrawn = excluded.withdrawn, product = excluded.product, \
        options = excluded.options, price = excluded.price, currency = excluded.currency, \
        stock = excluded.stock";

    fn bind<'q>(
        placed: &Placed<VariantRow>,
        key: &str,
        statement: Statement<'q>,
    ) -> Result<Statement<'q>, StoreError> {
        let options = serde_json::to_string(&placed.row.options)
            .map_err(|error| StoreError::corrupt("options that can be written", error))?;
        Ok(statement
            .bind(key.to_owned())
            .bind(placed.position)
            .bind(i64::from(placed.withdrawn))
            .bind(placed.row.product.as_str().to_owned())
            .bind(options)
            .bind(placed.row.price.minor)
            .bind(placed.row.price.currency.code())
            .bind(i64::from(placed.row.stock)))
    }
}
