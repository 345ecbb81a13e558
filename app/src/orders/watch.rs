//! The island of a page whose order is not decided yet: it looks again until it is, so that the page resolves by itself.

#![allow(
    missing_docs,
    reason = "the server macro makes a struct of each function's arguments"
)]

use commerce::order::OrderStatus;
use leptos::{prelude::*, server_fn::codec::Json};

/// How the order stands now; `None` when there is none at that address.
///
/// # Errors
/// When the store fails; trying again may help.
#[server(prefix = "/api", endpoint = "orders/status", input = Json)]
pub async fn order_status_now(token: String) -> Result<Option<OrderStatus>, ServerFnError> {
    let Ok(token) = token.parse() else {
        return Ok(None);
    };
    match expect_context::<shop::Shop>().order(&token).await {
        Ok(order) => Ok(order.map(|order| order.status)),
        Err(error) => {
            tracing::error!(%error, "an order's status could not be read");
            Err(ServerFnError::new("the shop could not do this now"))
        }
    }
}

/// Reloads the page when the order is no longer as it was shown. It has no properties, for they would bring a reader of
/// JSON with them: in the browser it reads the page's address and the status that the server wrote.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn OrderWatch() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    start();
}

/// Looks after 2 seconds, and then ever less often.
#[cfg(feature = "hydrate")]
fn start() {
    use std::time::Duration;

    use leptos::{
        leptos_dom::helpers::{location, set_timeout},
        server_fn::ServerFn,
        task::spawn_local,
    };
    use wasm_bindgen::JsValue;

    use crate::post::{Call, post};

    /// The status as JSON; nothing when the shop cannot be reached.
    async fn ask() -> Option<String> {
        let path = location().pathname().ok()?;
        let token = path.rsplit('/').next()?;
        // A token is letters and digits: nothing in it needs to be escaped.
        let body = JsValue::from_str(&format!("{{\"token\":\"{token}\"}}"));
        let json = "application/json";
        post(Call {
            path: OrderStatusNow::PATH,
            content_type: Some(json),
            accept: json,
            body: &body,
        })
        .await
    }

    fn look(shown: String, wait: Duration) {
        let again = move || {
            spawn_local(async move {
                match ask().await {
                    Some(status) if status.trim_matches('"') != shown => {
                        // Nothing can be done about a page that does not reload.
                        let _ = location().reload();
                    }
                    _ => look(shown, (wait * 3 / 2).min(Duration::from_secs(30))),
                }
            });
        };
        set_timeout(again, wait);
    }

    let shown = document()
        .get_element_by_id("order")
        .and_then(|order| order.get_attribute("data-status"));
    if let Some(shown) = shown {
        look(shown, Duration::from_secs(2));
    }
}
