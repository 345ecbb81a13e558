//! Charges: what reached the card network, approved or not.

mod capture;
mod create;
mod expire;
mod list;
mod outcome;
mod payer;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::balance_transactions::{Entry, Kind};
use crate::cards::{BillingDetails, Card, Decline, TestCard};
use crate::jobs::Task;
use crate::payment_methods::Instrument;
use crate::store::{Document, State};

pub(crate) use capture::capture;
pub(crate) use create::create;
pub(crate) use expire::expire;
pub(crate) use list::list;
pub(crate) use retrieve::retrieve;

/// Seconds for which money is held; then it goes back to the cardholder.
const HOLD: i64 = 7 * 86_400;

/// Seconds from a capture to the dispute, with the test cards whose holders dispute.
const DISPUTE_DELAY: i64 = 2;

/// One attempt to take money from a card or a bank account.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Charge {
    pub(crate) id: String,
    pub(crate) created: i64,
    /// Minor units of `currency`, like every amount here.
    pub(crate) amount: i64,
    pub(crate) currency: String,
    pub(crate) amount_captured: i64,
    pub(crate) amount_refunded: i64,
    pub(crate) balance_transaction: Option<String>,
    pub(crate) captured: bool,
    pub(crate) decline: Option<Decline>,
    /// Whether the bank has yet to say that the money comes.
    #[serde(default)]
    pub(crate) pending: bool,
    /// The dispute about it, whatever became of that.
    pub(crate) dispute: Option<String>,
    pub(crate) authenticated: bool,
    pub(crate) payment_intent: Option<String>,
    /// A PaymentMethod, or the card of a token.
    pub(crate) payment_method: String,
    #[serde(flatten)]
    pub(crate) instrument: Instrument,
    pub(crate) billing_details: BillingDetails,
    pub(crate) customer: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) receipt_email: Option<String>,
    /// Whether the merchant refunded it because of fraud.
    #[serde(default)]
    pub(crate) reported_fraudulent: bool,
    pub(crate) shipping: Option<Value>,
    /// The card of a token, in the shape of an answer.
    pub(crate) source: Option<Value>,
    pub(crate) statement_descriptor: Option<String>,
    pub(crate) statement_descriptor_suffix: Option<String>,
    pub(crate) transfer_group: Option<String>,
}

impl Document for Charge {
    const KIND: &'static str = "charge";
    const FOR_EACH_PAYMENT: usize = 2;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Charge {
    /// Holds the money for as long as a card network does.
    pub(crate) fn hold(&self, state: &mut State) {
        state.later(HOLD, Task::ExpireCharge(self.id.clone()));
    }

    /// Whether it holds money that could be captured.
    pub(crate) fn holds(&self) -> bool {
        !self.captured && !self.pending && self.decline.is_none() && self.amount_refunded == 0
    }

    /// Lets the money go that was only held, which Stripe shows as refunded; `event` says why.
    pub(crate) fn let_go(&mut self, state: &mut State, event: &str) {
        let before = self.shape();
        self.amount_refunded = self.amount;
        state.record_change(event, &before, &self.shape());
    }

    /// Takes `amount` of the money that is held, in minor units, and lets the rest go.
    pub(crate) fn take(&mut self, state: &mut State, amount: i64) {
        self.captured = true;
        self.amount_captured = amount;
        if !self.pending {
            self.book(state);
        }
    }

    /// Enters what was taken into the balance. The holders of some test cards dispute it soon.
    pub(crate) fn book(&mut self, state: &mut State) {
        // A card that the table no longer has does nothing out of the ordinary.
        let card = self.test_card().ok().flatten();
        self.balance_transaction = Some(state.book(Entry {
            kind: match self.instrument {
                Instrument::Card(_) => Kind::Charge,
                Instrument::SepaDebit(_) => Kind::Payment,
            },
            amount: self.amount_captured,
            currency: &self.currency,
            source: &self.id,
            description: self.description.clone(),
            at_once: card.is_some_and(|card| card.bypasses_pending),
        }));
        if card.is_some_and(|card| card.quarrel.is_some()) {
            state.later(DISPUTE_DELAY, Task::DisputeCharge(self.id.clone()));
        }
    }

    /// What the card does that paid, if it was one.
    pub(crate) fn test_card(&self) -> Result<Option<&'static TestCard>, ApiError> {
        self.instrument.card().map(Card::behaviour).transpose()
    }

    /// What could still be given back, in minor units.
    pub(crate) fn left(&self) -> i64 {
        self.amount_captured - self.amount_refunded
    }

    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let paid = self.decline.is_none();
        let kind = self.instrument.kind();
        let details = match &self.instrument {
            Instrument::Card(card) => self.card_shape(card),
            Instrument::SepaDebit(account) => account.charge_shape(),
        };
        let fraud_details = if self.reported_fraudulent {
            json!({ "user_report": "fraudulent" })
        } else {
            json!({})
        };
        json!({
            "id": self.id,
            "object": "charge",
            "amount": self.amount,
            "amount_captured": self.amount_captured,
            "amount_refunded": self.amount_refunded,
            "application": null,
            "application_fee": null,
            "application_fee_amount": null,
            "balance_transaction": self.balance_transaction,
            "billing_details": self.billing_details.shape(),
            "calculated_statement_descriptor": "TILL SANDBOX",
            "captured": self.captured,
            "created": self.created,
            "currency": self.currency,
            "customer": self.customer,
            "description": self.description,
            "dispute": self.dispute,
            "disputed": self.dispute.is_some(),
            "failure_balance_transaction": null,
            "failure_code": self.decline.map(Decline::code),
            "failure_message": self.decline.map(Decline::message),
            "fraud_details": fraud_details,
            "livemode": false,
            "metadata": self.metadata,
            "on_behalf_of": null,
            "outcome": self.outcome(),
            "paid": paid,
            "payment_intent": self.payment_intent,
            "payment_method": self.payment_method,
            "payment_method_details": { kind: details, "type": kind },
            "radar_options": {},
            "receipt_email": self.receipt_email,
            "receipt_number": null,
            "receipt_url": null,
            "refunded": self.is_refunded(),
            "review": null,
            "shipping": self.shipping,
            "source": self.source,
            "source_transfer": null,
            "statement_descriptor": self.statement_descriptor,
            "statement_descriptor_suffix": self.statement_descriptor_suffix,
            "status": self.status(),
            "transfer_data": null,
            "transfer_group": self.transfer_group,
        })
    }

    fn status(&self) -> &'static str {
        match (self.pending, self.decline) {
            (true, _) => "pending",
            (false, None) => "succeeded",
            (false, Some(_)) => "failed",
        }
    }

    /// Whether nothing is left of the money: all of it refunded, or a hold let go.
    fn is_refunded(&self) -> bool {
        let taken = if self.captured {
            self.amount_captured
        } else {
            self.amount
        };
        self.decline.is_none() && self.amount_refunded == taken
    }
}
