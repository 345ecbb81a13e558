//! `GET /webhooks`: every endpoint, how it takes events, and what it has not taken.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;
use serde_json::Value;

use super::badge::badge;
use super::layout::{Section, page as whole_page};
use super::list::PAGE;
use super::refusal::Refusal;
use super::table::{number, section, table, text};
use super::{links, read};
use crate::events::Event;
use crate::pages::html::{Markup, html};
use crate::sandbox::Shared;
use crate::store::{self, HasTable};
use crate::webhook_endpoints::WebhookEndpoint;
use crate::webhooks::{self, Delivery};

/// How many of the newest deliveries tell how an endpoint is.
const RECENT: usize = 200;

/// An endpoint and what became of the newest deliveries.
pub(super) struct Health {
    endpoint: WebhookEndpoint,
    delivered: usize,
    waiting: usize,
    failed: usize,
    /// The newest attempt, as the control API shows it.
    last: Value,
}

/// A delivery that was tried, and not taken.
struct Failure {
    /// As the control API shows it.
    delivery: Value,
    kind: String,
    url: String,
}

/// How every endpoint is.
pub(super) fn health(state: &store::State) -> Vec<Health> {
    let mut all: Vec<Health> = webhooks::endpoints(state)
        .map(|endpoint| Health {
            endpoint: endpoint.clone(),
            delivered: 0,
            waiting: 0,
            failed: 0,
            last: Value::Null,
        })
        .collect();
    if all.is_empty() {
        return all;
    }
    let recent = HasTable::<Delivery>::table(state)
        .newest_first()
        .take(RECENT);
    for shape in recent.map(|delivery| delivery.shape()) {
        let Some(health) = all
            .iter_mut()
            .find(|health| shape["endpoint"].as_str() == Some(&health.endpoint.id))
        else {
            continue;
        };
        match shape["status"].as_str() {
            Some("delivered") => health.delivered += 1,
            Some("pending" | "held") => health.waiting += 1,
            _ => health.failed += 1,
        }
        if let Some(last) = shape["attempts"].as_array().and_then(|all| all.last())
            && last["at"].as_i64() > health.last["at"].as_i64()
        {
            health.last = last.clone();
        }
    }
    all
}

/// A table of endpoints.
pub(super) fn health_table(health: &[Health]) -> Markup {
    let rows = health
        .iter()
        .map(|health| {
            let shape = health.endpoint.shape();
            let events: Vec<&str> = shape["enabled_events"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let last = last_answer(&health.last);
            let bad = (health.failed > 0).then_some("bad");
            [
                html!(
                    "<span id=\"{}\">{}</span><span class=\"below\">{}</span>",
                    health.endpoint.id,
                    health.endpoint.url,
                    shape["description"].as_str(),
                ),
                html!("{}", events.join(", ")),
                html!("{}", health.delivered),
                html!("{}", health.waiting),
                html!("<span class=\"count {}\">{}</span>", bad, health.failed),
                last,
            ]
        })
        .collect();
    let columns = [
        text("Endpoint"),
        text("Events").told(),
        number("Delivered").told(),
        number("Waiting").told(),
        number("Failed").told(),
        text("Last answer").told(),
    ];
    table("Endpoints", columns, rows, "No endpoint is registered.")
}

/// The endpoints and the newest failures.
pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Result<Html<String>, Refusal> {
    let (health, failures) = read(&shared, |state| (health(state), failures(state))).await?;
    let body = html!(
        "<h1>Webhooks</h1><p class=\"quiet\">Counted over the newest {} deliveries.</p>{}{}",
        RECENT,
        health_table(&health),
        section("Not taken", &failure_table(&failures)),
    );
    Ok(whole_page("Webhooks", Some(Section::Webhooks), &body))
}

/// The newest deliveries that were tried and not taken.
fn failures(state: &store::State) -> Vec<Failure> {
    HasTable::<Delivery>::table(state)
        .newest_first()
        .filter(|delivery| delivery.is_refused())
        .filter_map(|delivery| {
            let delivery = delivery.shape();
            let endpoint = webhooks::endpoint(state, delivery["endpoint"].as_str()?)?;
            let event = HasTable::<Event>::table(state).get(delivery["event"].as_str()?)?;
            Some(Failure {
                kind: event.kind.clone(),
                url: endpoint.url.clone(),
                delivery,
            })
        })
        .take(PAGE)
        .collect()
}

fn failure_table(failures: &[Failure]) -> Markup {
    let rows = failures
        .iter()
        .map(|failure| {
            let delivery = &failure.delivery;
            let attempts = delivery["attempts"].as_array();
            let last = attempts.and_then(|all| all.last()).unwrap_or(&Value::Null);
            let event = delivery["event"].as_str().unwrap_or_default();
            [
                html!("<a href=\"/events/{}\">{}</a>", event, failure.kind),
                html!("{}", failure.url),
                badge(delivery["status"].as_str().unwrap_or_default()),
                last_answer(last),
                html!("{}", attempts.map(Vec::len)),
                html!("{}", delivery["next_attempt"].as_i64().map(links::time)),
            ]
        })
        .collect();
    let columns = [
        text("Event"),
        text("Endpoint"),
        text("State"),
        text("Last answer"),
        number("Attempts").told(),
        text("Next attempt").told(),
    ];
    table("Not taken", columns, rows, "Every delivery was taken.")
}

/// What came of an attempt, in red unless the endpoint took the event.
fn last_answer(attempt: &Value) -> Markup {
    match (attempt["status"].as_u64(), attempt["error"].as_str()) {
        (Some(status @ 200..300), _) => html!("{}", status),
        (Some(status), _) => html!("<span class=\"why\">{}</span>", status),
        (None, error) => html!("<span class=\"why\">{}</span>", error),
    }
}
