//! `GET /v1/events/{id}`

use super::Event;
use crate::form::Form;
use crate::{ApiQuery, EventId};

/// Reads one event; Stripe keeps them for 30 days.
#[derive(Debug, Clone)]
pub struct RetrieveEvent {
    /// Which event.
    pub event: EventId,
}

impl RetrieveEvent {
    /// Reads `event`.
    #[must_use]
    pub fn new(event: EventId) -> Self {
        Self { event }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<Event> {
        ApiQuery::get(format!("/v1/events/{}", self.event), Form::default())
    }
}
