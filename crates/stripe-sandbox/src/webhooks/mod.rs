//! Webhook endpoints, and the deliveries of events to them.

use crate::events::Event;
use crate::store::State;

/// Notes for which endpoints an event is.
pub(crate) fn enqueue(_state: &mut State, _event: &Event) {}

/// How many endpoints have not taken the event yet.
pub(crate) fn pending(_state: &State, _event: &str) -> usize {
    0
}
