//! Orders that somebody placed as a guest, taken over by the account whose address they were placed with.

use commerce::contact::EmailAddress;
use sqlx::AnyConnection;

use super::AccountId;
use crate::StoreError;

/// A guest's order that is there to stay. One that is still open is whoever's pays it, which may be a stranger who typed this
/// address: were it the account's, its payment would be made for the account's Customer. While a bank takes its days over a
/// debit there is nothing left to pay.
const UNCLAIMED: &str = "account IS NULL AND account_deleted = 0 \
     AND (open_cart IS NULL OR status = 'processing')";

/// Gives the account every guest's order of its address that is no longer being paid; the caller holds the account's row. The
/// address is proved, or there would be no account. Orders of an account that was deleted are no guest's.
pub(super) async fn claim_orders(
    connection: &mut AnyConnection,
    account: &AccountId,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "UPDATE orders SET account = $1 WHERE email_key = $2 AND {UNCLAIMED}"
    ));
    sqlx::query(sql)
        .bind(account.as_str())
        .bind(email.key())
        .execute(connection)
        .await?;
    Ok(())
}

/// Whether there is anything to claim: looking takes no lock.
pub(super) async fn has_unclaimed(
    connection: &mut AnyConnection,
    email: &EmailAddress,
) -> Result<bool, StoreError> {
    let sql = sqlx::AssertSqlSafe(format!(
        "SELECT COUNT(*) FROM orders WHERE email_key = $1 AND {UNCLAIMED}"
    ));
    let number: i64 = sqlx::query_scalar(sql)
        .bind(email.key())
        .fetch_one(connection)
        .await?;
    Ok(number > 0)
}
