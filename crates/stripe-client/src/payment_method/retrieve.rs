//! `GET /v1/payment_methods/{payment_method}`

use super::PaymentMethod;
use crate::form::Form;
use crate::{ApiQuery, PaymentMethodId};

/// Reads one payment method.
#[derive(Debug, Clone)]
pub struct RetrievePaymentMethod {
    /// Which payment method.
    pub payment_method: PaymentMethodId,
    /// Fields to answer as objects.
    pub expand: Vec<String>,
}

impl RetrievePaymentMethod {
    /// Reads `payment_method` with nothing expanded.
    #[must_use]
    pub fn new(payment_method: PaymentMethodId) -> Self {
        Self {
            payment_method,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<PaymentMethod> {
        let mut form = Form::default();
        form.put_list("expand", &self.expand);
        ApiQuery::get(format!("/v1/payment_methods/{}", self.payment_method), form)
    }
}
