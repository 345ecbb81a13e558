//! How a dispute looks in an answer.

use serde_json::{Value, json};

use super::Dispute;
use crate::balance_transactions::BalanceTransaction;
use crate::cards::Quarrel;
use crate::store::State;

const SECONDS_PER_DAY: i64 = 86_400;

/// Full days in which the merchant may answer.
const DAYS_TO_RESPOND: i64 = 9;

impl Dispute {
    /// The shape in an answer; `state` holds its balance transactions.
    pub(crate) fn shape(&self, state: &State) -> Value {
        let now = state.now();
        let balance_transactions: Vec<Value> = self
            .balance_transactions
            .iter()
            .filter_map(|id| state.get::<BalanceTransaction>(id))
            .map(|transaction| transaction.shape(now))
            .collect();
        let due_by = self.due_by();
        let (reason, case_type, network_reason_code) = match self.quarrel {
            Quarrel::Fraudulent => ("fraudulent", "chargeback", "10.4"),
            Quarrel::Inquiry => ("fraudulent", "inquiry", "10.4"),
            Quarrel::ProductNotReceived => ("product_not_received", "chargeback", "13.1"),
        };
        json!({
            "id": self.id,
            "object": "dispute",
            "amount": self.amount,
            "balance_transactions": balance_transactions,
            "charge": self.charge,
            "created": self.created,
            "currency": self.currency,
            "enhanced_eligibility_types": [],
            "evidence": self.evidence(),
            "evidence_details": {
                "due_by": due_by,
                "enhanced_eligibility": {},
                "has_evidence": false,
                "past_due": self.is_open() && now > due_by,
                "submission_count": 0,
                "submission_method": "not_submitted",
            },
            "intended_submission_method": null,
            "is_charge_refundable": !self.holds_money(),
            "livemode": false,
            "metadata": {},
            "payment_intent": self.payment_intent,
            "payment_method_details": {
                "card": {
                    "brand": self.network,
                    "case_type": case_type,
                    "network": self.network,
                    "network_reason_code": network_reason_code,
                },
                "type": "card",
            },
            "reason": reason,
            "status": self.status,
        })
    }

    /// The last second of the last day, in UTC.
    fn due_by(&self) -> i64 {
        (self.created.div_euclid(SECONDS_PER_DAY) + DAYS_TO_RESPOND + 1) * SECONDS_PER_DAY - 1
    }

    /// What Stripe puts together by itself; merchants' own evidence is not modelled.
    fn evidence(&self) -> Value {
        json!({
            "access_activity_log": null,
            "billing_address": null,
            "cancellation_policy": null,
            "cancellation_policy_disclosure": null,
            "cancellation_rebuttal": null,
            "customer_communication": null,
            "customer_email_address": self.customer_email,
            "customer_name": self.customer_name,
            "customer_purchase_ip": null,
            "customer_signature": null,
            "duplicate_charge_documentation": null,
            "duplicate_charge_explanation": null,
            "duplicate_charge_id": null,
            "enhanced_evidence": {},
            "product_description": null,
            "receipt": null,
            "refund_policy": null,
            "refund_policy_disclosure": null,
            "refund_refusal_explanation": null,
            "service_date": null,
            "service_documentation": null,
            "shipping_address": null,
            "shipping_carrier": null,
            "shipping_date": null,
            "shipping_documentation": null,
            "shipping_tracking_number": null,
            "uncategorized_file": null,
            "uncategorized_text": null,
        })
    }
}
