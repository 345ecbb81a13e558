//! Setup intents: a payment method is made ready for later, the bank's consent included, and no money moves.

mod cancel;
mod confirm;
mod create;
mod retrieve;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use cancel::{CancelSetupIntent, SetupCancelReason};
pub use confirm::ConfirmSetupIntent;
pub use create::CreateSetupIntent;
pub use retrieve::RetrieveSetupIntent;

use crate::customer::CustomerRef;
use crate::form::Form;
use crate::wire_enum::open_enum;
use crate::{
    ClientSecret, CustomerId, Expandable, NextAction, PaymentError, PaymentMethod,
    RequestThreeDSecure, SetupIntentId, StripeObject,
};

/// A payment method on its way to being saved.
#[derive(Debug, Clone, Deserialize)]
pub struct SetupIntent {
    /// Its id.
    pub id: SetupIntentId,
    /// Where it stands.
    pub status: SetupIntentStatus,
    /// What the customer's browser needs to go on.
    pub client_secret: Option<ClientSecret>,
    /// What the customer has to do, while the status is `requires_action`.
    pub next_action: Option<NextAction>,
    /// Why the latest attempt failed, if it did.
    pub last_setup_error: Option<PaymentError>,
    /// What is saved, expandable.
    pub payment_method: Option<Expandable<PaymentMethod>>,
    /// `off_session` or `on_session`.
    pub usage: String,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: Option<BTreeMap<String, String>>,
    /// Unix time in seconds.
    pub created: i64,
    /// Whether it is about real money.
    pub livemode: bool,
    #[serde(default)]
    customer: Option<CustomerRef>,
}

impl SetupIntent {
    /// The customer it saves for, if any.
    #[must_use]
    pub fn customer(&self) -> Option<&CustomerId> {
        self.customer.as_ref().map(CustomerRef::id)
    }
}

impl StripeObject for SetupIntent {
    type Id = SetupIntentId;

    fn id(&self) -> &SetupIntentId {
        &self.id
    }
}

open_enum! {
    /// Where a setup intent stands.
    SetupIntentStatus {
        /// Waits for a payment method; also after a failed attempt.
        RequiresPaymentMethod = "requires_payment_method",
        /// Waits to be confirmed.
        RequiresConfirmation = "requires_confirmation",
        /// Waits for the customer, as `next_action` says.
        RequiresAction = "requires_action",
        /// The bank is at work; news comes later.
        Processing = "processing",
        /// Ended without anything saved.
        Canceled = "canceled",
        /// Saved.
        Succeeded = "succeeded",
    }
}

fn write_three_d_secure(form: &mut Form, choice: Option<RequestThreeDSecure>) {
    form.put_some(
        "payment_method_options[card][request_three_d_secure]",
        choice,
    );
}
