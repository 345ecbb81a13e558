//! The page of the cardholder's bank: it shows the payment and asks to complete or fail it.
//!
//! It works in the window that Stripe.js opens over a shop, and by itself for intents that were
//! confirmed with a `return_url`.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use super::html::escaped;
use crate::currencies;
use crate::payment_intents::{self, Authenticated, PaymentIntent, finish_authentication};
use crate::sandbox::Shared;
use crate::store::Cause;

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
            state.get::<PaymentIntent>(&intent)
        })
        .await
        .ok()
        .flatten()
        .filter(|intent| {
            matches!(&intent.state, payment_intents::State::RequiresAction(asked) if asked.id == challenge)
        });
    match asked {
        None => html(StatusCode::NOT_FOUND, OVER.to_owned()),
        Some(intent) => {
            let amount = currencies::format(intent.amount, &intent.currency).to_uppercase();
            let page = ASKING
                .replace("{{merchant}}", &escaped(&shared.config.merchant))
                .replace("{{amount}}", &escaped(&amount));
            html(StatusCode::OK, page)
        }
    }
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
            let result = finish_authentication(state, &intent, &challenge, answer);
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
        Some((intent, challenge)) => back_to_shop(&intent, challenge.return_url.as_deref()),
        None => html(StatusCode::NOT_FOUND, OVER.to_owned()),
    }
}

fn back_to_shop(intent: &PaymentIntent, return_url: Option<&str>) -> Response {
    let Some(mut target) = return_url.and_then(|url| url::Url::parse(url).ok()) else {
        return html(StatusCode::OK, OVER.to_owned());
    };
    let failed = matches!(intent.state, payment_intents::State::RequiresPaymentMethod);
    target
        .query_pairs_mut()
        .append_pair("payment_intent", &intent.id)
        .append_pair("payment_intent_client_secret", &intent.client_secret)
        .append_pair(
            "redirect_status",
            if failed { "failed" } else { "succeeded" },
        );
    match HeaderValue::from_str(target.as_str()) {
        Ok(target) => (StatusCode::SEE_OTHER, [(LOCATION, target)]).into_response(),
        Err(_) => html(StatusCode::OK, OVER.to_owned()),
    }
}

fn html(status: StatusCode, page: String) -> Response {
    let mut response = (status, Html(page)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert("referrer-policy", HeaderValue::from_static("no-referrer"));
    headers.insert(
        "x-content-type-options",
        HeaderValue::from_static("nosniff"),
    );
    response
}
