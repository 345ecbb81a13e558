//! Creating, confirming and cancelling a payment's intent.

use commerce::{order::PaymentNews, payment::PaymentStep, timeline::Actor};
use stripe_client::{
    CancelPaymentIntent, ConfirmPaymentIntent, CreatePaymentIntent, CustomerId, Effect,
    Error as StripeError, PaymentIntent, PaymentIntentId, Retry,
};

use super::{
    EngineError,
    calls::{CallError, Operation},
    record::PaymentRecord,
    report::{CHARGE, Report},
    step::refused,
};
use crate::{Shop, StoreError, cards::is_unknown_customer, orders::OrderRecord};

impl Shop {
    /// Creates the payment's intent for whoever the order belongs to, with what `more` adds for its flow. A customer that
    /// Stripe does not know is no reason not to be paid.
    pub(super) async fn create_intent(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        more: impl Fn(&mut CreatePaymentIntent),
    ) -> Result<PaymentIntent, CallError> {
        if let Some(customer) = self.customer_of_order(&order.id).await? {
            let created = self.create_intent_for(payment, order, Some(&customer), &more);
            match created.await {
                Err(CallError::Stripe(error)) if is_unknown_customer(&error) => {}
                other => return other,
            }
        }
        self.create_intent_for(payment, order, None, &more).await
    }

    /// Creates the payment's intent for this customer, with what `more` adds for its flow: amount and currency are the
    /// order's, the browser has no say in them. A customer that Stripe does not know is forgotten.
    pub(super) async fn create_intent_for(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        customer: Option<&CustomerId>,
        more: impl Fn(&mut CreatePaymentIntent),
    ) -> Result<PaymentIntent, CallError> {
        let mut connection = self.store().connection().await?;
        // Before the call, so that one that is sent again after a crash is known to be for this customer.
        payment.note_customer(&mut connection, customer).await?;
        drop(connection);
        let mut params =
            CreatePaymentIntent::new(payment.amount.minor, &payment.amount.currency.stripe_code());
        params.description = Some(self.description(order));
        params.metadata = metadata(payment, order).collect();
        params.customer = customer.cloned();
        more(&mut params);
        let created = self
            .call(payment, Operation::Create, &order.id, params.request())
            .await;
        if let (Err(CallError::Stripe(error)), Some(customer)) = (&created, customer)
            && is_unknown_customer(error)
        {
            self.forget_customer(customer).await?;
        }
        created
    }

    /// What the owner reads of a payment on Stripe's own pages.
    pub(super) fn description(&self, order: &OrderRecord) -> String {
        format!("{} #{}", self.settings().name, order.number)
    }

    /// Confirms the intent: with what `more` says the buyer pays with or, after the buyer confirmed at the bank, without.
    pub(super) async fn confirm_intent(
        &self,
        payment: &mut PaymentRecord,
        intent: &PaymentIntentId,
        subject: &str,
        more: impl FnOnce(&mut ConfirmPaymentIntent),
    ) -> Result<PaymentIntent, CallError> {
        let mut params = ConfirmPaymentIntent::new(intent.clone());
        params.use_stripe_sdk = true;
        params.expand = vec![CHARGE.to_owned()];
        more(&mut params);
        self.call(payment, Operation::Confirm, subject, params.request())
            .await
    }

    /// Cancels the intent, so that it can never be paid.
    pub(super) async fn cancel_intent(
        &self,
        payment: &mut PaymentRecord,
        intent: &PaymentIntentId,
    ) -> Result<PaymentIntent, CallError> {
        let mut params = CancelPaymentIntent::new(intent.clone());
        params.reason = Some(stripe_client::CancelReason::Abandoned);
        params.expand = vec![CHARGE.to_owned()];
        self.call(payment, Operation::Cancel, "intent", params.request())
            .await
    }

    /// Settles the answer of a confirm and says what the buyer's browser does next.
    pub(super) async fn after_confirm(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        answer: Result<PaymentIntent, CallError>,
        actor: Actor,
    ) -> Result<PaymentStep, EngineError> {
        let checking = || PaymentStep::Checking {
            order: order.token.path(),
        };
        let error = match answer {
            Ok(intent) => {
                let report = Report::of_intent(&intent);
                return self.settle_and_step(payment, order, &report, actor).await;
            }
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(error)) => error,
        };
        if let Some(intent) = error
            .api()
            .and_then(|error| error.payment_intent.as_deref())
        {
            // The intent inside a decline has its charge as an id only; what is charged is told by the next look.
            let report = Report::of_intent(intent);
            return self.settle_and_step(payment, order, &report, actor).await;
        }
        if let Some(refusal) = refused(&error, payment) {
            return Ok(refusal);
        }
        tracing::warn!(payment = payment.id, %error, "a confirm was not answered clearly");
        let stored = error.retry() == Retry::NewKeyAfterLooking;
        match self.fetch_report(payment).await {
            Ok(Some(report)) if stored && report.news == PaymentNews::AwaitsMethod(None) => {
                // Stripe broke down before it came to anything, and will not try this again.
                Ok(PaymentStep::Unavailable)
            }
            Ok(Some(report)) if stored || error.effect() == Effect::NotHappened => {
                self.settle_and_step(payment, order, &report, actor).await
            }
            Err(CallError::Store(error)) => Err(error.into()),
            _ if matches!(error, StripeError::Unreachable { .. }) => Ok(PaymentStep::Unavailable),
            _ => Ok(checking()),
        }
    }

    /// Goes on with an intent whose buyer has confirmed at the bank: the server confirms once more, if the cart is still
    /// what is paid for.
    pub(super) async fn confirm_after_action(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        actor: Actor,
    ) -> Result<PaymentStep, EngineError> {
        let Some(intent) = payment.intent.clone() else {
            return Err(StoreError::corrupt("an intent that was confirmed", &payment.id).into());
        };
        if let Err(step) = self.secure(payment, order, None).await? {
            return Ok(step);
        }
        let answer = self
            .confirm_intent(payment, &intent, "after_action", |_| {})
            .await;
        self.after_confirm(payment, order, answer, actor).await
    }
}

/// What ties an object at Stripe to its payment here.
pub(super) fn metadata(
    payment: &PaymentRecord,
    order: &OrderRecord,
) -> impl Iterator<Item = (String, String)> {
    [
        ("order_id", order.id.clone()),
        ("order_number", order.number.to_string()),
        ("payment_id", payment.id.clone()),
        ("cart_hash", payment.cart_hash.as_str().to_owned()),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
}
