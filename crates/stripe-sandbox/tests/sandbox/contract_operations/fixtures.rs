//! A valid request for each operation, with the objects it needs.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value;

use super::companions::{OWN_CARD, expandable};
use super::requests::Pairs;
use crate::client::Client;

/// A request that must be accepted, and what some of its optional parameters mean here.
pub(super) struct Fixture {
    pub(super) path: String,
    pub(super) form: Pairs,
    /// Values for parameters that name something the sandbox must hold, by the parameter's name.
    pub(super) known: Pairs,
}

pub(super) fn pairs(form: &[(&str, &str)]) -> Pairs {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    form.iter().map(owned).collect()
}

fn id(object: &Value) -> String {
    object["id"].as_str().unwrap().to_owned()
}

async fn made(client: &Client, path: &str, form: &[(&str, &str)]) -> Value {
    client.post(path, form).await.ok()
}

/// An intent over 15 euros by card.
async fn intent(client: &Client, more: &[(&str, &str)]) -> Value {
    let mut form = vec![
        ("amount", "1500"),
        ("currency", "eur"),
        ("payment_method", "pm_card_visa"),
        ("payment_method_types[0]", "card"),
    ];
    form.extend(more);
    made(client, "/v1/payment_intents", &form).await
}

async fn paid(client: &Client) -> Value {
    intent(client, &[("confirm", "true")]).await
}

async fn setup_intent(client: &Client) -> Value {
    let form = [
        ("payment_method", "pm_card_visa"),
        ("payment_method_types[0]", "card"),
    ];
    made(client, "/v1/setup_intents", &form).await
}

async fn customer(client: &Client) -> String {
    id(&made(client, "/v1/customers", &[("email", "ada@example.com")]).await)
}

async fn attached(client: &Client, customer: &str) -> String {
    let path = "/v1/payment_methods/pm_card_visa/attach";
    id(&made(client, path, &[("customer", customer)]).await)
}

async fn refund(client: &Client) -> String {
    let intent = id(&paid(client).await);
    id(&made(client, "/v1/refunds", &[("payment_intent", &intent)]).await)
}

async fn product(client: &Client) -> String {
    id(&made(client, "/v1/products", &[("name", "Tea")]).await)
}

async fn price(client: &Client) -> String {
    let product = product(client).await;
    let form = [
        ("currency", "eur"),
        ("unit_amount", "1500"),
        ("product", &*product),
    ];
    id(&made(client, "/v1/prices", &form).await)
}

async fn charge(client: &Client, more: &[(&str, &str)]) -> String {
    let mut form = vec![
        ("amount", "1500"),
        ("currency", "eur"),
        ("source", "tok_visa"),
    ];
    form.extend(more);
    id(&made(client, "/v1/charges", &form).await)
}

const SESSION: &[(&str, &str)] = &[
    ("mode", "payment"),
    ("success_url", "https://example.com/done"),
    ("line_items[0][quantity]", "1"),
    ("line_items[0][price_data][currency]", "eur"),
    ("line_items[0][price_data][unit_amount]", "1500"),
    ("line_items[0][price_data][product_data][name]", "Tea"),
];

async fn session(client: &Client) -> String {
    id(&made(client, "/v1/checkout/sessions", SESSION).await)
}

/// A way of sending, which only a session can make.
async fn shipping_rate(client: &Client) -> String {
    let rate = "shipping_options[0][shipping_rate_data]";
    let name = format!("{rate}[display_name]");
    let amount = format!("{rate}[fixed_amount][amount]");
    let currency = format!("{rate}[fixed_amount][currency]");
    let option = [(&*name, "Parcel"), (&*amount, "490"), (&*currency, "eur")];
    let form = [SESSION, &option].concat();
    let session = made(client, "/v1/checkout/sessions", &form).await;
    let rate = &session["shipping_options"][0]["shipping_rate"];
    rate.as_str().unwrap().to_owned()
}

const ENDPOINT: &[(&str, &str)] = &[
    // Nothing listens on the port of `discard`: deliveries fail at once.
    ("url", "http://127.0.0.1:9/hook"),
    ("enabled_events[0]", "charge.refunded"),
];

async fn endpoint(client: &Client) -> String {
    id(&made(client, "/v1/webhook_endpoints", ENDPOINT).await)
}

async fn dispute(client: &Client) -> Value {
    let form = [
        ("payment_method", "pm_card_createDispute"),
        ("confirm", "true"),
    ];
    intent(client, &form).await;
    let disputes = "/v1/disputes";
    let is_there = |list: &Value| list["data"][0].is_object();
    client.wait_for(disputes, is_there).await["data"][0].clone()
}

async fn newest(client: &Client, path: &str) -> String {
    id(&client.get(path, &[]).await.ok()["data"][0])
}

