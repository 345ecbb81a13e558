//! `GET /customers/{id}`: a customer, the cards and the payments.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Html;

use super::badge::badge;
use super::instruments::instrument;
use super::layout::{Section, page as whole_page};
use super::list::PAGE;
use super::payment_rows::{Payment, newest_first, payment_table};
use super::refusal::Refusal;
use super::table::{facts, section, table, text};
use super::{json, links, read};
use crate::customers::Customer;
use crate::pages::html::{Markup, html};
use crate::payment_methods::PaymentMethod;
use crate::sandbox::Shared;
use crate::store::HasTable;

/// What is known of the customer.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(id): Path<String>,
) -> Result<Html<String>, Refusal> {
    let found = read(&shared, |state| {
        let customer = Arc::clone(HasTable::<Customer>::table(state).get(&id)?);
        let methods: Vec<Arc<PaymentMethod>> = HasTable::<PaymentMethod>::table(state)
            .newest_first()
            .filter(|method| method.customer.as_ref() == Some(&id))
            .cloned()
            .collect();
        let payments: Vec<Payment> = newest_first(state, None)
            .filter(|payment| payment.customer_id() == Some(&id))
            .take(PAGE)
            .collect();
        Some((customer, methods, payments))
    })
    .await?;
    let Some((customer, methods, payments)) = found else {
        return Err(Refusal::Missing(format!("customer {id}")));
    };
    let text = |text: &Option<String>| text.as_deref().map(|text| html!("{}", text));
    let title = [&customer.name, &customer.email]
        .into_iter()
        .flatten()
        .find(|text| !text.is_empty())
        .unwrap_or(&customer.id);
    let metadata =
        (!customer.metadata.is_empty()).then(|| links::metadata(&customer.metadata, usize::MAX));
    let more = (payments.len() == PAGE).then(|| {
        html!(
            "<p><a href=\"/payments?customer={}\">All payments of this customer</a></p>",
            id
        )
    });
    let body = html!(
        "<h1>{}</h1>{}{}{}{}",
        title,
        facts(&[
            ("Customer", Some(links::copied(&customer.id))),
            ("State", customer.deleted.then(|| badge("deleted"))),
            ("E-mail", text(&customer.email)),
            ("Description", text(&customer.description)),
            ("Created", Some(links::time(customer.created))),
            ("Metadata", metadata),
        ]),
        section("Payment methods", &method_table(&methods)),
        section(
            "Payments",
            &html!("{}{}", payment_table(&payments, "No payments yet."), more),
        ),
        json::folded("customer", &customer.shape()),
    );
    Ok(whole_page(title, Some(Section::Customers), &body))
}

fn method_table(methods: &[Arc<PaymentMethod>]) -> Markup {
    let rows = methods
        .iter()
        .map(|method| {
            let expiry = method
                .instrument
                .card()
                .map(|card| html!("{}/{}", card.exp_month, card.exp_year));
            [
                instrument(&method.instrument),
                html!("{}", expiry),
                links::id(&method.id),
                links::time(method.created),
            ]
        })
        .collect();
    table(
        "Payment methods",
        [text("Method"), text("Expires"), text("Id"), text("Time")],
        rows,
        "No payment method is attached.",
    )
}
