//! The hosted page of Checkout: what is bought, a form to pay it, and what became of it.
//!
//! Everything on it works as plain links and forms; the script formats card numbers, names what is
//! missing before the form leaves, and keeps the button from being pressed twice.

mod fields;
mod form;
mod over;
mod page;
mod summary;

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use url::Url;

use super::answer::answer;
use super::html::Markup;
use crate::api::error::ApiError;
use crate::checkout_sessions::{CheckoutSession, Paid, Status, pay};
use crate::payment_intents::{self, PaymentIntent};
use crate::sandbox::Shared;
use crate::store::{self, Cause};
use form::{Faults, Typed};

/// Pictures of products come from the shop. A form that pays leads to the bank's page or back to
/// the shop, wherever that is.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src http: https:; \
    base-uri 'none'; frame-ancestors 'none'; form-action 'self' http: https:";

/// What the address says of an earlier attempt.
#[derive(Deserialize)]
pub(super) struct Earlier {
    /// The payment was refused after the cardholder had left for the bank.
    refused: Option<String>,
}

/// What the store says of a session, and of the payment that was tried.
struct Found {
    session: CheckoutSession,
    intent: Option<PaymentIntent>,
}

fn find(state: &store::State, id: &str) -> Option<Found> {
    let session: CheckoutSession = state.get(id)?;
    let intent = session
        .payment_intent
        .as_deref()
        .and_then(|intent| state.get(intent));
    Some(Found { session, intent })
}

/// Shows the form, or that the session is over.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Query(earlier): Query<Earlier>,
) -> Response {
    let found = shared
        .store
        .run(Cause::at(shared.clock.now()), |state| find(state, &id))
        .await;
    let Ok(found) = found else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let Some(Found { session, intent }) = found else {
        return html(StatusCode::NOT_FOUND, over::unknown());
    };
    let merchant = &shared.config.merchant;
    match session.status {
        Status::Open => {
            let mut faults = Faults::default();
            if earlier.refused.is_some() {
                faults.problem = intent.as_ref().and_then(refusal);
            }
            let typed = Typed::before(&session);
            html(
                StatusCode::OK,
                page::page(&session, &typed, &faults, merchant),
            )
        }
        Status::Complete => html(StatusCode::OK, over::complete(&session, merchant)),
        Status::Expired => html(StatusCode::OK, over::expired(&session, merchant)),
    }
}

/// Why the last attempt failed, in Stripe's words.
fn refusal(intent: &PaymentIntent) -> Option<String> {
    let error = intent.last_payment_error.as_ref()?;
    error["message"].as_str().map(str::to_owned)
}

/// Takes the form: pays, or shows it again with what is wrong.
pub(super) async fn submit(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Form(typed): Form<Typed>,
) -> Response {
    let now = shared.clock.now();
    let done = shared.store.run(Cause::at(now), |state| {
        let Some(Found { session, .. }) = find(state, &id) else {
            return Done::Unknown;
        };
        if session.status != Status::Open {
            return Done::Over(session);
        }
        let submission = match typed.check(&session) {
            Ok(submission) => submission,
            Err(faults) => return Done::Faulty(session, faults),
        };
        match pay(state, &id, submission) {
            Ok(Paid::Authenticate(url)) => Done::Authenticate(url),
            Ok(Paid::Complete) => Done::Over(state.get(&id).unwrap_or(session)),
            Err(error) => {
                if !error.keeps_changes() {
                    state.rollback();
                }
                Done::Faulty(session, Faults::of(&error))
            }
        }
    });
    let merchant = &shared.config.merchant;
    match done.await {
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Ok(Done::Unknown) => html(StatusCode::NOT_FOUND, over::unknown()),
        Ok(Done::Over(session)) => after(&session, &shared),
        Ok(Done::Authenticate(url)) => see_other(&url),
        Ok(Done::Faulty(session, faults)) => html(
            StatusCode::UNPROCESSABLE_ENTITY,
            page::page(&session, &typed, &faults, merchant),
        ),
    }
}

/// What became of the form.
enum Done {
    Unknown,
    Over(CheckoutSession),
    Authenticate(String),
    Faulty(CheckoutSession, Faults),
}

/// Where the bank's page sends the cardholder back to.
pub(super) async fn back(State(shared): State<Arc<Shared>>, Path(id): Path<String>) -> Response {
    let found = shared
        .store
        .run(Cause::at(shared.clock.now()), |state| find(state, &id))
        .await;
    match found {
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        Ok(None) => html(StatusCode::NOT_FOUND, over::unknown()),
        Ok(Some(Found { session, intent })) if session.status == Status::Open => {
            let refused = intent.is_some_and(|intent| {
                matches!(intent.state, payment_intents::State::RequiresPaymentMethod)
            });
            let path = if refused { "?refused=1" } else { "" };
            see_other(&format!("{}{path}", session.page_url(&shared.base_url)))
        }
        Ok(Some(Found { session, .. })) => after(&session, &shared),
    }
}

/// On to the shop, if it has been paid.
fn after(session: &CheckoutSession, shared: &Shared) -> Response {
    match session.status {
        Status::Open => see_other(&session.page_url(&shared.base_url)),
        Status::Complete => see_other(&session.success_url()),
        Status::Expired => html(
            StatusCode::OK,
            over::expired(session, &shared.config.merchant),
        ),
    }
}

fn see_other(target: &str) -> Response {
    let target = Url::parse(target)
        .ok()
        .and_then(|url| HeaderValue::from_str(url.as_str()).ok());
    match target {
        Some(target) => (
            StatusCode::SEE_OTHER,
            [
                (LOCATION, target),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ],
        )
            .into_response(),
        None => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn html(status: StatusCode, page: Markup) -> Response {
    answer(status, page.into_string(), POLICY)
}

impl Faults {
    /// What the API says, at the field it says it of.
    fn of(error: &ApiError) -> Self {
        let body = error.body();
        let error = &body["error"];
        let message = error["message"].as_str().unwrap_or_default().to_owned();
        let field = match error["param"].as_str() {
            Some("number") => "number",
            Some("exp_month" | "exp_year") => "expiry",
            Some("cvc") => "cvc",
            Some("sepa_debit[iban]") => "iban",
            _ => {
                return Self {
                    problem: Some(message),
                    ..Self::default()
                };
            }
        };
        let mut faults = Self::default();
        faults.fields.insert(field, message);
        faults
    }
}
