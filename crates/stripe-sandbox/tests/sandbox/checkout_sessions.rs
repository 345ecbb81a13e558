//! Checkout Sessions over the API; `checkout_page.rs` pays them.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Value, json};

use crate::client::{Answer, Client};

const BASE: &[(&str, &str)] = &[
    ("mode", "payment"),
    (
        "success_url",
        "https://shop.example/thanks?session={CHECKOUT_SESSION_ID}",
    ),
    ("cancel_url", "https://shop.example/cart"),
];

const TEAPOTS: &[(&str, &str)] = &[
    ("line_items[0][price_data][currency]", "eur"),
    ("line_items[0][price_data][unit_amount]", "2450"),
    ("line_items[0][price_data][product_data][name]", "Teapot"),
    ("line_items[0][quantity]", "2"),
];

/// Creates a session with two teapots at 24.50 € each.
pub(crate) async fn open(client: &Client, more: &[(&str, &str)]) -> Answer {
    let form = [BASE, TEAPOTS, more].concat();
    client.post("/v1/checkout/sessions", &form).await
}

pub(crate) fn path(session: &Value) -> String {
    format!("/v1/checkout/sessions/{}", session["id"].as_str().unwrap())
}

fn now() -> i64 {
    let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    i64::try_from(elapsed.as_secs()).unwrap()
}

#[tokio::test]
async fn an_open_session_has_a_page_a_total_and_no_payment_yet() {
    let client = Client::start().await;
    let form = [
        ("client_reference_id", "order-7"),
        ("customer_email", "ada@example.com"),
        ("metadata[order]", "7"),
        ("locale", "de"),
        ("submit_type", "pay"),
        ("phone_number_collection[enabled]", "true"),
        ("billing_address_collection", "required"),
    ];
    let session = open(&client, &form).await.ok();
    let id = session["id"].as_str().unwrap();
    assert!(id.starts_with("cs_test_"));
    assert_eq!(
        session["url"],
        format!("{}/c/pay/{id}", client.sandbox.base_url())
    );
    assert_eq!(
        (&session["status"], &session["payment_status"]),
        (&json!("open"), &json!("unpaid"))
    );
    assert_eq!(
        (&session["amount_subtotal"], &session["amount_total"]),
        (&json!(4900), &json!(4900))
    );
    assert_eq!(session["payment_intent"], Value::Null);
    assert_eq!(session["currency"], "eur");
    assert_eq!(session["customer_details"]["email"], "ada@example.com");
    assert_eq!(session["payment_method_types"], json!(["card"]));
    let lifetime = session["expires_at"].as_i64().unwrap() - session["created"].as_i64().unwrap();
    assert_eq!(lifetime, 24 * 3600);
    assert_eq!(client.get(&path(&session), &[]).await.ok(), session);
}

#[tokio::test]
async fn lines_come_with_prices_that_are_there_or_for_this_session_alone() {
    let client = Client::start().await;
    let form = [
        ("currency", "eur"),
        ("unit_amount", "100"),
        ("product_data[name]", "Lid"),
        ("product_data[id]", "lid"),
    ];
    let lid = client.post("/v1/prices", &form).await.ok();
    let form = [
        ("line_items[1][price]", lid["id"].as_str().unwrap()),
        ("line_items[1][quantity]", "3"),
        ("line_items[2][price_data][currency]", "eur"),
        ("line_items[2][price_data][unit_amount]", "50"),
        ("line_items[2][price_data][product]", "lid"),
        ("line_items[2][quantity]", "1"),
        ("expand[]", "line_items.data.price.product"),
    ];
    let session = open(&client, &form).await.ok();
    assert_eq!(session["amount_total"], 4900 + 300 + 50);
    let lines = session["line_items"]["data"].as_array().unwrap();
    let names: Vec<_> = lines.iter().map(|line| &line["description"]).collect();
    assert_eq!(names, ["Teapot", "Lid", "Lid"]);
    assert_eq!(lines[0]["price"]["product"]["name"], "Teapot");
    assert_eq!(lines[0]["price"]["active"], false);
    assert_eq!(lines[1]["amount_total"], 300);

    let all = format!("{}/line_items", path(&session));
    let first = client.get(&all, &[("limit", "2")]).await.ok();
    assert_eq!(first["has_more"], true);
    assert_eq!(first["data"].as_array().unwrap().len(), 2);
    let cursor = first["data"][1]["id"].as_str().unwrap();
    let rest = client
        .get(&all, &[("starting_after", cursor), ("limit", "2")])
        .await
        .ok();
    assert_eq!(
        (&rest["has_more"], &rest["data"][0]["id"]),
        (&json!(false), &lines[2]["id"])
    );
    let back = client
        .get(
            &all,
            &[
                ("ending_before", lines[2]["id"].as_str().unwrap()),
                ("limit", "1"),
            ],
        )
        .await
        .ok();
    assert_eq!(
        (&back["has_more"], &back["data"][0]["id"]),
        (&json!(true), &lines[1]["id"])
    );
}

