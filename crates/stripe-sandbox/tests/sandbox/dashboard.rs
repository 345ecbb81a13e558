//! The dashboard: what it shows, and to whom.

use serde_json::Value;

use crate::checkout_sessions;
use crate::client::{Client, http};
use crate::receiver::{Receiver, Reply};

/// The HTML of a page that must be there.
async fn shown(client: &Client, path: &str) -> String {
    let response = client.page(path).await;
    assert_eq!(response.status(), 200, "{path}");
    response.text().await.unwrap()
}

/// The value of a header of the page at `path`.
async fn header(client: &Client, path: &str, name: &str) -> String {
    let response = client.page(path).await;
    response.headers()[name].to_str().unwrap().to_owned()
}

fn id(object: &Value) -> &str {
    object["id"].as_str().unwrap()
}

#[tokio::test]
async fn the_overview_shows_payments_events_and_how_to_connect() {
    let client = Client::start().await;
    let page = shown(&client, "/").await;
    assert!(page.contains("No payments yet"));
    assert!(page.contains(client.sandbox.publishable_key()));
    assert!(page.contains(&client.sandbox.stripe_js_url()));
    let order = ("metadata[order_id]", "A-1042");
    let intent = client.pay("pm_card_visa", &[order]).await.ok();
    let page = shown(&client, "/").await;
    for text in [
        id(&intent),
        "15.00 EUR",
        "succeeded",
        "A-1042",
        "payment_intent.succeeded",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[tokio::test]
async fn a_payment_shows_its_attempts_refunds_events_and_requests() {
    let client = Client::start().await;
    let declined = client.pay("pm_card_chargeDeclined", &[]).await.error(402);
    let payment = id(&declined["payment_intent"]).to_owned();
    let path = format!("/v1/payment_intents/{payment}/confirm");
    let key = [("idempotency-key", "second-try")];
    let confirmed = client
        .send(
            reqwest::Method::POST,
            &path,
            client.sandbox.secret_key(),
            &[("payment_method", "pm_card_mastercard")],
            &key,
        )
        .await;
    let request = confirmed.header("request-id").unwrap().to_owned();
    let charge = confirmed.ok()["latest_charge"].as_str().unwrap().to_owned();
    let form = [("charge", charge.as_str()), ("amount", "400")];
    let refund = client.post("/v1/refunds", &form).await.ok();

    let page = shown(&client, &format!("/payments/{payment}")).await;
    for text in [
        "generic_decline",
        "partially refunded",
        "second-try",
        "charge.failed",
        "charge.succeeded",
        "MasterCard",
        &request,
        &charge,
        id(&refund),
        "4.00 EUR",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let response = client.page(&format!("/payments/{charge}")).await;
    assert_eq!(response.status(), 303);
    let location = response.headers()["location"].to_str().unwrap();
    assert_eq!(location, format!("/payments/{payment}#{charge}"));
}

#[tokio::test]
async fn a_payment_that_waits_for_its_cardholder_leads_to_the_bank() {
    let client = Client::start().await;
    let intent = client
        .pay(&client.card("4000002760003184").await, &[])
        .await
        .ok();
    let url = intent["next_action"]["use_stripe_sdk"]["stripe_js"]
        .as_str()
        .unwrap();
    let page = shown(&client, &format!("/payments/{}", id(&intent))).await;
    assert!(page.contains(&format!("href=\"{url}\"")));
    assert!(page.contains("Nothing has reached the card network"));
}

#[tokio::test]
async fn lists_are_paged_and_filtered() {
    let client = Client::start().await;
    for _ in 0..26 {
        client.pay("pm_card_visa", &[]).await.ok();
    }
    let declined = client.pay("pm_card_chargeDeclined", &[]).await.error(402);
    let newest = id(&declined["payment_intent"]).to_owned();

    let rows = |page: &str| page.matches("<tr role=\"row\"><td").count();
    let first = shown(&client, "/payments").await;
    assert_eq!(rows(&first), 25);
    assert!(first.contains(&newest));
    let (_, after) = first.split_once("/payments?after=").unwrap();
    let (after, _) = after.split_once('"').unwrap();
    let second = shown(&client, &format!("/payments?after={after}")).await;
    assert_eq!(rows(&second), 2);
    assert!(!second.contains("Older"));

    let failed = shown(&client, "/payments?status=requires_payment_method").await;
    assert_eq!(rows(&failed), 1);
    assert!(failed.contains(&newest));
    let failures = shown(&client, "/events?type=charge.failed").await;
    assert_eq!(rows(&failures), 1);
}

#[tokio::test]
async fn an_event_shows_its_body_and_its_cause() {
    let client = Client::start().await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();
    let form = [("type", "payment_intent.succeeded")];
    let events = client.get("/v1/events", &form).await.ok();
    let event = &events["data"][0];
    let page = shown(&client, &format!("/events/{}", id(event))).await;
    let link = format!("href=\"/payments/{}\"", id(&intent));
    for text in [
        "payment_intent.succeeded",
        event["request"]["id"].as_str().unwrap(),
        &link,
        "pending_webhooks",
    ] {
        assert!(page.contains(text), "{text}");
    }
}

#[tokio::test]
async fn a_customer_shows_the_cards_and_the_payments() {
    let client = Client::start().await;
    let form = [("email", "ada@example.com"), ("name", "Ada")];
    let customer = client.post("/v1/customers", &form).await.ok();
    let more = [
        ("customer", id(&customer)),
        ("setup_future_usage", "off_session"),
    ];
    let intent = client.pay("pm_card_visa", &more).await.ok();
    let page = shown(&client, &format!("/customers/{}", id(&customer))).await;
    let method = intent["payment_method"].as_str().unwrap();
    for text in ["Ada", "ada@example.com", "4242", method, id(&intent)] {
        assert!(page.contains(text), "{text}");
    }
    assert!(
        shown(&client, "/customers")
            .await
            .contains("ada@example.com")
    );
    let page = shown(&client, &format!("/objects/{method}")).await;
    assert!(page.contains("fingerprint"));
}

#[tokio::test]
async fn a_checkout_session_leads_to_the_page_where_it_is_paid() {
    let client = Client::start().await;
    assert!(
        shown(&client, "/checkout-sessions")
            .await
            .contains("No Checkout Sessions yet")
    );
    let form = [("customer_email", "ada@example.com")];
    let session = checkout_sessions::open(&client, &form).await.ok();
    let page = shown(&client, "/checkout-sessions").await;
    let link = format!("href=\"{}\"", session["url"].as_str().unwrap());
    for text in [id(&session), &link, "49.00 EUR", "ada@example.com", "open"] {
        assert!(page.contains(text), "{text}");
    }
    let page = shown(&client, &format!("/objects/{}", id(&session))).await;
    assert!(page.contains("success_url"));
    let found = client.page(&format!("/search?q={}", id(&session))).await;
    assert_eq!(found.status(), 303);
}

#[tokio::test]
async fn the_search_knows_ids_addresses_and_metadata() {
    let client = Client::start().await;
    let order = [
        ("metadata[order_id]", "A-1042"),
        ("receipt_email", "ada@example.com"),
    ];
    let intent = client.pay("pm_card_visa", &order).await.ok();
    let other = client.pay("pm_card_visa", &[]).await.ok();
    for words in ["a-1042", "ADA@example"] {
        let page = shown(&client, &format!("/search?q={words}")).await;
        assert!(page.contains(id(&intent)), "{words}");
        assert!(!page.contains(id(&other)), "{words}");
    }
    let response = client.page(&format!("/search?q={}", id(&intent))).await;
    assert_eq!(
        response.headers()["location"].to_str().unwrap(),
        format!("/payments/{}", id(&intent))
    );
    let page = shown(&client, "/search?q=%3Cscript%3E").await;
    assert!(!page.contains("<script>"));
}

#[tokio::test]
async fn text_from_elsewhere_is_escaped() {
    let client = Client::start().await;
    let hostile = "<img src=x onerror=\"alert(1)\">'";
    let form = [("email", "a@b.c"), ("name", hostile)];
    let customer = client.post("/v1/customers", &form).await.ok();
    let more = [
        ("customer", id(&customer)),
        ("description", hostile),
        ("metadata[order]", hostile),
    ];
    let intent = client.pay("pm_card_visa", &more).await.ok();
    let events = client.get("/v1/events", &[("limit", "1")]).await.ok();
    for path in [
        "/".to_owned(),
        "/payments".to_owned(),
        "/customers".to_owned(),
        "/search?q=%3Cimg".to_owned(),
        format!("/payments/{}", id(&intent)),
        format!("/customers/{}", id(&customer)),
        format!("/events/{}", id(&events["data"][0])),
    ] {
        let page = shown(&client, &path).await;
        assert!(page.contains("&lt;img"), "{path}");
        assert!(!page.contains("<img"), "{path}");
    }
}

/// Registers an endpoint that is told of successful charges.
async fn register(client: &Client, url: &str) -> Value {
    let form = [("url", url), ("enabled_events[]", "charge.succeeded")];
    client.post("/v1/webhook_endpoints", &form).await.ok()
}

/// Asks the dashboard to send an event again, with these headers.
async fn resend(client: &Client, event: &str, headers: &[(&str, &str)]) -> u16 {
    let url = format!("{}/events/{event}/resend", client.sandbox.base_url());
    let mut request = http()
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body("");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap().status().as_u16()
}

#[tokio::test]
async fn an_event_shows_every_attempt_to_deliver_it() {
    let client = Client::start().await;
    let mut receiver = Receiver::start().await;
    receiver.reply(Reply {
        status: 503,
        body: "<b>still asleep</b>".to_owned(),
        ..Reply::default()
    });
    register(&client, &receiver.url).await;
    client.pay("pm_card_visa", &[]).await.ok();
    let event = receiver.next().await.event();
    receiver.next().await;
    // The answer reaches the sandbox a moment after the shop has sent it.
    let page = loop {
        let page = shown(&client, &format!("/events/{}", id(&event))).await;
        if page.contains(">delivered<") {
            break page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    for text in [
        receiver.url.as_str(),
        "&lt;b&gt;still asleep",
        "503",
        "thanks",
    ] {
        assert!(page.contains(text), "{text}");
    }
    let endpoints = shown(&client, "/webhooks").await;
    assert!(endpoints.contains(&receiver.url));
    assert!(endpoints.contains("Every delivery was taken"));
}

#[tokio::test]
async fn what_is_not_taken_stands_with_its_reason_beside_the_endpoints() {
    let client = Client::start().await;
    let mut receiver = Receiver::start().await;
    receiver.answer(&[418, 418]);
    register(&client, &receiver.url).await;
    client.pay("pm_card_visa", &[]).await.ok();
    let event = receiver.next().await.event();
    let link = format!("href=\"/events/{}\"", id(&event));
    let page = loop {
        let page = shown(&client, "/webhooks").await;
        if page.contains("418") {
            break page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    };
    assert!(page.contains(&link));
}

#[tokio::test]
async fn an_event_is_sent_again_for_the_dashboard_alone() {
    let client = Client::start().await;
    let mut receiver = Receiver::start().await;
    register(&client, &receiver.url).await;
    client.pay("pm_card_visa", &[]).await.ok();
    let event = receiver.next().await.event();
    let event = id(&event);
    let own = client.sandbox.base_url().to_owned();
    let refused: [&[(&str, &str)]; 5] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site"), ("origin", &own)],
        &[("origin", "http://127.0.0.1:1")],
        &[("origin", "null")],
    ];
    for headers in refused {
        assert_eq!(resend(&client, event, headers).await, 403, "{headers:?}");
    }
    receiver.hears_nothing().await;
    let taken: [&[(&str, &str)]; 2] = [&[("sec-fetch-site", "same-origin")], &[("origin", &own)]];
    for headers in taken {
        assert_eq!(resend(&client, event, headers).await, 303, "{headers:?}");
        assert_eq!(id(&receiver.next().await.event()), event);
    }
}

#[tokio::test]
async fn other_names_than_those_of_the_loopback_are_refused() {
    let client = Client::start().await;
    for (host, status) in [
        ("localhost:12111", 200),
        ("127.0.0.1", 200),
        ("rebound.example.com", 403),
        ("localhost.example.com:12111", 403),
    ] {
        let response = http()
            .get(format!("{}/payments", client.sandbox.base_url()))
            .header("host", host)
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), status, "{host}");
    }
}

#[tokio::test]
async fn pages_are_for_nobody_elses_frame_or_script() {
    let client = Client::start().await;
    for path in ["/", "/payments", "/payments/pi_0123456789abcdef"] {
        let policy = header(&client, path, "content-security-policy").await;
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        let opener = header(&client, path, "cross-origin-resource-policy").await;
        assert_eq!(opener, "same-origin");
        let response = client.page(path).await;
        let page = response.headers();
        assert!(!page.contains_key("access-control-allow-origin"));
    }
}

#[tokio::test]
async fn a_page_is_sent_again_only_after_a_change() {
    let client = Client::start().await;
    client.pay("pm_card_visa", &[]).await.ok();
    let tag = header(&client, "/payments", "etag").await;
    let again = async || {
        let request = http()
            .get(format!("{}/payments", client.sandbox.base_url()))
            .header("if-none-match", &tag);
        request.send().await.unwrap().status()
    };
    assert_eq!(again().await, 304);
    client.pay("pm_card_visa", &[]).await.ok();
    assert_eq!(again().await, 200);
}

#[tokio::test]
async fn what_is_not_there_is_said_to_be_missing() {
    let client = Client::start().await;
    for path in [
        "/payments/pi_0123456789abcdef",
        "/customers/cus_0123456789abcdef",
        "/events/evt_0123456789abcdef",
        "/objects/pm_0123456789abcdef",
    ] {
        let response = client.page(path).await;
        assert_eq!(response.status(), 404, "{path}");
        assert!(response.text().await.unwrap().contains("There is no"));
    }
}
