//! A sandbox of one's own, and a client of it.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::de::DeserializeOwned;
use stripe_client::{
    ApiQuery, ApiRequest, Client, ClientConfig, CreatePaymentIntent, Error, IdempotencyKey,
    PaymentIntent, PaymentMethodChoice, SecretKey,
};
use stripe_sandbox::{Config, Running, Sandbox};

pub(crate) struct Bench {
    client: Client,
    keys: AtomicUsize,
    /// Runs as long as it is held.
    _sandbox: Running,
}

impl Bench {
    pub(crate) async fn start() -> Self {
        Self::with(Config::default()).await
    }

    pub(crate) async fn with(config: Config) -> Self {
        let sandbox = Sandbox::start(config).await.unwrap();
        let key = SecretKey::parse(sandbox.secret_key()).unwrap();
        let mut config = ClientConfig::new(key);
        config.api_base = sandbox.base_url().parse().unwrap();
        Self {
            client: Client::new(config).unwrap(),
            keys: AtomicUsize::new(0),
            _sandbox: sandbox,
        }
    }

    pub(crate) fn client(&self) -> &Client {
        &self.client
    }

    /// Sends with a key of its own.
    pub(crate) async fn send<T: DeserializeOwned>(
        &self,
        request: &ApiRequest<T>,
    ) -> Result<T, Error> {
        let number = self.keys.fetch_add(1, Ordering::Relaxed);
        let key = IdempotencyKey::parse(format!("test-{number}")).unwrap();
        self.client.send(request, &key).await
    }

    pub(crate) async fn fetch<T: DeserializeOwned>(&self, query: &ApiQuery<T>) -> T {
        self.client.fetch(query).await.unwrap()
    }

    /// Asks until `done`, for some seconds at most.
    pub(crate) async fn wait_for<T: DeserializeOwned>(
        &self,
        query: &ApiQuery<T>,
        done: impl Fn(&T) -> bool,
    ) -> T {
        for _ in 0..200 {
            let object = self.fetch(query).await;
            if done(&object) {
                return object;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("{query:?} did not come to it")
    }

    /// An intent over 20.00 EUR that is confirmed with a ready-made card, such as `pm_card_visa`.
    pub(crate) async fn pay(&self, card: &str) -> PaymentIntent {
        self.send(&paying(card).request()).await.unwrap()
    }
}

/// Pays 20.00 EUR with a ready-made card, once it is sent.
pub(crate) fn paying(card: &str) -> CreatePaymentIntent {
    CreatePaymentIntent {
        payment_method: Some(card.parse().unwrap()),
        payment_methods: Some(PaymentMethodChoice::card()),
        confirm: true,
        ..CreatePaymentIntent::new(2000, "eur")
    }
}
