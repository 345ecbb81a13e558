//! Asking Stripe about one payment that is not final.

use std::time::Duration;

use commerce::timeline::Actor;

use super::{
    calls::CallError,
    record::{PaymentRecord, PaymentState},
};
use crate::{Shop, StoreError, clock, orders::OrderRecord};

/// A page that is reloaded in a hurry does not ask Stripe each time.
const ASK_AGAIN_AFTER: Duration = Duration::from_secs(2);
/// The page shows what is known when Stripe takes longer.
const PAGE_WAITS: Duration = Duration::from_secs(4);

impl Shop {
    /// Brings the order up to date with Stripe before it is shown. Stripe's silence is not an error: the page shows what
    /// is known.
    pub(crate) async fn look_after(&self, order: &OrderRecord) -> Result<(), StoreError> {
        let mut connection = self.store().pool().acquire().await?;
        let payment = PaymentRecord::open_of_order(&mut connection, &order.id).await?;
        drop(connection);
        let now = clock::now();
        let recent = i64::try_from(ASK_AGAIN_AFTER.as_millis()).unwrap_or(0);
        let due = payment.filter(|payment| {
            payment.leased_until < now && payment.updated_at.saturating_add(recent) < now
        });
        let Some(payment) = due else {
            return Ok(());
        };
        let shop = self.clone();
        let asking = tokio::spawn(async move { shop.ask(&payment.id, Actor::Return).await });
        match tokio::time::timeout(PAGE_WAITS, asking).await {
            Ok(Ok(result)) => result,
            Ok(Err(_)) | Err(_) => Ok(()),
        }
    }

    /// Sends again what has no answer yet, asks for the intent and settles it, unless somebody else is at it.
    pub(super) async fn ask(&self, payment: &str, actor: Actor) -> Result<(), StoreError> {
        let work = self.ask_leased(payment, actor);
        match self.with_lease(payment, Duration::ZERO, work).await? {
            Some(Err(CallError::Store(error))) => Err(error),
            Some(Err(CallError::Stripe(error))) => {
                tracing::warn!(payment, %error, "Stripe did not tell how a payment stands");
                Ok(())
            }
            None | Some(Ok(())) => Ok(()),
        }
    }

    async fn ask_leased(&self, payment: &str, actor: Actor) -> Result<(), CallError> {
        let mut connection = self
            .store()
            .pool()
            .acquire()
            .await
            .map_err(StoreError::from)?;
        let payment = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let Some(mut payment) = payment else {
            return Ok(());
        };
        self.recover(&mut payment).await?;
        let Some(intent) = payment.intent.clone() else {
            return Ok(());
        };
        if payment.state == PaymentState::Open {
            let found = self.fetch_intent(&intent).await?;
            payment.state = self.settle(&payment, &found, actor).await?.payment;
        }
        if payment.state == PaymentState::RefundDue {
            self.refund_captured(&payment).await?;
        }
        Ok(())
    }
}
