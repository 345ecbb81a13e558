//! `GET /v1/balance_transactions/{id}`

use super::BalanceTransaction;
use crate::form::Form;
use crate::{ApiQuery, BalanceTransactionId};

/// Reads one balance transaction.
#[derive(Debug, Clone)]
pub struct RetrieveBalanceTransaction {
    /// Which balance transaction.
    pub balance_transaction: BalanceTransactionId,
}

impl RetrieveBalanceTransaction {
    /// Reads `balance_transaction`.
    #[must_use]
    pub fn new(balance_transaction: BalanceTransactionId) -> Self {
        Self {
            balance_transaction,
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<BalanceTransaction> {
        ApiQuery::get(
            format!("/v1/balance_transactions/{}", self.balance_transaction),
            Form::default(),
        )
    }
}
