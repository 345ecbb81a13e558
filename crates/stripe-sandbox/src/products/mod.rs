//! Products: what is sold. What it costs is in its prices.

mod create;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::store::Document;

pub(crate) use create::{ProductData, create, make};
pub(crate) use retrieve::retrieve;

/// Something that is sold.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Product {
    pub(crate) id: String,
    created: i64,
    active: bool,
    pub(crate) default_price: Option<String>,
    pub(crate) description: Option<String>,
    /// Addresses of pictures.
    pub(crate) images: Vec<String>,
    marketing_features: Vec<Value>,
    metadata: Metadata,
    pub(crate) name: String,
    /// In inches and ounces.
    package_dimensions: Option<Value>,
    shippable: Option<bool>,
    statement_descriptor: Option<String>,
    tax_code: Option<String>,
    unit_label: Option<String>,
    url: Option<String>,
}

impl Document for Product {
    const KIND: &'static str = "product";
    /// A Checkout Session may make one for each of its lines.
    const FOR_EACH_PAYMENT: usize = 8;

    fn id(&self) -> &str {
        &self.id
    }
}

impl Product {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        json!({
            "id": self.id,
            "object": "product",
            "active": self.active,
            "created": self.created,
            "default_price": self.default_price,
            "description": self.description,
            "images": self.images,
            "livemode": false,
            "marketing_features": self.marketing_features,
            "metadata": self.metadata,
            "name": self.name,
            "package_dimensions": self.package_dimensions,
            "shippable": self.shippable,
            "statement_descriptor": self.statement_descriptor,
            "tax_code": self.tax_code,
            "type": "service",
            "unit_label": self.unit_label,
            "updated": self.created,
            "url": self.url,
        })
    }
}
