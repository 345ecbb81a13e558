//! Sending: one call, as many tries as its deadline allows.

use std::fmt;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderValue};
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use tracing::Instrument;
use url::Url;

use crate::request::Method;
use crate::retry::wait;
use crate::transport::{Answer, Failure, attempt, http_client, is_loopback};
use crate::{
    ApiQuery, ApiRequest, Effect, Error, IdempotencyKey, List, Mode, Retry, SecretKey, StripeObject,
};

/// Where Stripe's API is.
pub const STRIPE_API_BASE: &str = "https://api.stripe.com";

/// The version of Stripe's API that every call asks for, whatever the account's own is.
pub const STRIPE_API_VERSION: &str = "2026-08-26.dahlia";

/// How to reach Stripe. Start from [`ClientConfig::new`].
#[derive(Debug, Clone)]
pub struct ClientConfig {
    /// The account's key.
    pub secret_key: SecretKey,
    /// Where the API is: [`STRIPE_API_BASE`], or the sandbox. Plain HTTP on loopback addresses only.
    pub api_base: Url,
    /// How long one try may take.
    pub timeout: Duration,
    /// How long a call may take with all its tries and the waits between them.
    pub deadline: Duration,
    /// How many tries a call has, 1 or more.
    pub max_attempts: u32,
    /// The wait after the first try; it doubles with each one.
    pub backoff: Duration,
}

impl ClientConfig {
    /// Stripe itself, with limits that suit a customer who waits for the answer: 30 s a try, 60 s and 4 tries a call.
    #[must_use]
    pub fn new(secret_key: SecretKey) -> Self {
        Self {
            secret_key,
            api_base: Url::parse(STRIPE_API_BASE).expect("a constant address"),
            timeout: Duration::from_secs(30),
            deadline: Duration::from_secs(60),
            max_attempts: 4,
            backoff: Duration::from_millis(500),
        }
    }
}

/// Why no client can be made.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The key would travel readably through a network.
    #[error(
        "plain http:// is for addresses of this machine only: Stripe's API base needs https://"
    )]
    PlainHttp,
    /// A key to real money and an API that is not Stripe's.
    #[error("a live key is sent to {STRIPE_API_BASE} only")]
    LiveKeyElsewhere,
    /// Not an address that an API can be at.
    #[error("the API base must be an http(s) address without user, query or fragment")]
    ApiBase,
    /// A limit of nothing.
    #[error("timeout, deadline and number of attempts must be more than zero")]
    Limits,
    /// TLS could not be set up, for want of root certificates perhaps.
    #[error("the HTTP client could not be set up")]
    Http(#[source] reqwest::Error),
}

/// Speaks to Stripe. Cheap to clone; clones share their connections.
#[derive(Clone)]
pub struct Client {
    http: reqwest::Client,
    config: ClientConfig,
    authorization: HeaderValue,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("config", &self.config)
            .finish_non_exhaustive()
    }
}

impl Client {
    /// Makes a client. Nothing is sent yet.
    ///
    /// # Errors
    /// [`ConfigError`] when the configuration is unsafe or cannot work.
    pub fn new(config: ClientConfig) -> Result<Self, ConfigError> {
        let base = &config.api_base;
        let plain = base.username().is_empty()
            && base.password().is_none()
            && base.query().is_none()
            && base.fragment().is_none();
        match base.scheme() {
            "https" if plain => {}
            "http" if plain && is_loopback(base) => {}
            "http" if plain => return Err(ConfigError::PlainHttp),
            _ => return Err(ConfigError::ApiBase),
        }
        if config.secret_key.mode() == Mode::Live
            && base.as_str().trim_end_matches('/') != STRIPE_API_BASE
        {
            return Err(ConfigError::LiveKeyElsewhere);
        }
        if config.timeout.is_zero() || config.deadline.is_zero() || config.max_attempts == 0 {
            return Err(ConfigError::Limits);
        }
        let http = http_client(base).map_err(ConfigError::Http)?;
        let bearer = format!("Bearer {}", config.secret_key.expose());
        let mut authorization =
            HeaderValue::try_from(bearer).expect("a key is letters, digits and underscores");
        authorization.set_sensitive(true);
        Ok(Self {
            http,
            config,
            authorization,
        })
    }

