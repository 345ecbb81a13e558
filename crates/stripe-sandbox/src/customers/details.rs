//! What a caller can say of a customer, when it is made and later.

use serde::Deserialize;
use serde_json::{Value, json};

use super::Customer;
use crate::addresses;
use crate::api::assign;
use crate::api::error::ApiError;
use crate::api::metadata::MetadataChange;
use crate::payment_methods::PaymentMethod;
use crate::store::State;

/// Parameters that would say what is charged, in ways older than PaymentMethods.
const SOURCES: &[&str] = &[
    "bank_account",
    "card",
    "default_alipay_account",
    "default_bank_account",
    "default_card",
    "default_source",
    "source",
];

/// The parameters that a create and an update share. Empty strings unset.
#[derive(Deserialize)]
pub(super) struct Details {
    address: Option<Value>,
    balance: Option<i64>,
    business_name: Option<String>,
    description: Option<String>,
    email: Option<String>,
    individual_name: Option<String>,
    invoice_prefix: Option<String>,
    invoice_settings: Option<InvoiceSettings>,
    metadata: Option<MetadataChange>,
    name: Option<String>,
    next_invoice_sequence: Option<i64>,
    phone: Option<String>,
    preferred_locales: Option<Vec<String>>,
    shipping: Option<Value>,
    tax_exempt: Option<String>,
}

#[derive(Deserialize)]
struct InvoiceSettings {
    custom_fields: Option<Value>,
    default_payment_method: Option<String>,
    footer: Option<String>,
    rendering_options: Option<Value>,
}

/// Refuses what the sandbox keeps no account of.
pub(super) fn refuse_sources(parameters: &Value) -> Result<(), ApiError> {
    match SOURCES.iter().find(|name| parameters.get(name).is_some()) {
        None => Ok(()),
        Some(name) => Err(ApiError::parameter(
            name,
            format!(
                "The sandbox keeps no sources with customers, so `{name}` would do nothing: attach a \
                 PaymentMethod instead."
            ),
        )),
    }
}

impl Details {
    /// Writes what was given into the customer.
    pub(super) fn write(self, customer: &mut Customer) -> Result<(), ApiError> {
        if let Some(email) = &self.email {
            check_email(email)?;
        }
        if let Some(prefix) = &self.invoice_prefix {
            check_invoice_prefix(prefix)?;
        }
        if let Some(address) = self.address {
            customer.address = address.is_object().then(|| addresses::address(&address));
        }
        if let Some(shipping) = self.shipping {
            customer.shipping = shipping
                .is_object()
                .then(|| addresses::customer_shipping(&shipping));
        }
        customer.balance = self.balance.unwrap_or(customer.balance);
        customer.next_invoice_sequence = self
            .next_invoice_sequence
            .or(customer.next_invoice_sequence);
        if let Some(locales) = self.preferred_locales {
            customer.preferred_locales = locales;
        }
        assign(&mut customer.business_name, self.business_name);
        assign(&mut customer.description, self.description);
        assign(&mut customer.email, self.email);
        assign(&mut customer.individual_name, self.individual_name);
        assign(&mut customer.invoice_prefix, self.invoice_prefix);
        assign(&mut customer.name, self.name);
        assign(&mut customer.phone, self.phone);
        assign(&mut customer.tax_exempt, self.tax_exempt);
        if let Some(settings) = self.invoice_settings {
            settings.write(customer);
        }
        match self.metadata {
            Some(metadata) => metadata.apply(&mut customer.metadata),
            None => Ok(()),
        }
    }
}

impl InvoiceSettings {
    fn write(self, customer: &mut Customer) {
        let settings = &mut customer.invoice_settings;
        if let Some(fields) = self.custom_fields {
            settings.custom_fields = Some(fields).filter(Value::is_array);
        }
        if let Some(options) = self.rendering_options {
            settings.rendering_options = options.is_object().then(|| {
                let display = options
                    .get("amount_tax_display")
                    .filter(|display| display.as_str() != Some(""));
                json!({
                    "amount_tax_display": display,
                    "template": options.get("template"),
                })
            });
        }
        assign(&mut settings.footer, self.footer);
        assign(
            &mut settings.default_payment_method,
            self.default_payment_method,
        );
    }
}

/// Whether the default PaymentMethod is one of the customer's own; `attaching` is about to be.
pub(super) fn check_default_payment_method(
    state: &State,
    customer: &Customer,
    attaching: Option<&PaymentMethod>,
) -> Result<(), ApiError> {
    let Some(id) = &customer.invoice_settings.default_payment_method else {
        return Ok(());
    };
    let owner = state
        .get::<PaymentMethod>(id)
        .and_then(|method| method.customer);
    if owner.as_ref() == Some(&customer.id) || attaching.is_some_and(|method| method.id == *id) {
        return Ok(());
    }
    Err(ApiError::invalid_request(format!(
        "The customer does not have a payment method with the ID {id}. The payment method must be \
         attached to the customer."
    ))
    .with("code", "resource_missing")
    .with("param", "invoice_settings[default_payment_method]"))
}

fn check_email(email: &str) -> Result<(), ApiError> {
    let well_formed = email.split_once('@').is_some_and(|(person, domain)| {
        !person.is_empty() && !domain.is_empty() && !domain.contains('@')
    });
    if email.is_empty() || well_formed && !email.contains(char::is_whitespace) {
        return Ok(());
    }
    Err(
        ApiError::parameter("email", format!("Invalid email address: {email}"))
            .with("code", "email_invalid"),
    )
}

fn check_invoice_prefix(prefix: &str) -> Result<(), ApiError> {
    let right = prefix
        .bytes()
        .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    if prefix.is_empty() || right && (3..=12).contains(&prefix.len()) {
        return Ok(());
    }
    Err(ApiError::parameter(
        "invoice_prefix",
        "Invalid invoice_prefix: it must be 3 to 12 uppercase letters or digits.",
    ))
}
