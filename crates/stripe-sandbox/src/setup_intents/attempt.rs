//! One attempt to save a card.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::confirm::card_of;
use super::{SetupIntent, State};
use crate::api::error::ApiError;
use crate::cards::{BillingDetails, Card};
use crate::payment_methods::PaymentMethod;
use crate::store::{self, Document};
use crate::{customers, ids};

/// One attempt to save a card.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SetupAttempt {
    id: String,
    /// Seconds since 1970.
    created: i64,
    setup_intent: String,
    payment_method: String,
    card: Card,
    billing_details: BillingDetails,
    customer: Option<String>,
    usage: String,
    outcome: Outcome,
}

/// What has come of an attempt.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    /// The cardholder is asked.
    Asked,
    Succeeded {
        authenticated: bool,
    },
    /// What `setup_error` says.
    Failed(Value),
    /// The intent went on without it.
    Abandoned,
}

impl Document for SetupAttempt {
    const KIND: &'static str = "setup_attempt";
    const FOR_EACH_PAYMENT: usize = 2;

    fn id(&self) -> &str {
        &self.id
    }
}

impl SetupAttempt {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let (status, authenticated, error) = match &self.outcome {
            Outcome::Asked => ("requires_action", false, None),
            Outcome::Succeeded { authenticated } => ("succeeded", *authenticated, None),
            Outcome::Failed(error) => ("failed", false, Some(error)),
            Outcome::Abandoned => ("abandoned", false, None),
        };
        let three_d_secure = authenticated.then(|| {
            json!({
                "authentication_flow": "challenge",
                "electronic_commerce_indicator": "05",
                "result": "authenticated",
                "result_reason": null,
                "transaction_id": null,
                "version": "2.2.0",
            })
        });
        let address = self.billing_details.address.clone().unwrap_or_default();
        let succeeded = status == "succeeded";
        let checked = |given: &Option<String>| {
            let given = given.as_ref().filter(|given| !given.is_empty());
            given.map(|_| if succeeded { "pass" } else { "unchecked" })
        };
        let card = &self.card;
        json!({
            "id": self.id,
            "object": "setup_attempt",
            "application": null,
            "attach_to_self": false,
            "created": self.created,
            "customer": self.customer,
            "customer_account": null,
            "flow_directions": null,
            "livemode": false,
            "on_behalf_of": null,
            "payment_method": self.payment_method,
            "payment_method_details": {
                "card": {
                    "brand": card.brand.as_str(),
                    "checks": {
                        "address_line1_check": checked(&address.line1),
                        "address_postal_code_check": checked(&address.postal_code),
                        "cvc_check": card.cvc_check(succeeded),
                    },
                    "country": "US",
                    "exp_month": card.exp_month,
                    "exp_year": card.exp_year,
                    "fingerprint": card.fingerprint,
                    "funding": card.funding,
                    "last4": card.last4,
                    "network": card.brand.as_str(),
                    "three_d_secure": three_d_secure,
                    "wallet": null,
                },
                "type": "card",
            },
            "setup_error": error,
            "setup_intent": self.setup_intent,
            "status": status,
            "usage": self.usage,
        })
    }
}

/// Begins an attempt, in place of one that is still under way.
pub(super) fn begin(
    state: &mut store::State,
    intent: &mut SetupIntent,
    method: &PaymentMethod,
) -> Result<(), ApiError> {
    abandon(state, intent);
    let attempt = SetupAttempt {
        id: ids::object("setatt"),
        created: state.now(),
        setup_intent: intent.id.clone(),
        payment_method: method.id.clone(),
        card: card_of(method)?.clone(),
        billing_details: method.billing_details.clone(),
        customer: intent.customer.clone(),
        usage: intent.usage.clone(),
        outcome: Outcome::Asked,
    };
    intent.latest_attempt = Some(attempt.id.clone());
    state.put(attempt);
    Ok(())
}

/// Ends an attempt whose cardholder has not answered, if there is one.
pub(super) fn abandon(state: &mut store::State, intent: &SetupIntent) {
    if intent.challenge().is_some() {
        end(state, intent, Outcome::Abandoned);
    }
}

fn end(state: &mut store::State, intent: &SetupIntent, outcome: Outcome) {
    let latest = intent.latest_attempt.as_deref();
    if let Some(mut attempt) = latest.and_then(|id| state.get::<SetupAttempt>(id)) {
        attempt.outcome = outcome;
        state.put(attempt);
    }
}

/// Has the issuer check the card, and saves it if that goes well.
///
/// On a refusal the intent is back where it needs a PaymentMethod, and the error is Stripe's card
/// error with that intent inside.
pub(super) fn attempt(
    state: &mut store::State,
    intent: &mut SetupIntent,
    mut method: PaymentMethod,
    authenticated: bool,
) -> Result<(), ApiError> {
    if let Some(decline) = card_of(&method)?.behaviour()?.decline_of_check() {
        let mut error = decline.error();
        error["payment_method"] = method.shape();
        let shape = fail(state, intent, error.clone());
        return Err(ApiError::declined(error).with("setup_intent", shape));
    }
    end(state, intent, Outcome::Succeeded { authenticated });
    method.checked = true;
    method.set_up |= intent.usage == "off_session";
    // Without a customer it can be attached to one later.
    if let Some(customer) = &intent.customer
        && customers::find(state, customer, "customer").is_ok()
    {
        method.attach(state, customer);
    }
    state.put(method);
    intent.state = State::Succeeded;
    intent.last_setup_error = None;
    let shape = intent.shape(state.base_url());
    state.record("setup_intent.succeeded", &shape);
    Ok(())
}

/// Puts the intent back to where it needs a PaymentMethod, and returns its shape then.
pub(super) fn fail(state: &mut store::State, intent: &mut SetupIntent, error: Value) -> Value {
    end(state, intent, Outcome::Failed(error.clone()));
    intent.state = State::RequiresPaymentMethod;
    intent.payment_method = None;
    intent.last_setup_error = Some(error);
    let shape = intent.shape(state.base_url());
    state.record("setup_intent.setup_failed", &shape);
    shape
}
