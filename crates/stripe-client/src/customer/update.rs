//! `POST /v1/customers/{customer}`

use std::collections::BTreeMap;

use super::Customer;
use crate::form::Form;
use crate::{Address, ApiRequest, CustomerId, PaymentMethodId, Shipping};

/// Changes what is set and leaves the rest as it is.
#[derive(Clone)]
pub struct UpdateCustomer {
    /// Which customer.
    pub customer: CustomerId,
    /// E-mail address, at most 512 characters.
    pub email: Option<String>,
    /// Name, at most 256 characters.
    pub name: Option<String>,
    /// Telephone number, at most 20 characters.
    pub phone: Option<String>,
    /// Shown to the owner.
    pub description: Option<String>,
    /// Postal address; replaces the whole of the old one.
    pub address: Option<Address>,
    /// Where goods go; replaces the whole of the old one.
    pub shipping: Option<Shipping>,
    /// Languages, the most wanted first, such as `de`.
    pub preferred_locales: Vec<String>,
    /// The attached payment method that counts as the customer's first choice.
    pub default_payment_method: Option<PaymentMethodId>,
    /// Keys to set; an empty value takes its key away.
    pub metadata: BTreeMap<String, String>,
}

impl UpdateCustomer {
    /// A change of `customer` that changes nothing yet.
    #[must_use]
    pub fn new(customer: CustomerId) -> Self {
        Self {
            customer,
            email: None,
            name: None,
            phone: None,
            description: None,
            address: None,
            shipping: None,
            preferred_locales: Vec::new(),
            default_payment_method: None,
            metadata: BTreeMap::new(),
        }
    }

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
        form.put_some(
            "invoice_settings[default_payment_method]",
            self.default_payment_method.as_ref(),
        );
        form.put_map("metadata", &self.metadata);
        ApiRequest::post(format!("/v1/customers/{}", self.customer), form)
    }
}
