//! Manual: the browser makes a PaymentMethod, the server confirms with it, and once more after the buyer's bank was asked.

use commerce::{
    order::PaymentNews,
    payment::PaymentStep,
    timeline::{Actor, OrderEvent},
};
use stripe_client::{
    ConfirmPaymentIntent, ConfirmationMethod, PaymentMethodChoice, PaymentMethodId,
};

use crate::{
    Shop,
    cart::CartKey,
    orders::{OrderRecord, OrderToken},
    payments::{
        EngineError,
        calls::CallError,
        flows::{Means, Tried},
        record::PaymentRecord,
        report::Report,
        step::nothing_made,
    },
};

impl Shop {
    /// Pays the order with a PaymentMethod that the buyer's browser made. However often it is called, and from however
    /// many tabs, the order is charged once. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn pay(
        &self,
        key: &CartKey,
        token: &OrderToken,
        method: &PaymentMethodId,
    ) -> Result<PaymentStep, EngineError> {
        self.step_with(key, token, Means::Method(method.clone()))
            .await
    }

    pub(super) async fn pay_by_method(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<Report>,
        method: &PaymentMethodId,
    ) -> Result<Tried, EngineError> {
        if let Some(found) = found {
            let again = self.was_tried_with(payment, method.as_str()).await?;
            let payable = matches!(
                found.news,
                PaymentNews::AwaitsMethod(_) | PaymentNews::AwaitsConfirmation
            );
            if again || !(payable || found.news == PaymentNews::AwaitsAction) {
                return self
                    .settle_and_step(payment, order, &found, Actor::Return)
                    .await
                    .map(Tried::Done);
            }
            if !payable {
                return self.make_way(payment, order).await;
            }
        }
        let step = self.charge_method(payment, order, method).await;
        step.map(Tried::Done)
    }

    /// The buyer left the bank's window for another card: closes the payment that waits for the bank. The next one begins
    /// as every payment does, since another tab may begin one at the same moment.
    async fn make_way(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
    ) -> Result<Tried, EngineError> {
        let Some(intent) = payment.intent.clone() else {
            return Ok(Tried::Done(PaymentStep::Unavailable));
        };
        let cancelled = match self.cancel_intent(payment, &intent).await {
            Ok(cancelled) => Report::of_intent(&cancelled),
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(_)) => {
                return Ok(Tried::Done(PaymentStep::Checking {
                    order: order.token.path(),
                }));
            }
        };
        let step = self
            .settle_and_step(payment, order, &cancelled, Actor::Buyer)
            .await?;
        Ok(if cancelled.news == PaymentNews::Cancelled {
            Tried::MadeWay
        } else {
            Tried::Done(step)
        })
    }

    async fn charge_method(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        method: &PaymentMethodId,
    ) -> Result<PaymentStep, EngineError> {
        let begins = Some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(payment, order, begins).await? {
            return Ok(step);
        }
        self.confirm_manually(payment, order, method.as_str(), |params| {
            params.payment_method = Some(method.clone());
        })
        .await
    }

    /// Confirms the payment's intent, which is created first where there is none, with what `more` says the buyer pays with.
    pub(super) async fn confirm_manually(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        subject: &str,
        more: impl FnOnce(&mut ConfirmPaymentIntent),
    ) -> Result<PaymentStep, EngineError> {
        let intent = match payment.intent.clone() {
            Some(intent) => intent,
            None => match self.create_manual_intent(payment, order).await {
                Ok(intent) => intent,
                Err(error) => return nothing_made(error, payment),
            },
        };
        let answer = self.confirm_intent(payment, &intent, subject, more).await;
        self.after_confirm(payment, order, answer, Actor::Server)
            .await
    }

    /// An intent that only the server can confirm.
    async fn create_manual_intent(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
    ) -> Result<stripe_client::PaymentIntentId, CallError> {
        let intent = self
            .create_intent(payment, order, |params| {
                params.confirmation_method = Some(ConfirmationMethod::Manual);
                params.payment_methods = Some(PaymentMethodChoice::card());
                params.use_stripe_sdk = true;
            })
            .await?;
        Ok(intent.id)
    }
}
