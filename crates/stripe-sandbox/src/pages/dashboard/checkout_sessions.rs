//! `GET /checkout-sessions`: every Checkout Session, with the page that a customer pays on.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;
use serde_json::Value;

use super::badge::badge;
use super::layout::Section;
use super::list::{List, Rows};
use super::refusal::Refusal;
use super::table::{number, table, text};
use super::{links, read};
use crate::checkout_sessions::CheckoutSession;
use crate::pages::html::{Markup, html};
use crate::sandbox::Shared;
use crate::store::HasTable;

#[derive(Deserialize)]
pub(super) struct Parameters {
    after: Option<String>,
}

/// A page of the list.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(Parameters { after }): Query<Parameters>,
) -> Result<Html<String>, Refusal> {
    let sessions: Rows<Value> = read(&shared, |state| {
        let all = HasTable::<CheckoutSession>::table(state).newest_first_after(after.as_deref());
        Rows::first_of(all.map(|session| session.shape(&shared.base_url)))
    })
    .await?;
    let table = table(
        "Checkout Sessions",
        [
            number("Amount"),
            text("Status"),
            text("Session"),
            text("Payment"),
            text("Customer"),
            text("Time"),
        ],
        sessions.rows.iter().map(row).collect(),
        "No Checkout Sessions yet.",
    );
    let list = List {
        section: Section::Checkout,
        title: "Checkout Sessions",
        filter: &[],
        after: after.as_deref(),
        next: sessions
            .last_before_more()
            .and_then(|session| session["id"].as_str()),
    };
    Ok(list.page(&Markup::default(), &table))
}

fn row(session: &Value) -> [Markup; 6] {
    let word = |name: &str| session[name].as_str();
    // A session is only paid or unpaid once it is complete.
    let paid = word("payment_status").filter(|_| word("status") == Some("complete"));
    let email = session["customer_details"]["email"]
        .as_str()
        .or(word("customer_email"));
    [
        html!(
            "{}",
            session["amount_total"]
                .as_i64()
                .zip(word("currency"))
                .map(|(amount, currency)| links::amount(amount, currency))
        ),
        html!("{}{}", word("status").map(badge), paid.map(badge)),
        html!(
            "{}<span class=\"below\">{}</span>",
            word("id").map(links::id),
            word("url").map(|url| html!("<a href=\"{}\">Open its page</a>", url)),
        ),
        html!("{}", word("payment_intent").map(links::id)),
        html!("<span class=\"entry\">{}</span>", email),
        html!("{}", session["created"].as_i64().map(links::time)),
    ]
}
