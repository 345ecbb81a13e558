//! `POST /v1/prices`, and the prices that products and Checkout Sessions make along the way.

use serde::Deserialize;
use serde_json::Value;

use super::{Price, Recurring};
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign};
use crate::currencies;
use crate::ids;
use crate::products::{self, Product, ProductData};
use crate::store::{HasTable, State};

/// Parameters of Stripe's that the sandbox refuses rather than ignores: they make a price of which
/// it cannot tell what a piece costs.
const UNSUPPORTED: &[&str] = &[
    "currency_options",
    "custom_unit_amount",
    "tiers",
    "tiers_mode",
    "transform_quantity",
];

/// What a price is made of; `price_data` and `default_price_data` have some of the members.
#[derive(Deserialize)]
pub(crate) struct PriceData {
    active: Option<bool>,
    currency: String,
    lookup_key: Option<String>,
    metadata: Option<MetadataChange>,
    nickname: Option<String>,
    recurring: Option<Recurring>,
    tax_behavior: Option<String>,
    #[serde(default)]
    transfer_lookup_key: bool,
    unit_amount: Option<i64>,
    unit_amount_decimal: Option<String>,
    #[serde(flatten)]
    others: serde_json::Map<String, Value>,
}

#[derive(Deserialize)]
struct Parameters {
    product: Option<String>,
    product_data: Option<ProductData>,
    #[serde(flatten)]
    price: PriceData,
}

/// Makes a price of a product that is there, or of a new one.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let product = match (parameters.product, parameters.product_data) {
        (Some(_), Some(_)) => {
            return Err(ApiError::parameter(
                "product",
                "You may only specify one of these parameters: product, product_data.",
            ));
        }
        (Some(id), None) => match call.state.get::<Product>(&id) {
            Some(product) => product.id,
            None => return Err(ApiError::missing("product", &id, "product")),
        },
        (None, Some(data)) => products::make(call.state, data, "product_data", true)?.id,
        (None, None) => {
            return Err(ApiError::parameter(
                "product",
                "You must specify either `product` or `product_data` when creating a price.",
            )
            .with("code", "parameter_missing"));
        }
    };
    make(call.state, parameters.price, &product, "", true).map(|price| price.shape())
}

/// Makes and stores a price; `within` is the parameter that holds the members, if any.
pub(crate) fn make(
    state: &mut State,
    data: PriceData,
    product: &str,
    within: &str,
    active: bool,
) -> Result<Price, ApiError> {
    let param = |name: &str| match within {
        "" => name.to_owned(),
        within => format!("{within}[{name}]"),
    };
    let tiered = data.others.get("billing_scheme") == Some(&Value::from("tiered"));
    let unsupported = UNSUPPORTED
        .iter()
        .find(|name| data.others.contains_key(**name));
    if let Some(name) = unsupported.or(tiered.then_some(&"billing_scheme")) {
        let message = format!("The sandbox does not know what Stripe does with `{name}`.");
        return Err(ApiError::parameter(&param(name), message));
    }
    let unit_amount = match (data.unit_amount, data.unit_amount_decimal) {
        (Some(_), Some(_)) => {
            return Err(ApiError::parameter(
                &param("unit_amount_decimal"),
                "You may only specify one of these parameters: unit_amount, unit_amount_decimal.",
            ));
        }
        (Some(amount), None) => amount,
        (None, Some(text)) => text.parse().map_err(|_| {
            ApiError::parameter(
                &param("unit_amount_decimal"),
                "The sandbox knows whole minor units only.",
            )
        })?,
        (None, None) => {
            let message = format!("Missing required param: {}.", param("unit_amount"));
            return Err(ApiError::parameter(&param("unit_amount"), message)
                .with("code", "parameter_missing"));
        }
    };
    currencies::check_unit_amount(unit_amount, &data.currency, &param("unit_amount"))?;
    if let Some(key) = &data.lookup_key {
        claim_lookup_key(state, key, data.transfer_lookup_key)?;
    }
    let mut price = Price {
        id: ids::object("price"),
        created: state.now(),
        active: data.active.unwrap_or(active),
        currency: data.currency,
        lookup_key: None,
        metadata: Metadata::new(),
        nickname: None,
        product: product.to_owned(),
        recurring: data.recurring,
        tax_behavior: data
            .tax_behavior
            .unwrap_or_else(|| "unspecified".to_owned()),
        unit_amount,
    };
    assign(&mut price.lookup_key, data.lookup_key);
    assign(&mut price.nickname, data.nickname);
    if let Some(metadata) = data.metadata {
        metadata.apply(&mut price.metadata)?;
    }
    state.record("price.created", &price.shape());
    state.put(price.clone());
    Ok(price)
}

/// Sees to it that no other price has this lookup key.
fn claim_lookup_key(state: &mut State, key: &str, transfer: bool) -> Result<(), ApiError> {
    let holder = HasTable::<Price>::table(state)
        .newest_first()
        .find(|price| price.lookup_key.as_deref() == Some(key))
        .map(|price| Price::clone(price));
    let Some(mut holder) = holder else {
        return Ok(());
    };
    if !transfer {
        return Err(ApiError::invalid_request(format!(
            "A price (`{}`) already uses that lookup key.",
            holder.id
        ))
        .with("param", "lookup_key"));
    }
    let before = holder.shape();
    holder.lookup_key = None;
    state.record_change("price.updated", &before, &holder.shape());
    state.put(holder);
    Ok(())
}
