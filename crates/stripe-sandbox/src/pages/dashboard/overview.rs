//! `GET /`: the newest of everything, and how to connect.

use std::sync::Arc;

use axum::extract::State;
use axum::response::Html;

use super::endpoints::{Health, health, health_table};
use super::event_rows::{Row, event_table};
use super::layout::{Section, page as whole_page};
use super::payment_rows::{Payment, newest_first, payment_table};
use super::refusal::Refusal;
use super::table::{facts, section};
use super::{links, read};
use crate::config::API_VERSION;
use crate::customers::Customer;
use crate::events::Event;
use crate::pages::STRIPE_JS_PATH;
use crate::pages::html::{Markup, html};
use crate::payment_intents::PaymentIntent;
use crate::sandbox::Shared;
use crate::store::HasTable;

/// How many of each the overview shows.
const NEWEST: usize = 10;

struct Found {
    payments: Vec<Payment>,
    events: Vec<Row>,
    intents: usize,
    customers: usize,
    recorded: usize,
    endpoints: Vec<Health>,
}

/// The page a developer opens first.
pub(super) async fn page(State(shared): State<Arc<Shared>>) -> Result<Html<String>, Refusal> {
    let found = read(&shared, |state| {
        let events = HasTable::<Event>::table(state);
        Found {
            payments: newest_first(state, None).take(NEWEST).collect(),
            events: events
                .newest_first()
                .take(NEWEST)
                .map(|event| Row::of(state, event))
                .collect(),
            intents: HasTable::<PaymentIntent>::table(state).len(),
            customers: HasTable::<Customer>::table(state).len(),
            recorded: events.len(),
            endpoints: health(state),
        }
    })
    .await?;
    let counts = html!(
        "<ul class=\"counts\"><li><a href=\"/payments\">Payment intents <b>{}</b></a></li>\
         <li><a href=\"/customers\">Customers <b>{}</b></a></li>\
         <li><a href=\"/events\">Events <b>{}</b></a></li></ul>",
        found.intents,
        found.customers,
        found.recorded,
    );
    let body = html!(
        "<h1>{}</h1>{}<div class=\"columns\"><div>{}{}{}</div><div>{}</div></div>",
        shared.config.merchant,
        counts,
        section(
            "Newest payments",
            &payment_table(
                &found.payments,
                "No payments yet. Pay with 4242 4242 4242 4242."
            ),
        ),
        section(
            "Newest events",
            &event_table(&found.events, "Nothing has happened yet.")
        ),
        section("Webhook endpoints", &health_table(&found.endpoints)),
        connect(&shared),
    );
    Ok(whole_page("Overview", Some(Section::Overview), &body))
}

/// What a shop is configured with.
fn connect(shared: &Shared) -> Markup {
    let script = format!("{}{STRIPE_JS_PATH}", shared.base_url);
    let secret = &shared.config.secret_key;
    // Nobody reads it over a shoulder; whoever needs it unfolds it.
    let hidden = html!(
        "<details id=\"secret\"><summary>sk_test_…</summary>{}</details>",
        links::copied(secret),
    );
    let forward = format!(
        "curl {}/v1/webhook_endpoints -u \"$STRIPE_SECRET_KEY:\" -d url=http://localhost:3000/webhooks -d \"enabled_events[]=*\"",
        shared.base_url,
    );
    let keys = facts(&[
        ("API base", Some(links::copied(&shared.base_url))),
        ("Stripe.js", Some(links::copied(&script))),
        (
            "Publishable key",
            Some(links::copied(&shared.config.publishable_key)),
        ),
        ("Secret key", Some(hidden)),
        ("API version", Some(html!("{}", API_VERSION))),
    ]);
    let webhooks = html!(
        "<p>Start the sandbox with <code>--forward-to localhost:3000/webhooks</code>, or register an endpoint, \
         whose answer holds its signing secret:</p><p class=\"command\">{}</p>",
        links::copied(&forward),
    );
    html!(
        "{}{}",
        section("Connect", &keys),
        section("Receive webhooks", &webhooks)
    )
}
