//! The shop: its store, its settings and its line to Stripe.

use std::{sync::Arc, time::Duration};

use commerce::{Currency, delivery::DeliveryRates};

use crate::{Store, StoreError};

/// What an owner sets.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Name of the shop, as customers read it.
    pub name: String,
    /// Flat rates of delivery; none means [`DeliveryRates::default_for`] the catalogue's currency.
    pub delivery: Option<DeliveryRates>,
    /// How long started payments keep their stock.
    pub reservation: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            name: "Kelp & Clay".to_owned(),
            delivery: None,
            reservation: Duration::from_secs(30 * 60),
        }
    }
}

struct Inner {
    store: Store,
    stripe: stripe_client::Client,
    settings: Settings,
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
