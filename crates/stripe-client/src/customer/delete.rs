//! `DELETE /v1/customers/{customer}`

use crate::{ApiRequest, CustomerId, Deleted};

/// Deletes a customer for good, with what they saved to pay with. Their payments stay.
#[derive(Debug, Clone)]
pub struct DeleteCustomer {
    /// Which customer.
    pub customer: CustomerId,
}

impl DeleteCustomer {
    /// Deletes `customer`.
    #[must_use]
    pub fn new(customer: CustomerId) -> Self {
        Self { customer }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<Deleted<CustomerId>> {
        ApiRequest::delete(format!("/v1/customers/{}", self.customer))
    }
}
