//! `GET /payments/{id}`: one payment from its start to now.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde_json::Value;

use super::badge::badge;
use super::event_rows::{Row, timeline};
use super::instruments::instrument;
use super::layout::{Section, page as whole_page};
use super::payment_rows::Payment;
use super::refusal::Refusal;
use super::requests::{Request, of_events, request_table};
use super::table::{facts, row, section, table};
use super::{json, links, read};
use crate::cards::Card;
use crate::charges::Charge;
use crate::events::Event;
use crate::pages::html::{Markup, html};
use crate::sandbox::Shared;
use crate::store::{self, HasTable};
use crate::{api, refunds};

enum Found {
    Payment(Box<History>),
    /// The id is that of an attempt to charge for this intent.
    AttemptOf(String),
}

/// All that belongs to a payment.
struct History {
    payment: Payment,
    /// The intent or direct charge, as the API shows it.
    shape: Value,
    /// The oldest first, like all here.
    attempts: Vec<Arc<Charge>>,
    refunds: Vec<Value>,
    events: Vec<Row>,
    requests: Vec<Request>,
}

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

fn find(state: &store::State, id: &str, base_url: &str) -> Option<Found> {
    let charges = HasTable::<Charge>::table(state);
    let Some(payment) = Payment::find(state, id) else {
        return charges
            .get(id)?
            .payment_intent
            .clone()
            .map(Found::AttemptOf);
    };
    // Whatever belongs to the payment is no older than it.
    let created = payment.created();
    let mut attempts: Vec<Arc<Charge>> = charges
        .newest_first()
        .take_while(|charge| charge.created >= created)
        .filter(|charge| charge.payment_intent.as_deref() == Some(id) || charge.id == id)
        .cloned()
        .collect();
    attempts.reverse();
    let mut events: Vec<Row> = HasTable::<Event>::table(state)
        .newest_first()
        .take_while(|event| event.created >= created)
        .filter(|event| event.subject.payment.as_deref() == Some(id))
        .map(|event| Row::of(state, event))
        .collect();
    events.reverse();
    let refunds = attempts
        .iter()
        .filter(|charge| charge.amount_refunded > 0 || charge.captured)
        .filter_map(|charge| {
            let list = refunds::of_charge(state, &charge.id);
            list["data"].as_array().cloned()
        })
        .flat_map(|refunds| refunds.into_iter().rev())
        .collect();
    Some(Found::Payment(Box::new(History {
        shape: api::whole(id, state, base_url)?,
        requests: of_events(state, &events),
        payment,
        attempts,
        refunds,
        events,
    })))
}

fn body(history: &History) -> Markup {
    let History {
        payment,
        shape,
        attempts,
        refunds,
        events,
        requests,
    } = history;
    let attempts_json: Markup = attempts
        .iter()
        .filter(|charge| charge.id != payment.id())
        .map(|charge| json::folded(&charge.id, &charge.shape()))
        .collect();
    html!(
        "<h1>{} {}</h1>{}{}{}{}{}{}<section><h2>JSON</h2>{}{}</section>",
        payment.amount(),
        payment.badges(),
        trouble(shape),
        about(payment, shape),
        section("Timeline", &timeline(events)),
        section("Attempts", &attempt_table(attempts)),
        (!refunds.is_empty()).then(|| section("Refunds", &refund_table(refunds))),
        section("Requests", &request_table(requests)),
        json::folded(payment.id(), shape),
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

fn about(payment: &Payment, shape: &Value) -> Markup {
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

fn attempt_table(attempts: &[Arc<Charge>]) -> Markup {
    let rows: Vec<Markup> = attempts
        .iter()
        .map(|charge| {
            let (state, why) = match charge.decline {
                Some(decline) => (
                    "declined",
                    Some(decline.decline_code().unwrap_or(decline.code())),
                ),
                None if charge.pending => ("pending", None),
                None if charge.captured => ("succeeded", None),
                None => ("authorized", None),
            };
            let taken = if charge.captured {
                charge.amount_captured
            } else {
                0
            };
            let asked = if charge.authenticated {
                "authenticated"
            } else {
                "not asked"
            };
            row([
                links::time(charge.created),
                html!(
                    "{}{}",
                    badge(state),
                    why.map(|why| html!("<span class=\"why\">{}</span>", why))
                ),
                html!(
                    "<a class=\"id\" id=\"{}\" href=\"/objects/{}\">{}</a>",
                    charge.id,
                    charge.id,
                    charge.id
                ),
                instrument(&charge.instrument),
                html!("{}", asked),
                html!("{}", charge.instrument.card().map(cvc)),
                links::amount(charge.amount, &charge.currency),
                links::amount(taken, &charge.currency),
            ])
        })
        .collect();
    table(
        "Attempts",
        &[
            "Time",
            "Outcome",
            "Charge",
            "Paid with",
            "3D Secure",
            "CVC",
            "#Amount",
            "#Captured",
        ],
        &rows,
        "Nothing has reached the card network.",
    )
}

/// What came of checking the security code.
fn cvc(card: &Card) -> &'static str {
    card.cvc_check(true).unwrap_or("not given")
}

fn refund_table(refunds: &[Value]) -> Markup {
    let rows: Vec<Markup> = refunds
        .iter()
        .map(|refund| {
            let text = |name: &str| refund[name].as_str().unwrap_or_default();
            row([
                links::time(refund["created"].as_i64().unwrap_or_default()),
                badge(text("status")),
                links::id(text("id")),
                html!("{}", text("reason").replace('_', " ")),
                links::amount(
                    refund["amount"].as_i64().unwrap_or_default(),
                    text("currency"),
                ),
            ])
        })
        .collect();
    table(
        "Refunds",
        &["Time", "Status", "Refund", "Reason", "#Amount"],
        &rows,
        "No refunds.",
    )
}
