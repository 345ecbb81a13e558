//! Postal addresses and shipping details, completed to the shape in which Stripe answers with them.

use serde_json::{Value, json};

/// An address with every key; what was not given, or given empty, is null.
pub(crate) fn address(given: &Value) -> Value {
    let text = |name: &str| {
        given
            .get(name)
            .filter(|text| text.as_str() != Some(""))
            .cloned()
    };
    json!({
        "city": text("city"),
        "country": text("country"),
        "line1": text("line1"),
        "line2": text("line2"),
        "postal_code": text("postal_code"),
        "state": text("state"),
    })
}

/// Shipping details of a payment, with every key.
pub(crate) fn shipping(given: &Value) -> Value {
    json!({
        "address": address(&given["address"]),
        "carrier": given.get("carrier"),
        "name": given.get("name"),
        "phone": given.get("phone"),
        "tracking_number": given.get("tracking_number"),
    })
}

/// Shipping details of a customer, with every key.
pub(crate) fn customer_shipping(given: &Value) -> Value {
    json!({
        "address": address(&given["address"]),
        "name": given.get("name"),
        "phone": given.get("phone"),
    })
}
