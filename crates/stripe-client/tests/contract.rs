//! Every form key and value that the client can send is one that Stripe's public API description knows.
//!
//! The description is not part of this repository. Name the file in `STRIPE_CONTRACT`, or lay it at
//! `../shared/stripe/contract.json` beside the repository; without it these tests say that they skip.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde_json::Value;
use stripe_client::{
    Address, AllowRedirects, ApiQuery, ApiRequest, CancelPaymentIntent, CancelReason,
    CaptureMethod, CardOptions, ConfirmPaymentIntent, ConfirmationMethod, CreatePaymentIntent,
    CreateRefund, ListPaymentIntents, PaymentMethodChoice, RefundReason, RefundTarget,
    RequestThreeDSecure, RetrieveCharge, RetrievePaymentIntent, RetrievePaymentMethod,
    RetrieveRefund, STRIPE_API_VERSION, SetupFutureUsage, Shipping, UpdatePaymentIntent,
};

fn contract() -> Option<Value> {
    let path = std::env::var_os("STRIPE_CONTRACT").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/stripe/contract.json"),
        PathBuf::from,
    );
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("the contract is JSON")),
        Err(_) => {
            eprintln!("skipped: no contract at {}", path.display());
            None
        }
    }
}

/// The schemas that a form key may mean, `anyOf` unfolded.
fn schemas_at<'a>(schema: &'a Value, segments: &[&str]) -> Vec<&'a Value> {
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices
            .iter()
            .flat_map(|choice| schemas_at(choice, segments))
            .collect();
    }
    let Some((first, rest)) = segments.split_first() else {
        return vec![schema];
    };
    let inner = if schema["type"] == "array" && first.parse::<usize>().is_ok() {
        &schema["items"]
    } else if schema["properties"].get(first).is_some() {
        &schema["properties"][first]
    } else {
        &schema["additionalProperties"]
    };
    if inner.is_object() {
        schemas_at(inner, rest)
    } else {
        Vec::new()
    }
}

fn accepts(schema: &Value, value: &str) -> bool {
    let known = schema["enum"]
        .as_array()
        .is_none_or(|values| values.iter().any(|known| known == value));
    let typed = match schema["type"].as_str() {
        Some("integer") => value.parse::<i64>().is_ok(),
        Some("boolean") => value == "true" || value == "false",
        Some("string") => true,
        _ => false,
    };
    known && typed
}

fn check(contract: &Value, operation: &str, encoded: &str) {
    let schema = &contract["operations"][operation]["request"];
    assert!(schema.is_object(), "{operation} is not in the contract");
    let mut sent = Vec::new();
    for (key, value) in url::form_urlencoded::parse(encoded.as_bytes()) {
        let segments: Vec<&str> = key.split('[').map(|it| it.trim_end_matches(']')).collect();
        sent.push(segments[0].to_owned());
        let schemas = schemas_at(schema, &segments);
        assert!(!schemas.is_empty(), "{operation} does not know {key}");
        assert!(
            schemas.iter().any(|schema| accepts(schema, &value)),
            "{operation} does not take {value} for {key}"
        );
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        let required = required.as_str().expect("names are texts");
        assert!(
            sent.iter().any(|it| it == required),
            "{operation} needs {required}"
        );
    }
}

fn check_request<T>(contract: &Value, operation: &str, request: &ApiRequest<T>) {
    check_path(operation, request.method(), request.path());
    check(contract, operation, &request.form_body());
}

fn check_query<T>(contract: &Value, operation: &str, query: &ApiQuery<T>) {
    check_path(operation, "GET", query.path());
    check(contract, operation, &query.query());
}

fn check_path(operation: &str, method: &str, path: &str) {
    let (expected, template) = operation.split_once(' ').expect("METHOD /path");
    assert_eq!(expected, method);
    let fits = template.split('/').count() == path.split('/').count()
        && template
            .split('/')
            .zip(path.split('/'))
            .all(|(wanted, sent)| wanted.starts_with('{') || wanted == sent);
    assert!(fits, "{path} is not {template}");
}

fn shipping() -> Shipping {
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

fn card() -> CardOptions {
    CardOptions {
        cvc_token: Some("cvctok_1".to_owned()),
        request_three_d_secure: Some(RequestThreeDSecure::Any),
        setup_future_usage: Some(SetupFutureUsage::OnSession),
    }
}

fn id<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().expect("an id")
}

fn expand(field: &str) -> Vec<String> {
    vec![field.to_owned()]
}

fn metadata() -> BTreeMap<String, String> {
    BTreeMap::from([("order".to_owned(), "17".to_owned())])
}

#[test]
fn the_pinned_version_is_the_contracts() {
    let Some(contract) = contract() else { return };
    assert_eq!(contract["api_version"], STRIPE_API_VERSION);
}

