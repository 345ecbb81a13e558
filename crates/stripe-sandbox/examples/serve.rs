//! Runs a sandbox until it is interrupted: `cargo run -p stripe-sandbox --example serve -- ADDRESS FILE`.

use std::path::PathBuf;

use stripe_sandbox::{Config, Sandbox, StoreLocation};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut config = Config::default();
    if let Some(addr) = arguments.next() {
        config.addr = addr.parse()?;
    }
    if let Some(file) = arguments.next() {
        config.store = StoreLocation::File(PathBuf::from(file));
    }
    let running = Sandbox::start(config).await?;
    println!("api             {}", running.base_url());
    println!("stripe.js       {}", running.stripe_js_url());
    println!("secret key      {}", running.secret_key());
    println!("publishable key {}", running.publishable_key());
    tokio::signal::ctrl_c().await?;
    running.stop().await;
    Ok(())
}
