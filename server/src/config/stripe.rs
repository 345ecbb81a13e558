//! Stripe's keys and addresses, or the stand-in's.

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use stripe_client::{ClientConfig, Mode, PublishableKey, STRIPE_API_BASE, SecretKey};
use stripe_sandbox::StoreLocation;
use url::Url;

use super::{BaseUrl, ConfigError, Environment, parse_loopback};

/// Where real Stripe.js comes from; Stripe forbids serving it from elsewhere.
const STRIPE_JS_URL: &str = "https://js.stripe.com/dahlia/stripe.js";

/// How the shop takes money.
#[derive(Debug, Clone)]
pub enum Stripe {
    /// No key was given: the shop starts a stand-in of Stripe beside itself, and no money moves.
    Sandbox,
    /// With the owner's keys.
    Keys(Box<StripeKeys>),
}

/// The stand-in that the shop starts.
#[derive(Debug, Clone)]
pub struct SandboxSettings {
    /// Where it listens (`STRIPE_SANDBOX_ADDR`), on this machine only.
    pub address: SocketAddr,
    /// Where it keeps its objects (`STRIPE_SANDBOX_STORE`: a file, or `memory`).
    pub store: StoreLocation,
}

/// An account of Stripe's.
#[derive(Debug, Clone)]
pub struct StripeKeys {
    /// For the server (`STRIPE_SECRET_KEY`).
    pub secret: SecretKey,
    /// For the browser (`STRIPE_PUBLISHABLE_KEY`).
    pub publishable: PublishableKey,
    /// Where the API is (`STRIPE_API_BASE`).
    pub api_base: Url,
    /// Where Stripe.js is (`STRIPE_JS_URL`).
    pub js_url: Url,
}

/// One try of a call; the customer is waiting.
const CALL: Duration = Duration::from_secs(10);
/// A call with its retries.
const CALL_WITH_RETRIES: Duration = Duration::from_secs(20);

impl StripeKeys {
    /// Whether these keys are used against something that is not Stripe.
    pub fn is_sandbox(&self) -> bool {
        self.api_base.as_str().trim_end_matches('/') != STRIPE_API_BASE
    }

    /// How the server reaches the API.
    pub(crate) fn client(&self) -> ClientConfig {
        let mut config = ClientConfig::new(self.secret.clone());
        config.api_base = self.api_base.clone();
        config.timeout = CALL;
        config.deadline = CALL_WITH_RETRIES;
        config
    }
}

impl SandboxSettings {
    pub(super) fn read(environment: &Environment) -> Result<SandboxSettings, ConfigError> {
        let address = environment.parsed("STRIPE_SANDBOX_ADDR", parse_loopback)?;
        let store = environment
            .get("STRIPE_SANDBOX_STORE")
            .unwrap_or("data/sandbox.db");
        Ok(SandboxSettings {
            address: address.unwrap_or(SocketAddr::from(([127, 0, 0, 1], 12111))),
            store: match store {
                "memory" => StoreLocation::Memory,
                file => StoreLocation::File(PathBuf::from(file)),
            },
        })
    }
}

impl Stripe {
    pub(super) fn read(
        environment: &Environment,
        base_url: Option<&BaseUrl>,
    ) -> Result<Stripe, ConfigError> {
        let secret = environment.parsed("STRIPE_SECRET_KEY", SecretKey::parse)?;
        let publishable = environment.parsed("STRIPE_PUBLISHABLE_KEY", PublishableKey::parse)?;
        let (secret, publishable) = match (secret, publishable) {
            (None, None) => return Ok(Stripe::Sandbox),
            (Some(secret), Some(publishable)) => (secret, publishable),
            (Some(_), None) => {
                return Err(ConfigError::new(
                    "STRIPE_PUBLISHABLE_KEY",
                    "is missing; set it to the pk_ key that belongs to STRIPE_SECRET_KEY",
                ));
            }
            (None, Some(_)) => {
                return Err(ConfigError::new(
                    "STRIPE_SECRET_KEY",
                    "is missing; set it to the sk_ key that belongs to STRIPE_PUBLISHABLE_KEY, \
                     or unset both to run on the sandbox",
                ));
            }
        };
        same_mode(&secret, &publishable)?;
        let api_base = environment.parsed("STRIPE_API_BASE", parse_url)?;
        let js_url = environment.parsed("STRIPE_JS_URL", parse_url)?;
        let keys = StripeKeys {
            api_base: api_base.unwrap_or_else(|| ClientConfig::new(secret.clone()).api_base),
            js_url: match js_url {
                Some(url) => url,
                None => parse_url(STRIPE_JS_URL)
                    .map_err(|problem| ConfigError::new("STRIPE_JS_URL", problem))?,
            },
            secret,
            publishable,
        };
        belongs_together(&keys, base_url)?;
        Ok(Stripe::Keys(Box::new(keys)))
    }
}

fn parse_url(text: &str) -> Result<Url, String> {
    match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") => Ok(url),
        _ => Err(format!(
            "\"{text}\" is not a web address; write it like {STRIPE_API_BASE}"
        )),
    }
}