#[tokio::test]
async fn the_first_shipping_option_counts_until_another_is_chosen() {
    let client = Client::start().await;
    let rate = "shipping_options[0][shipping_rate_data]";
    let fields = [
        (format!("{rate}[type]"), "fixed_amount"),
        (format!("{rate}[display_name]"), "Parcel"),
        (format!("{rate}[fixed_amount][amount]"), "490"),
        (format!("{rate}[fixed_amount][currency]"), "eur"),
        (format!("{rate}[delivery_estimate][minimum][unit]"), "day"),
        (format!("{rate}[delivery_estimate][minimum][value]"), "2"),
    ];
    let mut form: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    form.push(("expand[]", "shipping_cost.shipping_rate"));
    let session = open(&client, &form).await.ok();
    assert_eq!(session["amount_total"], 4900 + 490);
    assert_eq!(session["total_details"]["amount_shipping"], 490);
    let rate = &session["shipping_cost"]["shipping_rate"];
    assert_eq!(rate["display_name"], "Parcel");
    assert_eq!(rate["delivery_estimate"]["minimum"]["value"], 2);
    assert_eq!(session["shipping_options"][0]["shipping_rate"], rate["id"]);

    let again = [(
        "shipping_options[0][shipping_rate]",
        rate["id"].as_str().unwrap(),
    )];
    assert_eq!(open(&client, &again).await.ok()["amount_total"], 4900 + 490);
}

#[tokio::test]
async fn what_cannot_be_is_refused_with_its_parameter() {
    let client = Client::start().await;
    let soon = (now() + 60).to_string();
    let late = (now() + 90_000).to_string();
    for (more, param) in [
        (&[("mode", "setup")][..], "mode"),
        (&[("ui_mode", "embedded_page")], "ui_mode"),
        (&[("return_url", "https://shop.example")], "return_url"),
        (&[("success_url", "thanks")], "success_url"),
        (&[("cancel_url", "javascript:alert(1)")], "cancel_url"),
        (&[("expires_at", soon.as_str())], "expires_at"),
        (&[("expires_at", late.as_str())], "expires_at"),
        (&[("customer", "cus_none")], "customer"),
        (&[("customer_email", "ada")], "customer_email"),
        (
            &[("line_items[0][quantity]", "0")],
            "line_items[0][quantity]",
        ),
        (
            &[("line_items[0][tax_rates][0]", "txr_1")],
            "line_items[0][tax_rates]",
        ),
        (
            &[
                ("line_items[1][price]", "price_none"),
                ("line_items[1][quantity]", "1"),
            ],
            "line_items[1][price]",
        ),
        (
            &[("line_items[1][price]", "price_none")],
            "line_items[1][quantity]",
        ),
        (
            &[
                ("line_items[1][price_data][currency]", "usd"),
                ("line_items[1][price_data][unit_amount]", "100"),
                ("line_items[1][price_data][product_data][name]", "Lid"),
                ("line_items[1][quantity]", "1"),
            ],
            "line_items[1]",
        ),
        (
            &[("line_items[0][price_data][recurring][interval]", "month")],
            "line_items[0][price]",
        ),
        (&[("currency", "usd")], "line_items[0]"),
        (&[("discounts[0][coupon]", "half")], "discounts"),
        (&[("automatic_tax[enabled]", "true")], "automatic_tax"),
        (
            &[("payment_intent_data[application_fee_amount]", "5")],
            "payment_intent_data[application_fee_amount]",
        ),
        (
            &[("payment_method_types[]", "klarna")],
            "payment_method_types",
        ),
        (&[("unknown", "1")], "unknown"),
    ] {
        // What is given again stands in place of what was given.
        let mut form: Vec<(&str, &str)> = [BASE, TEAPOTS].concat();
        form.retain(|(name, _)| !more.iter().any(|(again, _)| again == name));
        form.extend(more);
        let answer = client.post("/v1/checkout/sessions", &form).await;
        assert!([400, 404].contains(&answer.status), "{more:?}");
        assert_eq!(answer.body["error"]["param"], param, "{more:?}");
    }
    for missing in ["mode", "success_url"] {
        let mut form = [BASE, TEAPOTS].concat();
        form.retain(|(name, _)| *name != missing);
        let error = client.post("/v1/checkout/sessions", &form).await.error(400);
        assert_eq!(
            (&error["code"], &error["param"]),
            (&json!("parameter_missing"), &json!(missing))
        );
    }
    let error = client.post("/v1/checkout/sessions", BASE).await.error(400);
    assert_eq!(error["param"], "line_items");
    assert!(client.event_types().await.is_empty());
}

