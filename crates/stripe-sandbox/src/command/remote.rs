//! Saying something to a sandbox that runs, over its control API.

use serde_json::{Value, json};

use super::Error;
use crate::config::Config;

/// Sends an event once more and prints how each endpoint answered.
pub(super) async fn resend(config: &Config, event: &str) -> Result<(), Error> {
    let path = format!("/_sandbox/events/{event}/resend");
    let answer = post(config, &path, &json!({})).await?;
    let mut taken = false;
    for delivery in answer["deliveries"].as_array().into_iter().flatten() {
        let attempt = delivery["attempts"]
            .as_array()
            .and_then(|attempts| attempts.last())
            .unwrap_or(&Value::Null);
        let endpoint = delivery["endpoint"].as_str().unwrap_or_default();
        match attempt["status"].as_u64() {
            Some(status) => {
                taken |= (200..300).contains(&status);
                println!("<-- [{status}] {endpoint} [{event}]");
            }
            None => {
                let reason = attempt["error"].as_str().unwrap_or_default();
                println!("<-- [ERROR] {endpoint} [{event}]: {reason}");
            }
        }
    }
    if taken { Ok(()) } else { Err(Error::NotTaken) }
}

/// Has an event happen and prints all that came of it.
pub(super) async fn trigger(config: &Config, event: &str) -> Result<(), Error> {
    let answer = post(config, "/_sandbox/trigger", &json!({ "event": event })).await?;
    for event in answer["events"].as_array().into_iter().flatten() {
        let text = |name: &str| event[name].as_str().unwrap_or_default();
        println!("{} [{}]", text("type"), text("id"));
    }
    Ok(())
}

async fn post(config: &Config, path: &str, body: &Value) -> Result<Value, Error> {
    let unreachable = |error: reqwest::Error| Error::Unreachable {
        addr: config.addr,
        reason: if error.is_connect() {
            "nothing listens there".to_owned()
        } else {
            error.to_string()
        },
    };
    // The workspace builds reqwest without a provider of cryptography; whoever is first installs one.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .no_proxy()
        .build()
        .map_err(unreachable)?;
    let response = client
        .post(format!("http://{}{path}", config.addr))
        .bearer_auth(&config.secret_key)
        .json(body)
        .send()
        .await
        .map_err(unreachable)?;
    let refused = !response.status().is_success();
    let answer: Value = response.json().await.map_err(unreachable)?;
    if refused {
        let message = answer["error"]["message"].as_str().unwrap_or_default();
        return Err(Error::Refused(message.to_owned()));
    }
    Ok(answer)
}
