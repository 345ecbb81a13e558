//! Prices: what one piece of a product costs.

mod create;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::store::Document;

pub(crate) use create::{PriceData, create, make};
pub(crate) use retrieve::retrieve;

/// What one piece of a product costs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Price {
    pub(crate) id: String,
    created: i64,
    pub(crate) active: bool,
    pub(crate) currency: String,
    lookup_key: Option<String>,
    metadata: Metadata,
    nickname: Option<String>,
    pub(crate) product: String,
    /// How often it is due; `None` is once.
    pub(crate) recurring: Option<Recurring>,
    tax_behavior: String,
    /// Minor units of `currency`, 0 or more.
    pub(crate) unit_amount: i64,
}

/// How often a price is due.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Recurring {
    interval: String,
    #[serde(default = "one")]
    interval_count: i64,
    meter: Option<String>,
    #[serde(default = "licensed")]
    usage_type: String,
}

fn one() -> i64 {
    1
}

fn licensed() -> String {
    "licensed".to_owned()
}

impl Document for Price {
    const KIND: &'static str = "price";
    /// A Checkout Session may make one for each of its lines.
    const FOR_EACH_PAYMENT: usize = 8;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Price {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        let recurring = self.recurring.as_ref().map(|recurring| {
            json!({
                "interval": recurring.interval,
                "interval_count": recurring.interval_count,
                "meter": recurring.meter,
                "trial_period_days": null,
                "usage_type": recurring.usage_type,
            })
        });
        json!({
            "id": self.id,
            "object": "price",
            "active": self.active,
            "billing_scheme": "per_unit",
            "created": self.created,
            "currency": self.currency,
            "custom_unit_amount": null,
            "livemode": false,
            "lookup_key": self.lookup_key,
            "metadata": self.metadata,
            "nickname": self.nickname,
            "product": self.product,
            "recurring": recurring,
            "tax_behavior": self.tax_behavior,
            "tiers_mode": null,
            "transform_quantity": null,
            "type": if self.recurring.is_some() { "recurring" } else { "one_time" },
            "unit_amount": self.unit_amount,
            "unit_amount_decimal": self.unit_amount.to_string(),
        })
    }
}
