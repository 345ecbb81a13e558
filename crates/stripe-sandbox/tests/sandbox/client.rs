//! A client of one sandbox. Every answer is checked against Stripe's contract, when that is there.

use std::time::Duration;

use reqwest::{Method, Response};
use serde_json::{Value, json};
use stripe_sandbox::{Config, Running, Sandbox};

use crate::{contract, present_members};

/// A sandbox and who speaks with it.
pub(crate) struct Client {
    pub(crate) sandbox: Running,
    http: reqwest::Client,
}

/// What a call was answered with.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: reqwest::header::HeaderMap,
    pub(crate) body: Value,
}

impl Answer {
    /// The object, after a call that must succeed.
    pub(crate) fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{}", self.body);
        self.body
    }

    /// The error, after a call that must fail with `status`.
    pub(crate) fn error(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body["error"].clone()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }
}

/// The HTTP client of the tests: it follows no redirects.
pub(crate) fn http() -> reqwest::Client {
    // The workspace builds reqwest without a provider of cryptography; whoever is first installs one.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        // Reading the system's certificates takes longer than most tests, and nothing here is TLS.
        .tls_certs_only([])
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

impl Client {
    /// A sandbox in memory.
    pub(crate) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        Self {
            sandbox: Sandbox::start(config).await.unwrap(),
            http: http(),
        }
    }

    /// A request with a key, a form and headers of the caller's choice.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        key: &str,
        form: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let encoded = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        let mut address = format!("{}{path}", self.sandbox.base_url());
        let mut request = if method != Method::POST {
            if !encoded.is_empty() {
                address = format!("{address}?{encoded}");
            }
            self.http.request(method.clone(), &address)
        } else {
            self.http
                .request(method.clone(), &address)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(encoded)
        };
        request = request.bearer_auth(key);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = answer(request.send().await.unwrap()).await;
        contract::check_answer(method.as_str(), path, answer.status, &answer.body);
        // A browser sees less of an object.
        if key == self.sandbox.secret_key() {
            present_members::check(&answer.body);
        }
        answer
    }

    /// POST with the secret key.
    pub(crate) async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(Method::POST, path, self.sandbox.secret_key(), form, &[])
            .await
    }

    /// GET with the secret key.
    pub(crate) async fn get(&self, path: &str, query: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, path, self.sandbox.secret_key(), query, &[])
            .await
    }

    /// DELETE with the secret key.
    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, self.sandbox.secret_key(), &[], &[])
            .await
    }

    /// POST with the publishable key.
    pub(crate) async fn browser_post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.send(
            Method::POST,
            path,
            self.sandbox.publishable_key(),
            form,
            &[],
        )
        .await
    }

    /// GET with the publishable key.
    pub(crate) async fn browser_get(&self, path: &str, query: &[(&str, &str)]) -> Answer {
        self.send(
            Method::GET,
            path,
            self.sandbox.publishable_key(),
            query,
            &[],
        )
        .await
    }

    /// A PaymentMethod made with the publishable key, as an Element makes it.
    pub(crate) async fn card(&self, number: &str) -> String {
        let form = [
            ("type", "card"),
            ("card[number]", number),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "34"),
            ("card[cvc]", if number.len() == 15 { "1234" } else { "123" }),
        ];
        let method = self.browser_post("/v1/payment_methods", &form).await.ok();
        method["id"].as_str().unwrap().to_owned()
    }

    /// A new customer.
    pub(crate) async fn customer(&self) -> String {
        let customer = self.post("/v1/customers", &[]).await.ok();
        customer["id"].as_str().unwrap().to_owned()
    }

    /// Attaches a PaymentMethod to a customer.
    pub(crate) async fn attach(&self, method: &str, customer: &str) -> Answer {
        let path = format!("/v1/payment_methods/{method}/attach");
        self.post(&path, &[("customer", customer)]).await
    }

    /// The types of the newest events, oldest first, that begin with one of `families`.
    pub(crate) async fn events(&self, families: &[&str]) -> Vec<String> {
        let events = self.get("/v1/events", &[("limit", "100")]).await.ok();
        let events = events["data"].as_array().unwrap();
        let kinds = events
            .iter()
            .rev()
            .map(|event| event["type"].as_str().unwrap());
        kinds
            .filter(|kind| families.iter().any(|family| kind.starts_with(family)))
            .map(str::to_owned)
            .collect()
    }

    /// Creates and confirms a manual intent over 15 euros with the secret key.
    pub(crate) async fn pay(&self, payment_method: &str, more: &[(&str, &str)]) -> Answer {
        let mut form = vec![
            ("amount", "1500"),
            ("currency", "eur"),
            ("confirm", "true"),
            ("confirmation_method", "manual"),
            ("payment_method", payment_method),
            ("payment_method_types[]", "card"),
            ("use_stripe_sdk", "true"),
        ];
        form.extend(more);
        self.post("/v1/payment_intents", &form).await
    }

    /// Asks until the object at `path` is as `arrived` wants it, at most ten seconds.
    pub(crate) async fn wait_for(&self, path: &str, arrived: impl Fn(&Value) -> bool) -> Value {
        let mut object = Value::Null;
        for _ in 0..100 {
            object = self.get(path, &[]).await.ok();
            if arrived(&object) {
                return object;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("{path} never came to that: {object:#}");
    }

    /// The types of the events so far, oldest first.
    pub(crate) async fn event_types(&self) -> Vec<String> {
        let events = self.get("/v1/events", &[("limit", "100")]).await.ok();
        let mut types: Vec<String> = events["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|event| event["type"].as_str().unwrap().to_owned())
            .collect();
        types.reverse();
        types
    }

    /// Answers the 3D Secure page of an intent as the script on it does.
    pub(crate) async fn authenticate(&self, intent: &Value, outcome: &str) {
        let url = intent["next_action"]["use_stripe_sdk"]["stripe_js"]
            .as_str()
            .unwrap();
        self.answer_question(url, outcome).await;
    }

    /// Answers the 3D Secure page at `url`, whether or not it still asks.
    pub(crate) async fn answer_question(&self, url: &str, outcome: &str) {
        let response = self
            .http
            .post(url)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-mode", "cors")
            .body(format!("outcome={outcome}"))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), 204);
    }

    /// The types of the events so far that begin with `family`, oldest first.
    pub(crate) async fn event_types_of(&self, family: &str) -> Vec<String> {
        let mut types = self.event_types().await;
        types.retain(|kind| kind.starts_with(family));
        types
    }

    /// A call of the control API.
    pub(crate) async fn control(&self, method: Method, path: &str, body: Value) -> Answer {
        let request = self
            .http
            .request(method, format!("{}{path}", self.sandbox.base_url()))
            .bearer_auth(self.sandbox.secret_key())
            .json(&body);
        answer(request.send().await.unwrap()).await
    }

    /// Puts the sandbox's clock forward.
    pub(crate) async fn advance(&self, seconds: u32) {
        let body = json!({ "seconds": seconds });
        self.control(Method::POST, "/_sandbox/clock/advance", body)
            .await
            .ok();
    }

    /// Registers a webhook endpoint for one type of event, or `*`.
    pub(crate) async fn register(&self, url: &str, event: &str) -> Value {
        let form = [("url", url), ("enabled_events[]", event)];
        self.post("/v1/webhook_endpoints", &form).await.ok()
    }

    /// Sends a page's form.
    pub(crate) async fn submit(&self, address: &str, form: &[(&str, &str)]) -> Response {
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(form)
            .finish();
        self.http
            .post(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(body)
            .send()
            .await
            .unwrap()
    }

    /// Fetches a page or file of the sandbox.
    pub(crate) async fn page(&self, path: &str) -> Response {
        self.http
            .get(format!("{}{path}", self.sandbox.base_url()))
            .send()
            .await
            .unwrap()
    }
}

async fn answer(response: Response) -> Answer {
    let status = response.status().as_u16();
    let headers = response.headers().clone();
    let body = serde_json::from_str(&response.text().await.unwrap()).unwrap_or(json!(null));
    Answer {
        status,
        headers,
        body,
    }
}
