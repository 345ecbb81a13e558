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

/// Reloads the page when the order is no longer as it was shown.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn OrderWatch(token: String, shown: OrderStatus) -> impl IntoView {
    #[cfg(feature = "hydrate")]
    watch(token, shown);
    #[cfg(not(feature = "hydrate"))]
    let _ = (token, shown);
}

/// Looks after 2 seconds, and then ever less often.
#[cfg(feature = "hydrate")]
fn watch(token: String, shown: OrderStatus) {
    use std::time::Duration;

    use leptos::{
        leptos_dom::helpers::{location, set_timeout},
        task::spawn_local,
    };

    fn look(token: String, shown: OrderStatus, wait: Duration) {
        let again = move || {
            spawn_local(async move {
                match order_status_now(token.clone()).await {
                    Ok(Some(status)) if status != shown => {
                        // Nothing can be done about a page that does not reload.
                        let _ = location().reload();
                    }
                    _ => look(token, shown, (wait * 3 / 2).min(Duration::from_secs(30))),
                }
            });
        };
        set_timeout(again, wait);
    }
    look(token, shown, Duration::from_secs(2));
}
