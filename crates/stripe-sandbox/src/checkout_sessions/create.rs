//! `POST /v1/checkout/sessions`.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::line_items::{self, LineItemData, missing};
use super::shipping::{self, ShippingOption};
use super::{
    BillingAddress, CheckoutSession, CustomText, CustomerCreation, Methods, PaymentData,
    PaymentStatus, Status,
};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::customers::Customer;
use crate::jobs::Task;
use crate::{addresses, currencies, ids};

/// How long a session may be open, in seconds.
const SHORTEST: i64 = 30 * 60;
const LONGEST: i64 = 24 * 60 * 60;

/// Parameters of Stripe's that the sandbox refuses rather than ignores: they change what is paid, or
/// have the page ask what it does not.
const UNSUPPORTED: &[&str] = &[
    "after_expiration",
    "consent_collection",
    "custom_fields",
    "customer_account",
    "discounts",
    "name_collection",
    "optional_items",
    "setup_intent_data",
    "subscription_data",
];

/// The same of parameters that can be switched off.
const UNSUPPORTED_SWITCHES: &[&str] = &[
    "adaptive_pricing",
    "automatic_tax",
    "invoice_creation",
    "managed_payments",
    "tax_id_collection",
];

/// The same of members of `payment_intent_data`.
const UNSUPPORTED_PAYMENT_DATA: &[&str] =
    &["application_fee_amount", "on_behalf_of", "transfer_data"];

#[derive(Deserialize)]
struct Parameters {
    allow_promotion_codes: Option<bool>,
    billing_address_collection: Option<BillingAddress>,
    cancel_url: Option<String>,
    client_reference_id: Option<String>,
    currency: Option<String>,
    custom_text: Option<CustomText>,
    customer: Option<String>,
    customer_creation: Option<CustomerCreation>,
    customer_email: Option<String>,
    #[serde(default)]
    excluded_payment_method_types: Vec<String>,
    expires_at: Option<i64>,
    line_items: Option<Vec<LineItemData>>,
    locale: Option<String>,
    metadata: Option<MetadataChange>,
    mode: Option<String>,
    payment_intent_data: Option<PaymentData>,
    payment_method_options: Option<Value>,
    payment_method_types: Option<Vec<String>>,
    phone_number_collection: Option<PhoneNumberCollection>,
    redirect_on_completion: Option<String>,
    return_url: Option<String>,
    shipping_address_collection: Option<ShippingAddressCollection>,
    #[serde(default)]
    shipping_options: Vec<ShippingOption>,
    submit_type: Option<String>,
    success_url: Option<String>,
    ui_mode: Option<String>,
}

#[derive(Deserialize)]
struct PhoneNumberCollection {
    enabled: bool,
}

#[derive(Deserialize)]
struct ShippingAddressCollection {
    allowed_countries: Vec<String>,
}

