//! How often one client may change something.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use app::account::is_account_page;
use axum::{
    extract::{Request, State},
    http::{StatusCode, header::RETRY_AFTER},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use words::Locale;

use super::{client_address::ClientKey, may_change};
use crate::config::{Limits, RateLimit};

/// Of any kind, a minute: two a second is more than a hand can do for long.
const CHANGES: NonZeroU32 = NonZeroU32::new(120).expect("not zero");
/// Of a payment, a minute: enough for trying several cards, too few for trying stolen ones.
const PAYMENTS: NonZeroU32 = NonZeroU32::new(30).expect("not zero");
/// Of a form about an account, a minute: enough for mistyping a password, too few for guessing one or for asking for mails.
const ACCOUNT_FORMS: NonZeroU32 = NonZeroU32::new(20).expect("not zero");
/// Addresses that begin so are steps of a payment, or try whether a card is good.
const PAYMENT_PATHS: [&str; 2] = ["/api/checkout/", "/api/account/cards/"];
/// What is posted here begins a payment on Stripe's page.
const PAYMENT_PAGE: &str = "/checkout";
/// How often clients that have been quiet are forgotten.
const FORGET: Duration = Duration::from_secs(60);

struct Limiters {
    changes: DefaultKeyedRateLimiter<ClientKey>,
    payments: DefaultKeyedRateLimiter<ClientKey>,
    account_forms: DefaultKeyedRateLimiter<ClientKey>,
    trust_proxy: bool,
}

/// Says that a form was refused; the request goes on to its page only to be told so in a way that people read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Refused {
    /// How long no other is taken.
    pub(crate) wait: Duration,
}

/// Counts requests by client.
#[derive(Clone)]
pub(crate) struct RateLimits(Option<Arc<Limiters>>);

impl RateLimits {
    /// As the owner set them.
    pub(crate) fn new(limits: Limits) -> RateLimits {
        let times = match limits.rate {
            RateLimit::Off => return RateLimits(None),
            RateLimit::Times(times) => times,
        };
        let limiter =
            |rate: NonZeroU32| RateLimiter::keyed(Quota::per_minute(rate.saturating_mul(times)));
        RateLimits(Some(Arc::new(Limiters {
            changes: limiter(CHANGES),
            payments: limiter(PAYMENTS),
            account_forms: limiter(ACCOUNT_FORMS),
            trust_proxy: limits.trust_proxy,
        })))
    }

    /// Middleware that refuses what is too much.
    pub(crate) async fn check(
        State(this): State<RateLimits>,
        mut request: Request,
        next: Next,
    ) -> Response {
        match this.count(&request) {
            Ok(()) => next.run(request).await,
            Err(wait) if is_account_page(request.uri().path()) => {
                request.extensions_mut().insert(Refused { wait });
                next.run(request).await
            }
            Err(wait) => refuse(wait),
        }
    }

    fn count<B>(&self, request: &axum::http::Request<B>) -> Result<(), Duration> {
        let Some(limiters) = &self.0 else {
            return Ok(());
        };
        if !may_change(request.method()) {
            return Ok(());
        }
        let client = ClientKey::of(request, limiters.trust_proxy);
        let wait = |limiter: &DefaultKeyedRateLimiter<ClientKey>| {
            limiter
                .check_key(&client)
                .map_err(|until| until.wait_time_from(DefaultClock::default().now()))
        };
        let path = request.uri().path();
        if path == PAYMENT_PAGE || PAYMENT_PATHS.iter().any(|begin| path.starts_with(begin)) {
            wait(&limiters.payments)?;
        }
        if is_account_page(path) {
            wait(&limiters.account_forms)?;
        }
        wait(&limiters.changes)
    }

    /// Forgets clients that have been quiet, so that memory stays bounded; never ends.
    pub(crate) async fn forget_quiet_clients(self) {
        let Some(limiters) = self.0 else { return };
        let mut ticks = tokio::time::interval(FORGET);
        loop {
            ticks.tick().await;
            for limiter in [
                &limiters.changes,
                &limiters.payments,
                &limiters.account_forms,
            ] {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
        }
    }
}

fn refuse(wait: Duration) -> Response {
    let seconds = wait.as_secs() + 1;
    let text = Locale::default().refusals_too_many(&seconds);
    (
        StatusCode::TOO_MANY_REQUESTS,
        [(RETRY_AFTER, seconds.to_string())],
        text,
    )
        .into_response()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::security::PeerAddress;

    fn limits(rate: RateLimit) -> RateLimits {
        RateLimits::new(Limits {
            rate,
            trust_proxy: false,
        })
    }

    fn post(path: &str, client: u8) -> axum::http::Request<()> {
        let peer = PeerAddress(IpAddr::from([10, 0, 0, client]));
        axum::http::Request::post(path)
            .extension(peer)
            .body(())
            .expect("a request")
    }

    fn allowed(limits: &RateLimits, path: &str, client: u8, times: usize) -> usize {
        (0..times)
            .filter(|_| limits.count(&post(path, client)).is_ok())
            .count()
    }

    #[test]
    fn payments_and_account_forms_are_limited_more_than_other_changes() {
        let limits = limits(RateLimit::Times(NonZeroU32::MIN));
        let paid = allowed(&limits, "/api/checkout/pay", 1, 60);
        assert!((30..=32).contains(&paid), "{paid}");
        let saved = allowed(&limits, "/api/account/cards/save", 4, 60);
        assert!((30..=32).contains(&saved), "{saved}");
        let posted = allowed(&limits, "/checkout", 3, 60);
        assert!((30..=32).contains(&posted), "{posted}");
        let forms = allowed(&limits, "/account/login", 4, 60);
        assert!((20..=22).contains(&forms), "{forms}");
        let changed = allowed(&limits, "/api/cart/add", 2, 200);
        assert!((120..=125).contains(&changed), "{changed}");
    }

    #[test]
    fn one_client_does_not_use_up_what_another_has() {
        let limits = limits(RateLimit::Times(NonZeroU32::MIN));
        allowed(&limits, "/api/checkout/pay", 1, 60);
        assert!(limits.count(&post("/api/checkout/pay", 1)).is_err());
        assert!(limits.count(&post("/api/checkout/pay", 2)).is_ok());
        assert!(limits.count(&post("/api/cart/add", 1)).is_ok());
    }

    #[test]
    fn reading_is_never_limited_and_off_is_off() {
        let some = limits(RateLimit::Times(NonZeroU32::MIN));
        let get = axum::http::Request::get("/").body(()).expect("a request");
        assert!((0..1000).all(|_| some.count(&get).is_ok()));
        assert_eq!(
            allowed(&limits(RateLimit::Off), "/api/checkout/pay", 1, 500),
            500
        );
    }

    #[test]
    fn who_is_refused_is_told_when_to_come_back() {
        let response = refuse(Duration::from_millis(1500));
        assert_eq!(response.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(response.headers()[RETRY_AFTER], "2");
    }
}
