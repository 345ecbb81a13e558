//! `GET /payments/{id}`: one payment from its start to now.

mod attempts;
mod history;
mod money;

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;

use super::event_rows::timeline;
use super::layout::{Section, page as whole_page};
use super::refusal::Refusal;
use super::requests::request_table;
use super::table::{facts, section};
use super::{json, links, read};
use crate::pages::html::{Markup, html};
use crate::sandbox::Shared;

use attempts::attempt_table;
use history::{Found, History, find};
use money::{dispute_table, movement_table, refund_table};

/// The payment with everything that belongs to it.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Result<Response, Refusal> {
    let found = read(&shared, |state| find(state, &id, &shared.base_url)).await?;
    match found {
        None => Err(Refusal::Missing(format!("payment {id}"))),
        Some(Found::AttemptOf(intent)) => {
            Ok(Redirect::to(&format!("/payments/{intent}#{id}")).into_response())
        }
        Some(Found::Payment(history)) => {
            let title = format!("Payment {}", history.payment.id());
            let body = body(&history);
            Ok(whole_page(&title, Some(Section::Payments), &body).into_response())
        }
    }
}

fn body(history: &History) -> Markup {
    let payment = &history.payment;
    let attempts_json: Markup = history
        .attempts
        .iter()
        .filter(|charge| charge.id != payment.id())
        .map(|charge| json::folded(&charge.id, &charge.shape()))
        .collect();
    let unless_empty = |heading: &str, objects: &[Value], table: fn(&[Value]) -> Markup| {
        (!objects.is_empty()).then(|| section(heading, &table(objects)))
    };
    html!(
        "<h1>{} {}</h1>{}{}{}{}{}{}{}{}<section><h2>JSON</h2>{}{}</section>",
        payment.amount(),
        payment.badges(),
        trouble(&history.shape),
        about(history),
        section("Timeline", &timeline(&history.events)),
        section("Attempts", &attempt_table(&history.attempts)),
        unless_empty("Refunds", &history.refunds, refund_table),
        unless_empty("Disputes", &history.disputes, dispute_table),
        unless_empty("Balance", &history.movements, movement_table),
        section("Requests", &request_table(&history.requests)),
        json::folded(payment.id(), &history.shape),
        attempts_json,
    )
}

/// Why the payment is not further: what failed last, or whom it waits for.
fn trouble(shape: &Value) -> Markup {
    let next = &shape["next_action"];
    let bank = next["redirect_to_url"]["url"]
        .as_str()
        .or_else(|| next["use_stripe_sdk"]["stripe_js"].as_str());
    let asked = bank.map(|url| {
        html!(
            "<div class=\"note\"><p>The cardholder is asked to authenticate. <a href=\"{}\">Open the bank’s page</a></p></div>",
            url
        )
    });
    let error = &shape["last_payment_error"];
    let failed = error.is_object().then(|| {
        let codes: Vec<&str> = ["code", "decline_code"]
            .iter()
            .filter_map(|name| error[*name].as_str())
            .collect();
        html!(
            "<div class=\"note bad\"><p>{} <code>{}</code></p></div>",
            error["message"].as_str(),
            codes.join(" / "),
        )
    });
    html!("{}{}", asked, failed)
}

fn about(history: &History) -> Markup {
    let History { payment, shape, .. } = history;
    let word = |name: &str| {
        shape[name]
            .as_str()
            .map(|word| html!("{}", word.replace('_', " ")))
    };
    let text = |name: &str| shape[name].as_str().map(|text| html!("{}", text));
    let metadata: Markup = shape["metadata"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(key, value)| {
            html!(
                "<span class=\"entry\"><b>{}</b> {}</span>",
                key,
                value.as_str()
            )
        })
        .collect();
    let received = shape["amount_received"]
        .as_i64()
        .zip(shape["currency"].as_str())
        .map(|(received, currency)| links::amount(received, currency));
    facts(&[
        ("Payment", Some(links::copied(payment.id()))),
        ("Created", Some(links::time(payment.created()))),
        ("Customer", payment.customer_id().map(links::id)),
        ("E-mail", payment.email().map(|email| html!("{}", email))),
        ("Description", text("description")),
        ("Received", received),
        (
            "Payment method",
            shape["payment_method"].as_str().map(links::id),
        ),
        (
            "Checkout Session",
            history.session.as_deref().map(links::id),
        ),
        ("Confirmation", word("confirmation_method")),
        ("Capture", word("capture_method")),
        ("Set up for", word("setup_future_usage")),
        ("Given up", word("cancellation_reason")),
        (
            "Metadata",
            (metadata != Markup::default()).then_some(metadata),
        ),
    ])
}
