//! `stripe-sandbox`: the stand-in of Stripe as a program.

use std::process::ExitCode;

use clap::Parser;
use stripe_sandbox::Config;
use stripe_sandbox::command::{self, Arguments};
use tracing_subscriber::EnvFilter;

/// Shown after the options.
const EXAMPLES: &str = "\
Examples:
  stripe-sandbox
      Run on 127.0.0.1:12111 and print the keys; everything is gone when it stops
  stripe-sandbox --store sandbox.db --forward-to localhost:3000/webhooks
      Keep what happens in a file, and send every event to a shop; prints the signing secret, which
      stays the same
  stripe-sandbox --forward-to localhost:3000/webhooks --events charge.refunded,checkout.session.*
      Send some events only
  stripe-sandbox trigger charge.refunded
      Make a payment and refund it, in the sandbox that runs
  stripe-sandbox resend evt_1a2b3c
      Send an event once more";

/// A stand-in of Stripe for development and tests: API, Stripe.js, hosted pages, webhooks.
#[derive(Debug, Parser)]
#[command(name = "stripe-sandbox", version, after_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    arguments: Arguments,
}

#[tokio::main]
async fn main() -> ExitCode {
    let log = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("warn"));
    tracing_subscriber::fmt()
        .with_env_filter(log)
        .with_writer(std::io::stderr)
        .init();
    let defaults = Config {
        addr: command::ADDR,
        ..Config::default()
    };
    match command::run(Cli::parse().arguments, defaults).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
