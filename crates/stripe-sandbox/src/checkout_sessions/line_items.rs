//! The lines of a session: `GET /v1/checkout/sessions/{session}/line_items`, and how they are made.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::CheckoutSession;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::ids;
use crate::prices::{self, Price, PriceData};
use crate::products::{self, Product, ProductData};
use crate::store::State;

/// How many lines a session may have, and how many pieces a line.
const MAX_LINES: usize = 100;
const MAX_QUANTITY: i64 = 999_999;

/// One line: a product, how many, and what one costs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct LineItem {
    id: String,
    /// The product's name.
    pub(crate) description: String,
    /// What the product's page says of it.
    pub(crate) details: Option<String>,
    pub(crate) image: Option<String>,
    metadata: Metadata,
    /// As it was when the session was made.
    pub(crate) price: Price,
    pub(crate) quantity: i64,
}

/// What a line is made of.
#[derive(Deserialize)]
pub(super) struct LineItemData {
    adjustable_quantity: Option<AdjustableQuantity>,
    metadata: Option<MetadataChange>,
    price: Option<String>,
    price_data: Option<InlinePrice>,
    quantity: Option<i64>,
    tax_rates: Option<Value>,
}

#[derive(Deserialize)]
struct AdjustableQuantity {
    enabled: bool,
}

#[derive(Deserialize)]
struct InlinePrice {
    product: Option<String>,
    product_data: Option<ProductData>,
    #[serde(flatten)]
    price: PriceData,
}

impl LineItem {
    /// What the line comes to, in minor units.
    pub(crate) fn amount(&self) -> i64 {
        self.price.unit_amount.saturating_mul(self.quantity)
    }

    fn shape(&self) -> Value {
        json!({
            "id": self.id,
            "object": "item",
            "adjustable_quantity": null,
            "amount_discount": 0,
            "amount_subtotal": self.amount(),
            "amount_tax": 0,
            "amount_total": self.amount(),
            "currency": self.price.currency,
            "description": self.description,
            "metadata": self.metadata,
            "price": self.price.shape(),
            "quantity": self.quantity,
        })
    }
}

/// A page of a session's lines, in the order in which they were given.
pub(crate) fn list_line_items(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let session: CheckoutSession = call.named("checkout.session", "session")?;
    let page: Page = call.parameters()?;
    page.within(shapes(&session), "item", &url(&session))
}

/// A session's first lines, as `expand[]=line_items` shows them.
pub(crate) fn whole_list(state: &State, session: &str) -> Result<Value, ApiError> {
    match state.get::<CheckoutSession>(session) {
        None => Ok(Value::Null),
        Some(session) => Page::default().within(shapes(&session), "item", &url(&session)),
    }
}

fn shapes(session: &CheckoutSession) -> Vec<Value> {
    session.lines.iter().map(LineItem::shape).collect()
}

fn url(session: &CheckoutSession) -> String {
    format!("/v1/checkout/sessions/{}/line_items", session.id)
}

/// Makes the lines, with the prices and products that they come with.
pub(super) fn make(
    state: &mut State,
    lines: Vec<LineItemData>,
    currency: Option<&str>,
) -> Result<Vec<LineItem>, ApiError> {
    if lines.is_empty() {
        return Err(missing("line_items"));
    }
    if lines.len() > MAX_LINES {
        let message = format!("Invalid array: a session has at most {MAX_LINES} line items");
        return Err(ApiError::parameter("line_items", message));
    }
    let mut made: Vec<LineItem> = Vec::with_capacity(lines.len());
    for (index, line) in lines.into_iter().enumerate() {
        let within = format!("line_items[{index}]");
        let line = one(state, line, &within)?;
        let expected = currency.or_else(|| made.first().map(|first| first.price.currency.as_str()));
        if let Some(expected) = expected
            && line.price.currency != expected
        {
            let message = format!(
                "The price specified only supports `{}`. This doesn't match the expected currency: `{expected}`.",
                line.price.currency
            );
            return Err(ApiError::invalid_request(message).with("param", within));
        }
        made.push(line);
    }
    Ok(made)
}

fn one(state: &mut State, line: LineItemData, within: &str) -> Result<LineItem, ApiError> {
    let param = |name: &str| format!("{within}[{name}]");
    for (given, name) in [
        (line.tax_rates.is_some(), "tax_rates"),
        (
            line.adjustable_quantity
                .is_some_and(|adjustable| adjustable.enabled),
            "adjustable_quantity",
        ),
    ] {
        if given {
            let message = format!("The sandbox does not know what Stripe does with `{name}`.");
            return Err(ApiError::parameter(&param(name), message));
        }
    }
    let Some(quantity) = line.quantity else {
        return Err(missing(&param("quantity")));
    };
    if !(1..=MAX_QUANTITY).contains(&quantity) {
        let message = format!("Invalid integer: it must be between 1 and {MAX_QUANTITY}");
        return Err(ApiError::parameter(&param("quantity"), message)
            .with("code", "parameter_invalid_integer"));
    }
    let price = match (line.price, line.price_data) {
        (Some(_), Some(_)) => {
            return Err(ApiError::parameter(
                &param("price"),
                "You may only specify one of these parameters: price, price_data.",
            ));
        }
        (Some(id), None) => existing(state, &id, &param("price"))?,
        (None, Some(data)) => inline(state, data, &param("price_data"))?,
        (None, None) => return Err(missing(&param("price"))),
    };
    if price.recurring.is_some() {
        return Err(ApiError::invalid_request(
            "You specified `payment` mode but passed a recurring price. Either switch to `subscription` \
             mode or use only one-time prices.",
        )
        .with("param", param("price")));
    }
    let mut metadata = Metadata::new();
    if let Some(change) = line.metadata {
        change.apply(&mut metadata)?;
    }
    // A product may be forgotten while its price is not.
    let product: Option<Product> = state.get(&price.product);
    let (description, details, image) = product.map_or_else(
        || (price.product.clone(), None, None),
        |product| {
            let image = product.images.into_iter().next();
            (product.name, product.description, image)
        },
    );
    Ok(LineItem {
        id: ids::object("li"),
        description,
        details,
        image,
        metadata,
        price,
        quantity,
    })
}

fn existing(state: &State, id: &str, param: &str) -> Result<Price, ApiError> {
    let price: Price = state
        .get(id)
        .ok_or_else(|| ApiError::missing("price", id, param))?;
    if price.active {
        return Ok(price);
    }
    Err(ApiError::invalid_request(
        "The price specified is inactive. This field only accepts active prices.",
    )
    .with("param", param))
}

/// A price for this session alone; it and a product made with it cannot be used again.
fn inline(state: &mut State, data: InlinePrice, within: &str) -> Result<Price, ApiError> {
    let param = |name: &str| format!("{within}[{name}]");
    let product = match (data.product, data.product_data) {
        (Some(_), Some(_)) => {
            return Err(ApiError::parameter(
                &param("product"),
                "You may only specify one of these parameters: product, product_data.",
            ));
        }
        (Some(id), None) => match state.get::<Product>(&id) {
            Some(product) => product.id,
            None => return Err(ApiError::missing("product", &id, &param("product"))),
        },
        (None, Some(product)) => products::make(state, product, &param("product_data"), false)?.id,
        (None, None) => return Err(missing(&param("product_data"))),
    };
    prices::make(state, data.price, &product, within, false)
}

pub(super) fn missing(param: &str) -> ApiError {
    ApiError::parameter(param, format!("Missing required param: {param}."))
        .with("code", "parameter_missing")
}
