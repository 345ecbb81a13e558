//! Customers: whom payments and saved PaymentMethods belong to.

mod create;
mod delete;
mod details;
mod list;
mod retrieve;
mod update;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::error::ApiError;
use crate::api::metadata::Metadata;
use crate::store::{Document, State};

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use retrieve::retrieve;
pub(crate) use update::update;

/// A customer.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Customer {
    pub(crate) id: String,
    /// Seconds since 1970.
    pub(crate) created: i64,
    /// Only that it was there is known of a deleted one.
    pub(crate) deleted: bool,
    address: Option<Value>,
    /// What invoices would take off or put on, in minor units.
    balance: i64,
    business_name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) email: Option<String>,
    individual_name: Option<String>,
    invoice_prefix: Option<String>,
    invoice_settings: InvoiceSettings,
    pub(crate) metadata: Metadata,
    pub(crate) name: Option<String>,
    next_invoice_sequence: Option<i64>,
    phone: Option<String>,
    preferred_locales: Vec<String>,
    shipping: Option<Value>,
    tax_exempt: Option<String>,
}

/// What a customer's invoices would go by.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct InvoiceSettings {
    custom_fields: Option<Value>,
    /// Attached to the customer.
    default_payment_method: Option<String>,
    footer: Option<String>,
    rendering_options: Option<Value>,
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
        if self.deleted {
            return json!({ "id": self.id, "object": "customer", "deleted": true });
        }
        let prefix = || self.id.chars().rev().take(8).collect::<String>();
        let settings = &self.invoice_settings;
        let mut shape = json!({
            "id": self.id,
            "object": "customer",
            "address": self.address,
            "balance": self.balance,
            "created": self.created,
            "currency": null,
            "customer_account": null,
            "default_source": null,
            "delinquent": false,
            "description": self.description,
            "discount": null,
            "email": self.email,
            "invoice_prefix": self.invoice_prefix.clone().unwrap_or_else(|| prefix().to_uppercase()),
            "invoice_settings": {
                "custom_fields": settings.custom_fields,
                "default_payment_method": settings.default_payment_method,
                "footer": settings.footer,
                "rendering_options": settings.rendering_options,
            },
            "livemode": false,
            "metadata": self.metadata,
            "name": self.name,
            "next_invoice_sequence": self.next_invoice_sequence.unwrap_or(1),
            "phone": self.phone,
            "preferred_locales": self.preferred_locales,
            "shipping": self.shipping,
            "tax_exempt": self.tax_exempt.as_deref().unwrap_or("none"),
            "test_clock": null,
        });
        for (name, given) in [
            ("business_name", &self.business_name),
            ("individual_name", &self.individual_name),
        ] {
            if let Some(given) = given {
                shape[name] = given.as_str().into();
            }
        }
        shape
    }

    /// Stops using a PaymentMethod that is no longer the customer's, and says so.
    pub(crate) fn forget_payment_method(state: &mut State, customer: &str, method: &str) {
        let Some(mut customer) = state.get::<Customer>(customer) else {
            return;
        };
        if customer.invoice_settings.default_payment_method.as_deref() == Some(method) {
            let before = customer.shape();
            customer.invoice_settings.default_payment_method = None;
            state.record_change("customer.updated", &before, &customer.shape());
            state.put(customer);
        }
    }
}

/// The customer that `param` names; a deleted one is none.
pub(crate) fn find(state: &State, id: &str, param: &str) -> Result<Customer, ApiError> {
    state
        .get::<Customer>(id)
        .filter(|customer| !customer.deleted)
        .ok_or_else(|| ApiError::missing("customer", id, param))
}
