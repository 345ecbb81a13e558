//! Sessions on the hosted page: opened, paid there, closed, found again.

use crate::bench::Bench;
use stripe_client::{
    CheckoutDelivery, CheckoutLine, CheckoutPaymentStatus, CheckoutSession, CheckoutStatus,
    CreateCheckoutSession, Effect, ExpireCheckoutSession, ListCheckoutLineItems,
    ListCheckoutSessions, RetrieveCheckoutSession,
};

fn line(name: &str, unit_amount: i64, quantity: u32) -> CheckoutLine {
    CheckoutLine {
        name: name.to_owned(),
        description: None,
        images: Vec::new(),
        unit_amount,
        currency: "eur".to_owned(),
        quantity,
    }
}

/// Two mugs, a lamp and their delivery: 198.90 EUR.
fn order() -> CreateCheckoutSession {
    let lines = vec![line("Mug", 2400, 2), line("Lamp", 14_600, 1)];
    let mut order = CreateCheckoutSession {
        cancel_url: Some("https://shop.example/cart".to_owned()),
        deliveries: vec![CheckoutDelivery {
            display_name: "Parcel".to_owned(),
            amount: 490,
            currency: "eur".to_owned(),
        }],
        customer_email: Some("ada@shop.example".to_owned()),
        client_reference_id: Some("17".to_owned()),
        payment_method_types: vec!["card".to_owned()],
        ..CreateCheckoutSession::new("https://shop.example/thanks", lines)
    };
    for metadata in [&mut order.metadata, &mut order.payment_intent.metadata] {
        metadata.insert("order".to_owned(), "17".to_owned());
    }
    order
}

/// Sends the hosted page's form with a card that pays.
async fn pay(session: &CheckoutSession) {
    // Fails only when another test of this process was faster.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let browser = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .build()
        .unwrap();
    let form = "email=ada%40shop.example&shipping_option=0&method=card&number=4242424242424242&expiry=12+%2F+34\
                &cvc=123&name=Ada+Example&country=DE";
    let answer = browser
        .post(session.url.as_ref().unwrap().expose())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["location"], "https://shop.example/thanks");
}

#[tokio::test]
async fn a_session_is_paid_on_its_page() {
    let bench = Bench::start().await;
    let open = bench.send(&order().request()).await.unwrap();
    assert_eq!(open.status, Some(CheckoutStatus::Open));
    assert_eq!(open.payment_status, CheckoutPaymentStatus::Unpaid);
    assert_eq!(open.amount_subtotal, Some(19_400));
    assert_eq!(open.amount_total, Some(19_890));
    assert_eq!(open.client_reference_id.as_deref(), Some("17"));
    assert_eq!(open.expires_at - open.created, 24 * 60 * 60);
    assert!(open.payment_intent.is_none());
    pay(&open).await;

    let mut query = RetrieveCheckoutSession::new(open.id.clone());
    query.expand = vec![
        "payment_intent.latest_charge".to_owned(),
        "line_items".to_owned(),
    ];
    let paid = bench.fetch(&query.request()).await;
    assert_eq!(paid.status, Some(CheckoutStatus::Complete));
    assert_eq!(paid.payment_status, CheckoutPaymentStatus::Paid);
    assert!(paid.url.is_none());
    assert_eq!(paid.metadata.unwrap()["order"], "17");
    assert_eq!(paid.total_details.unwrap().amount_shipping, Some(490));
    let customer = paid.customer_details.unwrap();
    assert_eq!(customer.email.unwrap().expose(), "ada@shop.example");
    let intent = paid.payment_intent.as_ref().unwrap().object().unwrap();
    assert_eq!(intent.amount_received, 19_890);
    assert_eq!(intent.metadata["order"], "17");
    let charge = intent.latest_charge.as_ref().unwrap().object().unwrap();
    assert!(charge.paid);
    let lines = paid.line_items.unwrap().data;
    let totals: Vec<_> = lines.iter().map(|line| line.amount_total).collect();
    assert_eq!(totals, [4800, 14_600]);

    let list = ListCheckoutSessions {
        payment_intent: Some(intent.id.clone()),
        ..ListCheckoutSessions::default()
    };
    let found = bench.fetch(&list.request()).await.data;
    assert_eq!((found.len(), &found[0].id), (1, &open.id));
    let expire = ExpireCheckoutSession::new(open.id).request();
    let error = bench.send(&expire).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
}

#[tokio::test]
async fn a_session_that_is_closed_cannot_be_paid() {
    let bench = Bench::start().await;
    let open = bench.send(&order().request()).await.unwrap();
    let expire = ExpireCheckoutSession::new(open.id.clone()).request();
    let closed = bench.send(&expire).await.unwrap();
    assert_eq!(closed.status, Some(CheckoutStatus::Expired));
    assert!(closed.url.is_none());
    let another = bench.send(&order().request()).await.unwrap();
    let still_open = ListCheckoutSessions {
        status: Some(CheckoutStatus::Open),
        ..ListCheckoutSessions::default()
    };
    let found = bench.fetch(&still_open.request()).await.data;
    assert_eq!((found.len(), &found[0].id), (1, &another.id));
}

#[tokio::test]
async fn the_lines_of_a_session_are_read_over_several_pages() {
    let bench = Bench::start().await;
    let names = ["A", "B", "C"];
    let mut params = order();
    params.lines = names.map(|name| line(name, 100, 1)).to_vec();
    let open = bench.send(&params.request()).await.unwrap();
    let list = ListCheckoutLineItems {
        limit: Some(2),
        ..ListCheckoutLineItems::new(open.id)
    };
    let all = bench
        .client()
        .fetch_all(&list.request(), 100)
        .await
        .unwrap();
    let found: Vec<_> = all
        .data
        .iter()
        .map(|it| it.description.as_deref())
        .collect();
    assert_eq!(found, names.map(Some));
}

#[tokio::test]
async fn a_session_over_too_little_is_refused_by_its_code() {
    let bench = Bench::start().await;
    let mut params = order();
    params.deliveries.clear();
    params.lines = vec![line("Sticker", 10, 1)];
    let error = bench.send(&params.request()).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
    let code = error.api().unwrap().code.as_deref();
    assert_eq!(code, Some("amount_too_small"));
}
