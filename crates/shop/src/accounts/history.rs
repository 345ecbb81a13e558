//! What an account has ordered.

use commerce::{Money, order::OrderStatus};

use super::{Account, account::hold, claim};
use crate::{
    Shop, StoreError,
    orders::{OrderLine, OrderRecord, OrderToken},
    store::Columns,
};

/// Orders that one page shows.
const PAGE: i64 = 10;

/// Orders that came to nothing are no history: carts on their way through the checkout, and what was given up or replaced
/// before any money came.
const HAPPENED: &str = "account = $1 AND status NOT IN ('draft', 'cancelled', 'expired')";

/// An order in its buyer's list.
#[derive(Debug, Clone)]
pub struct OrderEntry {
    /// Its address.
    pub token: OrderToken,
    /// The number that the buyer quotes.
    pub number: i64,
    /// When it was placed, in Unix milliseconds.
    pub placed_at: i64,
    /// Where it stood when news of it last came.
    pub status: OrderStatus,
    /// What is paid in all.
    pub total: Money,
    /// What was bought.
    pub lines: Vec<OrderLine>,
}

/// A page of an account's orders.
#[derive(Debug, Clone)]
pub struct OrderHistory {
    /// The orders, newest first.
    pub orders: Vec<OrderEntry>,
    /// Which page it is, from 1: the last one where a later one was asked for.
    pub page: u32,
    /// How many pages there are; 1 while nothing was ordered.
    pub pages: u32,
}

impl Shop {
    /// A page of the account's orders, from 1. Orders that were placed as a guest with its address since the last look are
    /// the account's from now on.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn orders_of(
        &self,
        account: &Account,
        page: u32,
    ) -> Result<OrderHistory, StoreError> {
        self.claim_new_orders(account).await?;
        let mut connection = self.store().connection().await?;
        let count = sqlx::AssertSqlSafe(format!("SELECT COUNT(*) FROM orders WHERE {HAPPENED}"));
        let number: i64 = sqlx::query_scalar(count)
            .bind(account.id.as_str())
            .fetch_one(&mut *connection)
            .await?;
        let pages = u32::try_from((number + PAGE - 1) / PAGE).unwrap_or(u32::MAX);
        let pages = pages.max(1);
        let page = page.clamp(1, pages);
        let list = sqlx::AssertSqlSafe(format!(
            "SELECT id, token, number, created_at, status, currency, total FROM orders \
             WHERE {HAPPENED} ORDER BY created_at DESC, number DESC LIMIT $2 OFFSET $3"
        ));
        let rows = sqlx::query(list)
            .bind(account.id.as_str())
            .bind(PAGE)
            .bind(i64::from(page - 1) * PAGE)
            .fetch_all(&mut *connection)
            .await?;
        let mut orders = Vec::with_capacity(rows.len());
        for row in rows {
            let status = row.text("status")?;
            orders.push(OrderEntry {
                token: row.parsed("token", "an order's token")?,
                number: row.integer("number")?,
                placed_at: row.integer("created_at")?,
                status: OrderStatus::from_stored(&status)
                    .ok_or_else(|| StoreError::corrupt("an order's status", status))?,
                total: row.money("total")?,
                lines: OrderRecord::lines(&mut connection, &row.text("id")?).await?,
            });
        }
        Ok(OrderHistory {
            orders,
            page,
            pages,
        })
    }

    /// Gives the account what was ordered with its address as a guest.
    pub(super) async fn claim_new_orders(&self, account: &Account) -> Result<(), StoreError> {
        let mut connection = self.store().connection().await?;
        if !claim::has_unclaimed(&mut connection, &account.email).await? {
            return Ok(());
        }
        drop(connection);
        let mut tx = self.store().begin().await?;
        if hold(&mut tx, &account.id).await? {
            claim::claim_orders(&mut tx, &account.id, &account.email).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
