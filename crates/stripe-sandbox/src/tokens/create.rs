//! `POST /v1/tokens`.

use serde::Deserialize;
use serde_json::Value;

use super::{Content, Token};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::cards::{Address, BillingDetails, CardDetails, is_cvc};

#[derive(Deserialize)]
struct Parameters {
    card: Option<CardParameter>,
    cvc_update: Option<CvcUpdate>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum CardParameter {
    Details(Box<CardWithOwner>),
    Id(String),
}

#[derive(Deserialize)]
struct CardWithOwner {
    #[serde(flatten)]
    details: CardDetails,
    name: Option<String>,
    address_city: Option<String>,
    address_country: Option<String>,
    address_line1: Option<String>,
    address_line2: Option<String>,
    address_state: Option<String>,
    address_zip: Option<String>,
}

#[derive(Deserialize)]
struct CvcUpdate {
    cvc: String,
}

/// Makes a token of a card or of a security code.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let content = match (parameters.card, parameters.cvc_update) {
        (Some(CardParameter::Details(card)), None) => {
            let owner = BillingDetails {
                address: Some(Address {
                    city: card.address_city,
                    country: card.address_country,
                    line1: card.address_line1,
                    line2: card.address_line2,
                    postal_code: card.address_zip,
                    state: card.address_state,
                }),
                name: card.name,
                ..BillingDetails::default()
            };
            Content::Card {
                card: Box::new(card.details.check(call.now)?),
                owner: Box::new(owner),
            }
        }
        (Some(CardParameter::Id(id)), None) => {
            return Err(ApiError::missing("card", &id, "card"));
        }
        (None, Some(update)) => {
            if !is_cvc(&update.cvc, None) {
                return Err(
                    ApiError::card("invalid_cvc", "Your card's security code is invalid.")
                        .with("param", "cvc_update[cvc]"),
                );
            }
            Content::CvcUpdate
        }
        _ => {
            return Err(ApiError::parameter(
                "card",
                "You must supply exactly one of card and cvc_update to create a token.",
            )
            .with("code", "parameter_missing"));
        }
    };
    let token = Token::new(content, call.now);
    let shape = token.shape();
    call.state.put(token);
    Ok(shape)
}
