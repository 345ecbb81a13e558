//! `stripe.retrievePaymentIntent`: where a payment stands, after a return or a reload.

use crate::stripe::settle;
use crate::{ClientSecret, PaymentIntent, Stripe, StripeJsError};

impl Stripe {
    /// Asks Stripe where the payment stands.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when there is no such intent, or Stripe could not be asked.
    pub async fn retrieve_payment_intent(
        &self,
        secret: &ClientSecret,
    ) -> Result<PaymentIntent, StripeJsError> {
        let result = settle(self.js.retrieve_payment_intent(secret.expose())).await?;
        PaymentIntent::from_result(&result)
    }
}
