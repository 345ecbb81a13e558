//! Asking Stripe how one payment stands.

use std::time::Duration;

use commerce::{order::PaymentNews, payment::PaymentEvent, timeline::Actor};

use super::{
    EngineError,
    calls::{self, CallError},
    record::PaymentRecord,
    settle::FIRST_LOOK_AFTER,
};
use crate::{Shop, StoreError, clock, orders::OrderRecord};

/// So long after the last news of a payment Stripe is asked again: a page that is reloaded in a hurry waits.
const ASK_AGAIN_AFTER: Duration = Duration::from_millis(500);
/// The page shows what is known when Stripe takes longer.
const PAGE_WAITS: Duration = Duration::from_secs(4);

impl Shop {
    /// Brings the order up to date with Stripe before it is shown. Whoever is at the payment already, such as the webhook
    /// that overtook the buyer on the way back, is waited for. Stripe's silence is not an error: the page shows what is
    /// known.
    pub(crate) async fn look_after(&self, order: &OrderRecord) -> Result<Known, StoreError> {
        let mut connection = self.store().connection().await?;
        let payment = PaymentRecord::open_of_order(&mut connection, &order.id).await?;
        let Some(payment) = payment else {
            return Ok(Known::All);
        };
        let unanswered = calls::attempt_is_unanswered(&mut connection, &payment.id).await?;
        drop(connection);
        let now = clock::now();
        if !unanswered && payment.leased_until < now {
            // Whoever comes back from paying must be told so, even where no script looks again: news from a moment before
            // may be older than that.
            let age = u64::try_from(now.saturating_sub(payment.updated_at)).unwrap_or(0);
            let pause = ASK_AGAIN_AFTER.saturating_sub(Duration::from_millis(age));
            tokio::time::sleep(pause).await;
        }
        let shop = self.clone();
        let asking =
            tokio::spawn(async move { shop.ask(&payment.id, Actor::Return, PAGE_WAITS).await });
        match tokio::time::timeout(PAGE_WAITS, asking).await {
            Ok(Ok(Ok(Asked::Settled))) => Ok(Known::All),
            Ok(Ok(Err(error))) => Err(error),
            Ok(Ok(Ok(Asked::Busy | Asked::NoAnswer)) | Err(_)) | Err(_) => Ok(Known::NotAll),
        }
    }

    /// Sends again what has no answer yet, asks how the payment stands and settles it; whether that could be done, and was
    /// not left to somebody else who is still at it after `patience`.
    pub(crate) async fn ask(
        &self,
        payment: &str,
        actor: Actor,
        patience: Duration,
    ) -> Result<Asked, StoreError> {
        let work = self.ask_leased(payment, actor);
        match self.with_lease(payment, patience, work).await? {
            Some(Err(EngineError::Store(error))) => Err(error),
            Some(Err(error)) => {
                tracing::warn!(payment, %error, "how a payment stands could not be found out");
                Ok(Asked::NoAnswer)
            }
            Some(Ok(asked)) => Ok(asked),
            None => Ok(Asked::Busy),
        }
    }

    async fn ask_leased(&self, payment: &str, actor: Actor) -> Result<Asked, EngineError> {
        match self.ask_stripe(payment, actor).await {
            Ok(()) => Ok(Asked::Settled),
            Err(Unanswered::Call(CallError::Store(error))) => Err(error.into()),
            Err(Unanswered::Call(CallError::Stripe(error))) => {
                tracing::warn!(payment, %error, "Stripe did not tell how a payment stands");
                Ok(Asked::NoAnswer)
            }
            Err(Unanswered::Engine(error)) => Err(error),
        }
    }

    async fn ask_stripe(&self, payment: &str, actor: Actor) -> Result<(), Unanswered> {
        let mut connection = self.store().connection().await?;
        let found = PaymentRecord::by_id(&mut connection, payment).await?;
        drop(connection);
        let Some(mut payment) = found else {
            return Ok(());
        };
        self.recover(&mut payment).await?;
        let had_money = payment.state.after(PaymentEvent::Owed).is_err();
        if !had_money && let Some(report) = self.fetch_report(&payment).await? {
            let _settled = self.settle(&mut payment, &report, actor).await?;
            if report.news == PaymentNews::AwaitsConfirmation && payment.state.is_open() {
                self.confirm_for_buyer(&mut payment).await?;
            }
        }
        if payment.state.after(PaymentEvent::Owed).is_err() {
            self.refund_what_is_due(&mut payment).await?;
            if had_money || actor == Actor::Webhook {
                self.follow_refunds(&mut payment, actor).await?;
                self.follow_disputes(&payment, actor).await?;
                self.look_again_even_later(&payment).await?;
            }
        }
        Ok(())
    }

    /// The buyer has confirmed at the bank and gone away before the shop could confirm: it does so now, if the cart is still
    /// what is paid for.
    async fn confirm_for_buyer(&self, payment: &mut PaymentRecord) -> Result<(), Unanswered> {
        let mut connection = self.store().connection().await?;
        let order = OrderRecord::by_id(&mut connection, &payment.order_id).await?;
        drop(connection);
        let step = self
            .confirm_after_action(payment, &order, Actor::Reconciler)
            .await?;
        tracing::info!(
            payment = payment.id,
            ?step,
            "confirmed for a buyer who has gone"
        );
        Ok(())
    }

    /// Refunds and disputes may come for months; they are asked for ever more rarely, and webhooks tell of them sooner.
    async fn look_again_even_later(&self, payment: &PaymentRecord) -> Result<(), StoreError> {
        let now = clock::now();
        let age = now.saturating_sub(payment.created_at).max(FIRST_LOOK_AFTER);
        let again = (age < LAST_LOOK_AFTER).then(|| now.saturating_add(age));
        sqlx::query("UPDATE payments SET look_again_at = $1 WHERE id = $2")
            .bind(again)
            .bind(&payment.id)
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}

/// Whether it is known how a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    /// As Stripe said a moment ago.
    All,
    /// Stripe has not said, or somebody is paying right now: money may have moved.
    NotAll,
}

/// How asking went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// The order is as Stripe says.
    Settled,
    /// Somebody else works on the payment.
    Busy,
    /// Stripe could not be asked.
    NoAnswer,
}

/// Why it is not known how a payment stands.
#[derive(Debug, thiserror::Error)]
enum Unanswered {
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Engine(#[from] EngineError),
}

impl From<StoreError> for Unanswered {
    fn from(error: StoreError) -> Unanswered {
        Unanswered::Call(CallError::Store(error))
    }
}

/// Cardholders have 120 days to dispute a charge.
///
/// Source: <https://docs.stripe.com/disputes/how-disputes-work>.
const LAST_LOOK_AFTER: i64 = 120 * 24 * 60 * 60 * 1000;
