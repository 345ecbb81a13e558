//! Element: the server creates an intent over the order's amount, and the browser confirms it with the Payment Element.
//!
//! It does not matter whether the card was typed before the intent was there or after: the client secret is given to the
//! buyer's browser only, and only once the stock is kept.

use commerce::{
    order::PaymentNews,
    payment::PaymentStep,
    timeline::{Actor, OrderEvent},
};
use stripe_client::{AllowRedirects, PaymentMethodChoice};

use crate::{
    Shop,
    cart::CartId,
    orders::{OrderRecord, OrderToken},
    payments::{
        EngineError, flows::Means, record::PaymentRecord, report::Report, step::nothing_made,
    },
};

impl Shop {
    /// Gives the buyer's browser what it confirms the payment with. Asked again, it is the same intent.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn begin_element_payment(
        &self,
        cart: &CartId,
        token: &OrderToken,
    ) -> Result<PaymentStep, EngineError> {
        self.step_with(cart, token, Means::Element).await
    }

    pub(super) async fn begin_element(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<Report>,
    ) -> Result<PaymentStep, EngineError> {
        if let Some(found) = &found
            && !matches!(
                found.news,
                PaymentNews::AwaitsMethod(_) | PaymentNews::AwaitsAction
            )
        {
            return self
                .settle_and_step(payment, order, found, Actor::Return)
                .await;
        }
        // Asked again, the payment goes on as it was: it does not begin anew, and a buyer at the bank still is.
        let begins = found.is_none().then_some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(payment, order, begins).await? {
            return Ok(step);
        }
        let report = match found {
            Some(found) => found,
            None => {
                let created = self.create_intent(payment, order, |params| {
                    params.payment_methods = Some(PaymentMethodChoice::Automatic {
                        allow_redirects: AllowRedirects::Always,
                    });
                });
                match created.await {
                    Ok(intent) => Report::of_intent(&intent),
                    Err(error) => return nothing_made(error, payment),
                }
            }
        };
        Ok(match report.client_secret {
            Some(secret) => PaymentStep::ConfirmInBrowser {
                client_secret: secret.expose().to_owned(),
                order: order.token.path(),
            },
            None => PaymentStep::Unavailable,
        })
    }
}
