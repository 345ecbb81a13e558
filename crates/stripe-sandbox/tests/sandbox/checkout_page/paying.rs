//! What becomes of a session whose page is sent.

use serde_json::{Value, json};

use super::{VISA, card, location, page, shown_again, submit};
use crate::checkout_sessions::{open, path};
use crate::client::Client;

const DECLINED: &str = "4000000000000002";
const AUTHENTICATES: &str = "4000000000003220";

fn debit(iban: &str) -> Vec<(&str, &str)> {
    vec![
        ("email", "ada@example.com"),
        ("method", "sepa_debit"),
        ("iban", iban),
        ("name", "Ada Lovelace"),
    ]
}

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
