//! `GET /v1/customers/{customer}`

use super::Customer;
use crate::form::Form;
use crate::{ApiQuery, CustomerId};

/// Reads one customer, a deleted one too.
#[derive(Debug, Clone)]
pub struct RetrieveCustomer {
    /// Which customer.
    pub customer: CustomerId,
}

impl RetrieveCustomer {
    /// Reads `customer`.
    #[must_use]
    pub fn new(customer: CustomerId) -> Self {
        Self { customer }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<Customer> {
        ApiQuery::get(format!("/v1/customers/{}", self.customer), Form::default())
    }
}
