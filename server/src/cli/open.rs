//! The shop's database and its line to Stripe, for a command that serves nobody.

use anyhow::Context;
use shop::{Shop, Store};
use stripe_client::{Client, ClientConfig, SecretKey};

use crate::config::{Config, Stripe};

/// The shop that `config` names. Where it has no keys, its sandbox is asked, which runs beside `till serve`.
pub(super) async fn open_shop(config: Config) -> anyhow::Result<Shop> {
    let client = match &config.stripe {
        Stripe::Keys(keys) => keys.client(),
        Stripe::Sandbox => {
            let mut client = ClientConfig::new(SecretKey::parse(stripe_sandbox::SECRET_KEY)?);
            client.api_base = format!("http://{}", config.sandbox.address).parse()?;
            client
        }
    };
    let store = Store::open(config.database.as_str())
        .await
        .context("DATABASE_URL says which database is used")?;
    Ok(Shop::new(store, Client::new(client)?, config.shop))
}