async fn confirmation_token(client: &Client) -> String {
    let form = [
        ("payment_method_data[type]", "card"),
        ("payment_method_data[card][number]", "4242424242424242"),
        ("payment_method_data[card][exp_month]", "12"),
        ("payment_method_data[card][exp_year]", "34"),
        ("payment_method_data[card][cvc]", "123"),
    ];
    id(&client
        .browser_post("/v1/confirmation_tokens", &form)
        .await
        .ok())
}

async fn cvc_token(client: &Client) -> String {
    let form = [("cvc_update[cvc]", "123")];
    id(&client.browser_post("/v1/tokens", &form).await.ok())
}

/// The request for `operation`, on objects made for it alone.
pub(super) async fn fixture(client: &Client, operation: &str) -> Fixture {
    let (_, template) = operation.split_once(' ').unwrap();
    let mut named = None;
    let mut form: Vec<(&str, &str)> = Vec::new();
    let mut known = pairs(&[
        ("source", "tok_visa"),
        ("payment_method", "pm_card_visa"),
        ("payment_method_types[0]", "card"),
        ("card[token]", "tok_visa"),
    ]);
    if let Some(path) = expandable(operation) {
        known.push(("expand[0]".to_owned(), path.to_owned()));
    }
    let mut know = |name: &str, value: String| known.push((name.to_owned(), value));
    let mut cursor = None;
    know("customer", customer(client).await);
    if operation.starts_with("POST ") && operation.contains("_intents") {
        know("confirmation_token", confirmation_token(client).await);
    }
    match operation {
        "POST /v1/payment_intents" => form = vec![("amount", "1500"), ("currency", "eur")],
        "GET /v1/payment_intents" => cursor = Some(id(&intent(client, &[]).await)),
        "GET /v1/payment_intents/{intent}" | "POST /v1/payment_intents/{intent}/confirm" => {
            let token = cvc_token(client).await;
            know("payment_method_options[card][cvc_token]", token);
            let intent = intent(client, &[]).await;
            know(
                "client_secret",
                intent["client_secret"].as_str().unwrap().to_owned(),
            );
            named = Some(id(&intent));
        }
        "POST /v1/payment_intents/{intent}" | "POST /v1/payment_intents/{intent}/cancel" => {
            named = Some(id(&intent(client, &[]).await));
        }
        "POST /v1/payment_intents/{intent}/capture" => {
            let form = [("confirm", "true"), ("capture_method", "manual")];
            named = Some(id(&intent(client, &form).await));
        }
        "POST /v1/setup_intents" => {}
        "GET /v1/setup_intents/{intent}" | "POST /v1/setup_intents/{intent}/confirm" => {
            let intent = setup_intent(client).await;
            know(
                "client_secret",
                intent["client_secret"].as_str().unwrap().to_owned(),
            );
            named = Some(id(&intent));
        }
        "POST /v1/setup_intents/{intent}/cancel" => named = Some(id(&setup_intent(client).await)),
        "POST /v1/payment_methods" => form = vec![("type", "card"), ("card[token]", "tok_visa")],
        "GET /v1/payment_methods" => {
            let customer = customer(client).await;
            cursor = Some(attached(client, &customer).await);
            know("customer", customer);
        }
        "GET /v1/customers/{customer}/payment_methods" => {
            let customer = customer(client).await;
            cursor = Some(attached(client, &customer).await);
            named = Some(customer);
        }
        "GET /v1/payment_methods/{payment_method}" => {
            named = Some(client.card("4242424242424242").await)
        }
        "POST /v1/payment_methods/{payment_method}"
        | "POST /v1/payment_methods/{payment_method}/detach" => {
            named = Some(attached(client, &customer(client).await).await);
        }
        "POST /v1/payment_methods/{payment_method}/attach" => {
            named = Some(client.card("4242424242424242").await);
            let customer = customer(client).await;
            return Fixture {
                path: template.replace("{payment_method}", &named.unwrap()),
                form: pairs(&[("customer", &customer)]),
                known,
            };
        }
        "POST /v1/customers" => {
            let card = client.card("4242424242424242").await;
            know(OWN_CARD, card.clone());
            know("invoice_settings[default_payment_method]", card);
        }
        "GET /v1/customers" => cursor = Some(customer(client).await),
        "GET /v1/customers/{customer}" | "DELETE /v1/customers/{customer}" => {
            named = Some(customer(client).await);
        }
        "POST /v1/customers/{customer}" => {
            let customer = customer(client).await;
            let card = attached(client, &customer).await;
            know("invoice_settings[default_payment_method]", card);
            named = Some(customer);
        }
        "POST /v1/tokens" => {
            form = vec![
                ("card[number]", "4242424242424242"),
                ("card[exp_month]", "12"),
                ("card[exp_year]", "2034"),
            ];
        }
        "GET /v1/tokens/{token}" => named = Some(cvc_token(client).await),
        "GET /v1/confirmation_tokens/{confirmation_token}" => {
            named = Some(confirmation_token(client).await);
        }
        "POST /v1/charges" => {
            know("card", "tok_visa".to_owned());
            let customer = customer(client).await;
            know(OWN_CARD, attached(client, &customer).await);
            know("customer", customer);
            form = vec![
                ("amount", "1500"),
                ("currency", "eur"),
                ("source", "tok_visa"),
            ];
        }
        "GET /v1/charges" => {
            let intent = paid(client).await;
            know("payment_intent", id(&intent));
            cursor = intent["latest_charge"].as_str().map(str::to_owned);
        }
        "GET /v1/charges/{charge}" => named = Some(charge(client, &[]).await),
        "POST /v1/charges/{charge}/capture" => {
            named = Some(charge(client, &[("capture", "false")]).await);
        }
        "POST /v1/refunds" => {
            let intent = paid(client).await;
            know(
                "charge",
                intent["latest_charge"].as_str().unwrap().to_owned(),
            );
            return Fixture {
                path: template.to_owned(),
                form: pairs(&[("payment_intent", &id(&intent))]),
                known: [known, pairs(&[("payment_intent", &id(&intent))])].concat(),
            };
        }
        "GET /v1/refunds" => {
            let intent = paid(client).await;
            let of_intent = [("payment_intent", &*id(&intent))];
            cursor = Some(id(&made(client, "/v1/refunds", &of_intent).await));
            know("payment_intent", id(&intent));
            know(
                "charge",
                intent["latest_charge"].as_str().unwrap().to_owned(),
            );
        }
        "GET /v1/refunds/{refund}" | "POST /v1/refunds/{refund}/cancel" => {
            named = Some(refund(client).await);
        }
        "POST /v1/checkout/sessions" => {
            form = SESSION.to_vec();
            know("line_items[0][price]", price(client).await);
            know("line_items[0][price_data][product]", product(client).await);
            know(
                "shipping_options[0][shipping_rate]",
                shipping_rate(client).await,
            );
            let elapsed = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
            know("expires_at", (elapsed.as_secs() + 3600).to_string());
        }
        "GET /v1/checkout/sessions" => {
            know("payment_intent", id(&paid(client).await));
            cursor = Some(session(client).await);
        }
        "GET /v1/checkout/sessions/{session}"
        | "POST /v1/checkout/sessions/{session}/expire"
        | "GET /v1/checkout/sessions/{session}/line_items" => {
            let session = session(client).await;
            if template.ends_with("line_items") {
                let path = format!("/v1/checkout/sessions/{session}/line_items");
                cursor = Some(newest(client, &path).await);
            }
            named = Some(session);
        }
        "GET /v1/events" | "GET /v1/events/{id}" => {
            paid(client).await;
            let event = newest(client, "/v1/events").await;
            cursor = Some(event.clone());
            named = Some(event);
        }
        "POST /v1/webhook_endpoints" => form = ENDPOINT.to_vec(),
        "GET /v1/webhook_endpoints" => cursor = Some(endpoint(client).await),
        "GET /v1/webhook_endpoints/{webhook_endpoint}"
        | "DELETE /v1/webhook_endpoints/{webhook_endpoint}" => {
            named = Some(endpoint(client).await);
        }
        "GET /v1/disputes" | "GET /v1/disputes/{dispute}" => {
            let dispute = dispute(client).await;
            know("charge", dispute["charge"].as_str().unwrap().to_owned());
            know(
                "payment_intent",
                dispute["payment_intent"].as_str().unwrap().to_owned(),
            );
            cursor = Some(id(&dispute));
            named = Some(id(&dispute));
        }
        "GET /v1/balance_transactions/{id}" => {
            let charge = paid(client).await["latest_charge"]
                .as_str()
                .unwrap()
                .to_owned();
            let charge = client.get(&format!("/v1/charges/{charge}"), &[]).await.ok();
            named = Some(charge["balance_transaction"].as_str().unwrap().to_owned());
        }
        "POST /v1/products" => form = vec![("name", "Tea")],
        "GET /v1/products/{id}" => named = Some(product(client).await),
        "POST /v1/prices" => {
            let product = product(client).await;
            known.push(("product".to_owned(), product.clone()));
            return Fixture {
                path: template.to_owned(),
                form: pairs(&[
                    ("currency", "eur"),
                    ("unit_amount", "1500"),
                    ("product", &product),
                ]),
                known,
            };
        }
        "GET /v1/prices/{price}" => named = Some(price(client).await),
        other => panic!("{other} has no valid request here yet"),
    }
    if let Some(cursor) = cursor {
        know("starting_after", cursor.clone());
        know("ending_before", cursor);
    }
    let path = match (named, template.split_once('{')) {
        (Some(id), Some((before, after))) => {
            let (_, rest) = after.split_once('}').unwrap();
            format!("{before}{id}{rest}")
        }
        _ => template.to_owned(),
    };
    Fixture {
        path,
        form: pairs(&form),
        known,
    }
}
