//! `POST /v1/payment_methods/{payment_method}/attach`

use super::PaymentMethod;
use crate::form::Form;
use crate::{ApiRequest, CustomerId, PaymentMethodId};

/// Saves a payment method for a customer. A setup intent does it too, and asks the bank first.
#[derive(Debug, Clone)]
pub struct AttachPaymentMethod {
    /// Which payment method.
    pub payment_method: PaymentMethodId,
    /// Whose it becomes.
    pub customer: CustomerId,
}

impl AttachPaymentMethod {
    /// Saves `payment_method` for `customer`.
    #[must_use]
    pub fn new(payment_method: PaymentMethodId, customer: CustomerId) -> Self {
        Self {
            payment_method,
            customer,
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<PaymentMethod> {
        let mut form = Form::default();
        form.put("customer", &self.customer);
        let path = format!("/v1/payment_methods/{}/attach", self.payment_method);
        ApiRequest::post(path, form)
    }
}
