//! Tokens: a card, or a card's security code, for one use.

mod create;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::error::ApiError;
use crate::cards::{BillingDetails, Card};
use crate::ids;
use crate::store::{Document, State};

pub(crate) use create::{CardParameter, create};
pub(crate) use retrieve::retrieve;

/// A card, or a card's security code, for one use.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Token {
    id: String,
    created: i64,
    used: bool,
    content: Content,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Content {
    Card {
        card: Box<Card>,
        owner: Box<BillingDetails>,
    },
    CvcUpdate,
}

impl Document for Token {
    const KIND: &'static str = "token";
    const FOR_EACH_PAYMENT: usize = 2;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Token {
    fn new(content: Content, created: i64) -> Self {
        let prefix = match content {
            Content::Card { .. } => "tok",
            Content::CvcUpdate => "cvctok",
        };
        Self {
            id: ids::object(prefix),
            created,
            used: false,
            content,
        }
    }

    /// The shape in an answer.
    fn shape(&self) -> Value {
        let mut shape = json!({
            "id": self.id,
            "object": "token",
            "client_ip": "127.0.0.1",
            "created": self.created,
            "livemode": false,
            "type": "cvc_update",
            "used": self.used,
        });
        if let Some(owned) = self.card() {
            shape["type"] = "card".into();
            shape["card"] = owned.shape(false);
        }
        shape
    }

    /// The card that the token stands for, if it does.
    fn card(&self) -> Option<OwnedCard> {
        match &self.content {
            Content::Card { card, owner } => Some(OwnedCard {
                // A card object of its own, though nothing can be asked about it.
                id: self.id.replacen("tok_", "card_", 1),
                card: (**card).clone(),
                owner: (**owner).clone(),
            }),
            Content::CvcUpdate => None,
        }
    }
}

/// A card under an id of its own, as tokens hold it and charges made with them show it.
pub(crate) struct OwnedCard {
    pub(crate) id: String,
    pub(crate) card: Card,
    pub(crate) owner: BillingDetails,
}

impl OwnedCard {
    /// The shape in an answer; `charged` says whether the issuer has seen the card.
    pub(crate) fn shape(&self, charged: bool) -> Value {
        let Self { id, card, owner } = self;
        let address = owner.address.clone().unwrap_or_default();
        json!({
            "id": id,
            "object": "card",
            "address_city": address.city,
            "address_country": address.country,
            "address_line1": address.line1,
            "address_line1_check": card.line1_check(address.line1.as_deref(), charged),
            "address_line2": address.line2,
            "address_state": address.state,
            "address_zip": address.postal_code,
            "address_zip_check": card.postal_code_check(address.postal_code.as_deref(), charged),
            "brand": card.brand.display_name(),
            "country": card.country(),
            "cvc_check": card.cvc_check(charged),
            "dynamic_last4": null,
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "fingerprint": card.fingerprint,
            "funding": card.funding,
            "last4": card.last4,
            "metadata": {},
            "name": owner.name,
            "networks": { "preferred": null },
            "regulated_status": "unregulated",
            "tokenization_method": null,
            "wallet": null,
        })
    }
}

/// Uses a card token up. A ready-made one, `tok_NAME`, can be used any number of times.
pub(crate) fn spend(
    state: &mut State,
    id: &str,
    param: &str,
    now: i64,
) -> Result<OwnedCard, ApiError> {
    let token: Option<Token> = state.get(id);
    let Some(mut token) = token else {
        let card = id
            .strip_prefix("tok_")
            .and_then(|name| Card::ready_made(name, now))
            .ok_or_else(|| unknown(id, param))?;
        return Ok(OwnedCard {
            id: ids::object("card"),
            card,
            owner: BillingDetails::default(),
        });
    };
    let owned = token.card().ok_or_else(|| unknown(id, param))?;
    if token.used {
        return Err(already_used(id, param));
    }
    token.used = true;
    state.put(token);
    Ok(owned)
}

/// Uses a token of a security code up.
pub(crate) fn spend_cvc(state: &mut State, id: &str, param: &str) -> Result<(), ApiError> {
    let token: Option<Token> = state.get(id);
    let Some(mut token) = token.filter(|token| matches!(token.content, Content::CvcUpdate)) else {
        return Err(unknown(id, param));
    };
    if token.used {
        return Err(already_used(id, param));
    }
    token.used = true;
    state.put(token);
    Ok(())
}

fn unknown(id: &str, param: &str) -> ApiError {
    ApiError::invalid_request(format!("No such token: '{id}'"))
        .with("code", "resource_missing")
        .with("param", param)
}

fn already_used(id: &str, param: &str) -> ApiError {
    ApiError::invalid_request(format!(
        "You cannot use a Stripe token more than once: {id}."
    ))
    .with("code", "token_already_used")
    .with("param", param)
}
