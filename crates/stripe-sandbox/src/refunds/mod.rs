//! Refunds: money given back from a captured charge.

mod create;
mod list;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::store::Document;

pub(crate) use create::create;
pub(crate) use list::{list, of_charge};
pub(crate) use retrieve::retrieve;

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
}

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Pending,
    Succeeded,
}

impl Document for Refund {
    const KIND: &'static str = "refund";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Refund {
    /// The shape in an answer.
    fn shape(&self) -> Value {
        let mut shape = json!({
            "id": self.id,
            "object": "refund",
            "amount": self.amount,
            "balance_transaction": null,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "customer": null,
            "customer_account": null,
            "destination_details": {
                "card": {
                    "reference_status": "pending",
                    "reference_type": "acquirer_reference_number",
                    "type": "refund",
                },
                "type": "card",
            },
            "metadata": self.metadata,
            "payment_intent": self.payment_intent,
            "payment_method": null,
            "reason": self.reason,
            "receipt_number": null,
            "source_transfer_reversal": null,
            "status": self.status,
            "transfer_reversal": null,
        });
        if self.status == Status::Pending {
            shape["pending_reason"] = "processing".into();
        }
        shape
    }
}
