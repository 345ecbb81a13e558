//! `GET /v1/customers/{customer}/payment_methods`

use super::PaymentMethod;
use crate::form::Form;
use crate::{ApiQuery, CustomerId, List, PaymentMethodId};

/// Reads what a customer saved to pay with, newest first.
#[derive(Debug, Clone)]
pub struct ListPaymentMethods {
    /// Whose.
    pub customer: CustomerId,
    /// Only this sort, such as `card`.
    pub kind: Option<String>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this payment method, towards older ones.
    pub starting_after: Option<PaymentMethodId>,
}

impl ListPaymentMethods {
    /// All that `customer` saved.
    #[must_use]
    pub fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            kind: None,
            limit: None,
            starting_after: None,
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<List<PaymentMethod>> {
        let mut form = Form::default();
        form.put_some("type", self.kind.as_ref());
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        let path = format!("/v1/customers/{}/payment_methods", self.customer);
        ApiQuery::get(path, form)
    }
}
