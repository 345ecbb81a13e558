//! The currency that the catalogue's prices are in.

use commerce::Currency;
use sqlx::{AnyConnection, AnyExecutor};

use crate::{Store, StoreError};

/// Where `shop_settings` keeps it.
pub(super) const SETTING: &str = "currency";

/// The catalogue's currency; EUR while there is no catalogue.
pub(crate) async fn currency(store: &Store) -> Result<Currency, StoreError> {
    read(store.pool()).await
}

/// [`currency`] as a transaction sees it.
pub(crate) async fn currency_in(connection: &mut AnyConnection) -> Result<Currency, StoreError> {
    read(connection).await
}

async fn read<'c>(executor: impl AnyExecutor<'c>) -> Result<Currency, StoreError> {
    let code: Option<String> =
        sqlx::query_scalar("SELECT value FROM shop_settings WHERE name = $1")
            .bind(SETTING)
            .fetch_optional(executor)
            .await?;
    let Some(code) = code else {
        return Ok(Currency::EUR);
    };
    code.parse()
        .map_err(|_| StoreError::corrupt("a currency", code))
}
