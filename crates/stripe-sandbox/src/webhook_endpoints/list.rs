//! `GET /v1/webhook_endpoints`.

use serde_json::Value;

use super::WebhookEndpoint;
use crate::api::Call;
use crate::api::error::ApiError;
use crate::api::list::Page;
use crate::store::HasTable;

/// The endpoints of the account.
pub(crate) fn list(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let page: Page = call.parameters()?;
    page.of(
        HasTable::<WebhookEndpoint>::table(call.state),
        "/v1/webhook_endpoints",
        |endpoint| endpoint.created,
        |_| true,
        WebhookEndpoint::shape,
    )
}
