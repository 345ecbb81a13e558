//! The page of the cardholder's bank: it shows the payment and asks to complete or fail it.
//!
//! It works in the window that Stripe.js opens over a shop, and by itself for intents that were
//! confirmed with a `return_url`.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::html::{Markup, escaped, html};
use crate::challenge::{Answered, Authenticated};
use crate::currencies;
use crate::payment_intents::{self, PaymentIntent};
use crate::sandbox::Shared;
use crate::setup_intents::{self, SetupIntent};
use crate::store::{self, Cause};

const ASKING: &str = include_str!("../../browser/three-d-secure/page.html");
const OVER: &str = include_str!("../../browser/three-d-secure/over.html");

/// The form leads back to the shop, wherever it is, so forms may go to any origin.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; \
    base-uri 'none'; form-action http: https:";

/// The cardholder's answer.
#[derive(Deserialize)]
pub(super) struct Answer {
    outcome: Outcome,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Complete,
    Fail,
}

/// Shows the payment and the two buttons.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path((intent, challenge)): Path<(String, String)>,
) -> Response {
    let asked = shared
        .store
        .run(Cause::at(shared.clock.now()), |state| {
            question(state, &intent, &challenge)
        })
        .await
        .ok()
        .flatten();
    match asked {
        None => page_of(StatusCode::NOT_FOUND, OVER.to_owned()),
        Some(question) => {
            let amount = question.amount.map_or_else(Markup::default, |amount| {
                html!(
                    r#"<div><dt>Amount</dt><dd class="amount">{}</dd></div>"#,
                    amount
                )
            });
            let page = ASKING
                .replace("{{question}}", &escaped(question.heading))
                .replace("{{merchant}}", &escaped(&shared.config.merchant))
                .replace("{{amount}}", &amount.into_string());
            page_of(StatusCode::OK, page)
        }
    }
}

/// What the cardholder is asked.
struct Question {
    heading: &'static str,
    /// For a payment.
    amount: Option<String>,
}

fn question(state: &store::State, intent: &str, challenge: &str) -> Option<Question> {
    if let Some(intent) = state.get::<PaymentIntent>(intent) {
        let payment_intents::State::RequiresAction(asked) = &intent.state else {
            return None;
        };
        return (asked.id == challenge).then(|| Question {
            heading: "Confirm your payment",
            amount: Some(currencies::format(intent.amount, &intent.currency).to_uppercase()),
        });
    }
    let intent: SetupIntent = state.get(intent)?;
    (intent.challenge()?.id == challenge).then_some(Question {
        heading: "Save your card",
        amount: None,
    })
}

/// Takes the answer, and leads a redirected cardholder back to the shop.
pub(super) async fn answer(
    State(shared): State<Arc<Shared>>,
    Path((intent, challenge)): Path<(String, String)>,
    headers: HeaderMap,
    Form(answer): Form<Answer>,
) -> Response {
    let answer = match answer.outcome {
        Outcome::Complete => Authenticated::Yes,
        Outcome::Fail => Authenticated::No,
    };
    let finished = shared
        .store
        .run(Cause::at(shared.clock.now()), |state| {
            let result = match state.get::<PaymentIntent>(&intent) {
                Some(_) => {
                    payment_intents::finish_authentication(state, &intent, &challenge, answer)
                }
                None => setup_intents::finish_authentication(state, &intent, &challenge, answer),
            };
            if result.is_err() {
                state.rollback();
            }
            result
        })
        .await;
    let Ok(Ok(finished)) = finished else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let from_script = headers
        .get("sec-fetch-mode")
        .is_some_and(|mode| mode == "cors");
    match finished {
        _ if from_script => StatusCode::NO_CONTENT.into_response(),
        Some(answered) => back_to_shop(&answered),
        None => page_of(StatusCode::NOT_FOUND, OVER.to_owned()),
    }
}

fn back_to_shop(answered: &Answered) -> Response {
    let target = answered
        .way_back()
        .and_then(|target| HeaderValue::from_str(target.as_str()).ok());
    match target {
        Some(target) => (StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response(),
        None => page_of(StatusCode::OK, OVER.to_owned()),
    }
}

fn page_of(status: StatusCode, page: String) -> Response {
    super::answer::answer(status, page, POLICY)
}
