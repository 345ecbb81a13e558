//! Webhook endpoints: the addresses that are told of events, and the secrets that sign what they get.

mod create;
mod delete;
mod list;
mod retrieve;

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::api::metadata::Metadata;
use crate::events;
use crate::ids;
use crate::store::Document;

pub(crate) use create::create;
pub(crate) use delete::delete;
pub(crate) use list::list;
pub(crate) use retrieve::retrieve;

/// How many there can be in test mode.
const MAX_ENDPOINTS: usize = 16;

/// An address that is told of events.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct WebhookEndpoint {
    pub(crate) id: String,
    pub(crate) url: String,
    created: i64,
    api_version: Option<String>,
    /// Whether it is told of connected accounts' events, of which a sandbox has none.
    connect: bool,
    description: Option<String>,
    enabled_events: Vec<String>,
    metadata: Metadata,
    secret: String,
    retiring: Vec<RetiringSecret>,
}

/// A secret that was replaced and still signs for a while.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct RetiringSecret {
    secret: String,
    /// Seconds since 1970.
    until: i64,
}

impl Document for WebhookEndpoint {
    const KIND: &'static str = "webhook_endpoint";
    const FOR_EACH_PAYMENT: usize = MAX_ENDPOINTS;

    fn id(&self) -> &str {
        &self.id
    }
}

impl WebhookEndpoint {
    /// An endpoint that the API does not show; `events` may name families, as `charge.*`.
    pub(crate) fn unlisted(
        id: &str,
        url: String,
        events: Vec<String>,
        secret: String,
        now: i64,
    ) -> Self {
        Self {
            id: id.to_owned(),
            url,
            created: now,
            api_version: None,
            connect: false,
            description: None,
            enabled_events: events,
            metadata: Metadata::new(),
            secret,
            retiring: Vec::new(),
        }
    }

    /// The shape in an answer. The secret is in the answer to its creation only.
    pub(crate) fn shape(&self) -> Value {
        json!({
            "id": self.id,
            "object": "webhook_endpoint",
            "api_version": self.api_version,
            "application": null,
            "created": self.created,
            "description": self.description,
            "enabled_events": self.enabled_events,
            "livemode": false,
            "metadata": self.metadata,
            "status": "enabled",
            "url": self.url,
        })
    }

    /// Whether it is told of events of this type.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        !self.connect
            && self
                .enabled_events
                .iter()
                .any(|pattern| events::matches(pattern, kind))
    }

    /// The secrets that sign at this time, the newest first.
    pub(crate) fn secrets(&self, now: i64) -> Vec<String> {
        let retiring = self.retiring.iter().rev().filter(|old| old.until > now);
        std::iter::once(&self.secret)
            .chain(retiring.map(|old| &old.secret))
            .cloned()
            .collect()
    }

    /// Replaces the secret; the one before signs too for `overlap` more seconds.
    pub(crate) fn roll(&mut self, now: i64, overlap: u32) -> &str {
        self.retiring.retain(|old| old.until > now);
        let secret = std::mem::replace(&mut self.secret, ids::webhook_secret());
        if overlap > 0 {
            let until = now.saturating_add(overlap.into());
            self.retiring.push(RetiringSecret { secret, until });
        }
        &self.secret
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(events: &[&str]) -> WebhookEndpoint {
        let events = events.iter().map(|&event| event.to_owned()).collect();
        WebhookEndpoint::unlisted(
            "we_1",
            "http://localhost".to_owned(),
            events,
            "old".to_owned(),
            0,
        )
    }

    #[test]
    fn it_is_told_of_what_it_asked_for() {
        assert!(endpoint(&["*"]).wants("charge.refunded"));
        assert!(endpoint(&["charge.*"]).wants("charge.refunded"));
        assert!(endpoint(&["charge.succeeded", "charge.refunded"]).wants("charge.refunded"));
        assert!(!endpoint(&["charge.succeeded"]).wants("charge.refunded"));
    }

    #[test]
    fn a_rolled_secret_signs_until_its_overlap_ends() {
        let mut endpoint = endpoint(&["*"]);
        let new = endpoint.roll(100, 10).to_owned();
        assert_eq!(endpoint.secrets(109), [new.clone(), "old".to_owned()]);
        assert_eq!(endpoint.secrets(110), [new]);
    }

    #[test]
    fn without_overlap_the_old_secret_signs_no_more() {
        let mut endpoint = endpoint(&["*"]);
        let new = endpoint.roll(100, 0).to_owned();
        assert_ne!(new, "old");
        assert_eq!(endpoint.secrets(100), [new]);
    }
}
