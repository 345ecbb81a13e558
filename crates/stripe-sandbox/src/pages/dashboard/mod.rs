//! The dashboard: pages that show a developer what happened, rendered from the state as it is.

mod badge;
mod checkout_sessions;
mod customer;
mod customers;
mod deliveries;
mod endpoints;
mod event;
mod event_rows;
mod events;
mod guard;
mod instruments;
mod json;
mod layout;
mod links;
mod list;
mod object;
mod overview;
mod payment;
mod payment_rows;
mod payments;
mod refusal;
mod requests;
mod search;
mod table;

use std::sync::Arc;

use axum::Router;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

use crate::sandbox::Shared;
use crate::store::{Cause, State};

use refusal::Refusal;

/// Every page of the dashboard.
pub(super) fn routes(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(overview::page))
        .route("/checkout-sessions", get(checkout_sessions::page))
        .route("/customers", get(customers::page))
        .route("/customers/{id}", get(customer::page))
        .route("/events", get(events::page))
        .route("/events/{id}", get(event::page))
        .route("/events/{id}/resend", post(deliveries::resend))
        .route("/objects/{id}", get(object::page))
        .route("/payments", get(payments::page))
        .route("/payments/{id}", get(payment::page))
        .route("/search", get(search::page))
        .route("/webhooks", get(endpoints::page))
        .route_layer(from_fn_with_state(Arc::clone(shared), guard::protect))
        .with_state(Arc::clone(shared))
}

/// What `look` finds in the state. It should only gather: the state is locked meanwhile.
async fn read<T>(shared: &Shared, look: impl FnOnce(&State) -> T) -> Result<T, Refusal> {
    shared
        .store
        .run(Cause::at(shared.clock.now()), |state| look(state))
        .await
        .map_err(|error| {
            tracing::error!(%error);
            Refusal::Broken
        })
}