fn same_mode(secret: &SecretKey, publishable: &PublishableKey) -> Result<(), ConfigError> {
    let name = |mode| match mode {
        Mode::Test => "test",
        Mode::Live => "live",
    };
    if secret.mode() == publishable.mode() {
        return Ok(());
    }
    Err(ConfigError::new(
        "STRIPE_PUBLISHABLE_KEY",
        format!(
            "is a {} key and STRIPE_SECRET_KEY is a {} key; use two of one mode",
            name(publishable.mode()),
            name(secret.mode()),
        ),
    ))
}

fn belongs_together(keys: &StripeKeys, base_url: Option<&BaseUrl>) -> Result<(), ConfigError> {
    stripe_client::Client::new(keys.client())
        .map_err(|problem| ConfigError::new("STRIPE_API_BASE", problem))?;
    let js_is_stripes = keys.js_url.host_str() == Some("js.stripe.com");
    if keys.is_sandbox() == js_is_stripes {
        return Err(ConfigError::new(
            "STRIPE_JS_URL",
            "and STRIPE_API_BASE must both be Stripe's, or both the sandbox's",
        ));
    }
    let live = keys.secret.mode() == Mode::Live;
    if live && !base_url.is_some_and(BaseUrl::is_https) {
        return Err(ConfigError::new(
            "TILL_BASE_URL",
            "must be the shop's https:// address when live keys are used",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::environment;
    use super::*;

    const SECRET: (&str, &str) = ("STRIPE_SECRET_KEY", "sk_test_1");
    const PUBLISHABLE: (&str, &str) = ("STRIPE_PUBLISHABLE_KEY", "pk_test_1");

    fn read(pairs: &[(&str, &str)]) -> Result<Stripe, String> {
        let base = BaseUrl::parse("https://shop.example").expect("an address");
        Stripe::read(&environment(pairs), Some(&base)).map_err(|error| error.to_string())
    }

    fn problem(pairs: &[(&str, &str)]) -> String {
        read(pairs).map(drop).expect_err("a problem")
    }

    #[test]
    fn no_key_means_the_sandbox_and_two_mean_stripe() {
        assert!(matches!(read(&[]), Ok(Stripe::Sandbox)));
        let Ok(Stripe::Keys(keys)) = read(&[SECRET, PUBLISHABLE]) else {
            panic!("keys")
        };
        assert!(!keys.is_sandbox());
        assert_eq!(keys.js_url.as_str(), STRIPE_JS_URL);
    }

    #[test]
    fn keys_of_the_wrong_kind_are_named() {
        let text = problem(&[("STRIPE_SECRET_KEY", "pk_test_1"), PUBLISHABLE]);
        assert!(
            text.starts_with("STRIPE_SECRET_KEY") && text.contains("publishable key"),
            "{text}"
        );
        let text = problem(&[SECRET, ("STRIPE_PUBLISHABLE_KEY", "sk_test_hidden")]);
        assert!(
            text.starts_with("STRIPE_PUBLISHABLE_KEY") && !text.contains("hidden"),
            "{text}"
        );
    }

    #[test]
    fn one_key_alone_is_not_enough() {
        assert!(problem(&[SECRET]).starts_with("STRIPE_PUBLISHABLE_KEY: is missing"));
        assert!(problem(&[PUBLISHABLE]).starts_with("STRIPE_SECRET_KEY: is missing"));
    }

    #[test]
    fn test_and_live_keys_do_not_mix() {
        let text = problem(&[SECRET, ("STRIPE_PUBLISHABLE_KEY", "pk_live_1")]);
        assert!(
            text.contains("is a live key and STRIPE_SECRET_KEY is a test key"),
            "{text}"
        );
    }

    #[test]
    fn live_keys_never_go_to_a_sandbox() {
        let live = [
            ("STRIPE_SECRET_KEY", "sk_live_1"),
            ("STRIPE_PUBLISHABLE_KEY", "pk_live_1"),
        ];
        assert!(read(&live).is_ok());
        let sandbox = [
            live[0],
            live[1],
            ("STRIPE_API_BASE", "http://127.0.0.1:12111"),
        ];
        assert!(problem(&sandbox).starts_with("STRIPE_API_BASE"));
    }

    #[test]
    fn live_keys_need_an_encrypted_shop() {
        let live = [
            ("STRIPE_SECRET_KEY", "sk_live_1"),
            ("STRIPE_PUBLISHABLE_KEY", "pk_live_1"),
        ];
        let error = Stripe::read(&environment(&live), None)
            .expect_err("refused")
            .to_string();
        assert!(error.starts_with("TILL_BASE_URL"), "{error}");
    }

    #[test]
    fn script_and_api_come_from_one_place() {
        let base = ("STRIPE_API_BASE", "http://127.0.0.1:12111");
        assert!(problem(&[SECRET, PUBLISHABLE, base]).starts_with("STRIPE_JS_URL"));
        let script = ("STRIPE_JS_URL", "http://127.0.0.1:12111/dahlia/stripe.js");
        let Ok(Stripe::Keys(keys)) = read(&[SECRET, PUBLISHABLE, base, script]) else {
            panic!("keys")
        };
        assert!(keys.is_sandbox());
    }

    #[test]
    fn the_sandbox_listens_on_this_machine_only() {
        let environment = environment(&[("STRIPE_SANDBOX_ADDR", "0.0.0.0:12111")]);
        let error = SandboxSettings::read(&environment)
            .expect_err("refused")
            .to_string();
        assert!(error.starts_with("STRIPE_SANDBOX_ADDR"), "{error}");
    }
}
