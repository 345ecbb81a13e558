//! The exact bodies of calls that move money, as Stripe receives them.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use stripe_client::{
    AllowRedirects, ApiRequest, CaptureMethod, CapturePaymentIntent, CheckoutDelivery,
    CheckoutLine, CheckoutPaymentIntent, ConfirmPaymentIntent, CreateCharge, CreateCheckoutSession,
    CreatePaymentIntent, CreateRefund, ListPaymentIntents, PaymentMethodChoice, RefundReason,
    RefundTarget, SetupFutureUsage,
};

/// Method, path and, one to a line, the decoded pairs of the form.
fn sent<T>(request: &ApiRequest<T>) -> Vec<String> {
    let body = request.form_body();
    let pairs = url::form_urlencoded::parse(body.as_bytes());
    let call = format!("{} {}", request.method(), request.path());
    std::iter::once(call)
        .chain(pairs.map(|(key, value)| format!("{key}={value}")))
        .collect()
}

fn order() -> BTreeMap<String, String> {
    BTreeMap::from([("order".to_owned(), "17".to_owned())])
}

#[test]
fn an_intent_that_charges_a_token() {
    let request = CreatePaymentIntent {
        card_token: Some("tok_1".parse().unwrap()),
        payment_methods: Some(PaymentMethodChoice::card()),
        confirm: true,
        metadata: order(),
        ..CreatePaymentIntent::new(1999, "EUR")
    };
    assert_eq!(
        sent(&request.request()),
        [
            "POST /v1/payment_intents",
            "amount=1999",
            "currency=eur",
            "payment_method_data[type]=card",
            "payment_method_data[card][token]=tok_1",
            "payment_method_types[0]=card",
            "confirm=true",
            "metadata[order]=17",
        ]
    );
    let confirm = ConfirmPaymentIntent {
        card_token: Some("tok_1".parse().unwrap()),
        amount_to_confirm: Some(1999),
        ..ConfirmPaymentIntent::new("pi_1".parse().unwrap())
    };
    assert_eq!(
        sent(&confirm.request()),
        [
            "POST /v1/payment_intents/pi_1/confirm",
            "payment_method_data[type]=card",
            "payment_method_data[card][token]=tok_1",
            "amount_to_confirm=1999",
        ]
    );
}

#[test]
fn an_intent_that_the_browser_confirms() {
    let request = CreatePaymentIntent {
        payment_methods: Some(PaymentMethodChoice::Automatic {
            allow_redirects: AllowRedirects::Always,
        }),
        customer: Some("cus_1".parse().unwrap()),
        setup_future_usage: Some(SetupFutureUsage::OnSession),
        capture_method: Some(CaptureMethod::Manual),
        ..CreatePaymentIntent::new(1999, "eur")
    };
    assert_eq!(
        request.request().form_body(),
        "amount=1999&currency=eur&capture_method=manual&customer=cus_1\
         &automatic_payment_methods%5Benabled%5D=true\
         &automatic_payment_methods%5Ballow_redirects%5D=always&setup_future_usage=on_session"
    );
}

#[test]
fn a_confirm_that_keeps_the_card_and_one_that_takes_that_back() {
    let mut confirm = ConfirmPaymentIntent::new("pi_1".parse().unwrap());
    confirm.unset_setup_future_usage = true;
    assert_eq!(confirm.request().form_body(), "setup_future_usage=");
    confirm.setup_future_usage = Some(SetupFutureUsage::OnSession);
    assert_eq!(
        confirm.request().form_body(),
        "setup_future_usage=on_session"
    );
}

#[test]
fn a_capture_of_a_part() {
    let mut request = CapturePaymentIntent::new("pi_1".parse().unwrap());
    assert_eq!(request.request().form_body(), "");
    request.amount_to_capture = Some(1000);
    assert_eq!(
        sent(&request.request()),
        [
            "POST /v1/payment_intents/pi_1/capture",
            "amount_to_capture=1000"
        ]
    );
}

