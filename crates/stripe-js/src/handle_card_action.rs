//! `stripe.handleCardAction`: the customer authenticates, in the manual flow.

use crate::stripe::settle;
use crate::{ClientSecret, PaymentIntent, Stripe, StripeJsError};

impl Stripe {
    /// Lets the customer authenticate. The usual end is
    /// [`RequiresConfirmation`](crate::PaymentIntentStatus::RequiresConfirmation): then the server confirms again.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when the customer failed or gave up, the intent being back at
    /// [`RequiresPaymentMethod`](crate::PaymentIntentStatus::RequiresPaymentMethod) then;
    /// [`StripeJsError::Integration`] unless the intent is confirmed manually and waits for an action.
    pub async fn handle_card_action(
        &self,
        secret: &ClientSecret,
    ) -> Result<PaymentIntent, StripeJsError> {
        let result = settle(self.js.handle_card_action(secret.expose())).await?;
        PaymentIntent::from_result(&result)
    }
}
