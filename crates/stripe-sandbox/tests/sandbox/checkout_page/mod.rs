//! The hosted page, as a browser without scripts uses it.

mod form;
mod paying;

use reqwest::Response;
use serde_json::Value;

use crate::client::Client;

const VISA: &str = "4242 4242 4242 4242";

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
