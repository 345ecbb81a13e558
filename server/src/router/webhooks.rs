//! Where Stripe tells of what happened. The body is taken as it came, because its signature is over these very bytes.
//!
//! No browser comes here: neither origin nor client is looked at, the signature says who speaks. Stripe's bursts come from
//! few addresses, and one that is refused is only sent again.

use axum::{
    Router,
    body::Bytes,
    extract::{DefaultBodyLimit, State},
    http::{HeaderMap, HeaderName, StatusCode},
    routing::post,
};
use shop::{Shop, webhooks::ReceiveError};

/// The address that is registered at Stripe.
pub(crate) const WEBHOOK_PATH: &str = "/webhooks/stripe";

const SIGNATURE: HeaderName = HeaderName::from_static("stripe-signature");
/// Events are some kilobytes; one of an invoice with hundreds of lines, which this shop has not, is a few hundred.
const MAX_EVENT: usize = 1024 * 1024;

pub(super) fn routes(shop: Shop) -> Router {
    Router::new()
        .route(WEBHOOK_PATH, post(receive))
        .layer(DefaultBodyLimit::max(MAX_EVENT))
        .with_state(shop)
}

/// Stores the event and answers at once; what it means for an order is found out afterwards. Everything but 200 makes
/// Stripe send it again, for up to three days.
async fn receive(State(shop): State<Shop>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let signature = headers.get(SIGNATURE).and_then(|value| value.to_str().ok());
    match shop
        .receive_webhook(&body, signature.unwrap_or_default())
        .await
    {
        Ok(_) => StatusCode::OK,
        Err(error @ ReceiveError::NoSecret) => {
            tracing::error!(
                %error,
                "a webhook was not taken: set STRIPE_WEBHOOK_SECRET to the signing secret (whsec_...) of the endpoint"
            );
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(error @ (ReceiveError::Signature(_) | ReceiveError::NotAnEvent)) => {
            tracing::warn!(%error, bytes = body.len(), "a webhook was refused");
            StatusCode::BAD_REQUEST
        }
        Err(error @ ReceiveError::Store(_)) => {
            tracing::error!(%error, "a webhook could not be stored");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
