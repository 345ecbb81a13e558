//! Balance transactions: what each movement of money does to the account's balance.
//!
//! The account holds a balance in every currency: nothing is converted. It pays 2.9% and 30 minor
//! units for a captured charge, as accounts in the United States do, and gets neither back when it
//! refunds; a dispute costs it 1,500 more, which it does not get back either.

mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::ids;
use crate::store::{Document, State};

pub(crate) use retrieve::retrieve;

const SECONDS_PER_DAY: i64 = 86_400;

/// Days until money that came in may be paid out; counted from the midnight before, in UTC.
const DAYS_PENDING: i64 = 2;

/// What a dispute costs, in minor units of the charge's currency.
const DISPUTE_FEE: i64 = 1_500;

/// One movement of money.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BalanceTransaction {
    id: String,
    /// Seconds since 1970.
    created: i64,
    /// Seconds since 1970.
    available_on: i64,
    kind: Kind,
    /// Minor units of `currency`; what leaves the balance is negative.
    amount: i64,
    currency: String,
    /// Minor units of `currency`, never negative.
    fee: i64,
    /// The charge, refund or dispute that moved the money.
    source: String,
    description: Option<String>,
}

/// Why money moves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    /// A card was charged.
    Charge,
    /// Money came by another way than a card.
    Payment,
    /// Money that came by another way than a card was refunded, in part or in full.
    PaymentRefund,
    /// The charge of a card was refunded, in part or in full.
    Refund,
    /// A refund did not reach the cardholder.
    RefundFailure,
    /// The cardholder's bank took disputed money back.
    Dispute,
    /// The dispute was won.
    DisputeReversal,
}

/// A movement that is to be booked.
pub(crate) struct Entry<'a> {
    pub(crate) kind: Kind,
    /// Minor units of `currency`, always positive: `kind` tells the direction.
    pub(crate) amount: i64,
    pub(crate) currency: &'a str,
    /// The charge, refund or dispute that moves the money.
    pub(crate) source: &'a str,
    pub(crate) description: Option<String>,
    /// Whether the money may be paid out at once.
    pub(crate) at_once: bool,
}

impl Document for BalanceTransaction {
    const KIND: &'static str = "balance_transaction";
    const FOR_EACH_PAYMENT: usize = 3;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Kind {
    /// The sign with which the amount enters the balance.
    fn direction(self) -> i64 {
        match self {
            Kind::Charge | Kind::Payment | Kind::RefundFailure | Kind::DisputeReversal => 1,
            Kind::Refund | Kind::PaymentRefund | Kind::Dispute => -1,
        }
    }

    /// The `type` that Stripe calls it.
    fn name(self) -> &'static str {
        match self {
            Kind::Charge => "charge",
            Kind::Payment => "payment",
            Kind::PaymentRefund => "payment_refund",
            Kind::Refund => "refund",
            Kind::RefundFailure => "refund_failure",
            Kind::Dispute | Kind::DisputeReversal => "adjustment",
        }
    }

    fn reporting_category(self) -> &'static str {
        match self {
            Kind::Dispute => "dispute",
            Kind::DisputeReversal => "dispute_reversal",
            Kind::Charge | Kind::Payment => "charge",
            Kind::Refund | Kind::PaymentRefund => "refund",
            Kind::RefundFailure => "refund_failure",
        }
    }

    /// What Stripe takes for it, in minor units, and how it calls that.
    fn fee(self, amount: i64) -> (i64, &'static str) {
        match self {
            Kind::Charge | Kind::Payment => {
                ((amount * 29 + 500) / 1_000 + 30, "Stripe processing fees")
            }
            Kind::Dispute => (DISPUTE_FEE, "Dispute fee"),
            Kind::Refund | Kind::PaymentRefund | Kind::RefundFailure | Kind::DisputeReversal => {
                (0, "")
            }
        }
    }
}

impl BalanceTransaction {
    /// The shape in an answer at the time `now`, in seconds since 1970.
    pub(crate) fn shape(&self, now: i64) -> Value {
        let (_, fee_name) = self.kind.fee(self.amount.abs());
        let fee_details = if self.fee == 0 {
            json!([])
        } else {
            json!([{
                "amount": self.fee,
                "application": null,
                "currency": self.currency,
                "description": fee_name,
                "type": "stripe_fee",
            }])
        };
        json!({
            "id": self.id,
            "object": "balance_transaction",
            "amount": self.amount,
            "available_on": self.available_on,
            "balance_type": "payments",
            "created": self.created,
            "currency": self.currency,
            "description": self.description,
            "exchange_rate": null,
            "fee": self.fee,
            "fee_details": fee_details,
            "net": self.amount - self.fee,
            "reporting_category": self.kind.reporting_category(),
            "source": self.source,
            "status": if now < self.available_on { "pending" } else { "available" },
            "type": self.kind.name(),
        })
    }
}

impl State {
    /// Books a movement of money and returns the id of its balance transaction.
    pub(crate) fn book(&mut self, entry: Entry<'_>) -> String {
        let created = self.now();
        let id = ids::object("txn");
        let (fee, _) = entry.kind.fee(entry.amount);
        let pending_until = (created.div_euclid(SECONDS_PER_DAY) + DAYS_PENDING) * SECONDS_PER_DAY;
        self.put(BalanceTransaction {
            id: id.clone(),
            created,
            available_on: if entry.at_once {
                created
            } else {
                pending_until
            },
            kind: entry.kind,
            amount: entry.amount * entry.kind.direction(),
            currency: entry.currency.to_owned(),
            fee,
            source: entry.source.to_owned(),
            description: entry.description,
        });
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_rounded_to_the_nearest_minor_unit() {
        for (amount, fee) in [(50, 31), (1_000, 59), (1_500, 74), (99_999_999, 2_900_030)] {
            assert_eq!(Kind::Charge.fee(amount).0, fee, "{amount}");
        }
        assert_eq!(Kind::Refund.fee(1_000).0, 0);
    }
}
