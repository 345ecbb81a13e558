//! `POST /v1/products`, and the products that prices and Checkout Sessions make along the way.

use serde::Deserialize;
use serde_json::{Map, Number, Value};

use super::Product;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign};
use crate::ids;
use crate::prices::{self, PriceData};
use crate::store::State;

/// How many pictures and how many features a product may have.
const MAX_IMAGES: usize = 8;
const MAX_FEATURES: usize = 15;

/// What a product is made of; `product_data` has some of the members.
#[derive(Deserialize)]
pub(crate) struct ProductData {
    active: Option<bool>,
    description: Option<String>,
    id: Option<String>,
    #[serde(default)]
    images: Vec<String>,
    #[serde(default)]
    marketing_features: Vec<Value>,
    metadata: Option<MetadataChange>,
    name: String,
    package_dimensions: Option<Map<String, Value>>,
    shippable: Option<bool>,
    statement_descriptor: Option<String>,
    tax_code: Option<String>,
    unit_label: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize)]
struct Parameters {
    default_price_data: Option<PriceData>,
    #[serde(flatten)]
    product: ProductData,
}

/// Makes a product, and the price that it has by default if asked to.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let mut product = make(call.state, parameters.product, "", true)?;
    if let Some(data) = parameters.default_price_data {
        let price = prices::make(call.state, data, &product.id, "default_price_data", true)?;
        let before = product.shape();
        product.default_price = Some(price.id);
        call.state
            .record_change("product.updated", &before, &product.shape());
        call.state.put(product.clone());
    }
    Ok(product.shape())
}

/// Makes and stores a product; `within` is the parameter that holds the members, if any.
pub(crate) fn make(
    state: &mut State,
    data: ProductData,
    within: &str,
    active: bool,
) -> Result<Product, ApiError> {
    let param = |name: &str| match within {
        "" => name.to_owned(),
        within => format!("{within}[{name}]"),
    };
    if let Some(id) = &data.id
        && state.get::<Product>(id).is_some()
    {
        return Err(
            ApiError::invalid_request(format!("Product already exists: '{id}'."))
                .with("code", "resource_already_exists")
                .with("param", param("id")),
        );
    }
    for (given, most, name) in [
        (data.images.len(), MAX_IMAGES, "images"),
        (
            data.marketing_features.len(),
            MAX_FEATURES,
            "marketing_features",
        ),
    ] {
        if given > most {
            let message = format!("Invalid array: at most {most} elements are allowed");
            return Err(ApiError::parameter(&param(name), message));
        }
    }
    let mut product = Product {
        id: data.id.unwrap_or_else(|| ids::object("prod")),
        created: state.now(),
        active: data.active.unwrap_or(active),
        default_price: None,
        description: None,
        images: data.images,
        marketing_features: data.marketing_features,
        metadata: Metadata::new(),
        name: data.name,
        package_dimensions: data.package_dimensions.map(numbers),
        shippable: data.shippable,
        statement_descriptor: None,
        tax_code: None,
        unit_label: None,
        url: None,
    };
    assign(&mut product.description, data.description);
    assign(&mut product.statement_descriptor, data.statement_descriptor);
    assign(&mut product.tax_code, data.tax_code);
    assign(&mut product.unit_label, data.unit_label);
    assign(&mut product.url, data.url);
    if let Some(metadata) = data.metadata {
        metadata.apply(&mut product.metadata)?;
    }
    state.record("product.created", &product.shape());
    state.put(product.clone());
    Ok(product)
}

/// Decimals, which the list of parameters leaves as they were written, as JSON's numbers.
fn numbers(written: Map<String, Value>) -> Value {
    written
        .into_iter()
        .map(|(name, value)| {
            let number = value.as_str().and_then(|text| text.parse::<Number>().ok());
            (name, number.map_or(value, Value::Number))
        })
        .collect()
}
