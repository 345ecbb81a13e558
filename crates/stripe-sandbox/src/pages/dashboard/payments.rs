//! `GET /payments`: every payment, of all customers or of one, in every state or in one.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::layout::Section;
use super::list::{List, Rows};
use super::payment_rows::{Payment, newest_first, payment_table};
use super::refusal::Refusal;
use super::{links, read};
use crate::pages::html::{Markup, html};
use crate::sandbox::Shared;

/// The states to choose from: those of an intent.
const STATES: &[&str] = &[
    "succeeded",
    "processing",
    "requires_capture",
    "requires_action",
    "requires_confirmation",
    "requires_payment_method",
    "canceled",
];

#[derive(Deserialize)]
pub(super) struct Parameters {
    after: Option<String>,
    customer: Option<String>,
    status: Option<String>,
}

/// A page of the list.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(parameters): Query<Parameters>,
) -> Result<Html<String>, Refusal> {
    let after = parameters.after.as_deref();
    let customer = parameters.customer.as_deref();
    let status = parameters.status.as_deref();
    let payments: Rows<Payment> = read(&shared, |state| {
        Rows::first_of(newest_first(state, after).filter(|payment| {
            customer.is_none_or(|customer| payment.customer_id() == Some(customer))
                && status.is_none_or(|status| payment.status() == status)
        }))
    })
    .await?;
    let of_customer = customer.map(|id| html!("<p>Of customer {}</p>", links::id(id)));
    let choice = html!("{}{}", of_customer, states(customer, status));
    let list = List {
        section: Section::Payments,
        title: "Payments",
        filter: &[("customer", customer), ("status", status)],
        after,
        next: payments.last_before_more().map(Payment::id),
    };
    Ok(list.page(&choice, &payment_table(&payments.rows, "No payments here.")))
}

/// Links that choose a state.
fn states(customer: Option<&str>, chosen: Option<&str>) -> Markup {
    let choice = |status: Option<&str>| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("customer", customer), ("status", status)] {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        let current = (status == chosen).then(|| html!(" aria-current=\"true\""));
        html!(
            "<li><a href=\"/payments?{}\"{}>{}</a></li>",
            query.finish(),
            current,
            status.unwrap_or("all").replace('_', " "),
        )
    };
    let choices: Markup = std::iter::once(None)
        .chain(STATES.iter().copied().map(Some))
        .map(choice)
        .collect();
    html!(
        "<nav aria-label=\"Status\"><ul class=\"choices\">{}</ul></nav>",
        choices
    )
}
