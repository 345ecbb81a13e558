//! Events reach their endpoints, signed, and again until they are taken.

use std::time::Duration;

use data_encoding::HEXLOWER;
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use stripe_sandbox::{Config, Notice, StoreLocation};
use tokio::net::TcpListener;

use crate::client::Client;
use crate::receiver::{Receiver, Reply};

/// HMAC-SHA256 as RFC 2104 writes it.
fn hmac(secret: &str, message: &str) -> String {
    let mut key = [0; 64];
    if secret.len() > key.len() {
        key[..32].copy_from_slice(&Sha256::digest(secret.as_bytes()));
    } else {
        key[..secret.len()].copy_from_slice(secret.as_bytes());
    }
    let inner = Sha256::digest([&key.map(|byte| byte ^ 0x36)[..], message.as_bytes()].concat());
    let outer = Sha256::digest([&key.map(|byte| byte ^ 0x5c)[..], &inner[..]].concat());
    HEXLOWER.encode(&outer)
}

/// The id of an event of this type, the newest.
async fn event(client: &Client, kind: &str) -> String {
    let events = client.get("/v1/events", &[("type", kind)]).await.ok();
    events["data"][0]["id"].as_str().unwrap().to_owned()
}

/// The deliveries of an event, once none of them is under way or `done` says that it is enough.
async fn deliveries(client: &Client, event: &str, done: impl Fn(&Value) -> bool) -> Value {
    let path = format!("/_sandbox/events/{event}/deliveries");
    for _ in 0..400 {
        let found = client.control(Method::GET, &path, json!({})).await.ok();
        if done(&found["deliveries"]) {
            return found["deliveries"].clone();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("the deliveries of {event} do not come to an end");
}

async fn pending(client: &Client, event: &str) -> Value {
    let event = client.get(&format!("/v1/events/{event}"), &[]).await.ok();
    event["pending_webhooks"].clone()
}

#[tokio::test]
async fn an_event_is_posted_as_stripe_posts_it() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    client.register(&shop.url, "payment_intent.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let received = shop.next().await;
    assert_eq!(received.uri.path(), "/webhook");
    assert_eq!(
        received.header("content-type"),
        "application/json; charset=utf-8"
    );
    assert!(received.header("user-agent").starts_with("Stripe/1.0"));
    let mut expected = client
        .get(
            &format!("/v1/events/{}", received.event()["id"].as_str().unwrap()),
            &[],
        )
        .await
        .ok();
    expected["pending_webhooks"] = 1.into();
    assert_eq!(received.event(), expected);
    assert_eq!(expected["type"], "payment_intent.succeeded");
    shop.hears_nothing().await;
}

#[tokio::test]
async fn the_signature_is_of_time_and_body_with_the_endpoints_secret() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    let endpoint = client.register(&shop.url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let received = shop.next().await;
    let (timestamp, signatures) = received.signature();
    let message = format!("{timestamp}.{}", received.body);
    let secret = endpoint["secret"].as_str().unwrap();
    assert_eq!(signatures, [hmac(secret, &message)]);
    assert_ne!(signatures, [hmac("whsec_wrong", &message)]);
}

#[tokio::test]
async fn both_secrets_sign_while_one_is_rolled() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    let old = client.register(&shop.url, "charge.succeeded").await;
    let path = format!(
        "/_sandbox/webhook_endpoints/{}/roll",
        old["id"].as_str().unwrap()
    );
    let new = client
        .control(Method::POST, &path, json!({ "overlap_seconds": 60 }))
        .await
        .ok();
    let signed = async |shop: &mut Receiver| {
        client.pay("pm_card_visa", &[]).await.ok();
        let received = shop.next().await;
        let (timestamp, signatures) = received.signature();
        let message = format!("{timestamp}.{}", received.body);
        let by = |endpoint: &Value| hmac(endpoint["secret"].as_str().unwrap(), &message);
        (signatures, by(&new), by(&old))
    };
    let (signatures, by_new, by_old) = signed(&mut shop).await;
    assert_eq!(signatures, [by_new, by_old]);
    client.advance(61).await;
    let (signatures, by_new, _) = signed(&mut shop).await;
    assert_eq!(signatures, [by_new]);
}

#[tokio::test]
async fn what_fails_is_tried_again_until_it_is_taken() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    // A redirect is not followed, and counts as a failure.
    shop.answer(&[500, 302]);
    let endpoint = client.register(&shop.url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let first = shop.next().await;
    let id = first.event()["id"].as_str().unwrap().to_owned();
    assert_eq!(pending(&client, &id).await, 1);
    let undelivered = [("delivery_success", "false")];
    let listed = client.get("/v1/events", &undelivered).await.ok();
    assert_eq!(listed["data"][0]["id"], id.as_str());

    let second = shop.next().await;
    assert_eq!(second.body, first.body);
    assert_eq!(shop.next().await.uri.path(), "/webhook");
    let found = deliveries(&client, &id, |found| found[0]["status"] == "delivered").await;
    let statuses: Vec<&Value> = found[0]["attempts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|attempt| &attempt["status"])
        .collect();
    assert_eq!(statuses, [500, 302, 200]);
    assert_eq!(found[0]["endpoint"], endpoint["id"]);
    assert_eq!(found[0]["attempts"][2]["answer"], "thanks");
    assert_eq!(pending(&client, &id).await, 0);
    shop.hears_nothing().await;
}

#[tokio::test]
async fn retries_follow_the_sandboxes_clock_and_end_after_three_days() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    shop.answer(&[500; 30]);
    client.register(&shop.url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let id = shop.ids(1).await.remove(0);
    for retry in 0..18_u32 {
        let attempts = usize::try_from(retry).unwrap() + 1;
        deliveries(&client, &id, |found| {
            found[0]["attempts"].as_array().unwrap().len() == attempts
        })
        .await;
        client.advance(1 << retry).await;
        assert_eq!(shop.ids(1).await, [id.as_str()]);
    }
    let found = deliveries(&client, &id, |found| found[0]["status"] == "failed").await;
    assert_eq!(found[0]["next_attempt"], Value::Null);
    client.advance(1_000_000).await;
    shop.hears_nothing().await;
}

#[tokio::test]
async fn retries_outlive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        store: StoreLocation::File(folder.path().join("sandbox.db")),
        ..Config::default()
    };
    let client = Client::with(config.clone()).await;
    let mut shop = Receiver::start().await;
    shop.answer(&[503]);
    client.register(&shop.url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let id = shop.ids(1).await.remove(0);
    deliveries(&client, &id, |found| {
        found[0]["attempts"].as_array().unwrap().len() == 1
    })
    .await;
    client.sandbox.stop().await;

    let client = Client::with(config).await;
    assert_eq!(shop.ids(1).await, [id.as_str()]);
    let found = deliveries(&client, &id, |found| found[0]["status"] == "delivered").await;
    assert_eq!(found[0]["attempts"][0]["status"], 503);
}

#[tokio::test]
async fn a_slow_endpoint_does_not_hold_up_another() {
    let client = Client::start().await;
    let slow = Receiver::start().await;
    let mut fast = Receiver::start().await;
    for _ in 0..64 {
        slow.reply(Reply {
            pause: Duration::from_secs(9),
            ..Reply::default()
        });
    }
    client.register(&slow.url, "charge.succeeded").await;
    client.register(&fast.url, "charge.succeeded").await;
    for _ in 0..40 {
        client.pay("pm_card_visa", &[]).await.ok();
    }
    let began = std::time::Instant::now();
    fast.ids(40).await;
    assert!(began.elapsed() < Duration::from_secs(5));
}

#[tokio::test]
async fn an_answer_that_takes_too_long_counts_as_none() {
    let client = Client::start().await;
    let shop = Receiver::start().await;
    shop.reply(Reply {
        pause: Duration::from_secs(30),
        ..Reply::default()
    });
    client.register(&shop.url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let id = event(&client, "charge.succeeded").await;
    tokio::time::sleep(Duration::from_secs(9)).await;
    let found = deliveries(&client, &id, |found| {
        !found[0]["attempts"].as_array().unwrap().is_empty()
    })
    .await;
    let error = found[0]["attempts"][0]["error"].as_str().unwrap();
    assert!(error.contains("10 seconds"), "{error}");
}

#[tokio::test]
async fn an_address_on_another_machine_is_never_contacted() {
    let client = Client::start().await;
    // What a proxy would be told to fetch, and what name servers might find here.
    let trap = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = trap.local_addr().unwrap().port();
    client
        .register(&format!("http://shop.example:{port}/hook"), "*")
        .await;
    client.pay("pm_card_visa", &[]).await.ok();
    let id = event(&client, "charge.succeeded").await;
    let found = deliveries(&client, &id, |found| {
        !found[0]["attempts"].as_array().unwrap().is_empty()
    })
    .await;
    let attempt = &found[0]["attempts"][0];
    assert_eq!(attempt["status"], Value::Null);
    let error = attempt["error"].as_str().unwrap();
    assert!(error.contains("another machine"), "{error}");
    let contact = tokio::time::timeout(Duration::from_millis(200), trap.accept()).await;
    assert!(contact.is_err());
}

#[tokio::test]
async fn names_under_localhost_are_this_machine() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    let url = shop.url.replace("127.0.0.1", "shop.localhost");
    client.register(&url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    assert!(
        shop.next()
            .await
            .header("host")
            .starts_with("shop.localhost")
    );
}

#[tokio::test]
async fn nothing_is_delivered_to_a_deleted_endpoint() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    shop.answer(&[500]);
    let endpoint = client.register(&shop.url, "charge.succeeded").await;
    client.pay("pm_card_visa", &[]).await.ok();
    let id = shop.ids(1).await.remove(0);
    let path = format!("/v1/webhook_endpoints/{}", endpoint["id"].as_str().unwrap());
    let key = client.sandbox.secret_key();
    client.send(Method::DELETE, &path, key, &[], &[]).await.ok();
    assert_eq!(pending(&client, &id).await, 0);
    client.advance(600).await;
    shop.hears_nothing().await;
}

#[tokio::test]
async fn a_thousand_events_are_delivered_in_a_few_seconds() {
    let client = Client::start().await;
    let mut shop = Receiver::start().await;
    client.register(&shop.url, "customer.created").await;
    for _ in 0..1_000 {
        client.post("/v1/customers", &[]).await.ok();
    }
    let mut ids = shop.ids(1_000).await;
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 1_000);
}

