//! Element: the server creates an intent over the order's amount, and the browser confirms it with the Payment Element.
//!
//! It does not matter whether the card was typed before the intent was there or after: the client secret is given to the
//! buyer's browser only, and only once the stock is kept.

use commerce::{
    order::PaymentNews,
    payment::{PaymentFlow, PaymentStep},
    timeline::{Actor, OrderEvent},
};
use stripe_client::{AllowRedirects, PaymentMethodChoice};

use crate::{
    Shop,
    cart::CartKey,
    orders::OrderToken,
    payments::{
        EngineError, calls::CallError, in_hand::PATIENCE, report::Report, step::nothing_made,
    },
};

impl Shop {
    /// Gives the buyer's browser what it confirms the payment with. Asked again, it is the same intent.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn begin_element_payment(
        &self,
        key: &CartKey,
        token: &OrderToken,
    ) -> Result<PaymentStep, EngineError> {
        let (shop, cart, token) = (self.clone(), key.id(), token.clone());
        tokio::spawn(async move { shop.begin_element_now(&cart, &token).await })
            .await
            .map_err(|_| EngineError::Interrupted)?
    }

    async fn begin_element_now(
        &self,
        cart: &str,
        token: &OrderToken,
    ) -> Result<PaymentStep, EngineError> {
        let payment = match self
            .begin_payment(cart, token, PaymentFlow::Element)
            .await?
        {
            Ok(payment) => payment,
            Err(step) => return Ok(step),
        };
        let work = self.begin_element_leased(cart, token, &payment);
        match self.with_lease(&payment, PATIENCE, work).await? {
            Some(step) => step,
            None => Ok(PaymentStep::Checking {
                order: token.path(),
            }),
        }
    }

    async fn begin_element_leased(
        &self,
        cart: &str,
        token: &OrderToken,
        payment: &str,
    ) -> Result<PaymentStep, EngineError> {
        let (order, mut payment) = match self.payment_in_hand(cart, token, payment).await? {
            Ok(in_hand) => in_hand,
            Err(step) => return Ok(step),
        };
        let found = match self.fetch_report(&payment).await {
            Ok(found) => found,
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(_)) => return Ok(PaymentStep::Unavailable),
        };
        if let Some(found) = &found
            && !matches!(
                found.news,
                PaymentNews::AwaitsMethod(_) | PaymentNews::AwaitsAction
            )
        {
            return self
                .settle_and_step(&mut payment, &order, found, Actor::Return)
                .await;
        }
        let begins = Some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(&payment, &order, begins).await? {
            return Ok(step);
        }
        let report = match found {
            Some(found) => found,
            None => {
                let created = self.create_intent(&mut payment, &order, |params| {
                    params.payment_methods = Some(PaymentMethodChoice::Automatic {
                        allow_redirects: AllowRedirects::Always,
                    });
                });
                match created.await {
                    Ok(intent) => Report::of_intent(&intent),
                    Err(error) => return nothing_made(error, &payment),
                }
            }
        };
        Ok(match report.client_secret {
            Some(secret) => PaymentStep::ConfirmInBrowser {
                client_secret: secret.expose().to_owned(),
                order: token.path(),
            },
            None => PaymentStep::Unavailable,
        })
    }
}
