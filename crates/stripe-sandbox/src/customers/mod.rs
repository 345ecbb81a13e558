//! Customers, as far as payments need them.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::addresses;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign};
use crate::ids;
use crate::store::Document;

/// A customer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Customer {
    pub(crate) id: String,
    pub(crate) created: i64,
    address: Option<Value>,
    pub(crate) description: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) metadata: Metadata,
    pub(crate) name: Option<String>,
    phone: Option<String>,
    shipping: Option<Value>,
}

impl Document for Customer {
    const KIND: &'static str = "customer";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Customer {
    /// The shape in an answer.
    pub(crate) fn shape(&self) -> Value {
        json!({
            "id": self.id,
            "object": "customer",
            "address": self.address,
            "balance": 0,
            "created": self.created,
            "currency": null,
            "customer_account": null,
            "default_source": null,
            "delinquent": false,
            "description": self.description,
            "discount": null,
            "email": self.email,
            "invoice_prefix": self.id.chars().rev().take(8).collect::<String>().to_uppercase(),
            "invoice_settings": {
                "custom_fields": null,
                "default_payment_method": null,
                "footer": null,
                "rendering_options": null,
            },
            "livemode": false,
            "metadata": self.metadata,
            "name": self.name,
            "next_invoice_sequence": 1,
            "phone": self.phone,
            "preferred_locales": [],
            "shipping": self.shipping,
            "tax_exempt": "none",
            "test_clock": null,
        })
    }
}

#[derive(Deserialize)]
struct Parameters {
    address: Option<Value>,
    description: Option<String>,
    email: Option<String>,
    metadata: Option<MetadataChange>,
    name: Option<String>,
    phone: Option<String>,
    shipping: Option<Value>,
}

/// `POST /v1/customers`.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let mut customer = Customer {
        id: ids::object("cus"),
        created: call.now,
        address: parameters
            .address
            .filter(Value::is_object)
            .as_ref()
            .map(addresses::address),
        description: None,
        email: None,
        metadata: Metadata::new(),
        name: None,
        phone: None,
        shipping: parameters
            .shipping
            .filter(Value::is_object)
            .as_ref()
            .map(addresses::customer_shipping),
    };
    assign(&mut customer.description, parameters.description);
    assign(&mut customer.email, parameters.email);
    assign(&mut customer.name, parameters.name);
    assign(&mut customer.phone, parameters.phone);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut customer.metadata)?;
    }
    let shape = customer.shape();
    call.state.record("customer.created", &shape);
    call.state.put(customer);
    Ok(shape)
}

/// `GET /v1/customers/{customer}`.
pub(crate) fn retrieve(call: &mut Call<'_>) -> Result<Value, ApiError> {
    call.named::<Customer>("customer", "id")
        .map(|customer| customer.shape())
}
