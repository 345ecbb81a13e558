//! Manual: the browser makes a PaymentMethod, the server confirms with it, and once more after the buyer's bank was asked.

use commerce::{
    order::PaymentNews,
    payment::PaymentStep,
    timeline::{Actor, OrderEvent},
};
use stripe_client::{
    ConfirmPaymentIntent, ConfirmationMethod, CreatePaymentIntent, CustomerId, PaymentIntentId,
    PaymentMethodChoice, PaymentMethodId, SetupFutureUsage,
};

use crate::{
    Shop, StoreError,
    accounts::AccountId,
    cards::{CustomerError, is_unknown_customer},
    cart::CartId,
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
    /// Pays the order with a PaymentMethod that the buyer's browser made; with `save_for`, Stripe keeps the card for that
    /// account once it has paid. However often it is called, and from however many tabs, the order is charged once. The
    /// work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn pay(
        &self,
        cart: &CartId,
        token: &OrderToken,
        method: &PaymentMethodId,
        save_for: Option<&AccountId>,
    ) -> Result<PaymentStep, EngineError> {
        let means = Means::Method(method.clone(), save_for.cloned());
        self.step_with(cart, token, means).await
    }

    pub(super) async fn pay_by_method(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<Report>,
        method: &PaymentMethodId,
        save_for: Option<&AccountId>,
    ) -> Result<Tried, EngineError> {
        let known = self
            .known_already(payment, order, found.as_ref(), method.as_str())
            .await?;
        if let Some(step) = known {
            return Ok(Tried::Done(step));
        }
        let mut customer = self.customer_to_save_for(save_for).await?;
        if let Some(found) = &found
            && !serves(payment, found, customer.as_ref())
        {
            return self.make_way(payment, order).await;
        }
        let begins = Some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(payment, order, begins).await? {
            return Ok(Tried::Done(step));
        }
        let mut intent = self.manual_intent(payment, order, customer.as_ref()).await;
        if let Err(CallError::Stripe(error)) = &intent
            && is_unknown_customer(error)
        {
            // It is forgotten by now, and another is made.
            customer = self.customer_to_save_for(save_for).await?;
            intent = self.manual_intent(payment, order, customer.as_ref()).await;
        }
        let intent = match intent {
            Ok(intent) => intent,
            Err(error) => return nothing_made(error, payment).map(Tried::Done),
        };
        let forgets = payment.customer.is_some();
        let confirmed = self.confirm_manually(payment, order, &intent, method.as_str(), |params| {
            params.payment_method = Some(method.clone());
            params.setup_future_usage = customer.map(|_| SetupFutureUsage::OnSession);
            // The buyer may have wanted to keep the card that was declined before this one.
            params.unset_setup_future_usage = forgets;
        });
        confirmed.await.map(Tried::Done)
    }

    /// The customer for whom the card is kept. That there is none is no reason not to be paid: the card is not kept then.
    async fn customer_to_save_for(
        &self,
        save_for: Option<&AccountId>,
    ) -> Result<Option<CustomerId>, StoreError> {
        let Some(account) = save_for else {
            return Ok(None);
        };
        match self.customer_for(account).await {
            Ok(customer) => Ok(Some(customer)),
            Err(CustomerError::Store(error)) => Err(error),
            Err(error) => {
                tracing::error!(%error, "a card that pays will not be kept for want of a customer");
                Ok(None)
            }
        }
    }

    /// What to tell the browser of an attempt that was made before with this `subject`, or of a payment that wants no
    /// other card.
    pub(super) async fn known_already(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<&Report>,
        subject: &str,
    ) -> Result<Option<PaymentStep>, EngineError> {
        let Some(found) = found else { return Ok(None) };
        let again = self.was_tried_with(payment, subject).await?;
        let payable = awaits_card(found) || found.news == PaymentNews::AwaitsAction;
        if !again && payable {
            return Ok(None);
        }
        self.settle_and_step(payment, order, found, Actor::Return)
            .await
            .map(Some)
    }

    /// The buyer left the bank's window for another card, or pays as somebody whom the intent is not for: closes the
    /// payment. The next one begins as every payment does, since another tab may begin one at the same moment.
    pub(super) async fn make_way(
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

    /// Confirms the payment's intent with what `more` says the buyer pays with.
    pub(super) async fn confirm_manually(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        intent: &PaymentIntentId,
        subject: &str,
        more: impl FnOnce(&mut ConfirmPaymentIntent),
    ) -> Result<PaymentStep, EngineError> {
        let answer = self.confirm_intent(payment, intent, subject, more).await;
        self.after_confirm(payment, order, answer, Actor::Server)
            .await
    }

    /// The payment's intent, which only the server can confirm; it is created first where there is none: for `customer`, or
    /// for whoever the order belongs to.
    pub(super) async fn manual_intent(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        customer: Option<&CustomerId>,
    ) -> Result<PaymentIntentId, CallError> {
        if let Some(intent) = payment.intent.clone() {
            return Ok(intent);
        }
        let manual = |params: &mut CreatePaymentIntent| {
            params.confirmation_method = Some(ConfirmationMethod::Manual);
            params.payment_methods = Some(PaymentMethodChoice::card());
            params.use_stripe_sdk = true;
        };
        let intent = match customer {
            Some(_) => {
                self.create_intent_for(payment, order, customer, manual)
                    .await?
            }
            None => self.create_intent(payment, order, manual).await?,
        };
        Ok(intent.id)
    }
}

fn awaits_card(found: &Report) -> bool {
    matches!(
        found.news,
        PaymentNews::AwaitsMethod(_) | PaymentNews::AwaitsConfirmation
    )
}

/// Whether the intent that there is takes another card of `customer`'s, or of anybody's where that is none.
pub(super) fn serves(
    payment: &PaymentRecord,
    found: &Report,
    customer: Option<&CustomerId>,
) -> bool {
    awaits_card(found) && (customer.is_none() || payment.customer.as_ref() == customer)
}
