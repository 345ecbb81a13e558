//! `POST /v1/tokens`.

use serde::Deserialize;
use serde_json::Value;

use super::{Content, OwnedCard, Token};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::cards::{Address, BillingDetails, CardDetails, is_cvc};
use crate::ids;

#[derive(Deserialize)]
struct Parameters {
    card: Option<CardParameter>,
    cvc_update: Option<CvcUpdate>,
}

/// A card, or the id of one.
#[derive(Deserialize)]
#[serde(untagged)]
pub(crate) enum CardParameter {
    Details(Box<CardWithOwner>),
    Id(String),
}

/// A card and what is known of its holder.
#[derive(Deserialize)]
pub(crate) struct CardWithOwner {
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

impl CardWithOwner {
    /// Checks the card as Stripe does; `now` is in seconds since 1970.
    pub(crate) fn check(self, now: i64) -> Result<OwnedCard, ApiError> {
        let owner = BillingDetails {
            address: Some(Address {
                city: self.address_city,
                country: self.address_country,
                line1: self.address_line1,
                line2: self.address_line2,
                postal_code: self.address_zip,
                state: self.address_state,
            }),
            name: self.name,
            ..BillingDetails::default()
        };
        Ok(OwnedCard {
            id: ids::object("card"),
            card: self.details.check(now)?,
            owner,
        })
    }
}

/// Makes a token of a card or of a security code.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let content = match (parameters.card, parameters.cvc_update) {
        (Some(CardParameter::Details(card)), None) => {
            let OwnedCard { card, owner, .. } = card.check(call.now)?;
            Content::Card {
                card: Box::new(card),
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
