//! What the sandbox refuses of Stripe's parameters because it does not model what they do, and what
//! it requires although the schemas do not say so.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{belongs, covers};

/// A parameter that is refused by an operation, and which parameter the error then names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Refusal {
    /// The operation, or with `*` at the end the beginning of several.
    operations: &'static str,
    /// Empty for an operation that is refused whatever is asked.
    parameter: &'static str,
    named: &'static str,
    /// Whether only the parameter itself is refused, and not what is inside it.
    alone: bool,
}

const fn refused(operations: &'static str, parameter: &'static str) -> Refusal {
    Refusal {
        operations,
        parameter,
        named: parameter,
        alone: false,
    }
}

/// The first that is about a parameter counts.
static REFUSED: &[Refusal] = &[
    // Connected accounts: money for them, objects of theirs, and objects copied to them.
    refused("GET /v1/payment_methods", "customer_account"),
    refused("POST /v1/charges*", "application_fee"),
    refused("POST /v1/charges*", "application_fee_amount"),
    refused("POST /v1/charges", "destination"),
    refused("POST /v1/charges", "on_behalf_of"),
    refused("POST /v1/charges*", "transfer_data"),
    refused("POST /v1/payment_intents*", "application_fee_amount"),
    refused("POST /v1/payment_intents", "on_behalf_of"),
    refused("POST /v1/payment_intents*", "transfer_data"),
    refused("POST /v1/payment_methods", "customer"),
    refused("POST /v1/payment_methods", "payment_method"),
    refused(
        "POST /v1/payment_methods/{payment_method}/attach",
        "customer_account",
    ),
    refused("POST /v1/refunds", "refund_application_fee"),
    refused("POST /v1/refunds", "reverse_transfer"),
    refused("POST /v1/setup_intents", "attach_to_self"),
    refused("POST /v1/setup_intents", "customer_account"),
    refused("POST /v1/setup_intents", "flow_directions"),
    refused("POST /v1/setup_intents", "on_behalf_of"),
    Refusal {
        alone: true,
        ..refused("POST /v1/tokens", "card")
    },
    // Refunds to cards and bank accounts never wait for the customer, and no others can be canceled.
    refused("POST /v1/refunds/{refund}/cancel", ""),
    // Customers have no cash balance.
    refused("POST /v1/refunds", "currency"),
    refused("POST /v1/refunds", "customer"),
    refused("POST /v1/refunds", "origin"),
    // A card that is set up can be charged any number of times.
    refused("POST /v1/setup_intents", "single_use"),
    // Mandates are made by setting a method up, and have no life of their own here.
    refused("POST /v1/payment_intents*", "mandate"),
    // Cards and SEPA Direct Debit are the methods there are.
    refused("POST /v1/*", "payment_method_data[type]"),
    refused("POST /v1/payment_methods/{payment_method}", "payto"),
    refused(
        "POST /v1/payment_methods/{payment_method}",
        "us_bank_account",
    ),
    // Sources, which PaymentMethods replaced.
    refused("POST /v1/customers*", "source"),
    refused("POST /v1/customers/{customer}", "bank_account"),
    refused("POST /v1/customers/{customer}", "card"),
    refused("POST /v1/customers/{customer}", "default_alipay_account"),
    refused("POST /v1/customers/{customer}", "default_bank_account"),
    refused("POST /v1/customers/{customer}", "default_card"),
    refused("POST /v1/customers/{customer}", "default_source"),
    // Test clocks move subscriptions, of which there are none.
    refused("GET /v1/customers", "test_clock"),
    refused("POST /v1/customers", "test_clock"),
    // Sessions are for payments at fixed prices, on the hosted page.
    refused("POST /v1/checkout/sessions", "adaptive_pricing"),
    refused("POST /v1/checkout/sessions", "after_expiration"),
    refused("POST /v1/checkout/sessions", "automatic_tax"),
    refused("POST /v1/checkout/sessions", "consent_collection"),
    refused("POST /v1/checkout/sessions", "custom_fields"),
    refused("POST /v1/checkout/sessions", "customer_account"),
    refused("POST /v1/checkout/sessions", "discounts"),
    refused("POST /v1/checkout/sessions", "invoice_creation"),
    refused(
        "POST /v1/checkout/sessions",
        "line_items[0][adjustable_quantity]",
    ),
    Refusal {
        named: "line_items[0][price]",
        ..refused(
            "POST /v1/checkout/sessions",
            "line_items[0][price_data][recurring]",
        )
    },
    refused("POST /v1/checkout/sessions", "line_items[0][tax_rates]"),
    refused("POST /v1/checkout/sessions", "managed_payments"),
    refused("POST /v1/checkout/sessions", "name_collection"),
    refused("POST /v1/checkout/sessions", "optional_items"),
    refused(
        "POST /v1/checkout/sessions",
        "payment_intent_data[application_fee_amount]",
    ),
    refused(
        "POST /v1/checkout/sessions",
        "payment_intent_data[on_behalf_of]",
    ),
    refused(
        "POST /v1/checkout/sessions",
        "payment_intent_data[transfer_data]",
    ),
    refused("POST /v1/checkout/sessions", "redirect_on_completion"),
    refused("POST /v1/checkout/sessions", "return_url"),
    refused("POST /v1/checkout/sessions", "setup_intent_data"),
    refused("POST /v1/checkout/sessions", "subscription_data"),
    refused("POST /v1/checkout/sessions", "tax_id_collection"),
    refused("POST /v1/checkout/sessions", "ui_mode"),
    // Prices are in one currency, for a fixed amount.
    refused("POST /v1/prices", "currency_options"),
    refused("POST /v1/prices", "custom_unit_amount"),
    refused("POST /v1/prices", "tiers"),
    refused("POST /v1/prices", "tiers_mode"),
    refused("POST /v1/prices", "transform_quantity"),
    refused("POST /v1/products", "default_price_data[currency_options]"),
    refused(
        "POST /v1/products",
        "default_price_data[custom_unit_amount]",
    ),
];

