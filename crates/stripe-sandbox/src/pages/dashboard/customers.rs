//! `GET /customers`: every customer.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Html;
use serde::Deserialize;

use super::layout::Section;
use super::list::{List, Rows};
use super::refusal::Refusal;
use super::table::{table, text};
use super::{links, read};
use crate::customers::Customer;
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
    let customers: Rows<Arc<Customer>> = read(&shared, |state| {
        let all = HasTable::<Customer>::table(state).newest_first_after(after.as_deref());
        Rows::first_of(all.cloned())
    })
    .await?;
    let list = List {
        section: Section::Customers,
        title: "Customers",
        filter: &[],
        after: after.as_deref(),
        next: customers
            .last_before_more()
            .map(|customer| customer.id.as_str()),
    };
    let table = customer_table(&customers.rows, "No customers yet.");
    Ok(list.page(&Markup::default(), &table))
}

/// A table of customers.
pub(super) fn customer_table(customers: &[Arc<Customer>], empty: &str) -> Markup {
    let rows = customers
        .iter()
        .map(|customer| {
            let name = [&customer.name, &customer.email]
                .into_iter()
                .flatten()
                .find(|text| !text.is_empty())
                .map_or(
                    if customer.deleted {
                        "deleted"
                    } else {
                        "no name"
                    },
                    String::as_str,
                );
            [
                html!("<a href=\"{}\">{}</a>", links::path(&customer.id), name),
                html!("{}", customer.email),
                links::id(&customer.id),
                links::metadata(&customer.metadata, 2),
                links::time(customer.created),
            ]
        })
        .collect();
    table(
        "Customers",
        [
            text("Customer"),
            text("E-mail"),
            text("Id"),
            text("Metadata"),
            text("Time"),
        ],
        rows,
        empty,
    )
}
