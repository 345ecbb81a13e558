//! Forwarding events to one address for as long as the process runs, as `stripe listen` does.

use std::sync::Arc;

use tokio::sync::broadcast;
use url::Url;

use super::delivery::Delivery;
use super::{is_on_this_machine, make_due, sign};
use crate::config::Config;
use crate::sandbox::Shared;
use crate::store::{Cause, HasTable, State};
use crate::webhook_endpoints::WebhookEndpoint;

/// The id of the address that events are forwarded to. The API does not know it.
pub(crate) const LISTENER: &str = "we_listener";

/// What happens to an event that is forwarded.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Notice {
    /// It is being sent.
    Sent {
        /// Its id.
        event: String,
        /// Its type, e.g. `charge.succeeded`.
        kind: String,
    },
    /// It was answered, or could not be delivered.
    Answered {
        /// Its id.
        event: String,
        /// Where it was sent.
        url: String,
        /// The HTTP status, or why there is none.
        status: Result<u16, String>,
    },
}

/// Hears of what is forwarded. Dropping it does not end the forwarding.
#[derive(Debug)]
pub struct Listener {
    secret: String,
    notices: broadcast::Receiver<Notice>,
}

impl Listener {
    /// The secret with which the events are signed.
    #[must_use]
    pub fn secret(&self) -> &str {
        &self.secret
    }

    /// What happens next; none once the sandbox has stopped. Who reads more slowly than events
    /// come misses the oldest.
    pub async fn next(&mut self) -> Option<Notice> {
        loop {
            match self.notices.recv().await {
                Ok(notice) => return Some(notice),
                Err(broadcast::error::RecvError::Lagged(_)) => {}
                Err(broadcast::error::RecvError::Closed) => return None,
            }
        }
    }
}

/// Events cannot be forwarded.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ForwardError {
    /// The address is none of this machine.
    #[error("events can be forwarded to an address of this machine only, and \"{0}\" is none")]
    Address(String),
    /// The sandbox has stopped.
    #[error("the sandbox has stopped")]
    Stopped,
}

/// The secret that signs what is forwarded. It follows from the secret key, so that it is the same
/// after a restart, with whatever store.
pub(crate) fn signing_secret(config: &Config) -> String {
    let signature = sign::hmac(&config.secret_key, &["events that are forwarded"]);
    format!("whsec_{signature}")
}

/// Forwards events of these types, or families as `charge.*`, to an address of this machine; of
/// all types, if there are none. What an earlier process did not get rid of is due again.
pub(crate) async fn forward(
    shared: &Arc<Shared>,
    url: &str,
    events: &[String],
) -> Result<Listener, ForwardError> {
    let url = address(url).ok_or_else(|| ForwardError::Address(url.to_owned()))?;
    let events = match events {
        [] => vec!["*".to_owned()],
        events => events.to_vec(),
    };
    let secret = signing_secret(&shared.config);
    let now = shared.clock.now();
    let endpoint = WebhookEndpoint::unlisted(LISTENER, url, events, secret.clone(), now);
    let notices = shared.sender.notices.subscribe();
    shared
        .store
        .run(Cause::at(now), |state| {
            state.set_listener(endpoint);
            take_up(state);
        })
        .await
        .map_err(|_| ForwardError::Stopped)?;
    Ok(Listener { secret, notices })
}

/// `localhost:4242/webhook` and `4242/webhook` are short for addresses on this machine.
fn address(text: &str) -> Option<String> {
    let port = text.split('/').next().unwrap_or_default();
    let url = if text.contains("://") {
        Url::parse(text)
    } else if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) {
        Url::parse(&format!("http://localhost:{text}"))
    } else {
        Url::parse(&format!("http://{text}"))
    };
    let url = url.ok()?;
    let fits = matches!(url.scheme(), "http" | "https") && is_on_this_machine(&url);
    fits.then(|| url.to_string())
}

fn take_up(state: &mut State) {
    let left: Vec<(i64, Delivery)> = HasTable::<Delivery>::table(state)
        .newest_first()
        .rev()
        .filter(|delivery| delivery.endpoint == LISTENER)
        .filter_map(|delivery| Some((delivery.due()?, Delivery::clone(delivery))))
        .collect();
    for (due, delivery) in left {
        make_due(state, delivery, due);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_addresses_are_on_this_machine() {
        for (text, url) in [
            ("4242/webhook", "http://localhost:4242/webhook"),
            ("localhost:4242/hook", "http://localhost:4242/hook"),
            ("http://127.0.0.1:1/", "http://127.0.0.1:1/"),
        ] {
            assert_eq!(address(text).as_deref(), Some(url));
        }
        for text in [
            "",
            "example.com/hook",
            "https://example.com",
            "ftp://localhost",
        ] {
            assert_eq!(address(text), None, "{text}");
        }
    }
}
