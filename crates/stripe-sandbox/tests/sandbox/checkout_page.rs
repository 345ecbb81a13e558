//! The hosted page, as a browser without scripts uses it.

use reqwest::Response;
use serde_json::{Value, json};

use crate::checkout_sessions::{open, path};
use crate::client::Client;

const VISA: &str = "4242 4242 4242 4242";
const DECLINED: &str = "4000000000000002";
const AUTHENTICATES: &str = "4000000000003220";

/// The form of a session that asks for no more than it must.
fn card(number: &str) -> Vec<(&str, &str)> {
    vec![
        ("email", "ada@example.com"),
        ("method", "card"),
        ("number", number),
        ("expiry", "12 / 34"),
        ("cvc", "123"),
        ("name", "Ada Lovelace"),
        ("country", "DE"),
    ]
}

fn debit(iban: &str) -> Vec<(&str, &str)> {
    vec![
        ("email", "ada@example.com"),
        ("method", "sepa_debit"),
        ("iban", iban),
        ("name", "Ada Lovelace"),
    ]
}

fn location(response: &Response) -> String {
    assert_eq!(response.status(), 303);
    response.headers()["location"].to_str().unwrap().to_owned()
}

async fn submit(client: &Client, session: &Value, form: &[(&str, &str)]) -> Response {
    client.submit(session["url"].as_str().unwrap(), form).await
}

/// The page's text after a form that must be shown again.
async fn shown_again(response: Response) -> String {
    assert_eq!(response.status(), 422);
    response.text().await.unwrap()
}

async fn page(client: &Client, session: &Value) -> Response {
    let path = format!("/c/pay/{}", session["id"].as_str().unwrap());
    client.page(&path).await
}

const TWO_OPTIONS: &[(&str, &str)] = &[
    (
        "shipping_options[0][shipping_rate_data][display_name]",
        "Parcel",
    ),
    (
        "shipping_options[0][shipping_rate_data][fixed_amount][amount]",
        "490",
    ),
    (
        "shipping_options[0][shipping_rate_data][fixed_amount][currency]",
        "eur",
    ),
    (
        "shipping_options[1][shipping_rate_data][display_name]",
        "Courier",
    ),
    (
        "shipping_options[1][shipping_rate_data][fixed_amount][amount]",
        "1500",
    ),
    (
        "shipping_options[1][shipping_rate_data][fixed_amount][currency]",
        "eur",
    ),
];

#[tokio::test]
async fn paying_leads_to_the_shop_and_completes_the_session() {
    let client = Client::start().await;
    let form = [
        ("payment_intent_data[metadata][order]", "7"),
        ("payment_intent_data[description]", "Order 7"),
    ];
    let session = open(&client, &form).await.ok();
    let response = submit(&client, &session, &card(VISA)).await;
    let id = session["id"].as_str().unwrap();
    assert_eq!(
        location(&response),
        format!("https://shop.example/thanks?session={id}")
    );
    let paid = client
        .get(
            &path(&session),
            &[("expand[]", "payment_intent.latest_charge")],
        )
        .await
        .ok();
    assert_eq!(
        (&paid["status"], &paid["payment_status"], &paid["url"]),
        (&json!("complete"), &json!("paid"), &Value::Null)
    );
    assert_eq!(paid["customer_details"]["email"], "ada@example.com");
    assert_eq!(paid["customer_details"]["address"]["country"], "DE");
    let intent = &paid["payment_intent"];
    assert_eq!(
        (&intent["status"], &intent["amount_received"]),
        (&json!("succeeded"), &json!(4900))
    );
    assert_eq!(intent["metadata"], json!({ "order": "7" }));
    let billed = &intent["latest_charge"]["billing_details"];
    assert_eq!(billed["name"], "Ada Lovelace");
    let events = client.event_types().await;
    assert_eq!(
        events[2..],
        [
            "payment_intent.created",
            "charge.succeeded",
            "payment_intent.succeeded",
            "checkout.session.completed"
        ]
    );
    let list = [("payment_intent", intent["id"].as_str().unwrap())];
    let list = client.get("/v1/checkout/sessions", &list).await.ok();
    assert_eq!(list["data"][0]["id"], id);
}

