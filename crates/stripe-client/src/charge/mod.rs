//! Charges: single attempts to take money.

mod create;
mod list;
mod retrieve;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use create::CreateCharge;
pub use list::ListCharges;
pub use retrieve::RetrieveCharge;

use crate::wire_enum::open_enum;
use crate::{
    BalanceTransaction, ChargeId, Expandable, List, PaymentIntent, PaymentMethodId, PrivateText,
    Refund, StripeObject,
};

/// One attempt to take money.
#[derive(Debug, Clone, Deserialize)]
pub struct Charge {
    /// Its id.
    pub id: ChargeId,
    /// What was asked for, in the smallest unit of the currency.
    pub amount: i64,
    /// What was taken, in the same unit.
    pub amount_captured: i64,
    /// What was given back, in the same unit.
    pub amount_refunded: i64,
    /// Three letters, lower case.
    pub currency: String,
    /// How it went.
    pub status: ChargeStatus,
    /// Whether it was paid, or at least authorised.
    #[serde(default)]
    pub paid: bool,
    /// Whether it was captured, in part at least.
    #[serde(default)]
    pub captured: bool,
    /// Whether all of it was given back.
    #[serde(default)]
    pub refunded: bool,
    /// Whether the customer's bank took it back, or tries to.
    #[serde(default)]
    pub disputed: bool,
    /// Why it failed, if it did.
    pub failure_code: Option<String>,
    /// A sentence in English to go with it.
    pub failure_message: Option<PrivateText>,
    /// What network and risk check said.
    pub outcome: Option<ChargeOutcome>,
    /// The intent it belongs to, expandable.
    pub payment_intent: Option<Expandable<PaymentIntent>>,
    /// What it was paid with.
    pub payment_method: Option<PaymentMethodId>,
    /// What it was paid with, as it was then.
    pub payment_method_details: Option<PaymentMethodDetails>,
    /// What it moved on the shop's balance, expandable; not there before the money is captured.
    pub balance_transaction: Option<Expandable<BalanceTransaction>>,
    /// The newest of what was given back; only there when `refunds` was expanded.
    pub refunds: Option<List<Refund>>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether the money is real.
    pub livemode: bool,
}

impl StripeObject for Charge {
    type Id = ChargeId;

    fn id(&self) -> &ChargeId {
        &self.id
    }
}

open_enum! {
    /// How an attempt to take money went.
    ChargeStatus {
        /// It did not work.
        Failed = "failed",
        /// The bank is at work.
        Pending = "pending",
        /// It worked.
        Succeeded = "succeeded",
    }
}

/// What network and risk check said of a charge.
#[derive(Debug, Clone, Deserialize)]
pub struct ChargeOutcome {
    /// Such as `authorized`, `issuer_declined`, `blocked`, `invalid`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Such as `approved_by_network`, `declined_by_network`, `not_sent_to_network`.
    pub network_status: Option<String>,
    /// Why it was declined or blocked.
    pub reason: Option<String>,
    /// Such as `normal`, `elevated`, `highest`.
    pub risk_level: Option<String>,
    /// A sentence for the owner, never for the customer.
    pub seller_message: Option<String>,
}

/// What a charge was paid with, as it was then.
#[derive(Debug, Clone, Deserialize)]
pub struct PaymentMethodDetails {
    /// Which sort, such as `card`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The card, when it was one.
    pub card: Option<CardDetails>,
}

/// What may be shown of the card that a charge was paid with.
#[derive(Debug, Clone, Deserialize)]
pub struct CardDetails {
    /// Such as `visa`.
    pub brand: Option<String>,
    /// Its last four digits.
    pub last4: Option<String>,
    /// 1 to 12.
    pub exp_month: Option<u8>,
    /// Four digits.
    pub exp_year: Option<u16>,
    /// `credit`, `debit`, `prepaid` or `unknown`.
    pub funding: Option<String>,
    /// How the customer authenticated, if it came to that.
    pub three_d_secure: Option<ThreeDSecure>,
}

/// How a customer authenticated.
#[derive(Debug, Clone, Deserialize)]
pub struct ThreeDSecure {
    /// Such as `authenticated`, `failed`, `attempt_acknowledged`.
    pub result: Option<String>,
    /// `challenge` or `frictionless`.
    pub authentication_flow: Option<String>,
    /// Version of the protocol, such as `2.2.0`.
    pub version: Option<String>,
}