#[test]
fn a_charge_of_a_token() {
    let request = CreateCharge {
        description: Some("Order 17".to_owned()),
        metadata: order(),
        receipt_email: Some("ada@shop.example".to_owned()),
        ..CreateCharge::new(1999, "EUR", "tok_1".parse().unwrap())
    };
    assert_eq!(
        sent(&request.request()),
        [
            "POST /v1/charges",
            "amount=1999",
            "currency=eur",
            "source=tok_1",
            "description=Order 17",
            "metadata[order]=17",
            "receipt_email=ada@shop.example",
        ]
    );
}

#[test]
fn a_refund_of_a_part() {
    for (target, named) in [
        (RefundTarget::Charge("ch_1".parse().unwrap()), "charge=ch_1"),
        (
            RefundTarget::PaymentIntent("pi_1".parse().unwrap()),
            "payment_intent=pi_1",
        ),
    ] {
        let request = CreateRefund {
            amount: Some(500),
            reason: Some(RefundReason::RequestedByCustomer),
            ..CreateRefund::new(target)
        };
        assert_eq!(
            sent(&request.request()),
            [
                "POST /v1/refunds",
                named,
                "amount=500",
                "reason=requested_by_customer"
            ]
        );
    }
}

#[test]
fn a_checkout_session_with_lines_and_delivery() {
    let line = |name: &str, unit_amount, quantity| CheckoutLine {
        name: name.to_owned(),
        description: None,
        images: Vec::new(),
        unit_amount,
        currency: "eur".to_owned(),
        quantity,
    };
    let mut mug = line("Mug", 2400, 2);
    mug.description = Some("Blue".to_owned());
    mug.images = vec!["https://shop.example/mug.jpg".to_owned()];
    let request = CreateCheckoutSession {
        cancel_url: Some("https://shop.example/cart".to_owned()),
        deliveries: vec![CheckoutDelivery {
            display_name: "Standard".to_owned(),
            amount: 490,
            currency: "eur".to_owned(),
        }],
        customer_email: Some("ada@shop.example".to_owned()),
        client_reference_id: Some("17".to_owned()),
        expires_at: Some(1_700_001_800),
        locale: Some("de".to_owned()),
        payment_method_types: vec!["card".to_owned()],
        metadata: order(),
        payment_intent: CheckoutPaymentIntent {
            metadata: order(),
            capture_method: Some(CaptureMethod::Automatic),
            ..CheckoutPaymentIntent::default()
        },
        expand: vec!["payment_intent".to_owned()],
        ..CreateCheckoutSession::new(
            "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
            vec![mug, line("Lamp", 14500, 1)],
        )
    };
    assert_eq!(
        sent(&request.request()),
        [
            "POST /v1/checkout/sessions",
            "mode=payment",
            "success_url=https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
            "cancel_url=https://shop.example/cart",
            "line_items[0][price_data][currency]=eur",
            "line_items[0][price_data][unit_amount]=2400",
            "line_items[0][price_data][product_data][name]=Mug",
            "line_items[0][price_data][product_data][description]=Blue",
            "line_items[0][price_data][product_data][images][0]=https://shop.example/mug.jpg",
            "line_items[0][quantity]=2",
            "line_items[1][price_data][currency]=eur",
            "line_items[1][price_data][unit_amount]=14500",
            "line_items[1][price_data][product_data][name]=Lamp",
            "line_items[1][quantity]=1",
            "shipping_options[0][shipping_rate_data][display_name]=Standard",
            "shipping_options[0][shipping_rate_data][type]=fixed_amount",
            "shipping_options[0][shipping_rate_data][fixed_amount][amount]=490",
            "shipping_options[0][shipping_rate_data][fixed_amount][currency]=eur",
            "customer_email=ada@shop.example",
            "client_reference_id=17",
            "expires_at=1700001800",
            "locale=de",
            "payment_method_types[0]=card",
            "metadata[order]=17",
            "payment_intent_data[metadata][order]=17",
            "payment_intent_data[capture_method]=automatic",
            "expand[0]=payment_intent",
        ]
    );
}

#[test]
fn a_search_for_what_was_created_since() {
    let query = ListPaymentIntents {
        created_from: Some(5),
        limit: Some(100),
        ..ListPaymentIntents::default()
    };
    assert_eq!(query.request().query(), "created%5Bgte%5D=5&limit=100");
}
