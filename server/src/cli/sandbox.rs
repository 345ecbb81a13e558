//! `till sandbox`: the stand-in of Stripe alone.

use crate::{config::Config, serve, shutdown::StopSignals};

pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let mut signals = StopSignals::hear()?;
    let sandbox = serve::start_sandbox(config.sandbox, &config.shop.name).await?;
    println!("The sandbox of Stripe runs. For a shop that uses it:\n");
    println!("STRIPE_API_BASE={}", sandbox.base_url());
    println!("STRIPE_JS_URL={}", sandbox.stripe_js_url());
    println!("STRIPE_SECRET_KEY={}", sandbox.secret_key());
    println!("STRIPE_PUBLISHABLE_KEY={}", sandbox.publishable_key());
    println!("\nCtrl+C stops it.");
    signals.wait().await;
    sandbox.stop().await;
    Ok(())
}
