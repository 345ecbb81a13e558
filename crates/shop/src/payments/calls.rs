//! The ledger of calls that change something at Stripe: written before they are sent, their outcome after.

use std::time::Duration;

use serde::de::DeserializeOwned;
use sqlx::AnyConnection;
use stripe_client::{
    ApiRequest, Effect, Error as StripeError, IdempotencyKey, PaymentIntent, Refund, Retry,
};

use super::record::PaymentRecord;
use crate::{Shop, StoreError, clock, store::Columns};

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operation {
    /// Creates the intent.
    Create,
    /// Confirms it.
    Confirm,
    /// Cancels it.
    Cancel,
    /// Gives its money back.
    Refund,
}

impl Operation {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Operation::Create => "create",
            Operation::Confirm => "confirm",
            Operation::Cancel => "cancel",
            Operation::Refund => "refund",
        }
    }
}

/// A call did not end in an answer.
#[derive(Debug, thiserror::Error)]
pub(super) enum CallError {
    #[error(transparent)]
    Stripe(#[from] StripeError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What Stripe answers a changing call with.
pub(super) trait Answer: DeserializeOwned {
    fn id(&self) -> String;
}

impl Answer for PaymentIntent {
    fn id(&self) -> String {
        self.id.as_str().to_owned()
    }
}

impl Answer for Refund {
    fn id(&self) -> String {
        self.id.as_str().to_owned()
    }
}

/// A buyer who pressed Pay this long ago has gone: a confirm of which nothing is known is not sent again after it.
const CONFIRM_AGAIN_WITHIN: Duration = Duration::from_secs(10 * 60);

impl Shop {
    /// Writes the call down, sends it and writes down how it went. The caller holds the payment's lease.
    pub(super) async fn call<T: Answer>(
        &self,
        payment: &PaymentRecord,
        operation: Operation,
        subject: &str,
        request: ApiRequest<T>,
    ) -> Result<T, CallError> {
        let pool = self.store().pool();
        let earlier: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM stripe_calls WHERE payment = $1 AND operation = $2",
        )
        .bind(&payment.id)
        .bind(operation.as_str())
        .fetch_one(pool)
        .await
        .map_err(StoreError::from)?;
        let key = format!("till-{}-{}-{}", payment.id, operation.as_str(), earlier + 1);
        sqlx::query(
            "INSERT INTO stripe_calls (idempotency_key, payment, operation, subject, method, path, form, \
             fingerprint, sent_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&key)
        .bind(&payment.id)
        .bind(operation.as_str())
        .bind(subject)
        .bind(request.method())
        .bind(request.path())
        .bind(request.form_body())
        .bind(request.fingerprint())
        .bind(clock::now())
        .execute(pool)
        .await
        .map_err(StoreError::from)?;
        self.send_recorded(&key, &request).await
    }

    async fn send_recorded<T: Answer>(
        &self,
        key: &str,
        request: &ApiRequest<T>,
    ) -> Result<T, CallError> {
        let idempotency_key = IdempotencyKey::parse(key)
            .map_err(|error| StoreError::corrupt("an idempotency key", error))?;
        let result = self.stripe().send(request, &idempotency_key).await;
        let api = result.as_ref().err().and_then(StripeError::api);
        sqlx::query(
            "UPDATE stripe_calls SET answered_at = $1, outcome = $2, http_status = $3, \
             error_code = $4, request_id = $5, object = $6 WHERE idempotency_key = $7",
        )
        .bind(clock::now())
        .bind(match &result {
            Ok(_) => Some("succeeded"),
            Err(error) => failure(error),
        })
        .bind(api.map(|error| i64::from(error.status)))
        .bind(api.and_then(|error| error.code.clone()))
        .bind(api.and_then(|error| error.request_id.clone()))
        .bind(result.as_ref().ok().map(Answer::id))
        .bind(key)
        .execute(self.store().pool())
        .await
        .map_err(StoreError::from)?;
        Ok(result?)
    }

    /// Sends again, with their own keys, the calls of which it is not known how they went, and notes the intent that
    /// they made. The caller holds the payment's lease.
    pub(super) async fn recover(&self, payment: &mut PaymentRecord) -> Result<(), CallError> {
        let rows = sqlx::query(
            "SELECT idempotency_key, operation, method, path, form, sent_at FROM stripe_calls \
             WHERE payment = $1 AND outcome IS NULL ORDER BY sent_at",
        )
        .bind(&payment.id)
        .fetch_all(self.store().pool())
        .await
        .map_err(StoreError::from)?;
        for row in rows {
            let (key, operation) = (row.text("idempotency_key")?, row.text("operation")?);
            let age = clock::now().saturating_sub(row.integer("sent_at")?);
            let too_old = u128::try_from(age).unwrap_or(0) > CONFIRM_AGAIN_WITHIN.as_millis();
            if operation == Operation::Confirm.as_str() && too_old {
                self.give_up_call(&key).await?;
                continue;
            }
            let (method, path, form) = (row.text("method")?, row.text("path")?, row.text("form")?);
            let unreadable = |_| StoreError::corrupt("a stored call", &key);
            let result = if operation == Operation::Refund.as_str() {
                let request =
                    ApiRequest::<Refund>::from_stored(&method, &path, &form).map_err(unreadable)?;
                self.send_recorded(&key, &request).await.map(|_| ())
            } else {
                let request = ApiRequest::<PaymentIntent>::from_stored(&method, &path, &form)
                    .map_err(unreadable)?;
                let answer = self.send_recorded(&key, &request).await;
                match answer {
                    Ok(intent) if payment.intent.is_none() => {
                        let mut connection = self
                            .store()
                            .pool()
                            .acquire()
                            .await
                            .map_err(StoreError::from)?;
                        payment
                            .set_intent(&mut connection, &intent.id)
                            .await
                            .map_err(CallError::from)
                    }
                    other => other.map(|_| ()),
                }
            };
            // A refusal is an answer: what the intent looks like now is asked for afterwards.
            match result {
                Err(CallError::Stripe(error)) if failure(&error).is_some() => {}
                other => other?,
            }
        }
        Ok(())
    }

    async fn give_up_call(&self, key: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE stripe_calls SET outcome = 'given_up' WHERE idempotency_key = $1")
            .bind(key)
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}

/// What is written down for a call that failed; `None` while it may still have happened, so that it is asked again.
fn failure(error: &StripeError) -> Option<&'static str> {
    match (error, error.retry(), error.effect()) {
        (StripeError::Unreachable { .. }, _, _) => Some("not_sent"),
        (_, Retry::NewKeyAfterLooking, _) => Some("failed"),
        (_, _, Effect::NotHappened) => Some("refused"),
        (_, Retry::SameKey | Retry::No, Effect::Happened | Effect::Unknown) => None,
    }
}

/// How many confirms of the payment were begun since `since` (Unix milliseconds).
pub(super) async fn confirms_since(
    connection: &mut AnyConnection,
    order: &str,
    since: i64,
) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT COUNT(*) FROM stripe_calls c JOIN payments p ON p.id = c.payment \
         WHERE p.order_id = $1 AND c.operation = $2 AND c.sent_at >= $3",
    )
    .bind(order)
    .bind(Operation::Confirm.as_str())
    .bind(since)
    .fetch_one(connection)
    .await?)
}

/// Whether the payment was already confirmed with this PaymentMethod: the browser asks again because it lost the answer.
pub(super) async fn was_confirmed_with(
    connection: &mut AnyConnection,
    payment: &str,
    subject: &str,
) -> Result<bool, StoreError> {
    let found: i64 = sqlx::query_scalar(
        "SELECT COUNT(*) FROM stripe_calls WHERE payment = $1 AND operation = $2 AND subject = $3 \
         AND outcome <> 'not_sent'",
    )
    .bind(payment)
    .bind(Operation::Confirm.as_str())
    .bind(subject)
    .fetch_one(connection)
    .await?;
    Ok(found > 0)
}
