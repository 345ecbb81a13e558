//! What the page shows and asks for.

use serde_json::{Value, json};

use super::{VISA, card, location, page, shown_again, submit};
use crate::checkout_sessions::{open, path};
use crate::client::Client;

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
