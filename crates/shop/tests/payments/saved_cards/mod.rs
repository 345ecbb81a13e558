//! Cards that accounts save at Stripe: whose they are, how they get there, what they pay.

mod checkout;
mod choosing;
mod customers;
mod export;
mod paying;
mod saving;
mod strangers;

use crate::bench::Bench;

pub(crate) const MASTERCARD: &str = "5555555555554444";

/// Customers that are begun or noted, of how many accounts.
async fn begun(bench: &Bench) -> i64 {
    sqlx::query_scalar("SELECT customers_begun FROM accounts")
        .fetch_one(bench.store())
        .await
        .expect("an account")
}
