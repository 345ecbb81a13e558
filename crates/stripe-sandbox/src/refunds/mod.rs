//! Refunds: money given back from a captured charge.

mod cancel;
mod create;
mod list;
mod retrieve;
mod settle;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::store::Document;

pub(crate) use cancel::cancel;
pub(crate) use create::create;
pub(crate) use list::{list, of_charge};
pub(crate) use retrieve::retrieve;
pub(crate) use settle::settle;

/// Money given back.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Refund {
    id: String,
    created: i64,
    /// Minor units of `currency`.
    amount: i64,
    currency: String,
    charge: String,
    payment_intent: Option<String>,
    reason: Option<String>,
    status: Status,
    metadata: Metadata,
    /// None for money that was only held, and never reached the balance.
    balance_transaction: Option<String>,
    /// How the money of a failed refund came back.
    failure_balance_transaction: Option<String>,
}

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    /// The money came back from the bank.
    Failed,
    /// The bank has not answered.
    Pending,
    Succeeded,
}

impl Status {
    /// The `status` that Stripe calls it.
    fn as_str(self) -> &'static str {
        match self {
            Status::Failed => "failed",
            Status::Pending => "pending",
            Status::Succeeded => "succeeded",
        }
    }
}

impl Document for Refund {
    const KIND: &'static str = "refund";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Refund {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let kind = match self.status {
            Status::Pending => "pending",
            _ if self.balance_transaction.is_none() => "reversal",
            Status::Failed | Status::Succeeded => "refund",
        };
        let mut shape = json!({
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": self.balance_transaction,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "customer_account": null,
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "payment_method": null,
            "reason": self.reason,
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": self.status.as_str(),
            "transfer_reversal": null,
        });
        if self.is_to_a_card() {
            shape["destination_details"] = json!({
                "card": {
                    "reference_status": "pending",
                    "reference_type": "acquirer_reference_number",
                    "type": kind,
                },
                "type": "card",
            });
        }
        if self.status == Status::Pending {
            shape["pending_reason"] = "processing".into();
        }
        if let Some(transaction) = &self.failure_balance_transaction {
            shape["failure_balance_transaction"] = transaction.as_str().into();
            shape["failure_reason"] = "expired_or_canceled_card".into();
        }
        shape
    }

    /// Whether the charge was a card's: others have ids of their own kind.
    fn is_to_a_card(&self) -> bool {
        self.charge.starts_with("ch_")
    }
}
