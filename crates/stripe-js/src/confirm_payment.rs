//! `stripe.confirmPayment`: pay with what a Payment Element holds, for intents that the browser may confirm.

use wasm_bindgen::JsValue;

use crate::options::Options;
use crate::stripe::settle;
use crate::{BillingDetails, ClientSecret, Elements, PaymentIntent, Stripe, StripeJsError};

/// What to confirm, and how to come back.
pub struct ConfirmPayment<'a> {
    /// The group with the Payment Element.
    pub elements: &'a Elements,
    /// The intent, when the group was opened without one. Await [`Elements::submit`] before the intent is made.
    pub client_secret: Option<&'a ClientSecret>,
    /// Where a bank that takes the customer away sends them back to: absolute, of this shop.
    pub return_url: &'a str,
    /// Who pays.
    pub billing: &'a BillingDetails,
}

impl Stripe {
    /// Confirms a payment, and lets the customer authenticate if need be. Cards are dealt with in place; a way to pay
    /// that needs a redirect leaves the page, and this future with it.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when the payment was refused or could not be tried; the customer may try again.
    pub async fn confirm_payment(
        &self,
        payment: &ConfirmPayment<'_>,
    ) -> Result<PaymentIntent, StripeJsError> {
        let options = params(payment)
            .with("elements", JsValue::from(payment.elements.js.clone()))
            .to_js();
        let result = settle(self.js.confirm_payment(&options)).await?;
        PaymentIntent::from_result(&result)
    }
}

fn params(payment: &ConfirmPayment<'_>) -> Options {
    let method = Options::new().with_filled("billing_details", payment.billing.options());
    Options::new()
        .with("redirect", "if_required")
        .with_some(
            "clientSecret",
            payment.client_secret.map(ClientSecret::expose),
        )
        .with(
            "confirmParams",
            Options::new()
                .with("return_url", payment.return_url)
                .with_filled("payment_method_data", method),
        )
}
