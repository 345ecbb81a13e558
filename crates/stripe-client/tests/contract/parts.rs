//! Parts that many calls have, filled to the brim.

use std::collections::BTreeMap;

use stripe_client::{Address, CardOptions, RequestThreeDSecure, SetupFutureUsage, Shipping};

pub(crate) fn shipping() -> Shipping {
    let some = |text: &str| Some(text.to_owned());
    Shipping {
        name: "Ada Example".to_owned(),
        phone: some("+49 30 1"),
        address: Address {
            line1: some("1 Street"),
            line2: some("Flat 2"),
            city: some("Town"),
            state: some("State"),
            postal_code: some("12345"),
            country: some("DE"),
        },
    }
}

pub(crate) fn card() -> CardOptions {
    CardOptions {
        cvc_token: Some(id("cvctok_1")),
        request_three_d_secure: Some(RequestThreeDSecure::Any),
        setup_future_usage: Some(SetupFutureUsage::OnSession),
    }
}

pub(crate) fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

pub(crate) fn expand(field: &str) -> Vec<String> {
    vec![field.to_owned()]
}

pub(crate) fn metadata() -> BTreeMap<String, String> {
    BTreeMap::from([("order".to_owned(), "17".to_owned())])
}
