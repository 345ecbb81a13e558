//! What a sandbox knows after its process was killed.

use std::process::Stdio;
use std::time::Duration;

use stripe_sandbox::{Config, SECRET_KEY, Sandbox, StoreLocation};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

use crate::client::{Client, http};

/// Names the file of the sandbox that is to be killed.
const STORE: &str = "SANDBOX_TO_BE_KILLED";

/// How many payments are on their way when it happens.
const PAYMENTS: usize = 24;

/// What the other test starts as a process of its own, and kills.
#[tokio::test]
#[ignore = "runs until it is killed"]
async fn serve_until_killed() {
    let Some(store) = std::env::var_os(STORE) else {
        return;
    };
    let config = Config {
        store: StoreLocation::File(store.into()),
        ..Config::default()
    };
    let sandbox = Sandbox::start(config).await.unwrap();
    println!("\nlistens at {}", sandbox.base_url());
    std::future::pending::<()>().await;
}

/// Starts this test binary anew as a sandbox and returns where it listens.
async fn process(store: &std::path::Path) -> (Child, String) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "killed::serve_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(STORE, store)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        if let Some(address) = line.strip_prefix("listens at ") {
            return (child, address.to_owned());
        }
    }
    panic!("the process did not start");
}

/// The id of the payment with this number and whether its answer was a replay, if an answer came.
async fn pay(base_url: &str, number: usize) -> Option<(String, bool)> {
    let form = "amount=1500&currency=eur&confirm=true&payment_method=pm_card_visa\
                &payment_method_types[]=card";
    let response = http()
        .post(format!("{base_url}/v1/payment_intents"))
        .bearer_auth(SECRET_KEY)
        .header("idempotency-key", format!("payment-{number}"))
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form)
        .send()
        .await
        .ok()?;
    let replayed = response.headers().contains_key("idempotent-replayed");
    let body = response.text().await.ok()?;
    let intent: serde_json::Value = serde_json::from_str(&body).ok()?;
    assert_eq!(intent["status"], "succeeded", "{intent}");
    Some((intent["id"].as_str().unwrap().to_owned(), replayed))
}

#[tokio::test]
async fn a_killed_sandbox_pays_no_idempotency_key_twice() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    let (mut child, address) = process(&file).await;
    let mut first = vec![pay(&address, 0).await];
    assert!(first[0].is_some());
    let on_their_way: Vec<_> = (1..PAYMENTS)
        .map(|number| {
            let address = address.clone();
            tokio::spawn(async move { pay(&address, number).await })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(10)).await;
    child.kill().await.unwrap();
    for payment in on_their_way {
        first.push(payment.await.unwrap());
    }

    let config = Config {
        store: StoreLocation::File(file),
        ..Config::default()
    };
    let client = Client::with(config).await;
    for (number, first) in first.into_iter().enumerate() {
        let again = pay(client.sandbox.base_url(), number).await.unwrap();
        if let Some((id, _)) = first {
            assert_eq!(again, (id, true), "what was answered is answered again");
        }
    }
    let charges = client.get("/v1/charges", &[("limit", "100")]).await.ok();
    assert_eq!(charges["data"].as_array().unwrap().len(), PAYMENTS);
}