/// Makes a session and the address of its page.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    let parameters: Parameters = call.parameters()?;
    check_mode(&parameters)?;
    let Some(success_url) = parameters.success_url else {
        return Err(missing("success_url"));
    };
    check_url(&success_url, "success_url")?;
    if let Some(cancel_url) = &parameters.cancel_url {
        check_url(cancel_url, "cancel_url")?;
    }
    let known_email = match (&parameters.customer, &parameters.customer_email) {
        (Some(_), Some(_)) => return Err(either("customer", "customer_email")),
        (Some(id), None) => match call.state.get::<Customer>(id) {
            Some(customer) => customer.email,
            None => return Err(ApiError::missing("customer", id, "customer")),
        },
        (None, Some(email)) if !is_email(email) => {
            let message = format!("Invalid email address: {email}");
            return Err(
                ApiError::parameter("customer_email", message).with("code", "email_invalid")
            );
        }
        (None, email) => email.clone(),
    };
    if parameters.customer.is_some() && parameters.customer_creation.is_some() {
        return Err(either("customer", "customer_creation"));
    }
    let mut payment = parameters.payment_intent_data.unwrap_or_default();
    if parameters.shipping_address_collection.is_some() && payment.shipping.is_some() {
        return Err(either(
            "shipping_address_collection",
            "payment_intent_data[shipping]",
        ));
    }
    payment.shipping = payment.shipping.as_ref().map(addresses::shipping);
    if let Some(metadata) = &payment.metadata {
        check_metadata(metadata)?;
    }
    let mut metadata = Metadata::new();
    if let Some(change) = parameters.metadata {
        change.apply(&mut metadata)?;
    }
    let expires_at = expiry(parameters.expires_at, call.now)?;
    let Some(lines) = parameters.line_items else {
        return Err(missing("line_items"));
    };
    let lines = line_items::make(call.state, lines, parameters.currency.as_deref())?;
    let currency = lines
        .first()
        .map_or_else(String::new, |line| line.price.currency.clone());
    let shipping_options = shipping::make(call.state, parameters.shipping_options, &currency)?;
    let session = CheckoutSession {
        id: ids::checkout_session(),
        created: call.now,
        expires_at,
        status: Status::Open,
        payment_status: PaymentStatus::Unpaid,
        lines,
        shipping_options,
        shipping_option: 0,
        shipping_countries: parameters
            .shipping_address_collection
            .map(|collection| collection.allowed_countries),
        billing_address: parameters.billing_address_collection,
        asks_for_phone: parameters
            .phone_number_collection
            .is_some_and(|collection| collection.enabled),
        methods: methods(
            parameters.payment_method_types,
            &parameters.excluded_payment_method_types,
            &currency,
            &payment,
        )?,
        currency,
        success_url,
        cancel_url: parameters.cancel_url,
        submit_type: parameters.submit_type,
        custom_text: parameters
            .custom_text
            .map_or_else(CustomText::default, CustomText::given),
        allow_promotion_codes: parameters.allow_promotion_codes,
        client_reference_id: parameters.client_reference_id,
        customer: parameters.customer,
        customer_creation: parameters
            .customer_creation
            .unwrap_or(CustomerCreation::IfRequired),
        customer_email: parameters.customer_email,
        known_email,
        locale: parameters.locale,
        metadata,
        three_d_secure: parameters
            .payment_method_options
            .as_ref()
            .and_then(|options| options["card"]["request_three_d_secure"].as_str())
            .map(str::to_owned),
        payment,
        payment_intent: None,
        bank_pending: false,
        told: None,
    };
    check_total(&session)?;
    let shape = session.shape(call.base_url);
    call.state.later(
        expires_at - call.now,
        Task::ExpireSession(session.id.clone()),
    );
    call.state.put(session);
    Ok(shape)
}

fn refuse_unsupported(parameters: &Value) -> Result<(), ApiError> {
    let refuse = |param: &str| {
        let message = format!("The sandbox does not know what Stripe does with `{param}`.");
        Err(ApiError::parameter(param, message))
    };
    for name in UNSUPPORTED {
        if parameters.get(name).is_some() {
            return refuse(name);
        }
    }
    for name in UNSUPPORTED_SWITCHES {
        if parameters
            .get(name)
            .is_some_and(|switch| switch["enabled"] != Value::Bool(false))
        {
            return refuse(name);
        }
    }
    for name in UNSUPPORTED_PAYMENT_DATA {
        if !parameters["payment_intent_data"][name].is_null() {
            return refuse(&format!("payment_intent_data[{name}]"));
        }
    }
    Ok(())
}

fn check_mode(parameters: &Parameters) -> Result<(), ApiError> {
    match parameters.mode.as_deref() {
        Some("payment") => {}
        Some(other) => {
            let message =
                format!("The sandbox knows `payment` mode only: it has no `{other}` sessions.");
            return Err(ApiError::parameter("mode", message));
        }
        None => return Err(missing("mode")),
    }
    if let Some(other) = parameters
        .ui_mode
        .as_deref()
        .filter(|mode| *mode != "hosted_page")
    {
        let message = format!("The sandbox has the hosted page only: it has no `{other}`.");
        return Err(ApiError::parameter("ui_mode", message));
    }
    for (given, name) in [
        (
            parameters.redirect_on_completion.is_some(),
            "redirect_on_completion",
        ),
        (parameters.return_url.is_some(), "return_url"),
    ] {
        if given {
            let message = format!("You can only set `{name}` if `ui_mode` is not `hosted_page`.");
            return Err(ApiError::parameter(name, message));
        }
    }
    if parameters.submit_type.as_deref() == Some("subscribe") {
        return Err(ApiError::parameter(
            "submit_type",
            "`submit_type` can only be `subscribe` in `subscription` mode.",
        ));
    }
    Ok(())
}

