//! `POST /v1/customers`

use std::collections::BTreeMap;

use super::Customer;
use crate::form::Form;
use crate::{Address, ApiRequest, PaymentMethodId, Shipping};

/// Makes Stripe remember a person.
#[derive(Clone, Default)]
pub struct CreateCustomer {
    /// E-mail address, at most 512 characters. Two customers may share one.
    pub email: Option<String>,
    /// Name, at most 256 characters.
    pub name: Option<String>,
    /// Telephone number, at most 20 characters.
    pub phone: Option<String>,
    /// Shown to the owner.
    pub description: Option<String>,
    /// Postal address.
    pub address: Option<Address>,
    /// Where goods go.
    pub shipping: Option<Shipping>,
    /// Languages, the most wanted first, such as `de`.
    pub preferred_locales: Vec<String>,
    /// Attaches it in the same call.
    pub payment_method: Option<PaymentMethodId>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
    pub metadata: BTreeMap<String, String>,
}

impl CreateCustomer {
    /// The call.
    pub fn request(&self) -> ApiRequest<Customer> {
        let mut form = Form::default();
        form.put_some("email", self.email.as_ref());
        form.put_some("name", self.name.as_ref());
        form.put_some("phone", self.phone.as_ref());
        form.put_some("description", self.description.as_ref());
        if let Some(address) = &self.address {
            address.write(&mut form, "address");
        }
        if let Some(shipping) = &self.shipping {
            shipping.write(&mut form, "shipping");
        }
        form.put_list("preferred_locales", &self.preferred_locales);
        form.put_some("payment_method", self.payment_method.as_ref());
        form.put_map("metadata", &self.metadata);
        ApiRequest::post("/v1/customers".to_owned(), form)
    }
}
