//! `stripe.handleNextAction`: whatever the customer has to do, for any way to pay.

use wasm_bindgen::JsValue;

use crate::options::Options;
use crate::stripe::settle;
use crate::{ClientSecret, PaymentIntent, SetupClientSecret, Stripe, StripeJsError};

impl Stripe {
    /// Lets the customer do what the intent waits for. A way to pay that needs a redirect leaves the page.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when the customer failed or gave up.
    pub async fn handle_next_action(
        &self,
        secret: &ClientSecret,
    ) -> Result<PaymentIntent, StripeJsError> {
        let result = self.next_action(secret.expose()).await?;
        PaymentIntent::from_result(&result)
    }

    /// The same for a setup intent. How it ended is asked of Stripe by the server, which is told nothing by the browser.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when the customer failed or gave up.
    pub async fn handle_setup_action(
        &self,
        secret: &SetupClientSecret,
    ) -> Result<(), StripeJsError> {
        self.next_action(secret.expose()).await.map(drop)
    }

    async fn next_action(&self, client_secret: &str) -> Result<JsValue, StripeJsError> {
        let options = Options::new().with("clientSecret", client_secret);
        settle(self.js.handle_next_action(&options.to_js())).await
    }
}
