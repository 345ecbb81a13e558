//! Whether a PaymentMethod may be used with an intent.

use super::PaymentMethod;
use crate::api::error::ApiError;

/// What a PaymentMethod is to be used with.
pub(crate) struct Use<'a> {
    /// What Stripe calls it: `PaymentIntent` or `SetupIntent`.
    pub(crate) kind: &'static str,
    pub(crate) intent: &'a str,
    pub(crate) customer: Option<&'a str>,
}

impl PaymentMethod {
    /// Whether it may be used with the intent.
    pub(crate) fn check_usable(&self, with: &Use<'_>) -> Result<(), ApiError> {
        if self.detached || self.spent_on.as_deref().is_some_and(|by| by != with.intent) {
            return self.check_unused();
        }
        match (self.customer.as_deref(), with.customer) {
            (None, _) => Ok(()),
            (Some(owner), Some(customer)) if owner == customer => Ok(()),
            (Some(_), Some(_)) => Err(ApiError::invalid_request(format!(
                "The customer does not have a payment method with the ID {}. The payment method must \
                 be attached to the customer.",
                self.id
            ))
            .with("code", "resource_missing")
            .with("param", "payment_method")),
            (Some(_), None) => Err(ApiError::invalid_request(format!(
                "The payment method {} belongs to a Customer. Please include that Customer in the \
                 `customer` parameter of the {}.",
                self.id, with.kind
            ))
            .with("param", "payment_method")),
        }
    }

    /// Whether it has not been used up: by a payment without a customer, or by leaving one.
    pub(super) fn check_unused(&self) -> Result<(), ApiError> {
        if !self.detached && self.spent_on.is_none() {
            return Ok(());
        }
        Err(ApiError::invalid_request(
            "The provided PaymentMethod was previously used with a PaymentIntent without Customer \
             attachment, or was detached from a Customer, and may not be used again. To use a \
             PaymentMethod multiple times, attach it to a Customer first.",
        )
        .with("code", "payment_method_unexpected_state")
        .with("param", "payment_method"))
    }
}
