//! `stripe.confirmCardPayment`: pay by card, for intents that the browser may confirm.

use crate::options::Options;
use crate::stripe::settle;
use crate::{
    BillingDetails, CardCvcElement, CardElement, ClientSecret, PaymentIntent, Stripe, StripeJsError,
};

/// Which card.
pub enum CardPayment<'a> {
    /// The one that the intent has already.
    Attached,
    /// The one in a Card Element.
    Element {
        /// Where it was typed.
        card: &'a CardElement,
        /// Who pays.
        billing: &'a BillingDetails,
    },
    /// A saved one.
    Saved {
        /// Its payment method, `pm_...`.
        payment_method: &'a str,
        /// Where its CVC was typed again, if it was.
        cvc: Option<&'a CardCvcElement>,
    },
}

impl Stripe {
    /// Confirms a payment by card, and lets the customer authenticate if need be.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when the payment was refused or could not be tried; the customer may try again.
    pub async fn confirm_card_payment(
        &self,
        secret: &ClientSecret,
        payment: &CardPayment<'_>,
    ) -> Result<PaymentIntent, StripeJsError> {
        let data = data(payment).to_js();
        let options = Options::new().to_js();
        let call = self
            .js
            .confirm_card_payment(secret.expose(), &data, &options);
        PaymentIntent::from_result(&settle(call).await?)
    }
}

fn data(payment: &CardPayment<'_>) -> Options {
    match payment {
        CardPayment::Attached => Options::new(),
        CardPayment::Element { card, billing } => {
            let method = Options::new()
                .with("card", card.js())
                .with_filled("billing_details", billing.options());
            Options::new().with("payment_method", method)
        }
        CardPayment::Saved {
            payment_method,
            cvc,
        } => {
            let card = Options::new().with_some("cvc", cvc.map(CardCvcElement::js));
            let options = Options::new().with_filled("card", card);
            Options::new()
                .with("payment_method", *payment_method)
                .with_filled("payment_method_options", options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_that_is_there_needs_no_data() {
        assert!(data(&CardPayment::Attached).is_empty());
        let saved = CardPayment::Saved {
            payment_method: "pm_1",
            cvc: None,
        };
        assert_eq!(data(&saved), Options::new().with("payment_method", "pm_1"));
    }
}
