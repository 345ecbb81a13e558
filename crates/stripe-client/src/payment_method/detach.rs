//! `POST /v1/payment_methods/{payment_method}/detach`

use super::PaymentMethod;
use crate::form::Form;
use crate::{ApiRequest, PaymentMethodId};

/// Takes a payment method from its customer, for good: it can never pay or be attached again.
#[derive(Debug, Clone)]
pub struct DetachPaymentMethod {
    /// Which payment method.
    pub payment_method: PaymentMethodId,
}

impl DetachPaymentMethod {
    /// Takes `payment_method` from its customer.
    #[must_use]
    pub fn new(payment_method: PaymentMethodId) -> Self {
        Self { payment_method }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<PaymentMethod> {
        let path = format!("/v1/payment_methods/{}/detach", self.payment_method);
        ApiRequest::post(path, Form::default())
    }
}
