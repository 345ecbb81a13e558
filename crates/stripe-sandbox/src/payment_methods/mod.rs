//! PaymentMethods: cards and bank accounts that can pay.

mod attach;
mod create;
mod detach;
mod given;
mod instrument;
mod list;
mod retrieve;
mod update;
mod usable;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::cards::{BillingDetails, Card};
use crate::ids;
use crate::store::{Document, State};

pub(crate) use attach::attach;
pub(crate) use create::{CreateParameters, create, from_parameters, hide_from_browsers, made_of};
pub(crate) use detach::detach;
pub(crate) use given::given;
pub(crate) use instrument::Instrument;
pub(crate) use list::{list, list_of_customer};
pub(crate) use retrieve::retrieve;
pub(crate) use update::update;
pub(crate) use usable::Use;

/// A card or a bank account that can pay.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PaymentMethod {
    pub(crate) id: String,
    pub(crate) created: i64,
    #[serde(flatten)]
    pub(crate) instrument: Instrument,
    pub(crate) billing_details: BillingDetails,
    pub(crate) customer: Option<String>,
    pub(crate) allow_redisplay: String,
    pub(crate) metadata: Metadata,
    /// The payment intent that it paid without belonging to a customer: it cannot pay another.
    pub(crate) spent_on: Option<String>,
    /// Whether the issuer has checked the security code. It does so once: then the code is gone.
    #[serde(default)]
    pub(crate) checked: bool,
    /// Whether it was taken from its customer: it cannot be used again.
    #[serde(default)]
    pub(crate) detached: bool,
    /// Whether its holder has agreed to payments off session.
    #[serde(default)]
    pub(crate) set_up: bool,
}

impl Document for PaymentMethod {
    const KIND: &'static str = "payment_method";
    const FOR_EACH_PAYMENT: usize = 2;

    fn id(&self) -> &str {
        &self.id
    }
}

impl PaymentMethod {
    pub(crate) fn new(
        instrument: impl Into<Instrument>,
        billing_details: BillingDetails,
        created: i64,
    ) -> Self {
        Self {
            id: ids::object("pm"),
            created,
            instrument: instrument.into(),
            billing_details,
            customer: None,
            allow_redisplay: "unspecified".to_owned(),
            metadata: Metadata::new(),
            spent_on: None,
            checked: false,
            detached: false,
            set_up: false,
        }
    }

    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let mut shape = json!({
            "id": self.id,
            "object": "payment_method",
            "allow_redisplay": self.allow_redisplay,
            "billing_details": self.billing_details.shape(),
            "created": self.created,
            "customer": self.customer,
            "customer_account": null,
            "livemode": false,
            "metadata": self.metadata,
            "type": self.instrument.kind(),
        });
        shape[self.instrument.kind()] = match &self.instrument {
            Instrument::Card(card) => self.card_shape(card),
            Instrument::SepaDebit(account) => account.shape(),
        };
        shape
    }

    fn card_shape(&self, card: &Card) -> Value {
        let address = self.billing_details.address.clone().unwrap_or_default();
        let (line1, postal_code) = (address.line1.as_deref(), address.postal_code.as_deref());
        json!({
            "brand": card.brand.as_str(),
            "checks": {
                "address_line1_check": card.line1_check(line1, self.checked),
                "address_postal_code_check": card.postal_code_check(postal_code, self.checked),
                "cvc_check": card.cvc_check(self.checked),
            },
            "country": card.country(),
            "display_brand": card.brand.as_str(),
            "exp_month": card.exp_month,
            "exp_year": card.exp_year,
            "fingerprint": card.fingerprint,
            "funding": card.funding,
            "generated_from": null,
            "last4": card.last4,
            "networks": { "available": [card.brand.as_str()], "preferred": null },
            "regulated_status": "unregulated",
            "three_d_secure_usage": { "supported": card.supports_three_d_secure() },
            "wallet": null,
        })
    }
}

/// The PaymentMethod with this id. A ready-made one, `pm_card_NAME`, becomes a new PaymentMethod.
pub(crate) fn find_or_make(
    state: &mut State,
    id: &str,
    param: &str,
    now: i64,
) -> Result<PaymentMethod, ApiError> {
    if let Some(method) = state.get(id) {
        return Ok(method);
    }
    let ready_made = id
        .strip_prefix("pm_card_")
        .and_then(|name| Card::ready_made(name, now));
    let Some(card) = ready_made else {
        return Err(ApiError::missing("PaymentMethod", id, param));
    };
    let method = PaymentMethod::new(card, BillingDetails::default(), now);
    state.put(method.clone());
    Ok(method)
}