#[tokio::test]
async fn a_second_press_of_the_button_pays_nothing() {
    let client = Client::start().await;
    let session = open(&client, &[]).await.ok();
    let form = card(VISA);
    let both = tokio::join!(
        submit(&client, &session, &form),
        submit(&client, &session, &form)
    );
    assert_eq!(location(&both.0), location(&both.1));
    let charges = client.get("/v1/charges", &[]).await.ok();
    assert_eq!(charges["data"].as_array().unwrap().len(), 1);
    let page = page(&client, &session).await;
    assert_eq!(page.status(), 200);
    assert!(page.text().await.unwrap().contains("all done here"));
}

#[tokio::test]
async fn a_decline_is_shown_and_another_card_pays_the_same_intent() {
    let client = Client::start().await;
    let session = open(&client, &[]).await.ok();
    let declined = submit(&client, &session, &card(DECLINED)).await;
    let text = shown_again(declined).await;
    assert!(text.contains("Your card was declined."));
    assert!(!text.contains(DECLINED));
    assert!(text.contains("ada@example.com"));
    let tried = client.get(&path(&session), &[]).await.ok();
    assert_eq!(tried["status"], "open");
    let intent = tried["payment_intent"].clone();
    location(&submit(&client, &session, &card(VISA)).await);
    let paid = client.get(&path(&session), &[]).await.ok();
    assert_eq!(paid["payment_intent"], intent);
    let charges = client.get("/v1/charges", &[]).await.ok();
    assert_eq!(charges["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_is_wrong_stands_at_its_field() {
    let client = Client::start().await;
    let form = [
        ("shipping_address_collection[allowed_countries][0]", "DE"),
        ("phone_number_collection[enabled]", "true"),
    ];
    let session = open(&client, &form).await.ok();
    let text = shown_again(submit(&client, &session, &[("method", "card")]).await).await;
    for (field, message) in [
        ("email", "Email is required."),
        ("phone", "Your phone number is incomplete."),
        ("shipping_name", "Name is required."),
        ("shipping_country", "Choose a country."),
        ("number", "Your card number is incomplete."),
        ("expiry", "Your card&#39;s expiration date is incomplete."),
        ("cvc", "Your card&#39;s security code is incomplete."),
    ] {
        let fault = format!(r#"id="{field}-fault">{message}</p>"#);
        assert!(text.contains(&fault), "{field}");
    }
    assert_eq!(text.matches(" autofocus").count(), 1);

    let session = open(&client, &[]).await.ok();
    for (changed, value, field, message) in [
        (
            "number",
            "4242424242424241",
            "number",
            "Your card number is incorrect.",
        ),
        (
            "number",
            "4000000000000127",
            "cvc",
            "Your card&#39;s security code is incorrect.",
        ),
        (
            "expiry",
            "12 / 20",
            "expiry",
            "Your card&#39;s expiration year is invalid.",
        ),
        ("country", "US", "postal_code", "Postal code is required."),
    ] {
        let mut form = card(VISA);
        form.retain(|(name, _)| *name != changed);
        form.push((changed, value));
        let text = shown_again(submit(&client, &session, &form).await).await;
        let fault = format!(r#"id="{field}-fault">{message}</p>"#);
        assert!(text.contains(&fault), "{field}: {text}");
    }
    let charges = client.get("/v1/charges", &[]).await.ok();
    assert_eq!(
        charges["data"].as_array().unwrap().len(),
        1,
        "the wrong code's"
    );
}

#[tokio::test]
async fn the_bank_may_ask_before_the_session_completes() {
    let client = Client::start().await;
    let session = open(&client, &[]).await.ok();
    let response = submit(&client, &session, &card(AUTHENTICATES)).await;
    let bank = location(&response);
    assert!(bank.contains("/3d-secure/"));

    let back = location(&client.submit(&bank, &[("outcome", "fail")]).await);
    let back = client
        .page(back.strip_prefix(client.sandbox.base_url()).unwrap())
        .await;
    let shown = location(&back);
    assert!(shown.ends_with("?refused=1"));
    let shown = client
        .page(shown.strip_prefix(client.sandbox.base_url()).unwrap())
        .await;
    assert!(
        shown
            .text()
            .await
            .unwrap()
            .contains("unable to authenticate")
    );
    assert_eq!(
        client.get(&path(&session), &[]).await.ok()["status"],
        "open"
    );

    let bank = location(&submit(&client, &session, &card(AUTHENTICATES)).await);
    let back = location(&client.submit(&bank, &[("outcome", "complete")]).await);
    // The session is complete even if nobody follows.
    let paid = client.get(&path(&session), &[]).await.ok();
    assert_eq!(paid["payment_status"], "paid");
    let back = client
        .page(back.strip_prefix(client.sandbox.base_url()).unwrap())
        .await;
    assert!(location(&back).starts_with("https://shop.example/thanks"));
}

#[tokio::test]
async fn the_chosen_way_of_sending_counts_and_the_address_is_kept() {
    let client = Client::start().await;
    let countries = [
        ("shipping_address_collection[allowed_countries][0]", "DE"),
        ("shipping_address_collection[allowed_countries][1]", "AT"),
    ];
    let session = open(&client, &[TWO_OPTIONS, &countries].concat())
        .await
        .ok();
    assert_eq!(session["amount_total"], 4900 + 490);
    let text = page(&client, &session).await.text().await.unwrap();
    for shown in ["€53.90", "€64.00", "Germany", "Austria", "Courier"] {
        assert!(text.contains(shown), "{shown}");
    }
    let mut form = card(VISA);
    form.extend([
        ("shipping_option", "1"),
        ("shipping_name", "Ada"),
        ("shipping_line1", "Ring 1"),
        ("shipping_city", "Wien"),
        ("shipping_postal_code", "1010"),
        ("shipping_country", "FR"),
    ]);
    let text = shown_again(submit(&client, &session, &form).await).await;
    assert!(text.contains("Choose a country."));
    form.push(("shipping_country", "AT"));
    form.retain(|(_, value)| *value != "FR");
    location(&submit(&client, &session, &form).await);
    let paid = client
        .get(&path(&session), &[("expand[]", "payment_intent")])
        .await
        .ok();
    assert_eq!(paid["amount_total"], 4900 + 1500);
    assert_eq!(
        paid["shipping_cost"]["shipping_rate"],
        session["shipping_options"][1]["shipping_rate"]
    );
    let sent = &paid["collected_information"]["shipping_details"];
    assert_eq!(
        (
            &sent["name"],
            &sent["address"]["city"],
            &sent["address"]["country"]
        ),
        (&json!("Ada"), &json!("Wien"), &json!("AT"))
    );
    assert_eq!(paid["payment_intent"]["amount_received"], 6400);
    assert_eq!(
        paid["payment_intent"]["shipping"]["address"]["line1"],
        "Ring 1"
    );
}

#[tokio::test]
async fn a_debit_completes_the_session_before_the_money_is_there() {
    let client = Client::start().await;
    for (iban, status, event) in [
        (
            "AT611904300234573201",
            "paid",
            "checkout.session.async_payment_succeeded",
        ),
        (
            "AT861904300235473202",
            "unpaid",
            "checkout.session.async_payment_failed",
        ),
    ] {
        let form = [
            ("payment_method_types[0]", "card"),
            ("payment_method_types[1]", "sepa_debit"),
        ];
        let session = open(&client, &form).await.ok();
        location(&submit(&client, &session, &debit(iban)).await);
        let waiting = client
            .get(&path(&session), &[("expand[]", "payment_intent")])
            .await
            .ok();
        assert_eq!(
            (
                &waiting["status"],
                &waiting["payment_status"],
                &waiting["payment_intent"]["status"]
            ),
            (&json!("complete"), &json!("unpaid"), &json!("processing"))
        );
        let intent = format!(
            "/v1/payment_intents/{}",
            waiting["payment_intent"]["id"].as_str().unwrap()
        );
        client
            .wait_for(&intent, |intent| intent["status"] != "processing")
            .await;
        let settled = client.get(&path(&session), &[]).await.ok();
        assert_eq!(settled["payment_status"], status);
        let events = client.event_types().await;
        assert_eq!(events.last().map(String::as_str), Some(event));
    }
    let session = open(&client, &[("payment_method_types[0]", "sepa_debit")])
        .await
        .ok();
    let text = shown_again(submit(&client, &session, &debit("AT00")).await).await;
    assert!(text.contains("The IBAN you entered is invalid."));
}

#[tokio::test]
async fn money_can_be_held_and_customers_made() {
    let client = Client::start().await;
    let form = [
        ("customer_creation", "always"),
        ("payment_intent_data[capture_method]", "manual"),
        ("payment_intent_data[setup_future_usage]", "off_session"),
    ];
    let session = open(&client, &form).await.ok();
    location(&submit(&client, &session, &card(VISA)).await);
    let held = client
        .get(
            &path(&session),
            &[("expand[]", "customer"), ("expand[]", "payment_intent")],
        )
        .await
        .ok();
    assert_eq!(
        (&held["status"], &held["payment_status"]),
        (&json!("complete"), &json!("unpaid"))
    );
    assert_eq!(held["customer"]["email"], "ada@example.com");
    let intent = &held["payment_intent"];
    assert_eq!(intent["status"], "requires_capture");
    assert_eq!(intent["customer"], held["customer"]["id"]);
    let capture = format!(
        "/v1/payment_intents/{}/capture",
        intent["id"].as_str().unwrap()
    );
    client.post(&capture, &[]).await.ok();
    let paid = client.get(&path(&session), &[]).await.ok();
    assert_eq!(paid["payment_status"], "paid");
    let saved = format!(
        "/v1/payment_methods/{}",
        intent["payment_method"].as_str().unwrap()
    );
    let saved = client.get(&saved, &[]).await.ok();
    assert_eq!(saved["customer"], paid["customer"]);
}

#[tokio::test]
async fn nothing_to_pay_needs_no_card() {
    let client = Client::start().await;
    let form = [("line_items[0][price_data][unit_amount]", "0")];
    let session = open_with(&client, &form).await;
    let text = page(&client, &session).await.text().await.unwrap();
    assert!(!text.contains("Card number"));
    location(&submit(&client, &session, &[("email", "ada@example.com")]).await);
    let complete = client.get(&path(&session), &[]).await.ok();
    assert_eq!(
        (&complete["payment_status"], &complete["payment_intent"]),
        (&json!("no_payment_required"), &Value::Null)
    );
}

/// A session with one parameter in place of the usual one.
async fn open_with(client: &Client, form: &[(&str, &str)]) -> Value {
    let base = [
        ("mode", "payment"),
        ("success_url", "https://shop.example/thanks"),
        ("line_items[0][price_data][currency]", "eur"),
        (
            "line_items[0][price_data][product_data][name]",
            "<b>&\"Tea'",
        ),
        ("line_items[0][quantity]", "1"),
    ];
    let form = [&base[..], form].concat();
    client.post("/v1/checkout/sessions", &form).await.ok()
}

#[tokio::test]
async fn the_page_is_safe_to_show_and_says_when_it_is_over() {
    let client = Client::start().await;
    let form = [("line_items[0][price_data][unit_amount]", "500")];
    let session = open_with(&client, &form).await;
    let response = page(&client, &session).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    assert!(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"));
    assert!(!policy.contains("unsafe-inline"));
    let text = response.text().await.unwrap();
    assert!(text.contains("&lt;b&gt;&amp;&quot;Tea&#39;"));
    assert!(!text.contains("<b>&\"Tea"));
    let expire = format!("{}/expire", path(&session));
    client.post(&expire, &[]).await.ok();
    let text = page(&client, &session).await.text().await.unwrap();
    assert!(text.contains("has expired"));
    let late = submit(&client, &session, &card(VISA)).await;
    assert!(late.text().await.unwrap().contains("has expired"));
    assert_eq!(client.page("/c/pay/cs_test_none").await.status(), 404);
    for file in ["/checkout.css", "/checkout.js"] {
        assert_eq!(client.page(file).await.status(), 200);
    }
}

#[tokio::test]
async fn an_expiring_session_cancels_what_was_tried_and_nobody_else_does() {
    let client = Client::start().await;
    let session = open(&client, &[]).await.ok();
    shown_again(submit(&client, &session, &card(DECLINED)).await).await;
    let tried = client.get(&path(&session), &[]).await.ok();
    let intent = format!(
        "/v1/payment_intents/{}",
        tried["payment_intent"].as_str().unwrap()
    );
    client
        .post(&format!("{intent}/cancel"), &[])
        .await
        .error(400);
    client
        .post(&format!("{}/expire", path(&session)), &[])
        .await
        .ok();
    let canceled = client.get(&intent, &[]).await.ok();
    assert_eq!(
        (&canceled["status"], &canceled["cancellation_reason"]),
        (&json!("canceled"), &json!("expired"))
    );
}
