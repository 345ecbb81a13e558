//! Calls on payment intents.

use crate::description::{check_query, check_request, contract};
use crate::parts::{card, expand, id, metadata, shipping};
use stripe_client::{
    AllowRedirects, CancelPaymentIntent, CancelReason, CaptureMethod, CapturePaymentIntent,
    ConfirmPaymentIntent, ConfirmationMethod, CreatePaymentIntent, ListPaymentIntents,
    PaymentMethodChoice, RequestThreeDSecure, RetrievePaymentIntent, STRIPE_API_VERSION,
    SetupFutureUsage, UpdatePaymentIntent,
};

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

    let forgetful = ConfirmPaymentIntent {
        unset_setup_future_usage: true,
        ..ConfirmPaymentIntent::new(id("pi_1"))
    };
    check_request(
        &contract,
        "POST /v1/payment_intents/{intent}/confirm",
        &forgetful.request(),
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
fn capturing_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let capture = CapturePaymentIntent {
        amount_to_capture: Some(1000),
        expand: expand("latest_charge"),
        ..CapturePaymentIntent::new(id("pi_1"))
    };
    check_request(
        &contract,
        "POST /v1/payment_intents/{intent}/capture",
        &capture.request(),
    );
}

#[test]
fn reading_payment_intents_keeps_to_the_contract() {
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
}
