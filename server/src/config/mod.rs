//! What an owner sets: read once at start from the environment, each setting with a default that works and a type that
//! holds only what makes sense.

mod base_url;
mod database;
mod environment;
mod limits;
mod log;
mod mail;
mod metrics;
mod payments;
mod shop;
mod site;
mod stripe;

pub use base_url::BaseUrl;
pub use database::DatabaseUrl;
pub use environment::Environment;
pub use limits::{Limits, RateLimit};
pub use log::{Log, LogFormat};
pub use mail::Mail;
pub use metrics::Metrics;
pub use site::SiteFolder;
pub use stripe::{SandboxSettings, Stripe, StripeKeys};

use std::net::SocketAddr;

/// A setting that cannot be used. The text names the setting and never holds the value of a secret.
#[derive(Debug, thiserror::Error)]
#[error("{name}: {problem}")]
pub struct ConfigError {
    name: &'static str,
    problem: String,
}

impl ConfigError {
    pub(crate) fn new(name: &'static str, problem: impl ToString) -> ConfigError {
        ConfigError {
            name,
            problem: problem.to_string(),
        }
    }
}

/// Everything that `till` can be told.
#[derive(Debug, Clone)]
pub struct Config {
    /// Where the shop listens (`LEPTOS_SITE_ADDR`).
    pub address: SocketAddr,
    /// How customers reach the shop (`TILL_BASE_URL`); none means the address it listens on.
    pub base_url: Option<BaseUrl>,
    /// The built browser half and the public files.
    pub site: SiteFolder,
    /// The database (`DATABASE_URL`).
    pub database: DatabaseUrl,
    /// Stripe, or the stand-in of it.
    pub stripe: Stripe,
    /// The stand-in of Stripe, if one is started.
    pub sandbox: SandboxSettings,
    /// Name, delivery, reservations and payments. How it is reached is known only once it listens.
    pub shop: ::shop::Settings,
    /// How the shop's mails leave.
    pub mail: Mail,
    /// How much one client may ask.
    pub limits: Limits,
    /// Where Prometheus reads.
    pub metrics: Metrics,
    /// How the log looks.
    pub log: Log,
}

impl Config {
    /// Reads every setting.
    ///
    /// # Errors
    /// The first setting that cannot be used.
    pub fn read(environment: &Environment) -> Result<Config, ConfigError> {
        let address = environment.parsed("LEPTOS_SITE_ADDR", parse_address)?;
        let base_url = environment.parsed("TILL_BASE_URL", BaseUrl::parse)?;
        let shop = shop::read(environment)?;
        Ok(Config {
            address: address.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 3000))),
            site: SiteFolder::read(environment)?,
            database: DatabaseUrl::read(environment)?,
            stripe: Stripe::read(environment, base_url.as_ref())?,
            sandbox: SandboxSettings::read(environment)?,
            mail: Mail::read(environment, &shop.name, base_url.as_ref())?,
            shop,
            limits: Limits::read(environment)?,
            metrics: Metrics::read(environment)?,
            log: Log::read(environment)?,
            base_url,
        })
    }
}

fn parse_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| {
        format!("\"{text}\" is not an address to listen on; write it like 127.0.0.1:3000")
    })
}

fn parse_loopback(text: &str) -> Result<SocketAddr, String> {
    let address = parse_address(text)?;
    if address.ip().is_loopback() {
        Ok(address)
    } else {
        Err(format!(
            "{address} can be reached by other machines; use an address like 127.0.0.1:{}",
            address.port()
        ))
    }
}

fn parse_switch(text: &str) -> Result<bool, String> {
    match text {
        "1" | "true" | "on" | "yes" => Ok(true),
        "0" | "false" | "off" | "no" => Ok(false),
        other => Err(format!("\"{other}\" is neither on nor off")),
    }
}

#[cfg(test)]
pub(crate) fn environment(pairs: &[(&str, &str)]) -> Environment {
    Environment::of(
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(pairs: &[(&str, &str)]) -> String {
        Config::read(&environment(pairs))
            .expect_err("a problem")
            .to_string()
    }

    #[test]
    fn everything_has_a_default_that_works() {
        let config = Config::read(&environment(&[])).expect("defaults");
        assert_eq!(config.address.to_string(), "127.0.0.1:3000");
        assert_eq!(config.database.as_str(), "sqlite://data/till.db");
        assert!(matches!(config.stripe, Stripe::Sandbox));
        assert!(!config.limits.trust_proxy);
    }

    #[test]
    fn an_empty_value_counts_as_not_set() {
        let config = Config::read(&environment(&[
            ("LEPTOS_SITE_ADDR", " "),
            ("DATABASE_URL", ""),
        ]));
        assert_eq!(config.expect("defaults").address.port(), 3000);
    }

    #[test]
    fn a_problem_names_its_setting_and_shows_what_is_right() {
        let text = problem(&[("LEPTOS_SITE_ADDR", "localhost")]);
        assert!(
            text.contains("LEPTOS_SITE_ADDR") && text.contains("127.0.0.1:3000"),
            "{text}"
        );
        let text = problem(&[("TILL_METRICS_ADDR", "0.0.0.0:9464")]);
        assert!(
            text.contains("TILL_METRICS_ADDR") && text.contains("127.0.0.1:9464"),
            "{text}"
        );
    }

    #[test]
    fn debug_of_all_settings_shows_no_secret() {
        let config = Config::read(&environment(&[
            ("STRIPE_SECRET_KEY", "sk_test_hidden"),
            ("STRIPE_PUBLISHABLE_KEY", "pk_test_hidden"),
            ("STRIPE_WEBHOOK_SECRET", "whsec_hidden"),
            ("DATABASE_URL", "postgres://till:hidden@db/till"),
            ("TILL_SMTP_URL", "smtps://till:hidden@mail.example"),
            ("TILL_MAIL_FROM", "shop@shop.example"),
        ]));
        let text = format!("{:?}", config.expect("good settings"));
        assert!(!text.contains("hidden"), "{text}");
    }
}
