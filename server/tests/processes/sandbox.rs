//! The sandbox as a process, and what a browser, a bank and a test do to it.

use std::{
    path::Path,
    time::{Duration, Instant},
};

use reqwest::{Client, Response, StatusCode};
use serde_json::Value;

use crate::process::{Process, STARTS_WITHIN, till};

pub(crate) const VISA: &str = "4242424242424242";
pub(crate) const ASKS_THE_BANK: &str = "4000002760003184";

/// A sandbox that keeps all in memory and tells one shop of its events.
pub(crate) struct Sandbox {
    pub(crate) process: Process,
    pub(crate) url: String,
    /// Signs its events.
    pub(crate) signing_secret: String,
    http: Client,
}

impl Sandbox {
    /// Starts one that sends events to `forward_to`.
    pub(crate) async fn start(folder: &Path, forward_to: &str, http: Client) -> Sandbox {
        let log = folder.join("sandbox.log");
        let mut command = till(folder);
        command.args(["sandbox", "--addr", "127.0.0.1:0", "--store", "memory"]);
        let mut process = Process::start(command.args(["--forward-to", forward_to]), &log);
        let word = |said: &str, beginning: &str| {
            let words = said.split_whitespace();
            words
                .map(str::to_owned)
                .find(|word| word.starts_with(beginning))
        };
        // The secret is what it says last.
        let began = Instant::now();
        let signing_secret = loop {
            let starts = process.ended().is_none() && began.elapsed() < STARTS_WITHIN;
            assert!(starts, "the sandbox did not start: {}", process.said());
            match word(&process.said(), "whsec_") {
                Some(secret) => break secret,
                None => tokio::time::sleep(Duration::from_millis(20)).await,
            }
        };
        let url = word(&process.said(), "http://127.0.0.1:").unwrap();
        Sandbox {
            process,
            url,
            signing_secret,
            http,
        }
    }

    /// What Stripe.js makes of a typed card: `/v1/payment_methods` or `/v1/tokens`.
    pub(crate) async fn typed_card(&self, path: &str, number: &str) -> String {
        let form = card(number, "");
        let form: Vec<_> = match path {
            "/v1/tokens" => form,
            _ => [("type".to_owned(), "card".to_owned())]
                .into_iter()
                .chain(form)
                .collect(),
        };
        let made = self.post_from_page(path, &form).await;
        made["id"].as_str().unwrap().to_owned()
    }

    /// What Stripe.js makes of a security code that is typed again.
    pub(crate) async fn typed_cvc(&self) -> String {
        let form = [("cvc_update[cvc]".to_owned(), "123".to_owned())];
        let made = self.post_from_page("/v1/tokens", &form).await;
        made["id"].as_str().unwrap().to_owned()
    }

    /// `confirmPayment` with a typed card, the bank's window included.
    pub(crate) async fn confirm(&self, client_secret: &str, number: &str) {
        let mut form = card(number, "payment_method_data");
        form.push(("payment_method_data[type]".into(), "card".into()));
        form.push(("client_secret".into(), client_secret.into()));
        form.push(("use_stripe_sdk".into(), "true".into()));
        form.push(("return_url".into(), "http://127.0.0.1/orders/x".into()));
        let path = format!("/v1/payment_intents/{}/confirm", intent_of(client_secret));
        let intent = self.post_from_page(&path, &form).await;
        if intent["status"] == "requires_action" {
            self.answer_bank(client_secret).await;
        }
    }

    /// `handleCardAction` or, for a card that is to be saved, `handleNextAction`: the buyer presses Complete in the bank's window.
    pub(crate) async fn answer_bank(&self, client_secret: &str) {
        let intent = intent_of(client_secret);
        let kind = if intent.starts_with("seti_") {
            "setup_intents"
        } else {
            "payment_intents"
        };
        let url = format!(
            "{}/v1/{kind}/{intent}?client_secret={client_secret}",
            self.url,
        );
        let request = self.http.get(url);
        let request = request.bearer_auth(stripe_sandbox::PUBLISHABLE_KEY);
        let intent: Value = request.send().await.unwrap().json().await.unwrap();
        let window = intent["next_action"]["use_stripe_sdk"]["stripe_js"]
            .as_str()
            .unwrap_or_else(|| panic!("no window of the bank's: {intent}"));
        let window = window.split('?').next().unwrap();
        let answer = post_form(&self.http, window, &[("outcome", "complete")]).await;
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// Pays on the page of Stripe's at `url`, and says where it leads.
    pub(crate) async fn pay_on_page(&self, url: &str, number: &str) -> String {
        let form = [
            ("email", "ada@example.org"),
            ("method", "card"),
            ("number", number),
            ("expiry", "12 / 40"),
            ("cvc", "123"),
            ("name", "Ada Byron"),
            ("country", "DE"),
            ("shipping_option", "0"),
        ];
        let answer = post_form(&self.http, url, &form).await;
        let status = answer.status();
        let location = answer.headers().get("location").cloned();
        let location = location.unwrap_or_else(|| panic!("the page answered {status}"));
        location.to_str().unwrap().to_owned()
    }

    /// All that a list of the API holds.
    pub(crate) async fn list(&self, path: &str) -> Vec<Value> {
        let list = self.get(&format!("{path}?limit=100")).await;
        assert_eq!(list["has_more"], false, "{path} has more than one page");
        list["data"].as_array().unwrap().clone()
    }

    /// What money moved.
    pub(crate) async fn ledger(&self) -> Vec<Value> {
        let ledger = self.get("/_sandbox/ledger").await;
        ledger["payments"].as_array().unwrap().clone()
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.http.get(format!("{}{path}", self.url));
        let request = request.bearer_auth(stripe_sandbox::SECRET_KEY);
        request.send().await.unwrap().json().await.unwrap()
    }

    /// Tells it by its control API.
    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        let request = self.http.post(format!("{}/_sandbox/{path}", self.url));
        let request = request.bearer_auth(stripe_sandbox::SECRET_KEY).json(&body);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{text}");
        serde_json::from_str(&text).unwrap()
    }

    async fn post_from_page(&self, path: &str, form: &[(String, String)]) -> Value {
        let url = format!("{}{path}", self.url);
        let request = self.http.post(url).body(encoded(form));
        let request = request.bearer_auth(stripe_sandbox::PUBLISHABLE_KEY);
        let request = request.header("content-type", FORM);
        let answer = request.send().await.unwrap();
        let status = answer.status();
        let text = answer.text().await.unwrap();
        assert_eq!(status, StatusCode::OK, "{path}: {text}");
        serde_json::from_str(&text).unwrap()
    }
}

/// The id of the intent that a client secret opens.
fn intent_of(client_secret: &str) -> &str {
    client_secret.split("_secret_").next().unwrap()
}

fn card(number: &str, under: &str) -> Vec<(String, String)> {
    let name = |part: &str| match under {
        "" => format!("card[{part}]"),
        under => format!("{under}[card][{part}]"),
    };
    vec![
        (name("number"), number.to_owned()),
        (name("exp_month"), "12".to_owned()),
        (name("exp_year"), "2040".to_owned()),
        (name("cvc"), "123".to_owned()),
    ]
}

pub(crate) const FORM: &str = "application/x-www-form-urlencoded";

/// A form as browsers write it.
pub(crate) fn encoded(form: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
}

async fn post_form(http: &Client, url: &str, form: &[(&str, &str)]) -> Response {
    let request = http.post(url).header("content-type", FORM);
    request.body(encoded(form)).send().await.unwrap()
}
