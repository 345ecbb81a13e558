//! The command line.

mod import;
mod open;
mod refund;
mod sandbox;
mod serve;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::{
    config::{Config, Environment},
    observe::start_log,
};

/// Shown after the list of commands.
const TEACHING: &str = "\
Examples:
  till                                 Open the shop on http://127.0.0.1:3000 with a sandbox of Stripe
  LEPTOS_SITE_ADDR=127.0.0.1:8080 till Open it on another port
  till import catalogue.csv            Fill it with your own products; an unchanged file changes nothing
  till refund 1001                     Give back what was paid for order 1001
  till refund 1001 --amount 4.90       Give back a part of it
  till sandbox                         Run the sandbox alone, for a shop or a test elsewhere
  till sandbox --forward-to localhost:8080/webhooks
                                       The same, and send its events there

Everything is set by the environment, or by a file .env in the working directory. Nothing needs to be.

The shop:
  LEPTOS_SITE_ADDR          Where it listens [127.0.0.1:3000]
  TILL_BASE_URL             How customers reach it, like https://shop.example [http:// and the address]
  TILL_SHOP_NAME            Its name [Kelp & Clay]
  DATABASE_URL              sqlite://FILE or postgres://USER:PASSWORD@HOST/DATABASE [sqlite://data/till.db]
  TILL_DELIVERY_STANDARD    What standard delivery costs, like 4.90 EUR; set both or none
  TILL_DELIVERY_EXPRESS     What express delivery costs, like 9.90 EUR
  TILL_RESERVATION_MINUTES  How long a payment that was begun keeps its stock [30]
  LEPTOS_SITE_ROOT          The built browser half [site/ beside the binary, or target/site]

Payments (without keys a sandbox is started, and no money moves):
  STRIPE_SECRET_KEY         sk_test_... or sk_live_..., from https://dashboard.stripe.com/apikeys
  STRIPE_PUBLISHABLE_KEY    pk_test_... or pk_live_..., of the same account and mode
  STRIPE_WEBHOOK_SECRET     whsec_..., of the endpoint TILL_BASE_URL/webhooks/stripe; two with a comma while one replaces the other
  TILL_PAYMENT_FLOWS        Ways to pay, in the order in which they are offered, of manual, element, token, hosted [manual,hosted]
  TILL_TOKEN_AS             What token sends to Stripe: charge or, where Stripe refuses that, payment_method [charge]
  TILL_RECONCILE_SECONDS    How often Stripe is asked after payments that are under way, from 1 to 3600 [30]
  STRIPE_API_BASE           Where Stripe's API is [https://api.stripe.com]
  STRIPE_JS_URL             Where Stripe.js is [https://js.stripe.com/dahlia/stripe.js]
  STRIPE_SANDBOX_ADDR       Where the sandbox listens [127.0.0.1:12111]
  STRIPE_SANDBOX_STORE      A file for its objects, or memory [data/sandbox.db]
  The sandbox tells the shop of events by itself. token is there for shops that come from it: it cannot ask the buyer's bank
  (3-D Secure), so that European banks decline many of its payments.

Mail:
  TILL_SMTP_URL             smtp://USER:PASSWORD@HOST:587?tls=required or smtps://USER:PASSWORD@HOST; without it nothing is sent
  TILL_MAIL_FROM            The address that mails are from [shop@ and the host of TILL_BASE_URL]
  TILL_MAIL_FOLDER          Where mails are written to while there is no mail server, a file each [data/mail]

Operation:
  TILL_METRICS_ADDR         Where Prometheus reads /metrics, on this machine only, or off [127.0.0.1:9464]
  TILL_LOG_FORMAT           text or json [text]
  RUST_LOG                  What is logged, like info or till=debug [info]
  TILL_TRUST_PROXY          on behind a proxy that sets X-Forwarded-For [off]
  TILL_RATE_LIMIT           off, or by how much the normal rates are multiplied [1]

A shop in production needs this binary, hash.txt and the folder site/ beside it, TILL_BASE_URL, the two keys and the
webhook secret.";

/// A shop in one binary.
#[derive(Debug, Parser)]
#[command(name = "till", version, about = "Till: a shop in one binary", after_help = TEACHING)]
pub struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Open the shop (what happens without a command)
    Serve,
    /// Replace the catalogue by a CSV file's, all or nothing
    ///
    /// Every line is checked first; what is wrong is told with its line number, and then nothing is changed. A shop that
    /// runs shows the new catalogue at the next request.
    Import {
        /// The file; - reads standard input
        file: PathBuf,
    },
    /// Give money of an order back to its buyer
    ///
    /// It may be asked for while the shop runs. What was refunded on Stripe's own pages counts, so that no more goes back
    /// than came.
    Refund {
        /// The order's number, like 1001
        #[arg(value_parser = refund::parse_number)]
        order: i64,
        /// How much, like 4.90, in the order's currency; without it, all that is left
        #[arg(long)]
        amount: Option<String>,
    },
    /// Run the sandbox of Stripe alone, until Ctrl+C, or say something to one that runs
    Sandbox(stripe_sandbox::command::Arguments),
}

impl Cli {
    /// Does what was asked, and returns when it is done.
    ///
    /// # Errors
    /// Why it could not be done, in words for who typed the command.
    pub fn run(self) -> anyhow::Result<()> {
        let environment = Environment::load()?;
        let config = Config::read(&environment)?;
        start_log(&config.log);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?;
        runtime.block_on(async {
            match self.command.unwrap_or(Command::Serve) {
                Command::Serve => serve::run(config).await,
                Command::Import { file } => import::run(config, &file).await,
                Command::Refund { order, amount } => {
                    refund::run(config, order, amount.as_deref()).await
                }
                Command::Sandbox(arguments) => sandbox::run(config, arguments).await,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn without_a_command_the_shop_opens() {
        let cli = Cli::try_parse_from(["till"]).expect("no arguments");
        assert!(cli.command.is_none());
    }
}