impl Refusal {
    /// Whether the error is this refusal, and says so in words.
    pub(super) fn explains(self, error: &Value) -> bool {
        let message = error["message"].as_str().unwrap_or_default();
        error["type"] == "invalid_request_error"
            && error["param"].as_str().unwrap_or_default() == self.named
            && !message.is_empty()
    }

    fn is_about(self, operation: &str, parameter: &str) -> bool {
        covers(self.operations, operation)
            && belongs(parameter, self.parameter)
            && (!self.alone || parameter == self.parameter)
    }
}

/// The refusal that is expected of a parameter.
pub(super) fn refusal(operation: &str, parameter: &str) -> Option<Refusal> {
    REFUSED
        .iter()
        .copied()
        .find(|refusal| refusal.is_about(operation, parameter))
}

/// A line for each refusal that no request met.
pub(super) fn never_met(met: &BTreeSet<Refusal>) -> Vec<String> {
    let unmet = REFUSED.iter().filter(|refusal| !met.contains(refusal));
    unmet
        .map(|refusal| format!("never met: {refusal:?}"))
        .collect()
}

/// Parameters that an operation's valid request cannot do without, besides those that its schema
/// requires.
static NEEDED: &[(&str, &str)] = &[
    ("POST /v1/charges", "amount"),
    ("POST /v1/charges", "currency"),
    ("POST /v1/payment_methods", "type"),
    (
        "POST /v1/payment_methods/{payment_method}/attach",
        "customer",
    ),
    ("POST /v1/refunds", "payment_intent"),
    ("POST /v1/tokens", "card"),
];

/// The parameters that `operation` needs besides those that its schema requires.
pub(super) fn needed(operation: &str) -> impl Iterator<Item = &'static str> {
    NEEDED
        .iter()
        .filter(move |(name, _)| *name == operation)
        .map(|(_, parameter)| *parameter)
}
