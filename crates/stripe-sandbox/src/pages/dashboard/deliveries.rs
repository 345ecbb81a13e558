//! Deliveries of an event: every attempt, when the next one is, and sending it again.

use std::sync::Arc;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Redirect;
use serde::Deserialize;
use serde_json::Value;

use super::badge::badge;
use super::links;
use super::refusal::Refusal;
use super::table::{number, section, table, text};
use crate::pages::html::{Markup, html};
use crate::sandbox::Shared;
use crate::store;
use crate::webhooks;

/// An event on its way to an endpoint.
pub(super) struct Delivery {
    /// Where the endpoint is.
    url: String,
    /// As the control API shows it.
    shape: Value,
}

/// The deliveries of an event.
pub(super) fn of_event(state: &store::State, event: &str) -> Vec<Delivery> {
    webhooks::deliveries(state, event)
        .map(|delivery| {
            let shape = delivery.shape();
            let endpoint = shape["endpoint"].as_str().unwrap_or_default();
            let url = webhooks::endpoint(state, endpoint).map(|endpoint| endpoint.url.clone());
            Delivery {
                url: url.unwrap_or_default(),
                shape,
            }
        })
        .collect()
}

/// Every delivery of the event, with buttons that send it again.
pub(super) fn deliveries(event: &str, deliveries: &[Delivery]) -> Markup {
    let all: Markup = deliveries
        .iter()
        .map(|delivery| one(event, delivery))
        .collect();
    let none = deliveries
        .is_empty()
        .then(|| html!("<p class=\"empty\">No endpoint wanted this event when it happened.</p>"));
    let body = html!("{}{}{}", none, all, resend_form(event, None));
    section("Deliveries", &body)
}

fn one(event: &str, Delivery { url, shape }: &Delivery) -> Markup {
    let rows = shape["attempts"]
        .as_array()
        .into_iter()
        .flatten()
        .map(attempt)
        .collect();
    let columns = [
        text("Time"),
        text("Answer"),
        text("Body"),
        number("Milliseconds").told(),
    ];
    let next = shape["next_attempt"].as_i64().map(|at| {
        html!(
            "<span class=\"quiet\">next attempt</span> {}",
            links::time(at)
        )
    });
    html!(
        "<div class=\"delivery\"><h3>{} {} {}</h3>{}{}</div>",
        badge(shape["status"].as_str().unwrap_or_default()),
        url,
        next,
        table(
            &format!("Attempts at {url}"),
            columns,
            rows,
            "It has not been tried yet."
        ),
        resend_form(event, shape["endpoint"].as_str()),
    )
}

fn attempt(attempt: &Value) -> [Markup; 4] {
    let answer = match (attempt["status"].as_u64(), attempt["error"].as_str()) {
        (Some(status @ 200..300), _) => html!("<span class=\"badge good\">{}</span>", status),
        (Some(status), _) => html!("<span class=\"badge bad\">{}</span>", status),
        (None, error) => html!("<span class=\"why\">{}</span>", error),
    };
    let body = attempt["answer"].as_str().filter(|body| !body.is_empty());
    [
        html!("{}", attempt["at"].as_i64().map(links::time)),
        answer,
        html!(
            "{}",
            body.map(|body| html!("<code class=\"answer\">{}</code>", body))
        ),
        html!("{}", attempt["milliseconds"].as_u64()),
    ]
}

/// Sends the event again, to one endpoint or to every one that wants it.
fn resend_form(event: &str, endpoint: Option<&str>) -> Markup {
    let field =
        endpoint.map(|id| html!("<input type=\"hidden\" name=\"endpoint\" value=\"{}\">", id));
    let label = if endpoint.is_some() {
        "Resend"
    } else {
        "Resend to every endpoint"
    };
    html!(
        "<form method=\"post\" action=\"/events/{}/resend\">{}<button>{}</button></form>",
        event,
        field,
        label
    )
}

#[derive(Deserialize)]
pub(super) struct Resend {
    endpoint: Option<String>,
}

/// `POST /events/{id}/resend`: sends it, waits for the answers and shows them.
pub(super) async fn resend(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
    Form(form): Form<Resend>,
) -> Result<Redirect, Refusal> {
    webhooks::resend(&shared, &id, form.endpoint.as_deref())
        .await
        .map_err(|_| Refusal::Missing(format!("event {id} for this endpoint")))?;
    Ok(Redirect::to(&format!("/events/{id}")))
}
