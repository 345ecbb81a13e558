//! Shipping rates: the ways of sending that a session offers.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::line_items::missing;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::store::{Document, State};
use crate::{currencies, ids};

/// How many ways of sending a session may offer.
const MAX_OPTIONS: usize = 5;

/// A way of sending, and what it costs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ShippingRate {
    pub(crate) id: String,
    created: i64,
    /// Minor units of `currency`.
    pub(crate) amount: i64,
    currency: String,
    pub(crate) display_name: String,
    pub(crate) delivery_estimate: Option<DeliveryEstimate>,
    metadata: Metadata,
    tax_behavior: String,
    tax_code: Option<String>,
}

/// How long it takes to arrive.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct DeliveryEstimate {
    pub(crate) maximum: Option<Bound>,
    pub(crate) minimum: Option<Bound>,
}

/// So many days, or other units of time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Bound {
    pub(crate) unit: String,
    pub(crate) value: i64,
}

/// What an option is made of: a rate that is there, or a new one.
#[derive(Deserialize)]
pub(super) struct ShippingOption {
    shipping_rate: Option<String>,
    shipping_rate_data: Option<ShippingRateData>,
}

#[derive(Deserialize)]
struct ShippingRateData {
    delivery_estimate: Option<DeliveryEstimate>,
    display_name: String,
    fixed_amount: Option<FixedAmount>,
    metadata: Option<MetadataChange>,
    tax_behavior: Option<String>,
    tax_code: Option<String>,
}

#[derive(Deserialize)]
struct FixedAmount {
    amount: i64,
    currency: String,
}

impl Document for ShippingRate {
    const KIND: &'static str = "shipping_rate";
    const FOR_EACH_PAYMENT: usize = MAX_OPTIONS;

    fn id(&self) -> &str {
        &self.id
    }
}

impl ShippingRate {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        json!({
            "id": self.id,
            "object": "shipping_rate",
            "active": true,
            "created": self.created,
            "delivery_estimate": self.delivery_estimate,
            "display_name": self.display_name,
            "fixed_amount": { "amount": self.amount, "currency": self.currency },
            "livemode": false,
            "metadata": self.metadata,
            "tax_behavior": self.tax_behavior,
            "tax_code": self.tax_code,
            "type": "fixed_amount",
        })
    }
}

/// Makes the ways of sending, or finds them.
pub(super) fn make(
    state: &mut State,
    options: Vec<ShippingOption>,
    currency: &str,
) -> Result<Vec<ShippingRate>, ApiError> {
    if options.len() > MAX_OPTIONS {
        let message =
            format!("Invalid array: a session has at most {MAX_OPTIONS} shipping options");
        return Err(ApiError::parameter("shipping_options", message));
    }
    options
        .into_iter()
        .enumerate()
        .map(|(index, option)| {
            one(
                state,
                option,
                currency,
                &format!("shipping_options[{index}]"),
            )
        })
        .collect()
}

fn one(
    state: &mut State,
    option: ShippingOption,
    currency: &str,
    within: &str,
) -> Result<ShippingRate, ApiError> {
    let param = |name: &str| format!("{within}[{name}]");
    let rate = match (option.shipping_rate, option.shipping_rate_data) {
        (Some(_), Some(_)) => {
            return Err(ApiError::parameter(
                &param("shipping_rate"),
                "You may only specify one of these parameters: shipping_rate, shipping_rate_data.",
            ));
        }
        (Some(id), None) => state
            .get(&id)
            .ok_or_else(|| ApiError::missing("shipping rate", &id, &param("shipping_rate")))?,
        (None, Some(data)) => new(state, data, &param("shipping_rate_data"))?,
        (None, None) => return Err(missing(&param("shipping_rate"))),
    };
    if rate.currency != currency {
        let message = format!(
            "The shipping rate's currency, `{}`, doesn't match the expected currency: `{currency}`.",
            rate.currency
        );
        return Err(ApiError::invalid_request(message).with("param", within));
    }
    Ok(rate)
}

fn new(state: &mut State, data: ShippingRateData, within: &str) -> Result<ShippingRate, ApiError> {
    let Some(FixedAmount { amount, currency }) = data.fixed_amount else {
        return Err(missing(&format!("{within}[fixed_amount]")));
    };
    let param = format!("{within}[fixed_amount][amount]");
    currencies::check_unit_amount(amount, &currency, &param)?;
    let mut rate = ShippingRate {
        id: ids::object("shr"),
        created: state.now(),
        amount,
        currency,
        display_name: data.display_name,
        delivery_estimate: data.delivery_estimate,
        metadata: Metadata::new(),
        tax_behavior: data
            .tax_behavior
            .unwrap_or_else(|| "unspecified".to_owned()),
        tax_code: data.tax_code,
    };
    if let Some(metadata) = data.metadata {
        metadata.apply(&mut rate.metadata)?;
    }
    state.put(rate.clone());
    Ok(rate)
}