#[tokio::test]
async fn the_total_is_held_against_the_limits_of_its_currency() {
    let client = Client::start().await;
    for (currency, amount, quantity, code) in [
        ("eur", "49", "1", Some("amount_too_small")),
        ("eur", "25", "2", None),
        ("jpy", "49", "1", Some("amount_too_small")),
        ("gbp", "30", "1", None),
        ("huf", "17400", "1", Some("amount_too_small")),
        ("usd", "99999999", "1", None),
        ("usd", "99999999", "2", Some("amount_too_large")),
        ("usd", "0", "1", None),
    ] {
        let form = [
            BASE,
            &[
                ("line_items[0][price_data][currency]", currency),
                ("line_items[0][price_data][unit_amount]", amount),
                ("line_items[0][price_data][product_data][name]", "Thing"),
                ("line_items[0][quantity]", quantity),
            ],
        ]
        .concat();
        let answer = client.post("/v1/checkout/sessions", &form).await;
        match code {
            Some(code) => assert_eq!(answer.error(400)["code"], code, "{amount} {currency}"),
            None => {
                answer.ok();
            }
        }
    }
}

#[tokio::test]
async fn an_expired_session_is_over() {
    let client = Client::start().await;
    let session = open(&client, &[]).await.ok();
    let expire = format!("{}/expire", path(&session));
    let expired = client.post(&expire, &[]).await.ok();
    assert_eq!(
        (&expired["status"], &expired["url"]),
        (&json!("expired"), &Value::Null)
    );
    client.post(&expire, &[]).await.error(400);
    assert_eq!(
        client.event_types().await.last().map(String::as_str),
        Some("checkout.session.expired")
    );
}

#[tokio::test]
async fn a_session_that_nobody_pays_expires_at_its_time() {
    let client = Client::start().await;
    let in_an_hour = (now() + 3600).to_string();
    let session = open(&client, &[("expires_at", &in_an_hour)]).await.ok();
    client.advance(3500).await;
    assert_eq!(
        client.get(&path(&session), &[]).await.ok()["status"],
        "open"
    );
    client.advance(200).await;
    client
        .wait_for(&path(&session), |session| session["status"] == "expired")
        .await;
    assert_eq!(
        client.event_types().await.last().map(String::as_str),
        Some("checkout.session.expired")
    );
}

#[tokio::test]
async fn sessions_are_found_by_status_and_customer() {
    let client = Client::start().await;
    let customer = client
        .post("/v1/customers", &[("email", "ada@example.com")])
        .await
        .ok();
    let customer = customer["id"].as_str().unwrap();
    let hers = open(&client, &[("customer", customer)]).await.ok();
    assert_eq!(hers["customer_details"]["email"], "ada@example.com");
    assert_eq!(hers["customer_email"], Value::Null);
    let other = open(&client, &[("customer_email", "bob@example.com")])
        .await
        .ok();
    client
        .post(&format!("{}/expire", path(&other)), &[])
        .await
        .ok();
    for (query, expected) in [
        (("status", "open"), &hers),
        (("status", "expired"), &other),
        (("customer", customer), &hers),
        (("customer_details[email]", "bob@example.com"), &other),
    ] {
        let list = client.get("/v1/checkout/sessions", &[query]).await.ok();
        let ids: Vec<_> = list["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|session| &session["id"])
            .collect();
        assert_eq!(ids, [&expected["id"]], "{query:?}");
    }
}