fn either(first: &str, second: &str) -> ApiError {
    let message = format!("You may only specify one of these parameters: {first}, {second}.");
    ApiError::parameter(first, message)
}

fn check_url(text: &str, param: &str) -> Result<(), ApiError> {
    let url = Url::parse(text)
        .ok()
        .filter(|url| ["http", "https"].contains(&url.scheme()));
    match url {
        Some(_) => Ok(()),
        None => Err(
            ApiError::parameter(param, format!("Not a valid URL: {text}"))
                .with("code", "url_invalid"),
        ),
    }
}

/// Whether mail can be sent there, as far as the form of the address tells.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| {
        !user.is_empty()
            && host.contains('.')
            && !host.starts_with('.')
            && !host.ends_with('.')
            && !host.contains('@')
            && !text.contains(char::is_whitespace)
    })
}

/// Metadata that goes into the PaymentIntent later is checked now.
fn check_metadata(metadata: &Value) -> Result<(), ApiError> {
    let change: MetadataChange =
        serde_json::from_value(metadata.clone()).map_err(|_| ApiError::internal())?;
    change.apply(&mut Metadata::new())
}

fn expiry(asked: Option<i64>, now: i64) -> Result<i64, ApiError> {
    let expires_at = asked.unwrap_or(now + LONGEST);
    let refuse = |message: &str| Err(ApiError::parameter("expires_at", message));
    if expires_at < now + SHORTEST {
        return refuse(
            "The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.",
        );
    }
    if expires_at > now + LONGEST {
        return refuse(
            "The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.",
        );
    }
    Ok(expires_at)
}

/// The ways to pay.
fn methods(
    listed: Option<Vec<String>>,
    excluded: &[String],
    currency: &str,
    payment: &PaymentData,
) -> Result<Methods, ApiError> {
    let param = "payment_method_types";
    let Some(types) = listed else {
        if excluded.iter().any(|kind| kind == "card") {
            return Err(ApiError::parameter(
                "excluded_payment_method_types",
                "No valid payment method types for this Checkout Session are left.",
            ));
        }
        return Ok(Methods::Automatic);
    };
    for kind in &types {
        let message = match kind.as_str() {
            "card" => continue,
            "sepa_debit" if currency != "eur" => format!(
                "The currency provided ({currency}) is invalid for `sepa_debit`, which takes eur only."
            ),
            "sepa_debit" if payment.capture_method.as_deref() == Some("manual") => {
                "`sepa_debit` does not support `capture_method=manual`.".to_owned()
            }
            "sepa_debit" => continue,
            other => format!(
                "The payment method type provided: {other} is invalid: the sandbox's account takes card \
                 and sepa_debit."
            ),
        };
        return Err(ApiError::invalid_request(message).with("param", param));
    }
    if types.is_empty() {
        return Err(missing(param));
    }
    Ok(Methods::Listed(types))
}

/// A total of nothing is fine: there is nothing to pay then.
fn check_total(session: &CheckoutSession) -> Result<(), ApiError> {
    let total = session.total();
    if total == 0 || currencies::check_amount(total, &session.currency).is_ok() {
        return Ok(());
    }
    let (code, bound) = match currencies::least_and_most(&session.currency) {
        (least, _) if total < least => (
            "amount_too_small",
            format!("at least {}", currencies::display(least, &session.currency)),
        ),
        (_, most) => (
            "amount_too_large",
            format!(
                "no more than {}",
                currencies::display(most, &session.currency)
            ),
        ),
    };
    let message = format!("The Checkout Session's total amount due must add up to {bound}");
    Err(ApiError::invalid_request(message).with("code", code))
}