    /// Whether this client moves real money.
    #[must_use]
    pub fn mode(&self) -> Mode {
        self.config.secret_key.mode()
    }

    /// Sends a call that changes something. Every try carries the same `key`, so that they count as one. Deletions
    /// go without a key, for Stripe keeps none for them.
    ///
    /// When the returned future is dropped half-way, the outcome is as unknown as after
    /// [`Error::OutcomeUnknown`]: send again with the same key.
    ///
    /// # Errors
    /// [`Error`], which knows whether the change may have happened.
    pub async fn send<T: DeserializeOwned>(
        &self,
        request: &ApiRequest<T>,
        key: &IdempotencyKey,
    ) -> Result<T, Error> {
        let url = self.url(request.path(), None);
        let body = request.form_body();
        let build = || match request.kind() {
            Method::Post => self
                .http
                .post(url.clone())
                .header("Idempotency-Key", key.as_str())
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                .body(body.clone()),
            Method::Delete => self.http.delete(url.clone()),
        };
        let span = tracing::info_span!("stripe", method = request.method(), path = request.path());
        let changes = match request.kind() {
            Method::Post => Changes::UnderKey,
            Method::Delete => Changes::WithoutKey,
        };
        self.run(build, changes).instrument(span).await
    }

    /// Sends a call that reads.
    ///
    /// # Errors
    /// [`Error`]; what it says of effects has no meaning here.
    pub async fn fetch<T: DeserializeOwned>(&self, query: &ApiQuery<T>) -> Result<T, Error> {
        let url = self.url(query.path(), Some(query.query()));
        let build = || self.http.get(url.clone());
        let span = tracing::info_span!("stripe", method = "GET", path = query.path());
        self.run(build, Changes::Nothing).instrument(span).await
    }

    /// Reads a list page by page, `most` objects of it at most; `has_more` of the answer says whether some were left.
    /// Each page has a deadline of its own. The query goes towards older objects: it must not set `ending_before`.
    ///
    /// # Errors
    /// [`Error`] of the first page that could not be read.
    pub async fn fetch_all<T: StripeObject>(
        &self,
        query: &ApiQuery<List<T>>,
        most: usize,
    ) -> Result<List<T>, Error> {
        let mut page = self.fetch(query).await?;
        let mut all = Vec::new();
        loop {
            all.append(&mut page.data);
            let next = match all.last() {
                Some(last) if page.has_more && all.len() < most => query.after(last.id()),
                _ => break,
            };
            page = self.fetch(&next).await?;
            if page.data.is_empty() {
                // Stripe never says so; without this a server that did would be asked for ever.
                page.has_more = false;
            }
        }
        let has_more = page.has_more || all.len() > most;
        all.truncate(most);
        Ok(List {
            data: all,
            has_more,
        })
    }

    fn url(&self, path: &str, query: Option<String>) -> Url {
        let mut url = self.config.api_base.clone();
        let prefix = url.path().trim_end_matches('/').to_owned();
        url.set_path(&format!("{prefix}{path}"));
        url.set_query(query.as_deref().filter(|query| !query.is_empty()));
        url
    }

    /// Tries until there is an answer, or none to be expected in time.
    async fn run<T: DeserializeOwned>(
        &self,
        build: impl Fn() -> reqwest::RequestBuilder,
        changes: Changes,
    ) -> Result<T, Error> {
        let deadline = Instant::now() + self.config.deadline;
        let mut open = false;
        let mut attempts = 0;
        loop {
            attempts += 1;
            let left = deadline.saturating_duration_since(Instant::now());
            let request = build()
                .header("Authorization", self.authorization.clone())
                .header("Stripe-Version", STRIPE_API_VERSION)
                .timeout(self.config.timeout.min(left));
            let failure = match attempt(request).await {
                Ok(answer) => {
                    tracing::debug!(attempts, request_id = answer.request_id, "answered");
                    return decode(answer);
                }
                Err(failure) => failure,
            };
            log(&failure, attempts);
            let (again, asked) = match &failure {
                Failure::Refused { error, retry_after } => {
                    (error.retry() == Retry::SameKey, *retry_after)
                }
                Failure::NotSent(_) | Failure::NoAnswer(_) => (true, None),
            };
            let pause = wait(attempts, self.config.backoff, asked);
            let in_time = Instant::now() + pause < deadline;
            if !again || attempts >= self.config.max_attempts || !in_time {
                return Err(conclude(failure, attempts, changes, open));
            }
            open |= changes != Changes::Nothing && leaves_open(&failure);
            tokio::time::sleep(pause).await;
        }
    }
}

