//! `GET /search?q=`: to the object with this id, or to what mentions the words.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::customers::customer_table;
use super::layout::page_of_search;
use super::list::PAGE;
use super::payment_rows::{Payment, newest_first, payment_table};
use super::refusal::Refusal;
use super::table::section;
use super::{links, read};
use crate::api;
use crate::customers::Customer;
use crate::events::Event;
use crate::pages::html::html;
use crate::sandbox::Shared;
use crate::store::HasTable;

#[derive(Deserialize)]
pub(super) struct Parameters {
    #[serde(default)]
    q: String,
}

enum Found {
    /// There is an object with this id.
    Object,
    /// These mention the words.
    Mentions(Vec<Payment>, Vec<Arc<Customer>>),
}

/// Finds by id, e-mail address, description, metadata or the last four digits of a card.
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(Parameters { q }): Query<Parameters>,
) -> Result<Response, Refusal> {
    let query = q.trim();
    let text = query.to_lowercase();
    let found = read(&shared, |state| {
        if links::is_id(query)
            && (HasTable::<Event>::table(state).get(query).is_some()
                || api::whole(query, state, &shared.base_url).is_some())
        {
            return Found::Object;
        }
        if text.is_empty() {
            return Found::Mentions(Vec::new(), Vec::new());
        }
        let customers = HasTable::<Customer>::table(state)
            .newest_first()
            .filter(|customer| {
                [&customer.email, &customer.name]
                    .into_iter()
                    .flatten()
                    .any(|value| value.to_lowercase().contains(&text))
            })
            .take(PAGE)
            .cloned()
            .collect();
        let payments = newest_first(state, None)
            .filter(|payment| payment.mentions(&text))
            .take(PAGE)
            .collect();
        Found::Mentions(payments, customers)
    })
    .await?;
    let (payments, customers) = match found {
        Found::Object => return Ok(Redirect::to(&links::path(query)).into_response()),
        Found::Mentions(payments, customers) => (payments, customers),
    };
    let body = html!(
        "<h1>Search</h1><p>The newest {} payments and customers that mention “{}”.</p>{}{}",
        PAGE,
        query,
        section("Payments", &payment_table(&payments, "No payment does.")),
        section(
            "Customers",
            &customer_table(&customers, "No customer does.")
        ),
    );
    let page = page_of_search("Search", query, &body);
    Ok((StatusCode::OK, page).into_response())
}
