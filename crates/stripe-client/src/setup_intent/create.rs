//! `POST /v1/setup_intents`

use std::collections::BTreeMap;

use super::{SetupIntent, write_three_d_secure};
use crate::form::Form;
use crate::{
    ApiRequest, CustomerId, PaymentMethodChoice, PaymentMethodId, RequestThreeDSecure,
    SetupFutureUsage,
};

/// Begins to save a payment method. Set what is needed; the rest is left to Stripe.
#[derive(Clone, Default)]
pub struct CreateSetupIntent {
    /// Whose it will be.
    pub customer: Option<CustomerId>,
    /// What is saved.
    pub payment_method: Option<PaymentMethodId>,
    /// Which sorts it accepts; without it, those switched on in Stripe's dashboard.
    pub payment_methods: Option<PaymentMethodChoice>,
    /// When to authenticate; Stripe decides when this is empty.
    pub request_three_d_secure: Option<RequestThreeDSecure>,
    /// How it will be used; Stripe's own choice is off session.
    pub usage: Option<SetupFutureUsage>,
    /// Confirms it in the same call.
    pub confirm: bool,
    /// Where the customer comes back to; with `confirm` only.
    pub return_url: Option<String>,
    /// Stripe.js will handle a next action.
    pub use_stripe_sdk: bool,
    /// Shown to the owner, at most 1000 characters.
    pub description: Option<String>,
    /// What the shop writes on it: at most 50 keys of 40 characters, values of 500.
    pub metadata: BTreeMap<String, String>,
    /// Fields to answer as objects, such as `payment_method`.
    pub expand: Vec<String>,
}

impl CreateSetupIntent {
    /// The call.
    pub fn request(&self) -> ApiRequest<SetupIntent> {
        let mut form = Form::default();
        form.put_some("customer", self.customer.as_ref());
        form.put_some("payment_method", self.payment_method.as_ref());
        if let Some(choice) = &self.payment_methods {
            choice.write(&mut form);
        }
        write_three_d_secure(&mut form, self.request_three_d_secure);
        form.put_some("usage", self.usage);
        form.put_true("confirm", self.confirm);
        form.put_some("return_url", self.return_url.as_ref());
        form.put_true("use_stripe_sdk", self.use_stripe_sdk);
        form.put_some("description", self.description.as_ref());
        form.put_map("metadata", &self.metadata);
        form.put_list("expand", &self.expand);
        ApiRequest::post("/v1/setup_intents".to_owned(), form)
    }
}