/// What a call may leave behind when a try of it is not answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changes {
    /// It only reads.
    Nothing,
    /// Stripe answers a later try with what became of the first one.
    UnderKey,
    /// A later try meets what the first one left, and says nothing of it.
    WithoutKey,
}

fn decode<T: DeserializeOwned>(answer: Answer) -> Result<T, Error> {
    serde_json::from_slice(&answer.body).map_err(|error| Error::Decode {
        // The error's own text may quote the answer, and with it a secret.
        reason: format!(
            "{:?} error at line {} column {}",
            error.classify(),
            error.line(),
            error.column()
        ),
        request_id: answer.request_id,
    })
}

/// Whether Stripe may have done, or be doing, what was asked.
fn leaves_open(failure: &Failure) -> bool {
    match failure {
        Failure::Refused { error, .. } => error.effect() == Effect::Unknown,
        Failure::NotSent(_) => false,
        Failure::NoAnswer(_) => true,
    }
}

/// What the last failure means when there will be no further try; `open`: an earlier try may have worked.
fn conclude(failure: Failure, attempts: u32, changes: Changes, open: bool) -> Error {
    match failure {
        Failure::Refused { error, .. }
            if open && (changes == Changes::WithoutKey || error.is_before_idempotency()) =>
        {
            Error::OutcomeUnknown {
                attempts,
                reason: error.to_string(),
                answer: Some(error),
            }
        }
        Failure::Refused { error, .. } => Error::Api(error),
        Failure::NotSent(reason) if !open => Error::Unreachable { attempts, reason },
        Failure::NoAnswer(reason) if changes == Changes::Nothing => {
            Error::Unreachable { attempts, reason }
        }
        Failure::NotSent(reason) | Failure::NoAnswer(reason) => Error::OutcomeUnknown {
            attempts,
            reason,
            answer: None,
        },
    }
}

fn log(failure: &Failure, attempts: u32) {
    match failure {
        Failure::Refused { error, .. } => tracing::warn!(
            attempts,
            status = error.status,
            kind = error.kind.as_str(),
            code = error.code,
            decline_code = error.decline_code,
            param = error.param,
            request_id = error.request_id,
            "refused"
        ),
        Failure::NotSent(reason) => tracing::warn!(attempts, reason, "not reached"),
        Failure::NoAnswer(reason) => tracing::warn!(attempts, reason, "no answer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(key: &str, base: &str) -> Result<Client, ConfigError> {
        Client::new(ClientConfig {
            api_base: Url::parse(base).expect("an address"),
            ..ClientConfig::new(SecretKey::parse(key).expect("a secret key"))
        })
    }

    #[test]
    fn a_key_travels_in_clear_on_this_machine_only() {
        for base in [
            "http://127.0.0.1:12111",
            "http://[::1]:1",
            "http://localhost:1/stripe",
        ] {
            assert!(with("sk_test_1", base).is_ok(), "{base}");
        }
        for base in ["http://api.stripe.com", "http://10.0.0.1:12111"] {
            assert!(
                matches!(with("sk_test_1", base), Err(ConfigError::PlainHttp)),
                "{base}"
            );
        }
    }

    #[test]
    fn a_live_key_goes_to_stripe_only() {
        for base in ["http://127.0.0.1:12111", "https://api.stripe.com.example"] {
            assert!(
                matches!(with("sk_live_1", base), Err(ConfigError::LiveKeyElsewhere)),
                "{base}"
            );
        }
    }

    #[test]
    fn stripe_itself_is_reached_with_tls() {
        let key = SecretKey::parse("sk_live_1").expect("a secret key");
        let client = Client::new(ClientConfig::new(key)).expect("a client with TLS");
        assert_eq!(client.mode(), Mode::Live);
    }

    #[test]
    fn an_odd_api_base_is_refused() {
        for base in [
            "ftp://localhost",
            "https://u:p@api.stripe.com",
            "https://api.stripe.com/?a",
        ] {
            assert!(
                matches!(with("sk_test_1", base), Err(ConfigError::ApiBase)),
                "{base}"
            );
        }
    }
}
