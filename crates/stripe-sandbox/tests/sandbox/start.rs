//! Starting, stopping, and what outlives both.

use std::net::SocketAddr;

use stripe_sandbox::{Config, Sandbox, StartError, StoreLocation};

use crate::client::Client;

#[tokio::test]
async fn a_taken_address_is_told_apart() {
    let client = Client::start().await;
    let addr: SocketAddr = client
        .sandbox
        .base_url()
        .trim_start_matches("http://")
        .parse()
        .unwrap();
    let error = Sandbox::start(Config {
        addr,
        ..Config::default()
    })
    .await
    .unwrap_err();
    assert!(
        matches!(error, StartError::AddressInUse { addr: taken } if taken == addr),
        "{error}"
    );
    assert!(error.to_string().contains(&addr.to_string()));
}

#[tokio::test]
async fn only_loopback_addresses_and_test_keys_are_taken() {
    let addr = "0.0.0.0:0".parse().unwrap();
    let error = Sandbox::start(Config {
        addr,
        ..Config::default()
    })
    .await
    .unwrap_err();
    assert!(matches!(error, StartError::NotLoopback { .. }), "{error}");
    for key in ["sk_live_1234567890", "pk_test_1234567890", "sk_test_", ""] {
        let config = Config {
            secret_key: key.to_owned(),
            ..Config::default()
        };
        let error = Sandbox::start(config).await.unwrap_err();
        assert!(
            matches!(error, StartError::Key { kind: "secret", .. }),
            "{key}: {error}"
        );
    }
}

#[tokio::test]
async fn everything_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let config = Config {
        store: StoreLocation::File(folder.path().join("sandbox.db")),
        ..Config::default()
    };
    let client = Client::with(config.clone()).await;
    let unused = client.card("4242424242424242").await;
    let asked = client
        .pay(&client.card("4000002760003184").await, &[])
        .await
        .ok();
    let charged = client
        .pay(&client.card("4242424242424242").await, &[])
        .await
        .ok();
    client.sandbox.stop().await;

    let client = Client::with(config).await;
    client
        .get(&format!("/v1/payment_methods/{unused}"), &[])
        .await
        .ok();
    let charge = charged["latest_charge"].as_str().unwrap();
    let path = format!("/v1/charges/{charge}");
    assert_eq!(client.get(&path, &[]).await.ok()["amount"], 1500);
    let path = format!("/v1/payment_intents/{}", asked["id"].as_str().unwrap());
    let asked = client.get(&path, &[]).await.ok();
    client.authenticate(&asked, "complete").await;
    let confirmed = client.post(&format!("{path}/confirm"), &[]).await.ok();
    assert_eq!(confirmed["status"], "succeeded");
    let listed = client.get("/v1/payment_intents", &[]).await.ok();
    assert_eq!(listed["data"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn what_was_answered_is_in_the_file_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    let config = Config {
        store: StoreLocation::File(file.clone()),
        ..Config::default()
    };
    let client = Client::with(config).await;
    let intent = client.pay("pm_card_visa", &[]).await.ok();

    // What a killed process leaves behind: its files as they are after the answer.
    let copy = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), copy.path().join(entry.file_name())).unwrap();
    }
    let store = StoreLocation::File(copy.path().join("sandbox.db"));
    let survivor = Client::with(Config {
        store,
        ..Config::default()
    })
    .await;
    let path = format!("/v1/payment_intents/{}", intent["id"].as_str().unwrap());
    assert_eq!(survivor.get(&path, &[]).await.ok(), intent);
}

#[tokio::test]
async fn a_file_has_one_sandbox_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let store = StoreLocation::File(folder.path().join("sandbox.db"));
    let config = Config {
        store,
        ..Config::default()
    };
    let first = Client::with(config.clone()).await;
    first.pay("pm_card_visa", &[]).await.ok();
    let error = Sandbox::start(config.clone()).await.unwrap_err();
    assert!(error.to_string().contains("in use"), "{error}");
    first.sandbox.stop().await;
    Sandbox::start(config).await.unwrap().stop().await;
}

#[tokio::test]
async fn dropping_it_stops_it() {
    let sandbox = Sandbox::start(Config::default()).await.unwrap();
    let addr: SocketAddr = sandbox
        .base_url()
        .trim_start_matches("http://")
        .parse()
        .unwrap();
    drop(sandbox);
    for _ in 0..100 {
        if tokio::net::TcpListener::bind(addr).await.is_ok() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("{addr} is still taken");
}
