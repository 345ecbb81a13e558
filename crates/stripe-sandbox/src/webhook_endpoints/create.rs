//! `POST /v1/webhook_endpoints`.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::{MAX_ENDPOINTS, WebhookEndpoint};
use crate::api::error::ApiError;
use crate::api::metadata::{Metadata, MetadataChange};
use crate::api::{Call, assign};
use crate::ids;
use crate::store::HasTable;

#[derive(Deserialize)]
struct Parameters {
    url: String,
    enabled_events: Vec<String>,
    api_version: Option<String>,
    connect: Option<bool>,
    description: Option<String>,
    metadata: Option<MetadataChange>,
}

/// Registers an address. Only this answer tells the secret.
///
/// An address on another machine is taken, as Stripe takes it; its deliveries fail.
pub(crate) fn create(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    check_url(&parameters.url)?;
    if HasTable::<WebhookEndpoint>::table(call.state).len() >= MAX_ENDPOINTS {
        return Err(ApiError::invalid_request(format!(
            "You have reached the maximum of {MAX_ENDPOINTS} test webhook endpoints."
        )));
    }
    let mut endpoint = WebhookEndpoint {
        id: ids::object("we"),
        url: parameters.url,
        created: call.now,
        api_version: parameters.api_version,
        connect: parameters.connect.unwrap_or(false),
        description: None,
        enabled_events: parameters.enabled_events,
        metadata: Metadata::new(),
        secret: ids::webhook_secret(),
        retiring: Vec::new(),
    };
    assign(&mut endpoint.description, parameters.description);
    if let Some(metadata) = parameters.metadata {
        metadata.apply(&mut endpoint.metadata)?;
    }
    let mut shape = endpoint.shape();
    shape["secret"] = endpoint.secret.clone().into();
    call.state.put(endpoint);
    Ok(shape)
}

fn check_url(url: &str) -> Result<(), ApiError> {
    let refused = |message: &str| ApiError::parameter("url", message).with("code", "url_invalid");
    let parsed = Url::parse(url).map_err(|_| refused("Not a valid URL"))?;
    if !matches!(parsed.scheme(), "http" | "https") {
        return Err(refused(
            "Invalid URL: An explicit scheme (such as https) must be provided.",
        ));
    }
    Ok(())
}
