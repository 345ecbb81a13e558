//! `GET /payments`: every payment, of all customers or of one, in every state or in one.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::layout::{Section, page as whole_page};
use super::payment_rows::{Payment, newest_first, payment_table};
use super::refusal::Refusal;
use super::table::{PAGE, paging};
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
    let mut payments: Vec<Payment> = read(&shared, |state| {
        newest_first(state, parameters.after.as_deref())
            .filter(|payment| {
                let customer = parameters.customer.as_deref();
                let status = parameters.status.as_deref();
                customer.is_none_or(|customer| payment.customer_id() == Some(customer))
                    && status.is_none_or(|status| payment.status() == status)
            })
            .take(PAGE + 1)
            .collect()
    })
    .await?;
    let more = payments.len() > PAGE;
    payments.truncate(PAGE);
    let next = payments.last().filter(|_| more).map(Payment::id);
    let customer = parameters.customer.as_deref();
    let status = parameters.status.as_deref();
    let of_customer = customer.map(|id| html!("<p>Of customer {}</p>", links::id(id)));
    let body = html!(
        "<h1>Payments</h1>{}{}{}{}",
        of_customer,
        states(customer, status),
        payment_table(&payments, "No payments here."),
        paging(
            "/payments",
            &[("customer", customer), ("status", status)],
            parameters.after.as_deref(),
            next,
        ),
    );
    Ok(whole_page("Payments", Some(Section::Payments), &body))
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
