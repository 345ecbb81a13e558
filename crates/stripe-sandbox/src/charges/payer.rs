//! What pays a charge that is made directly: a card token, a card, or a customer's PaymentMethod.

use serde::Deserialize;
use serde_json::Value;

use crate::api::Call;
use crate::api::error::ApiError;
use crate::cards::BillingDetails;
use crate::customers;
use crate::payment_methods::{Instrument, PaymentMethod};
use crate::tokens::{self, CardParameter, OwnedCard};

/// What the caller says of who pays.
#[derive(Deserialize)]
pub(super) struct Paying {
    card: Option<CardParameter>,
    customer: Option<String>,
    source: Option<String>,
}

/// Who pays, with what.
pub(super) struct Payer {
    pub(super) instrument: Instrument,
    pub(super) billing_details: BillingDetails,
    pub(super) customer: Option<String>,
    /// The id of the PaymentMethod, or of the token's card.
    pub(super) payment_method: String,
    /// Whether the card is kept for payments without its holder.
    pub(super) set_up: bool,
    /// The token's card, in the shape of an answer.
    pub(super) source: Option<Value>,
}

impl From<OwnedCard> for Payer {
    fn from(owned: OwnedCard) -> Self {
        Self {
            source: Some(owned.shape(true)),
            instrument: owned.card.into(),
            billing_details: owned.owner,
            customer: None,
            payment_method: owned.id,
            set_up: false,
        }
    }
}

impl Paying {
    /// Finds who pays, and uses a token up.
    pub(super) fn find(self, call: &mut Call<'_>) -> Result<Payer, ApiError> {
        if let Some(customer) = &self.customer {
            customers::find(call.state, customer, "customer")?;
        }
        match (self.source, self.card, self.customer) {
            (Some(_), Some(_), _) => Err(ApiError::parameter(
                "source",
                "You may only specify one of these parameters: card, source.",
            )),
            (None, None, None) => Err(ApiError::parameter(
                "source",
                "Must provide source or customer.",
            )
            .with("code", "parameter_missing")),
            // No customer of the sandbox has a card in the old way, only PaymentMethods.
            (None, None, Some(_)) => Err(ApiError::card(
                "missing",
                "Cannot charge a customer that has no active card",
            )
            .with("param", "card")),
            (Some(id), None, customer) if id.starts_with("pm_") => of_method(call, &id, customer),
            (Some(id), None, Some(customer))
            | (None, Some(CardParameter::Id(id)), Some(customer)) => {
                Err(not_linked(&customer, &id))
            }
            (Some(id), None, None) => of_token(call, &id, "source"),
            (None, Some(CardParameter::Id(id)), None) => of_token(call, &id, "card"),
            (None, Some(CardParameter::Details(details)), customer) => {
                check_allowed(call, "card")?;
                let mut payer = Payer::from(details.check(call.now)?);
                payer.customer = customer;
                Ok(payer)
            }
        }
    }
}

fn of_token(call: &mut Call<'_>, id: &str, param: &str) -> Result<Payer, ApiError> {
    if !id.starts_with("tok_") {
        return Err(ApiError::missing("source", id, param));
    }
    check_allowed(call, param)?;
    tokens::spend(call.state, id, param, call.now).map(Payer::from)
}

/// A PaymentMethod pays a charge only if it is attached to the customer who is named.
fn of_method(call: &Call<'_>, id: &str, customer: Option<String>) -> Result<Payer, ApiError> {
    let Some(customer) = customer else {
        return Err(ApiError::invalid_request(
            "You cannot create a charge with a PaymentMethod. Use the Payment Intents API instead.",
        )
        .with("param", "source"));
    };
    let method: Option<PaymentMethod> = call.state.get(id);
    let Some(method) = method.filter(|method| method.customer.as_ref() == Some(&customer)) else {
        return Err(not_linked(&customer, id));
    };
    if method.instrument.card().is_none() {
        return Err(ApiError::invalid_request(format!(
            "PaymentMethod {id} is no card. Use the Payment Intents API instead."
        ))
        .with("param", "source"));
    }
    Ok(Payer {
        instrument: method.instrument,
        billing_details: method.billing_details,
        customer: Some(customer),
        payment_method: method.id,
        set_up: true,
        source: None,
    })
}

/// Refuses cards and their tokens if the account is one of those that may not use them.
fn check_allowed(call: &Call<'_>, param: &str) -> Result<(), ApiError> {
    if !call.state.settings().refuse_card_tokens {
        return Ok(());
    }
    Err(ApiError::invalid_request(
        "Your account cannot create charges with card tokens or card numbers. Use PaymentIntents \
         with PaymentMethods instead, or enable card tokens on the Charges API in the \
         Dashboard's integration settings.",
    )
    .with("param", param))
}

fn not_linked(customer: &str, id: &str) -> ApiError {
    ApiError::invalid_request(format!(
        "Customer {customer} does not have a linked source with ID {id}."
    ))
    .with("code", "missing")
    .with("param", "source")
}
