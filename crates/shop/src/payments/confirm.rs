//! Confirming an intent, and what its answer means for the buyer.

use commerce::{
    order::OrderStatus,
    payment::{DeclineReason, PaymentStep},
    timeline::Actor,
};
use stripe_client::{
    CancelPaymentIntent, ConfirmPaymentIntent, CreatePaymentIntent, Effect, Error as StripeError,
    PaymentIntent, PaymentIntentId, PaymentIntentStatus, PaymentMethodChoice, PaymentMethodId,
    RetrievePaymentIntent,
};

use super::{
    EngineError,
    calls::{CallError, Operation},
    record::{PaymentRecord, PaymentState},
    settle::{Settled, decline},
};
use crate::{Shop, orders::OrderRecord};

/// The intent answers with its charge, for brand and last four digits.
const CHARGE: &str = "latest_charge";

impl Shop {
    /// Creates the payment's intent: amount and currency are the order's, the browser has no say in them.
    pub(super) async fn create_intent(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
    ) -> Result<PaymentIntent, CallError> {
        let mut params =
            CreatePaymentIntent::new(payment.amount.minor, &payment.amount.currency.stripe_code());
        params.confirmation_method = Some(stripe_client::ConfirmationMethod::Manual);
        params.payment_methods = Some(PaymentMethodChoice::card());
        params.use_stripe_sdk = true;
        params.description = Some(format!("{} #{}", self.settings().name, order.number));
        params.metadata = [
            ("order_id", order.id.as_str()),
            ("order_number", &order.number.to_string()),
            ("payment_id", &payment.id),
            ("cart_hash", payment.cart_hash.as_str()),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value.to_owned()))
        .collect();
        let intent = self
            .call(payment, Operation::Create, &order.id, params.request())
            .await?;
        let mut connection = self
            .store()
            .pool()
            .acquire()
            .await
            .map_err(crate::StoreError::from)?;
        payment.set_intent(&mut connection, &intent.id).await?;
        Ok(intent)
    }

    /// Confirms the intent, with a PaymentMethod or, after the buyer confirmed at the bank, without one.
    pub(super) async fn confirm_intent(
        &self,
        payment: &PaymentRecord,
        intent: &PaymentIntentId,
        method: Option<&PaymentMethodId>,
    ) -> Result<PaymentIntent, CallError> {
        let mut params = ConfirmPaymentIntent::new(intent.clone());
        params.payment_method = method.cloned();
        params.use_stripe_sdk = true;
        params.expand = vec![CHARGE.to_owned()];
        let subject = method.map_or("after_action", |method| method.as_str());
        self.call(payment, Operation::Confirm, subject, params.request())
            .await
    }

    /// Cancels the intent, so that it can never be paid.
    pub(super) async fn cancel_intent(
        &self,
        payment: &PaymentRecord,
        intent: &PaymentIntentId,
    ) -> Result<PaymentIntent, CallError> {
        let mut params = CancelPaymentIntent::new(intent.clone());
        params.reason = Some(stripe_client::CancelReason::Abandoned);
        params.expand = vec![CHARGE.to_owned()];
        self.call(payment, Operation::Cancel, "intent", params.request())
            .await
    }

    /// Asks Stripe for the intent.
    pub(super) async fn fetch_intent(
        &self,
        intent: &PaymentIntentId,
    ) -> Result<PaymentIntent, StripeError> {
        let mut query = RetrievePaymentIntent::new(intent.clone());
        query.expand = vec![CHARGE.to_owned()];
        self.stripe().fetch(&query.request()).await
    }

    /// Settles the answer of a confirm and says what the buyer's browser does next.
    pub(super) async fn after_confirm(
        &self,
        payment: &PaymentRecord,
        order: &OrderRecord,
        intent: &PaymentIntentId,
        answer: Result<PaymentIntent, CallError>,
        actor: Actor,
    ) -> Result<PaymentStep, EngineError> {
        let checking = || PaymentStep::Checking {
            order: order.token.path(),
        };
        let error = match answer {
            Ok(intent) => return self.settle_and_step(payment, order, &intent, actor).await,
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(error)) => error,
        };
        if let Some(intent) = error
            .api()
            .and_then(|error| error.payment_intent.as_deref())
        {
            // The intent inside a decline has its charge as an id only; what is charged is told by the next look.
            return self.settle_and_step(payment, order, intent, actor).await;
        }
        if let Some(refusal) = refused(&error, payment) {
            return Ok(refusal);
        }
        tracing::warn!(payment = payment.id, %error, "a confirm was not answered clearly");
        match self.fetch_intent(intent).await {
            Ok(intent) if error.effect() == Effect::NotHappened => {
                self.settle_and_step(payment, order, &intent, actor).await
            }
            _ if matches!(error, StripeError::Unreachable { .. }) => Ok(PaymentStep::Unavailable),
            _ => Ok(checking()),
        }
    }

    /// Settles what Stripe says and says what the buyer's browser does next.
    pub(super) async fn settle_and_step(
        &self,
        payment: &PaymentRecord,
        order: &OrderRecord,
        intent: &PaymentIntent,
        actor: Actor,
    ) -> Result<PaymentStep, EngineError> {
        let settled = self.settle(payment, intent, actor).await?;
        if settled.payment == PaymentState::RefundDue {
            // The lease is held by the caller; the reconciler tries again should this fail.
            self.refund_captured(payment).await?;
        }
        Ok(step(order, intent, settled))
    }
}

fn step(order: &OrderRecord, intent: &PaymentIntent, settled: Settled) -> PaymentStep {
    let page = order.token.path();
    match settled.order {
        OrderStatus::Paid | OrderStatus::RefundDue | OrderStatus::Refunded => {
            return PaymentStep::Paid { order: page };
        }
        OrderStatus::Cancelled | OrderStatus::Expired => return PaymentStep::NoOpenOrder,
        OrderStatus::AwaitingPayment | OrderStatus::RequiresAction | OrderStatus::Processing => {}
    }
    match &intent.status {
        PaymentIntentStatus::RequiresAction => match &intent.client_secret {
            Some(secret) => PaymentStep::Authenticate {
                client_secret: secret.expose().to_owned(),
            },
            None => PaymentStep::Checking { order: page },
        },
        PaymentIntentStatus::RequiresPaymentMethod => {
            PaymentStep::Declined(decline(intent).unwrap_or(DeclineReason::Generic))
        }
        PaymentIntentStatus::Canceled => PaymentStep::Declined(DeclineReason::Generic),
        PaymentIntentStatus::RequiresConfirmation
        | PaymentIntentStatus::Processing
        | PaymentIntentStatus::RequiresCapture
        | PaymentIntentStatus::Succeeded
        | PaymentIntentStatus::Unknown(_) => PaymentStep::Checking { order: page },
    }
}

/// What a refusal that has no intent in it means for the buyer; `None` when the intent has to be looked at.
pub(super) fn refused(error: &StripeError, payment: &PaymentRecord) -> Option<PaymentStep> {
    let StripeError::Api(api) = error else {
        return None;
    };
    match api.code.as_deref() {
        Some("amount_too_small") => {
            // Stripe goes by the currency that the account settles in, so our table may have let it pass.
            let minimum = commerce::money::NotChargeable::TooSmall(payment.amount);
            Some(PaymentStep::NotChargeable(minimum))
        }
        // A PaymentMethod that Stripe does not know, or that was used up: the card has to be typed again.
        Some("resource_missing" | "payment_method_unexpected_state") => {
            Some(PaymentStep::Declined(DeclineReason::ProcessingError))
        }
        _ => None,
    }
}