#[tokio::test]
async fn forwarded_events_are_signed_with_a_secret_that_outlives_a_restart() {
    let mut secrets = Vec::new();
    for _ in 0..2 {
        let client = Client::start().await;
        let mut shop = Receiver::start().await;
        let events = ["charge.*".to_owned()];
        let mut listener = client.sandbox.forward_to(&shop.url, &events).await.unwrap();
        client.pay("pm_card_visa", &[]).await.ok();
        let received = shop.next().await;
        assert_eq!(received.event()["type"], "charge.succeeded");
        let (timestamp, signatures) = received.signature();
        let message = format!("{timestamp}.{}", received.body);
        assert_eq!(signatures, [hmac(listener.secret(), &message)]);

        let event = received.event()["id"].as_str().unwrap().to_owned();
        let kind = "charge.succeeded".to_owned();
        assert_eq!(
            listener.next().await,
            Some(Notice::Sent {
                event: event.clone(),
                kind
            })
        );
        assert_eq!(
            listener.next().await,
            Some(Notice::Answered {
                event,
                url: shop.url.clone(),
                status: Ok(200)
            })
        );
        // The API does not show it.
        let listed = client.get("/v1/webhook_endpoints", &[]).await.ok();
        assert_eq!(listed["data"], json!([]));
        assert_eq!(listener.secret(), client.sandbox.signing_secret());
        secrets.push(listener.secret().to_owned());
        shop.hears_nothing().await;
    }
    assert_eq!(secrets[0], secrets[1]);
}

#[tokio::test]
async fn events_are_forwarded_to_this_machine_only() {
    let client = Client::start().await;
    let error = client.sandbox.forward_to("https://shop.example", &[]).await;
    assert!(error.unwrap_err().to_string().contains("shop.example"));
}

#[tokio::test]
async fn what_could_not_be_forwarded_is_when_the_listener_is_back() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        store: StoreLocation::File(folder.path().join("sandbox.db")),
        ..Config::default()
    };
    let mut shop = Receiver::start().await;
    shop.answer(&[500]);
    let client = Client::with(config.clone()).await;
    let events = ["charge.succeeded".to_owned()];
    client.sandbox.forward_to(&shop.url, &events).await.unwrap();
    client.pay("pm_card_visa", &[]).await.ok();
    let id = shop.ids(1).await.remove(0);
    deliveries(&client, &id, |found| {
        found[0]["attempts"].as_array().unwrap().len() == 1
    })
    .await;
    client.sandbox.stop().await;

    let client = Client::with(config).await;
    // Longer than the pause: the delivery is due while nobody listens.
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    client.sandbox.forward_to(&shop.url, &events).await.unwrap();
    assert_eq!(shop.ids(1).await, [id]);
}
