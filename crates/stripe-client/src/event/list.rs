//! `GET /v1/events`

use super::Event;
use crate::form::Form;
use crate::{ApiQuery, EventId, List};

/// Reads events of the last 30 days, newest first.
#[derive(Debug, Clone, Default)]
pub struct ListEvents {
    /// Only these, such as `charge.refunded`, at most 20; all, when empty.
    pub kinds: Vec<String>,
    /// Only those that happened at this Unix time (seconds) or later.
    pub created_from: Option<i64>,
    /// Only those that all endpoints took, or that some did not.
    pub delivered: Option<bool>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this event, towards older ones.
    pub starting_after: Option<EventId>,
}

impl ListEvents {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<Event>> {
        let mut form = Form::default();
        form.put_list("types", &self.kinds);
        form.put_some("created[gte]", self.created_from);
        form.put_some("delivery_success", self.delivered);
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        ApiQuery::get("/v1/events".to_owned(), form)
    }
}
