//! `till sandbox`: the stand-in of Stripe alone.

use crate::{config::Config, serve, shutdown};

pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let sandbox = serve::start_sandbox(config.sandbox, &config.shop.name).await?;
    println!("The sandbox of Stripe runs. For a shop that uses it:\n");
    println!("STRIPE_API_BASE={}", sandbox.base_url());
    println!("STRIPE_JS_URL={}", sandbox.stripe_js_url());
    println!("STRIPE_SECRET_KEY={}", sandbox.secret_key());
    println!("STRIPE_PUBLISHABLE_KEY={}", sandbox.publishable_key());
    println!("\nCtrl+C stops it.");
    shutdown::asked_to_stop().await;
    sandbox.stop().await;
    Ok(())
}
