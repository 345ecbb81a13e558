//! Orders that somebody placed as a guest, taken over by the account whose address they were placed with.

use commerce::contact::EmailAddress;
use sqlx::AnyConnection;

use super::AccountId;
use crate::StoreError;

/// Gives the account every guest's order of its address; the caller holds the account's row. The address is proved, or there
/// would be no account. Orders of an account that was deleted are no guest's.
pub(super) async fn claim_orders(
    connection: &mut AnyConnection,
    account: &AccountId,
    email: &EmailAddress,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE orders SET account = $1 WHERE email_key = $2 AND account IS NULL AND account_deleted = 0",
    )
    .bind(account.as_str())
    .bind(email.key())
    .execute(connection)
    .await?;
    Ok(())
}
