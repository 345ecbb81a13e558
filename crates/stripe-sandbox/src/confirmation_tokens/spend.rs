//! What confirming with a token makes of it.

use serde_json::Value;

use super::ConfirmationToken;
use crate::api::error::ApiError;
use crate::payment_methods::PaymentMethod;
use crate::store::State;

/// What a token says of a confirmation. What its caller says goes before.
pub(crate) struct Terms {
    /// The id of a PaymentMethod that is there now.
    pub(crate) payment_method: String,
    pub(crate) cvc_token: Option<String>,
    pub(crate) mandate_data: Option<Value>,
    pub(crate) return_url: Option<String>,
    pub(crate) setup_future_usage: Option<String>,
    pub(crate) shipping: Option<Value>,
    pub(crate) use_stripe_sdk: bool,
}

/// Uses a token up for an intent, and brings its PaymentMethod into being.
pub(crate) fn spend(state: &mut State, id: &str, intent: &str) -> Result<Terms, ApiError> {
    let Some(mut token) = state.get::<ConfirmationToken>(id) else {
        return Err(ApiError::missing(
            "confirmation_token",
            id,
            "confirmation_token",
        ));
    };
    let refused =
        |message: String| ApiError::invalid_request(message).with("param", "confirmation_token");
    if let Some(earlier) = &token.used_by {
        return Err(refused(format!(
            "The ConfirmationToken {id} has been used to confirm {earlier}, and can be used only once."
        ))
        .with("code", "token_already_used"));
    }
    if state.now() > token.expires_at() {
        return Err(refused(format!(
            "The ConfirmationToken {id} has expired. Collect the payment details again."
        )));
    }
    token.used_by = Some(intent.to_owned());
    if state.get::<PaymentMethod>(&token.method.id).is_none() {
        state.put(PaymentMethod::clone(&token.method));
    }
    let terms = Terms {
        payment_method: token.method.id.clone(),
        cvc_token: token.cvc_token.clone(),
        mandate_data: token.mandate_data.clone(),
        return_url: token.return_url.clone(),
        setup_future_usage: token.setup_future_usage.clone(),
        shipping: token.shipping.clone(),
        use_stripe_sdk: token.use_stripe_sdk,
    };
    state.put(token);
    Ok(terms)
}
