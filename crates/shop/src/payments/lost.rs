//! Looking for what a call made whose answer never came, when sending its idempotency key again would not tell (it is too
//! old, or Stripe broke down over it): by what the shop wrote on it.

use std::collections::BTreeMap;

use commerce::timeline::Actor;
use stripe_client::{ListCharges, ListCheckoutSessions, ListPaymentIntents};

use super::{
    calls::{CallError, Operation},
    record::{Made, PaymentRecord},
};
use crate::Shop;

/// Clocks may differ by this much, in seconds.
const CLOCKS_DIFFER: i64 = 120;
/// A call reaches Stripe this soon after it was written down, retries included, in seconds.
const SENT_WITHIN: i64 = 15 * 60;
/// More than a shop begins in that time.
const MOST: usize = 10_000;

impl Shop {
    /// Notes the object that the call made at Stripe, if it can be found. `sent_at` is in Unix milliseconds.
    pub(super) async fn look_for_lost(
        &self,
        payment: &mut PaymentRecord,
        operation: Operation,
        sent_at: i64,
    ) -> Result<(), CallError> {
        let from = sent_at / 1000 - CLOCKS_DIFFER;
        let until = sent_at / 1000 + SENT_WITHIN;
        let stripe = self.stripe();
        let id = payment.id.as_str();
        let made = match operation {
            Operation::Create => {
                let query = ListPaymentIntents {
                    created_from: Some(from),
                    created_before: Some(until),
                    limit: Some(100),
                    ..ListPaymentIntents::default()
                };
                let all = stripe.fetch_all(&query.request(), MOST).await?.data;
                let found = all.into_iter().find(|intent| belongs(&intent.metadata, id));
                found.map(|intent| Made::Intent(intent.id))
            }
            Operation::Charge => {
                let query = ListCharges {
                    created_from: Some(from),
                    created_before: Some(until),
                    limit: Some(100),
                    ..ListCharges::default()
                };
                let all = stripe.fetch_all(&query.request(), MOST).await?.data;
                let found = all
                    .into_iter()
                    .find(|charge| charge.paid && belongs(&charge.metadata, id));
                found.map(|charge| Made::Charge(charge.id))
            }
            Operation::CreateSession => {
                let query = ListCheckoutSessions {
                    created_from: Some(from),
                    created_before: Some(until),
                    limit: Some(100),
                    ..ListCheckoutSessions::default()
                };
                let all = stripe.fetch_all(&query.request(), MOST).await?.data;
                let found = all.into_iter().find(|session| {
                    let metadata = session.metadata.as_ref();
                    metadata.is_some_and(|metadata| belongs(metadata, id))
                });
                found.map(|session| Made::Session(session.id))
            }
            Operation::Refund => {
                // The payment's refunds carry the shop's own ids: one that was made is not made again.
                self.follow_refunds(payment, Actor::Reconciler).await?;
                None
            }
            // What these changed is known, and tells how it stands.
            Operation::Confirm | Operation::Cancel | Operation::ExpireSession => None,
        };
        if let Some(made) = made {
            let mut connection = self.store().connection().await?;
            payment.note(&mut connection, &made).await?;
        }
        Ok(())
    }
}

fn belongs(metadata: &BTreeMap<String, String>, payment: &str) -> bool {
    metadata.get("payment_id").is_some_and(|id| id == payment)
}
