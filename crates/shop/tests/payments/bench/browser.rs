//! What Stripe.js, a bank's window and Stripe's own page do in a buyer's browser, by plain HTTP.

use serde_json::Value;
use shop::payments::{PaymentMethodId, TokenId};

use super::Bench;

pub(crate) type Form<'a> = &'a [(&'a str, &'a str)];

/// How Stripe's page answered.
#[derive(Debug)]
pub(crate) struct PageAnswer {
    pub(crate) status: u16,
    /// Where it leads.
    pub(crate) location: Option<String>,
}

pub(super) fn encode(form: Form<'_>) -> String {
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
}

impl Bench {
    /// A call of Stripe.js; the status and the object or error.
    async fn script(&self, path: &str, form: Form<'_>) -> (u16, Value) {
        let response = self
            .world
            .http
            .post(format!("{}{path}", self.world.stripe.base_url()))
            .bearer_auth(self.world.stripe.publishable_key())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(form))
            .send()
            .await
            .expect("a sandbox");
        let status = response.status().as_u16();
        let text = response.text().await.expect("a body");
        (status, serde_json::from_str(&text).expect("JSON"))
    }

    /// A typed card as a PaymentMethod.
    pub(crate) async fn card(&self, number: &str) -> PaymentMethodId {
        let form = [
            ("type", "card"),
            ("card[number]", number),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2040"),
            ("card[cvc]", "123"),
        ];
        let (_, method) = self.script("/v1/payment_methods", &form).await;
        let id = method["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{method:#}"));
        PaymentMethodId::parse(id).expect("a payment method")
    }

    /// A typed card as a token.
    pub(crate) async fn card_token(&self, number: &str) -> TokenId {
        let form = [
            ("card[number]", number),
            ("card[exp_month]", "12"),
            ("card[exp_year]", "2040"),
            ("card[cvc]", "123"),
        ];
        let (_, token) = self.script("/v1/tokens", &form).await;
        let id = token["id"].as_str().unwrap_or_else(|| panic!("{token:#}"));
        TokenId::parse(id).expect("a token")
    }

    /// A security code that was typed again, as a token.
    pub(crate) async fn cvc(&self) -> String {
        let (_, token) = self
            .script("/v1/tokens", &[("cvc_update[cvc]", "123")])
            .await;
        let id = token["id"].as_str();
        id.unwrap_or_else(|| panic!("{token:#}")).to_owned()
    }

    /// `confirmPayment` with a typed card: the intent, or why it was refused.
    pub(crate) async fn confirm_in_browser(
        &self,
        secret: &str,
        number: &str,
    ) -> Result<Value, Value> {
        let (intent, _) = secret.split_once("_secret_").expect("a client secret");
        let form = [
            ("client_secret", secret),
            ("payment_method_data[type]", "card"),
            ("payment_method_data[card][number]", number),
            ("payment_method_data[card][exp_month]", "12"),
            ("payment_method_data[card][exp_year]", "2040"),
            ("payment_method_data[card][cvc]", "123"),
            ("return_url", "http://127.0.0.1:3000/checkout/return"),
            ("use_stripe_sdk", "true"),
        ];
        let path = format!("/v1/payment_intents/{intent}/confirm");
        match self.script(&path, &form).await {
            (200, intent) => Ok(intent),
            (_, error) => Err(error["error"].clone()),
        }
    }

    /// What the buyer does in the bank's window of the intent that waits.
    pub(crate) async fn answer_bank(&self, outcome: &str) {
        let waiting = self
            .intents()
            .await
            .into_iter()
            .find(|intent| intent["status"] == "requires_action")
            .expect("an intent that waits for its buyer");
        self.answer_window(&waiting, outcome).await;
    }

    /// What a card's owner does in the bank's window of the SetupIntent.
    pub(crate) async fn answer_bank_about(&self, setup: &str, outcome: &str) {
        let waiting = self.get(&format!("/v1/setup_intents/{setup}")).await;
        self.answer_window(&waiting, outcome).await;
    }

    async fn answer_window(&self, waiting: &Value, outcome: &str) {
        let action = waiting["next_action"].to_string();
        let window = action
            .split('"')
            .find(|part| part.contains("/3d-secure/"))
            .expect("the bank's window");
        let window = window.split('?').next().expect("an address");
        let answer = self.submit(window, &[("outcome", outcome)]).await;
        assert!(answer.status < 400, "{answer:?}");
    }

    /// Sends a page's form.
    pub(crate) async fn submit(&self, address: &str, form: Form<'_>) -> PageAnswer {
        let response = self
            .world
            .http
            .post(address)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(encode(form))
            .send()
            .await
            .expect("a page");
        let location = response.headers().get("location");
        PageAnswer {
            status: response.status().as_u16(),
            location: location.map(|value| value.to_str().expect("an address").to_owned()),
        }
    }

    /// Pays with a card on Stripe's page.
    pub(crate) async fn pay_on_page(&self, page: &str, number: &str) -> PageAnswer {
        let form = [
            ("method", "card"),
            ("shipping_option", "0"),
            ("number", number),
            ("expiry", "12 / 40"),
            ("cvc", "123"),
            ("name", "Ada Byron"),
            ("country", "DE"),
        ];
        self.submit(page, &form).await
    }

    /// Pays by bank debit on Stripe's page.
    pub(crate) async fn debit_on_page(&self, page: &str, iban: &str) -> PageAnswer {
        let form = [
            ("method", "sepa_debit"),
            ("shipping_option", "0"),
            ("iban", iban),
            ("name", "Ada Byron"),
        ];
        self.submit(page, &form).await
    }
}
