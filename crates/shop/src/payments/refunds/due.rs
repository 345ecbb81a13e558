//! Asking Stripe for refunds: those that are owed, and those that the owner wants.

use commerce::{payment::PaymentState, timeline::Actor};
use stripe_client::{CreateRefund, RefundTarget};

use super::{
    news::owed,
    record::{RefundRecord, RefundState},
};
use crate::{
    Shop, StoreError,
    payments::{
        calls::{CallError, Operation},
        fault::{self, FaultPoint},
        record::PaymentRecord,
    },
};

impl Shop {
    /// Gives back what is owed, and sends what was written down and not sent. The caller holds the payment's lease and has
    /// every call's answer. What Stripe does not take now stays due, and the reconciler tries again.
    pub(in crate::payments) async fn refund_what_is_due(
        &self,
        payment: &mut PaymentRecord,
    ) -> Result<(), StoreError> {
        for mut refund in self.refunds_to_send(payment).await? {
            match self.send_refund(payment, &mut refund).await {
                Ok(()) => {}
                Err(CallError::Store(error)) => return Err(error),
                Err(CallError::Stripe(error)) => {
                    tracing::error!(payment = payment.id, %error, "a refund that is due was not made yet");
                }
            }
        }
        Ok(())
    }

    async fn refunds_to_send(
        &self,
        payment: &PaymentRecord,
    ) -> Result<Vec<RefundRecord>, StoreError> {
        let mut tx = self.store().begin().await?;
        let Some(payment) = PaymentRecord::lock(&mut tx, &payment.id).await? else {
            return Ok(Vec::new());
        };
        let all = RefundRecord::of_payment(&mut tx, &payment.id).await?;
        // A bank that sent the money back once does so again: from then on it is for the owner to find another way.
        let hopeless = all.iter().any(|refund| refund.state == RefundState::Failed);
        let mut waiting: Vec<_> = all
            .into_iter()
            .filter(|refund| refund.state == RefundState::Requested && refund.stripe.is_none())
            .collect();
        if payment.state == PaymentState::RefundDue && waiting.is_empty() && !hopeless {
            let amount = owed(&mut tx, &payment).await?;
            if amount.minor > 0 {
                let refund =
                    RefundRecord::insert(&mut tx, &payment.id, amount, None, Actor::Server).await?;
                waiting.push(refund);
            }
        }
        tx.commit().await?;
        fault::point(FaultPoint::RefundWritten);
        Ok(waiting)
    }

    /// Asks Stripe for a refund and settles the answer.
    pub(super) async fn send_refund(
        &self,
        payment: &mut PaymentRecord,
        refund: &mut RefundRecord,
    ) -> Result<(), CallError> {
        let target = match (&payment.intent, &payment.charge) {
            (Some(intent), _) => RefundTarget::PaymentIntent(intent.clone()),
            (None, Some(charge)) => RefundTarget::Charge(charge.clone()),
            (None, None) => {
                return Err(StoreError::corrupt(
                    "what a captured payment is at Stripe",
                    &payment.id,
                )
                .into());
            }
        };
        let mut params = CreateRefund::new(target);
        params.amount = Some(refund.amount.minor);
        params.metadata = [("payment_id", &payment.id), ("refund_id", &refund.id)]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect();
        let subject = refund.id.clone();
        let asked = self
            .call(payment, Operation::Refund, &subject, params.request())
            .await;
        if let Err(CallError::Store(error)) = asked {
            return Err(error.into());
        }
        // Whatever the answer was, the list tells: it may have been refunded on Stripe's own pages a moment ago.
        self.follow_refunds(payment, Actor::Server).await?;
        asked.map(|_| ())
    }
}
