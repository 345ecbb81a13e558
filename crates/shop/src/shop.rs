//! The shop: its store, its settings and its line to Stripe.

use std::{sync::Arc, time::Duration};

use commerce::{Currency, delivery::DeliveryRates, payment::PaymentFlow};
use stripe_client::WebhookSecret;
use tokio::sync::Notify;

use crate::{Store, StoreError, accounts::Hashing, cards::WalletCache, payments::TokenUse};

/// What an owner sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the shop, as customers read it.
    pub name: String,
    /// Flat rates of delivery; none means [`DeliveryRates::default_for`] the catalogue's currency.
    pub delivery: Option<DeliveryRates>,
    /// How long started payments keep their stock.
    pub reservation: Duration,
    /// How the shop is reached, without a slash at the end: Stripe's page leads back there.
    pub base_url: String,
    /// The ways to pay that customers are offered, in that order; at least one.
    pub flows: Vec<PaymentFlow>,
    /// What card tokens are sent to Stripe as.
    pub token_use: TokenUse,
    /// The signing secrets of Stripe's webhooks: several while one replaces another.
    pub webhook_secrets: Vec<WebhookSecret>,
    /// How often payments that are not final are asked after.
    pub reconcile_every: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            name: "Kelp & Clay".to_owned(),
            delivery: None,
            reservation: Duration::from_secs(30 * 60),
            base_url: "http://127.0.0.1:3000".to_owned(),
            flows: vec![PaymentFlow::Manual],
            token_use: TokenUse::default(),
            webhook_secrets: Vec::new(),
            reconcile_every: Duration::from_secs(30),
        }
    }
}

struct Inner {
    store: Store,
    stripe: stripe_client::Client,
    settings: Settings,
    webhook_worker: Notify,
    wallets: WalletCache,
    mail_worker: Notify,
    hashing: Hashing,
}

/// A shop; cheap to clone.
#[derive(Clone)]
pub struct Shop(Arc<Inner>);

impl Shop {
    /// A shop over an open store.
    pub fn new(store: Store, stripe: stripe_client::Client, settings: Settings) -> Shop {
        Shop(Arc::new(Inner {
            store,
            stripe,
            settings,
            webhook_worker: Notify::new(),
            wallets: WalletCache::default(),
            mail_worker: Notify::new(),
            hashing: Hashing::default(),
        }))
    }

    /// Where everything is kept.
    pub fn store(&self) -> &Store {
        &self.0.store
    }

    /// What the owner set.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Tells the webhook worker that an event waits.
    pub(crate) fn wake_webhook_worker(&self) {
        self.0.webhook_worker.notify_one();
    }

    /// Waits for an event.
    pub(crate) async fn webhook_waits(&self) {
        self.0.webhook_worker.notified().await;
    }

    /// Told when a mail waits.
    pub(crate) fn mail_worker(&self) -> &Notify {
        &self.0.mail_worker
    }

    /// What hashes passwords.
    pub(crate) fn hashing_permits(&self) -> &Hashing {
        &self.0.hashing
    }

    /// Saved cards, as Stripe listed them a moment ago.
    pub(crate) fn wallets(&self) -> &WalletCache {
        &self.0.wallets
    }

    pub(crate) fn stripe(&self) -> &stripe_client::Client {
        &self.0.stripe
    }

    /// Currency of the catalogue; EUR while it is empty.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn currency(&self) -> Result<Currency, StoreError> {
        crate::catalogue::currency(self.store()).await
    }

    /// Flat rates of delivery.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn delivery_rates(&self) -> Result<DeliveryRates, StoreError> {
        let currency = self.currency().await?;
        let set = self
            .settings()
            .delivery
            .filter(|rates| rates.standard.currency == currency);
        Ok(set.unwrap_or_else(|| DeliveryRates::default_for(currency)))
    }
}
