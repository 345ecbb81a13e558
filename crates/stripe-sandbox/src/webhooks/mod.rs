//! Deliveries: each event to each endpoint that wants it, signed, and again until it is taken.
//!
//! [`enqueue`] notes a [`Delivery`] in the same step as the event, so that none is lost with the
//! process. [`deliver`] sends what is due; [`resend`] and [`release`] send what somebody asks for.

mod attempt;
mod deliver;
mod delivery;
mod listener;
mod resend;
mod rules;
mod schedule;
mod send;
mod sign;

use crate::events::Event;
use crate::store::{Document, HasTable, State};
use crate::webhook_endpoints::WebhookEndpoint;

pub(crate) use deliver::deliver;
pub(crate) use delivery::Delivery;
pub use listener::{ForwardError, Listener, Notice};
pub(crate) use listener::{forward, signing_secret};
pub(crate) use resend::{release, resend};
pub(crate) use rules::{DeliveryRules, Rule};
pub(crate) use send::{Sender, is_on_this_machine};

use delivery::Stage;
use rules::Plan;

/// Notes for which endpoints an event is.
pub(crate) fn enqueue(state: &mut State, event: &Event) {
    let wanting: Vec<String> = endpoints(state)
        .filter(|endpoint| endpoint.wants(&event.kind))
        .map(|endpoint| endpoint.id.clone())
        .collect();
    if wanting.is_empty() {
        return;
    }
    let Plan { stage, twice } = rules::plan(state, &event.kind);
    for endpoint in wanting {
        state.put(Delivery::new(&event.id, &endpoint, stage, twice));
    }
    state.bells().deliveries = true;
}

/// How many endpoints have not taken the event yet.
pub(crate) fn pending(state: &State, event: &str) -> usize {
    deliveries(state, event)
        .filter(|delivery| !delivery.succeeded)
        .count()
}

/// The deliveries of an event to the endpoints that there still are.
pub(crate) fn deliveries<'a>(
    state: &'a State,
    event: &'a str,
) -> impl Iterator<Item = &'a Delivery> {
    endpoints(state).filter_map(move |endpoint| {
        let id = delivery::id(event, &endpoint.id);
        HasTable::<Delivery>::table(state)
            .get(&id)
            .map(AsRef::as_ref)
    })
}

/// Every endpoint, oldest first, and last the address that events are forwarded to.
pub(crate) fn endpoints(state: &State) -> impl Iterator<Item = &WebhookEndpoint> {
    HasTable::<WebhookEndpoint>::table(state)
        .newest_first()
        .rev()
        .map(AsRef::as_ref)
        .chain(state.listener())
}

/// The endpoint with this id.
pub(crate) fn endpoint<'a>(state: &'a State, id: &str) -> Option<&'a WebhookEndpoint> {
    match HasTable::<WebhookEndpoint>::table(state).get(id) {
        Some(endpoint) => Some(endpoint),
        None => state.listener().filter(|listener| listener.id == id),
    }
}

/// Makes a delivery due, under a new number so that whoever looks for newer ones finds it.
fn make_due(state: &mut State, mut delivery: Delivery, at: i64) {
    delivery.stage = Stage::Due { at };
    HasTable::<Delivery>::table_mut(state).remove(delivery.id());
    state.put(delivery);
    state.bells().deliveries = true;
}
