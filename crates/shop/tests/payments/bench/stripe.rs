//! What is at Stripe, and what happens there without the shop: looked at and done with the secret key, past the line.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Bench, Form, browser::encode};

impl Bench {
    async fn server(&self, request: reqwest::RequestBuilder) -> (u16, Value) {
        let response = request
            .bearer_auth(self.world.stripe.secret_key())
            .send()
            .await
            .expect("a sandbox");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a body");
        (status, serde_json::from_str(&text).expect("JSON"))
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.world.stripe.base_url())
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        let (status, answer) = self.server(self.world.http.get(self.address(path))).await;
        assert_eq!(status, 200, "{answer:#}");
        answer
    }

    /// A call with the secret key, as from another program of the owner's or from Stripe's own pages.
    pub(crate) async fn post(&self, path: &str, form: Form<'_>) -> Value {
        let request = self
            .world
            .http
            .post(self.address(path))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(form));
        let (status, answer) = self.server(request).await;
        assert_eq!(status, 200, "{answer:#}");
        answer
    }

    /// Deletes an object, as the owner does on Stripe's own pages.
    pub(crate) async fn delete(&self, path: &str) {
        let request = self.world.http.delete(self.address(path));
        let (status, answer) = self.server(request).await;
        assert_eq!(status, 200, "{answer:#}");
    }

    /// A call of the sandbox's control API.
    pub(crate) async fn control(&self, path: &str, body: Value) -> Value {
        let request = self.world.http.post(self.address(path)).json(&body);
        let (status, answer) = self.server(request).await;
        assert_eq!(status, 200, "{answer:#}");
        answer
    }

    /// All of a list, newest first.
    pub(crate) async fn list(&self, path: &str, more: &str) -> Vec<Value> {
        let mut all: Vec<Value> = Vec::new();
        loop {
            let after = all.last().and_then(|last| last["id"].as_str());
            let after = after.map_or(String::new(), |id| format!("&starting_after={id}"));
            let page = self.get(&format!("{path}?limit=100{more}{after}")).await;
            all.extend(page["data"].as_array().expect("a list").iter().cloned());
            if page["has_more"] != true {
                return all;
            }
        }
    }

    /// Every intent, newest first.
    pub(crate) async fn intents(&self) -> Vec<Value> {
        self.list("/v1/payment_intents", "").await
    }

    /// How many intents stand at each of these statuses.
    pub(crate) async fn intents_at<const N: usize>(&self, statuses: [&str; N]) -> [usize; N] {
        let intents = self.intents().await;
        statuses.map(|status| {
            let fitting = intents.iter().filter(|intent| intent["status"] == status);
            fitting.count()
        })
    }

    /// Every charge, newest first.
    pub(crate) async fn charges(&self) -> Vec<Value> {
        self.list("/v1/charges", "").await
    }

    /// How many events of this type Stripe has told.
    pub(crate) async fn told_of(&self, kind: &str) -> usize {
        let events = self.list("/v1/events", "").await;
        events.iter().filter(|event| event["type"] == kind).count()
    }

    /// Every Checkout Session, newest first.
    pub(crate) async fn sessions(&self) -> Vec<Value> {
        self.list("/v1/checkout/sessions", "").await
    }

    /// Every refund, newest first.
    pub(crate) async fn refunds(&self) -> Vec<Value> {
        self.list("/v1/refunds", "").await
    }

    /// What Stripe has kept in minor units: captured less given back, be it on its way only.
    pub(crate) async fn kept_by_stripe(&self) -> i64 {
        let money = self.money_at_stripe().await;
        money.iter().map(|payment| payment.kept).sum()
    }

    /// Money that moved, payment by payment.
    pub(super) async fn money_at_stripe(&self) -> Vec<AtStripe> {
        let ledger = self.get("/_sandbox/ledger").await;
        let refunds = self.refunds().await;
        let payments = ledger["payments"].as_array().expect("payments");
        let moved = payments.iter().map(|payment| {
            let mut ids: Vec<String> = payment["charges"]
                .as_array()
                .expect("charges")
                .iter()
                .map(text)
                .collect();
            let back: i64 = refunds
                .iter()
                .filter(|refund| ids.contains(&text(&refund["charge"])))
                .filter(|refund| {
                    let status = refund["status"].as_str();
                    matches!(status, Some("pending" | "succeeded"))
                })
                .map(|refund| refund["amount"].as_i64().expect("an amount"))
                .sum();
            ids.extend(payment["payment_intent"].as_str().map(str::to_owned));
            // Of a debit that is on its way Stripe says that it is captured, and has nothing.
            let came = if payment["status"] == "succeeded" {
                payment["captured"].as_i64().expect("an amount")
            } else {
                0
            };
            AtStripe {
                ids,
                kept: came - back,
                is_the_shops: payment["metadata"]["payment_id"].is_string(),
            }
        });
        moved.collect()
    }

    /// Gives back on Stripe's own pages what was paid last.
    pub(crate) async fn refund_at_stripe(&self, amount: Option<i64>) -> Value {
        let charge = text(&self.charges().await[0]["id"]);
        let amount = amount.map(|amount| amount.to_string());
        let mut form = vec![("charge", charge.as_str())];
        form.extend(amount.as_deref().map(|amount| ("amount", amount)));
        self.post("/v1/refunds", &form).await
    }

    /// Lets the sandbox's clock go on.
    pub(crate) async fn let_pass(&self, time: Duration) {
        let body = json!({ "seconds": time.as_secs() });
        self.control("/_sandbox/clock/advance", body).await;
    }

    /// The bank decides the only dispute.
    pub(crate) async fn decide_dispute(&self, won: bool) {
        let disputes = self.list("/v1/disputes", "").await;
        let path = format!("/_sandbox/disputes/{}/close", text(&disputes[0]["id"]));
        self.control(&path, json!({ "won": won })).await;
    }

    /// Whether the account refuses card tokens on charges.
    pub(crate) async fn refuse_card_tokens(&self) {
        let body = json!({ "refuse_card_tokens": true });
        self.control("/_sandbox/settings", body).await;
    }
}

/// One payment at Stripe.
pub(super) struct AtStripe {
    /// Of its intent and its charges.
    pub(super) ids: Vec<String>,
    /// Minor units.
    pub(super) kept: i64,
    /// Whether the shop began it.
    pub(super) is_the_shops: bool,
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