#[test]
fn creating_a_payment_intent_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let operation = "POST /v1/payment_intents";
    let full = CreatePaymentIntent {
        confirmation_method: Some(ConfirmationMethod::Manual),
        capture_method: Some(CaptureMethod::AutomaticAsync),
        customer: Some(id("cus_1")),
        payment_method: Some(id("pm_1")),
        payment_methods: Some(PaymentMethodChoice::card()),
        card: card(),
        confirm: true,
        return_url: Some("https://shop.example/back".to_owned()),
        off_session: true,
        use_stripe_sdk: true,
        setup_future_usage: Some(SetupFutureUsage::OffSession),
        metadata: metadata(),
        description: Some("Order 17".to_owned()),
        receipt_email: Some("ada@shop.example".to_owned()),
        shipping: Some(shipping()),
        statement_descriptor_suffix: Some("ORDER 17".to_owned()),
        expand: expand("latest_charge"),
        ..CreatePaymentIntent::new(1999, "EUR")
    };
    check_request(&contract, operation, &full.request());
    let automatic = CreatePaymentIntent {
        confirmation_method: Some(ConfirmationMethod::Automatic),
        payment_methods: Some(PaymentMethodChoice::Automatic {
            allow_redirects: AllowRedirects::Never,
        }),
        ..CreatePaymentIntent::new(1999, "eur")
    };
    check_request(&contract, operation, &automatic.request());
    for choice in [
        RequestThreeDSecure::Automatic,
        RequestThreeDSecure::Challenge,
    ] {
        let mut params = CreatePaymentIntent::new(1999, "eur");
        params.card.request_three_d_secure = Some(choice);
        check_request(&contract, operation, &params.request());
    }
    for choice in [CaptureMethod::Automatic, CaptureMethod::Manual] {
        let mut params = CreatePaymentIntent::new(1999, "eur");
        params.capture_method = Some(choice);
        check_request(&contract, operation, &params.request());
    }
}

#[test]
fn changing_a_payment_intent_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let update = UpdatePaymentIntent {
        amount: Some(2099),
        currency: Some("eur".to_owned()),
        customer: Some(id("cus_1")),
        payment_method: Some(id("pm_1")),
        payment_method_types: vec!["card".to_owned()],
        card: card(),
        setup_future_usage: Some(SetupFutureUsage::OffSession),
        metadata: metadata(),
        description: Some("Order 17".to_owned()),
        receipt_email: Some("ada@shop.example".to_owned()),
        shipping: Some(shipping()),
        statement_descriptor_suffix: Some("ORDER 17".to_owned()),
        expand: expand("latest_charge"),
        ..UpdatePaymentIntent::new(id("pi_1"))
    };
    check_request(
        &contract,
        "POST /v1/payment_intents/{intent}",
        &update.request(),
    );

    let confirm = ConfirmPaymentIntent {
        payment_method: Some(id("pm_1")),
        card: card(),
        amount_to_confirm: Some(2099),
        error_on_requires_action: true,
        off_session: true,
        return_url: Some("https://shop.example/back".to_owned()),
        use_stripe_sdk: true,
        setup_future_usage: Some(SetupFutureUsage::OffSession),
        receipt_email: Some("ada@shop.example".to_owned()),
        shipping: Some(shipping()),
        expand: expand("latest_charge"),
        ..ConfirmPaymentIntent::new(id("pi_1"))
    };
    check_request(
        &contract,
        "POST /v1/payment_intents/{intent}/confirm",
        &confirm.request(),
    );

    for reason in [
        CancelReason::Abandoned,
        CancelReason::Duplicate,
        CancelReason::Fraudulent,
        CancelReason::RequestedByCustomer,
    ] {
        let cancel = CancelPaymentIntent {
            reason: Some(reason),
            expand: expand("latest_charge"),
            ..CancelPaymentIntent::new(id("pi_1"))
        };
        check_request(
            &contract,
            "POST /v1/payment_intents/{intent}/cancel",
            &cancel.request(),
        );
    }
}

#[test]
fn refunding_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    for reason in [
        RefundReason::Duplicate,
        RefundReason::Fraudulent,
        RefundReason::RequestedByCustomer,
    ] {
        for target in [
            RefundTarget::PaymentIntent(id("pi_1")),
            RefundTarget::Charge(id("ch_1")),
        ] {
            let refund = CreateRefund {
                amount: Some(100),
                reason: Some(reason),
                metadata: metadata(),
                expand: expand("charge"),
                ..CreateRefund::new(target)
            };
            check_request(&contract, "POST /v1/refunds", &refund.request());
        }
    }
}

#[test]
fn reading_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let mut intent = RetrievePaymentIntent::new(id("pi_1"));
    intent.expand = expand("latest_charge");
    check_query(
        &contract,
        "GET /v1/payment_intents/{intent}",
        &intent.request(),
    );

    let list = ListPaymentIntents {
        created_from: Some(1),
        created_before: Some(2),
        customer: Some(id("cus_1")),
        limit: Some(100),
        starting_after: Some(id("pi_1")),
        ending_before: Some(id("pi_2")),
        expand: expand("data.latest_charge"),
    };
    check_query(&contract, "GET /v1/payment_intents", &list.request());

    let mut charge = RetrieveCharge::new(id("ch_1"));
    charge.expand = expand("payment_intent");
    check_query(&contract, "GET /v1/charges/{charge}", &charge.request());

    let mut refund = RetrieveRefund::new(id("re_1"));
    refund.expand = expand("charge");
    check_query(&contract, "GET /v1/refunds/{refund}", &refund.request());

    let mut method = RetrievePaymentMethod::new(id("pm_1"));
    method.expand = expand("customer");
    check_query(
        &contract,
        "GET /v1/payment_methods/{payment_method}",
        &method.request(),
    );
}
