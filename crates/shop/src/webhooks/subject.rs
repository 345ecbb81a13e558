//! Which payment an event is about.

use stripe_client::{
    Error as StripeError, Event, EventObject, RetrieveCharge, RetrieveCheckoutSession,
    RetrieveDispute, RetrievePaymentIntent, RetrieveRefund,
};

use crate::{Shop, StoreError, payments::PaymentRecord};

/// The types of events that move orders; every other is stored and ignored.
const HANDLED: [&str; 16] = [
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.failed",
    "charge.refunded",
    "charge.succeeded",
    "checkout.session.async_payment_failed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.completed",
    "checkout.session.expired",
    "payment_intent.canceled",
    "payment_intent.payment_failed",
    "payment_intent.processing",
    "payment_intent.requires_action",
    "payment_intent.succeeded",
    "refund.failed",
    "refund.updated",
];

/// What the event is about, if events of its type move orders.
pub(super) fn subject(event: &Event) -> Option<&EventObject> {
    HANDLED
        .contains(&event.kind.as_str())
        .then_some(&event.object)
}

/// Why the payment could not be found.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotFound {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("Stripe did not tell what the event is about: {0}")]
    Stripe(#[from] StripeError),
}

impl Shop {
    /// The id of the payment that the object belongs to; `None` if it is not of this shop. Stripe is asked where the
    /// shop does not know the object yet.
    pub(super) async fn payment_of(
        &self,
        subject: &EventObject,
    ) -> Result<Option<String>, NotFound> {
        let known = match subject {
            EventObject::PaymentIntent(id) => self.payment_of_object(id.as_str()).await?,
            EventObject::Charge(id) => self.payment_of_object(id.as_str()).await?,
            EventObject::CheckoutSession(id) => self.payment_of_object(id.as_str()).await?,
            EventObject::Refund(_)
            | EventObject::Dispute(_)
            | EventObject::Customer(_)
            | EventObject::PaymentMethod(_)
            | EventObject::SetupIntent(_)
            | EventObject::Other { .. } => None,
        };
        if known.is_some() {
            return Ok(known);
        }
        match self.ask_whose(subject).await {
            Ok(related) => {
                for id in related {
                    if let Some(payment) = self.payment_of_object(&id).await? {
                        return Ok(Some(payment));
                    }
                }
                Ok(None)
            }
            // Of another account, or of another mode.
            Err(error) if error.api().is_some_and(|api| api.status == 404) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    async fn payment_of_object(&self, id: &str) -> Result<Option<String>, StoreError> {
        let mut connection = self.store().connection().await?;
        PaymentRecord::of_object(&mut connection, id).await
    }

    /// Ids that lead to the payment: those of related objects, and the payment's own that the shop wrote on the object.
    async fn ask_whose(&self, subject: &EventObject) -> Result<Vec<String>, StripeError> {
        let stripe = self.stripe();
        let (related, metadata) = match subject {
            EventObject::PaymentIntent(id) => {
                let intent = stripe
                    .fetch(&RetrievePaymentIntent::new(id.clone()).request())
                    .await?;
                (Vec::new(), intent.metadata)
            }
            EventObject::Charge(id) => {
                let charge = stripe
                    .fetch(&RetrieveCharge::new(id.clone()).request())
                    .await?;
                let intent = charge
                    .payment_intent
                    .map(|intent| intent.id().as_str().to_owned());
                (intent.into_iter().collect(), charge.metadata)
            }
            EventObject::Refund(id) => {
                let refund = stripe
                    .fetch(&RetrieveRefund::new(id.clone()).request())
                    .await?;
                let intent = refund
                    .payment_intent
                    .map(|intent| intent.id().as_str().to_owned());
                let charge = refund.charge.map(|charge| charge.id().as_str().to_owned());
                (
                    intent.into_iter().chain(charge).collect(),
                    refund.metadata.unwrap_or_default(),
                )
            }
            EventObject::Dispute(id) => {
                let dispute = stripe
                    .fetch(&RetrieveDispute::new(id.clone()).request())
                    .await?;
                let intent = dispute
                    .payment_intent
                    .map(|intent| intent.id().as_str().to_owned());
                let charge = dispute.charge.id().as_str().to_owned();
                (
                    intent.into_iter().chain([charge]).collect(),
                    dispute.metadata,
                )
            }
            EventObject::CheckoutSession(id) => {
                let session = stripe
                    .fetch(&RetrieveCheckoutSession::new(id.clone()).request())
                    .await?;
                (Vec::new(), session.metadata.unwrap_or_default())
            }
            EventObject::Customer(_)
            | EventObject::PaymentMethod(_)
            | EventObject::SetupIntent(_)
            | EventObject::Other { .. } => return Ok(Vec::new()),
        };
        Ok(related
            .into_iter()
            .chain(metadata.get("payment_id").cloned())
            .collect())
    }
}
