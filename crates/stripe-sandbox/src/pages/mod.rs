//! What browsers load: the stand-in of Stripe.js, the frames of Elements, the 3D Secure page, the
//! hosted page of Checkout, the dashboard.

mod answer;
mod checkout;
mod dashboard;
mod files;
mod html;
mod three_d_secure;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::sandbox::Shared;

/// Where Stripe.js is, as on js.stripe.com.
pub(crate) const STRIPE_JS_PATH: &str = "/dahlia/stripe.js";

/// Every page and file.
pub(crate) fn routes(shared: &Arc<Shared>) -> Router {
    Router::new()
        .route(
            "/c/pay/{session}",
            get(checkout::page).post(checkout::submit),
        )
        .route("/c/pay/{session}/return", get(checkout::back))
        .route(
            "/3d-secure/{intent}/{challenge}",
            get(three_d_secure::page).post(three_d_secure::answer),
        )
        .with_state(Arc::clone(shared))
        .merge(dashboard::routes(shared))
        .merge(files::routes(&shared.base_url))
}
