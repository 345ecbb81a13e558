//! `stripe.handleNextAction`: whatever the customer has to do, for any way to pay.

use crate::options::Options;
use crate::stripe::settle;
use crate::{ClientSecret, PaymentIntent, Stripe, StripeJsError};

impl Stripe {
    /// Lets the customer do what the intent waits for. A way to pay that needs a redirect leaves the page.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when the customer failed or gave up.
    pub async fn handle_next_action(
        &self,
        secret: &ClientSecret,
    ) -> Result<PaymentIntent, StripeJsError> {
        let options = Options::new().with("clientSecret", secret.expose());
        let result = settle(self.js.handle_next_action(&options.to_js())).await?;
        PaymentIntent::from_result(&result)
    }
}
