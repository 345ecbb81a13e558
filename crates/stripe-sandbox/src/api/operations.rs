//! Which operations there are, who may call them, and what runs.

use axum::http::Method;
use serde_json::Value;

use super::Call;
use super::authentication::Access;
use super::error::ApiError;
use crate::{
    balance_transactions, charges, checkout_sessions, confirmation_tokens, customers, disputes,
    events, payment_intents, payment_methods, prices, products, refunds, setup_intents, tokens,
    webhook_endpoints,
};

/// One operation of the API.
pub(super) struct Operation {
    /// Method and path, as in the lists of parameters.
    pub(super) name: &'static str,
    pub(super) access: Access,
    pub(super) run: fn(&mut Call<'_>) -> Result<Value, ApiError>,
}

impl Operation {
    /// The method and the path.
    pub(super) fn route(&self) -> (Method, &'static str) {
        match self.name.split_once(' ') {
            Some(("POST", path)) => (Method::POST, path),
            Some(("DELETE", path)) => (Method::DELETE, path),
            Some((_, path)) => (Method::GET, path),
            None => (Method::GET, self.name),
        }
    }
}

const fn server(
    name: &'static str,
    run: fn(&mut Call<'_>) -> Result<Value, ApiError>,
) -> Operation {
    Operation {
        name,
        access: Access::SecretKey,
        run,
    }
}

const fn browser(
    name: &'static str,
    run: fn(&mut Call<'_>) -> Result<Value, ApiError>,
) -> Operation {
    Operation {
        name,
        access: Access::EitherKey,
        run,
    }
}

/// The operation of this name, e.g. `POST /v1/refunds`.
pub(super) fn operation(name: &str) -> Option<&'static Operation> {
    OPERATIONS.iter().find(|operation| operation.name == name)
}

/// Every operation that is served.
pub(super) static OPERATIONS: &[Operation] = &[
    server(
        "GET /v1/balance_transactions/{id}",
        balance_transactions::retrieve,
    ),
    server("GET /v1/charges", charges::list),
    server("GET /v1/charges/{charge}", charges::retrieve),
    server("POST /v1/charges", charges::create),
    server("POST /v1/charges/{charge}/capture", charges::capture),
    server("GET /v1/checkout/sessions", checkout_sessions::list),
    server(
        "GET /v1/checkout/sessions/{session}",
        checkout_sessions::retrieve,
    ),
    server(
        "GET /v1/checkout/sessions/{session}/line_items",
        checkout_sessions::list_line_items,
    ),
    server("POST /v1/checkout/sessions", checkout_sessions::create),
    server(
        "POST /v1/checkout/sessions/{session}/expire",
        checkout_sessions::expire,
    ),
    server(
        "GET /v1/confirmation_tokens/{confirmation_token}",
        confirmation_tokens::retrieve,
    ),
    browser("POST /v1/confirmation_tokens", confirmation_tokens::create),
    server("DELETE /v1/customers/{customer}", customers::delete),
    server("GET /v1/customers", customers::list),
    server("GET /v1/customers/{customer}", customers::retrieve),
    server(
        "GET /v1/customers/{customer}/payment_methods",
        payment_methods::list_of_customer,
    ),
    server("POST /v1/customers", customers::create),
    server("POST /v1/customers/{customer}", customers::update),
    server("GET /v1/disputes", disputes::list),
    server("GET /v1/disputes/{dispute}", disputes::retrieve),
    server("GET /v1/events", events::list),
    server("GET /v1/events/{id}", events::retrieve),
    server("GET /v1/payment_intents", payment_intents::list),
    browser(
        "GET /v1/payment_intents/{intent}",
        payment_intents::retrieve,
    ),
    server("POST /v1/payment_intents", payment_intents::create),
    server("POST /v1/payment_intents/{intent}", payment_intents::update),
    server(
        "POST /v1/payment_intents/{intent}/cancel",
        payment_intents::cancel,
    ),
    server(
        "POST /v1/payment_intents/{intent}/capture",
        payment_intents::capture,
    ),
    browser(
        "POST /v1/payment_intents/{intent}/confirm",
        payment_intents::confirm,
    ),
    server("GET /v1/payment_methods", payment_methods::list),
    server(
        "GET /v1/payment_methods/{payment_method}",
        payment_methods::retrieve,
    ),
    browser("POST /v1/payment_methods", payment_methods::create),
    server(
        "POST /v1/payment_methods/{payment_method}",
        payment_methods::update,
    ),
    server(
        "POST /v1/payment_methods/{payment_method}/attach",
        payment_methods::attach,
    ),
    server(
        "POST /v1/payment_methods/{payment_method}/detach",
        payment_methods::detach,
    ),
    server("GET /v1/prices/{price}", prices::retrieve),
    server("POST /v1/prices", prices::create),
    server("GET /v1/products/{id}", products::retrieve),
    server("POST /v1/products", products::create),
    server("GET /v1/refunds", refunds::list),
    server("GET /v1/refunds/{refund}", refunds::retrieve),
    server("POST /v1/refunds", refunds::create),
    server("POST /v1/refunds/{refund}/cancel", refunds::cancel),
    browser("GET /v1/setup_intents/{intent}", setup_intents::retrieve),
    server("POST /v1/setup_intents", setup_intents::create),
    server(
        "POST /v1/setup_intents/{intent}/cancel",
        setup_intents::cancel,
    ),
    browser(
        "POST /v1/setup_intents/{intent}/confirm",
        setup_intents::confirm,
    ),
    server(
        "POST /v1/test_helpers/confirmation_tokens",
        confirmation_tokens::create_for_test,
    ),
    browser("POST /v1/tokens", tokens::create),
    server("GET /v1/tokens/{token}", tokens::retrieve),
    server(
        "DELETE /v1/webhook_endpoints/{webhook_endpoint}",
        webhook_endpoints::delete,
    ),
    server("GET /v1/webhook_endpoints", webhook_endpoints::list),
    server(
        "GET /v1/webhook_endpoints/{webhook_endpoint}",
        webhook_endpoints::retrieve,
    ),
    server("POST /v1/webhook_endpoints", webhook_endpoints::create),
];
