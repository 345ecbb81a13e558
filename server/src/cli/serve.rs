//! `till serve`: the shop, until it is asked to stop.

use crate::{config::Config, serve, shutdown::StopSignals};

pub(super) async fn run(config: Config) -> anyhow::Result<()> {
    let mut signals = StopSignals::hear()?;
    let running = tokio::select! {
        running = serve::start(config) => running?,
        () = signals.wait() => return Ok(()),
    };
    println!(
        "\n  {} is open at {}",
        running.shop().settings().name,
        running.base_url()
    );
    if running.on_sandbox() {
        println!("  No money moves: payments go to a sandbox of Stripe.");
        println!("  Card to try: 4242 4242 4242 4242, any date to come, any three digits.");
    }
    if let Some(sandbox) = running.sandbox() {
        println!(
            "  Payments and events, as in Stripe's dashboard: {}",
            sandbox.base_url()
        );
    }
    if let Some(folder) = running.mail_folder() {
        println!(
            "  Mails are not sent, but written into the folder {}: TILL_SMTP_URL names a mail server.",
            folder.display()
        );
    }
    println!("  Ctrl+C closes it.\n");
    signals.wait().await;
    tracing::info!("closing");
    running.stop().await;
    Ok(())
}
