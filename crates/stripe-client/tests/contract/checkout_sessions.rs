//! Calls on Checkout Sessions.

use crate::description::{check_query, check_request, contract};
use crate::parts::{expand, id, metadata, shipping};
use stripe_client::{
    CaptureMethod, CheckoutDelivery, CheckoutLine, CheckoutPaymentIntent, CheckoutStatus,
    CreateCheckoutSession, ExpireCheckoutSession, ListCheckoutLineItems, ListCheckoutSessions,
    RetrieveCheckoutSession, SetupFutureUsage,
};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn full() -> CreateCheckoutSession {
    let line = CheckoutLine {
        name: "Mug".to_owned(),
        description: some("Blue"),
        images: vec!["https://shop.example/mug.jpg".to_owned()],
        unit_amount: 2400,
        currency: "eur".to_owned(),
        quantity: 2,
    };
    CreateCheckoutSession {
        cancel_url: some("https://shop.example/cart"),
        deliveries: vec![CheckoutDelivery {
            display_name: "Standard".to_owned(),
            amount: 490,
            currency: "eur".to_owned(),
        }],
        customer_email: some("ada@shop.example"),
        client_reference_id: some("order-17"),
        expires_at: Some(1_700_001_800),
        locale: some("en-GB"),
        payment_method_types: vec!["card".to_owned()],
        metadata: metadata(),
        payment_intent: CheckoutPaymentIntent {
            description: some("Order 17"),
            metadata: metadata(),
            capture_method: Some(CaptureMethod::Manual),
            receipt_email: some("ada@shop.example"),
            setup_future_usage: Some(SetupFutureUsage::OnSession),
            shipping: Some(shipping()),
            statement_descriptor_suffix: some("ORDER 17"),
        },
        expand: expand("line_items"),
        ..CreateCheckoutSession::new("https://shop.example/thanks", vec![line.clone(), line])
    }
}

#[test]
fn opening_a_session_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    check_request(&contract, "POST /v1/checkout/sessions", &full().request());
    let known = CreateCheckoutSession {
        customer: Some(id("cus_1")),
        customer_email: None,
        ..full()
    };
    check_request(&contract, "POST /v1/checkout/sessions", &known.request());
}

#[test]
fn reading_and_closing_a_session_keep_to_the_contract() {
    let Some(contract) = contract() else { return };
    let mut retrieve = RetrieveCheckoutSession::new(id("cs_test_1"));
    retrieve.expand = vec![
        "payment_intent.latest_charge".to_owned(),
        "line_items".to_owned(),
    ];
    check_query(
        &contract,
        "GET /v1/checkout/sessions/{session}",
        &retrieve.request(),
    );

    let mut expire = ExpireCheckoutSession::new(id("cs_test_1"));
    expire.expand = expand("payment_intent");
    check_request(
        &contract,
        "POST /v1/checkout/sessions/{session}/expire",
        &expire.request(),
    );

    let lines = ListCheckoutLineItems {
        limit: Some(100),
        starting_after: Some(id("li_1")),
        ..ListCheckoutLineItems::new(id("cs_test_1"))
    };
    check_query(
        &contract,
        "GET /v1/checkout/sessions/{session}/line_items",
        &lines.request(),
    );

    for status in [
        CheckoutStatus::Open,
        CheckoutStatus::Complete,
        CheckoutStatus::Expired,
    ] {
        let list = ListCheckoutSessions {
            payment_intent: Some(id("pi_1")),
            status: Some(status),
            created_from: Some(1),
            created_before: Some(2),
            customer: Some(id("cus_1")),
            limit: Some(100),
            starting_after: Some(id("cs_test_1")),
            expand: expand("data.payment_intent"),
        };
        check_query(&contract, "GET /v1/checkout/sessions", &list.request());
    }
}
