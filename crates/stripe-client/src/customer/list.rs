//! `GET /v1/customers`

use super::Customer;
use crate::form::Form;
use crate::{ApiQuery, CustomerId, List};

/// Reads customers, newest first. Deleted ones are left out.
#[derive(Clone, Default)]
pub struct ListCustomers {
    /// Only those with this e-mail address, upper and lower case told apart.
    pub email: Option<String>,
    /// Only those created at this Unix time (seconds) or later.
    pub created_from: Option<i64>,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this customer, towards older ones.
    pub starting_after: Option<CustomerId>,
}

impl ListCustomers {
    /// The call.
    pub fn request(&self) -> ApiQuery<List<Customer>> {
        let mut form = Form::default();
        form.put_some("email", self.email.as_ref());
        form.put_some("created[gte]", self.created_from);
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        ApiQuery::get("/v1/customers".to_owned(), form)
    }
}
