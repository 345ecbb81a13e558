//! `till serve`: the shop, until it is asked to stop.

use crate::{config::Config, serve, shutdown};

pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let running = serve::start(config).await?;
    println!(
        "\n  {} is open at {}",
        running.shop().settings().name,
        running.base_url()
    );
    if running.on_sandbox() {
        println!("  No money moves: payments go to a sandbox of Stripe.");
        println!("  Card to try: 4242 4242 4242 4242, any date to come, any three digits.");
    }
    println!("  Ctrl+C closes it.\n");
    shutdown::asked_to_stop().await;
    tracing::info!("closing");
    running.stop().await;
    Ok(())
}
