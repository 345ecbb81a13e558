//! The ledger of calls that change something at Stripe: written before they are sent, their outcome after.

use std::time::Duration;

use serde::de::DeserializeOwned;
use sqlx::AnyConnection;
use stripe_client::{
    ApiRequest, Charge, CheckoutSession, Effect, Error as StripeError, IdempotencyKey,
    PaymentIntent, Refund, Retry,
};

use super::{
    fault::{self, FaultPoint},
    record::{Made, PaymentRecord},
    refunds,
};
use crate::{Shop, StoreError, clock, store::Columns};

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Creates the intent.
    Create,
    /// Confirms it.
    Confirm,
    /// Cancels it.
    Cancel,
    /// Charges a token.
    Charge,
    /// Opens a page of Stripe's.
    CreateSession,
    /// Closes it.
    ExpireSession,
    /// Gives money back.
    Refund,
}

impl Operation {
    pub(super) const ALL: [Operation; 7] = [
        Operation::Create,
        Operation::Confirm,
        Operation::Cancel,
        Operation::Charge,
        Operation::CreateSession,
        Operation::ExpireSession,
        Operation::Refund,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            Operation::Create => "create",
            Operation::Confirm => "confirm",
            Operation::Cancel => "cancel",
            Operation::Charge => "charge",
            Operation::CreateSession => "create_session",
            Operation::ExpireSession => "expire_session",
            Operation::Refund => "refund",
        }
    }

    fn from_stored(text: &str) -> Result<Operation, StoreError> {
        Operation::ALL
            .into_iter()
            .find(|operation| operation.as_str() == text)
            .ok_or_else(|| StoreError::corrupt("an operation", text))
    }

    /// Whether it is an attempt at the buyer's money.
    fn takes_money(self) -> bool {
        match self {
            Operation::Confirm | Operation::Charge => true,
            Operation::Create
            | Operation::Cancel
            | Operation::CreateSession
            | Operation::ExpireSession
            | Operation::Refund => false,
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
    fn made(&self) -> Made;
}

impl Answer for PaymentIntent {
    fn made(&self) -> Made {
        Made::Intent(self.id.clone())
    }
}

impl Answer for Charge {
    fn made(&self) -> Made {
        Made::Charge(self.id.clone())
    }
}

impl Answer for CheckoutSession {
    fn made(&self) -> Made {
        Made::Session(self.id.clone())
    }
}

impl Answer for Refund {
    fn made(&self) -> Made {
        Made::Refund(self.id.clone())
    }
}

/// A buyer who pressed Pay this long ago has gone: an attempt at the buyer's money of which nothing is known is not sent
/// again after it, but looked for.
const TAKE_MONEY_WITHIN: Duration = Duration::from_secs(10 * 60);
/// Stripe keeps the answer of a key for at least 24 hours; later the same key may do the same thing anew.
const KEYS_ARE_KEPT: Duration = Duration::from_secs(23 * 60 * 60);

/// A call as it was written down.
struct Stored<'a> {
    key: &'a str,
    operation: Operation,
    subject: &'a str,
    method: &'a str,
    path: &'a str,
    form: &'a str,
    /// Unix milliseconds.
    sent_at: i64,
}

impl Shop {
    /// Writes the call down, sends it and writes down how it went. The caller holds the payment's lease.
    pub(super) async fn call<T: Answer>(
        &self,
        payment: &mut PaymentRecord,
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
        let sent_at = clock::now();
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
        .bind(sent_at)
        .execute(pool)
        .await
        .map_err(StoreError::from)?;
        fault::point(FaultPoint::CallWritten(operation));
        self.send_recorded(payment, operation, subject, &key, sent_at, &request)
            .await
    }

    async fn send_recorded<T: Answer>(
        &self,
        payment: &mut PaymentRecord,
        operation: Operation,
        subject: &str,
        key: &str,
        sent_at: i64,
        request: &ApiRequest<T>,
    ) -> Result<T, CallError> {
        let idempotency_key = IdempotencyKey::parse(key)
            .map_err(|error| StoreError::corrupt("an idempotency key", error))?;
        let result = self.stripe().send(request, &idempotency_key).await;
        fault::point(FaultPoint::CallAnswered(operation));
        if is_stored_failure(&result) {
            // It hides what became of the first try, which may have done all that was asked.
            self.look_for_lost(payment, operation, sent_at).await?;
        }
        let api = result.as_ref().err().and_then(StripeError::api);
        let made = result.as_ref().ok().map(Answer::made);
        // The answer and what it made in one: a call that has its answer is never asked again.
        let mut tx = self.store().begin().await?;
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
        .bind(made.as_ref().map(Made::id))
        .bind(key)
        .execute(&mut *tx)
        .await
        .map_err(StoreError::from)?;
        match (&made, &result) {
            (Some(Made::Refund(id)), _) => {
                refunds::note_answer(&mut tx, subject, id).await?;
            }
            (Some(made), _) => payment.note(&mut tx, made).await?,
            // A declined charge is there too, and has a charge's id.
            (None, Err(_)) if operation == Operation::Charge => {
                if let Some(charge) = api.and_then(|error| error.charge.clone()) {
                    payment.note(&mut tx, &Made::Charge(charge)).await?;
                }
            }
            (None, Err(error)) if operation == Operation::Refund && failure(error).is_some() => {
                refunds::note_refusal(&mut tx, subject).await?;
            }
            (None, _) => {}
        }
        tx.commit().await.map_err(StoreError::from)?;
        fault::point(FaultPoint::AnswerWritten(operation));
        Ok(result?)
    }

    /// Sends again, with their own keys, the calls of which it is not known how they went, and notes what they made.
    /// The caller holds the payment's lease.
    pub(super) async fn recover(&self, payment: &mut PaymentRecord) -> Result<(), CallError> {
        let rows = sqlx::query(
            "SELECT idempotency_key, operation, subject, method, path, form, sent_at FROM stripe_calls \
             WHERE payment = $1 AND outcome IS NULL ORDER BY sent_at",
        )
        .bind(&payment.id)
        .fetch_all(self.store().pool())
        .await
        .map_err(StoreError::from)?;
        for row in rows {
            let key = row.text("idempotency_key")?;
            let operation = Operation::from_stored(&row.text("operation")?)?;
            let sent_at = row.integer("sent_at")?;
            let age = clock::now().saturating_sub(sent_at);
            let age = Duration::from_millis(u64::try_from(age).unwrap_or(0));
            let too_late = operation.takes_money() && age > TAKE_MONEY_WITHIN;
            if too_late || age > KEYS_ARE_KEPT {
                self.look_for_lost(payment, operation, sent_at).await?;
                self.give_up_call(&key).await?;
                continue;
            }
            let subject = row.text("subject")?;
            let (method, path, form) = (row.text("method")?, row.text("path")?, row.text("form")?);
            let stored = Stored {
                key: &key,
                operation,
                subject: &subject,
                method: &method,
                path: &path,
                form: &form,
                sent_at,
            };
            let result = match operation {
                Operation::Create | Operation::Confirm | Operation::Cancel => {
                    self.send_again::<PaymentIntent>(payment, &stored).await
                }
                Operation::Charge => self.send_again::<Charge>(payment, &stored).await,
                Operation::CreateSession | Operation::ExpireSession => {
                    self.send_again::<CheckoutSession>(payment, &stored).await
                }
                Operation::Refund => self.send_again::<Refund>(payment, &stored).await,
            };
            // A refusal is an answer: how the payment stands is asked for afterwards.
            match result {
                Err(CallError::Stripe(error)) if failure(&error).is_some() => {}
                other => other?,
            }
        }
        Ok(())
    }

    async fn send_again<T: Answer>(
        &self,
        payment: &mut PaymentRecord,
        stored: &Stored<'_>,
    ) -> Result<(), CallError> {
        let request = ApiRequest::<T>::from_stored(stored.method, stored.path, stored.form)
            .map_err(|_| StoreError::corrupt("a stored call", stored.key))?;
        self.send_recorded(
            payment,
            stored.operation,
            stored.subject,
            stored.key,
            stored.sent_at,
            &request,
        )
        .await
        .map(|_| ())
    }

    async fn give_up_call(&self, key: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE stripe_calls SET outcome = 'given_up' WHERE idempotency_key = $1")
            .bind(key)
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}

/// Whether Stripe repeats, and will repeat for this key, that it broke down at the first try.
fn is_stored_failure<T>(result: &Result<T, StripeError>) -> bool {
    let error = result.as_ref().err();
    error.is_some_and(|error| error.retry() == Retry::NewKeyAfterLooking)
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

/// How many attempts at the order's money were begun since `since` (Unix milliseconds).
pub(super) async fn attempts_since(
    connection: &mut AnyConnection,
    order: &str,
    since: i64,
) -> Result<i64, StoreError> {
    let mut attempts = 0;
    for operation in Operation::ALL
        .into_iter()
        .filter(|operation| operation.takes_money())
    {
        attempts += sqlx::query_scalar::<_, i64>(
            "SELECT COUNT(*) FROM stripe_calls c JOIN payments p ON p.id = c.payment \
             WHERE p.order_id = $1 AND c.operation = $2 AND c.sent_at >= $3",
        )
        .bind(order)
        .bind(operation.as_str())
        .bind(since)
        .fetch_one(&mut *connection)
        .await?;
    }
    Ok(attempts)
}

/// Whether the payment has an attempt at the buyer's money of which it is not known how it went.
pub(super) async fn attempt_is_unanswered(
    connection: &mut AnyConnection,
    payment: &str,
) -> Result<bool, StoreError> {
    let rows =
        sqlx::query("SELECT operation FROM stripe_calls WHERE payment = $1 AND outcome IS NULL")
            .bind(payment)
            .fetch_all(connection)
            .await?;
    for row in rows {
        if Operation::from_stored(&row.text("operation")?)?.takes_money() {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Shop {
    /// Whether the payment was already tried with this PaymentMethod or token: the browser asks again because it lost the
    /// answer.
    pub(super) async fn was_tried_with(
        &self,
        payment: &PaymentRecord,
        subject: &str,
    ) -> Result<bool, StoreError> {
        let found: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM stripe_calls WHERE payment = $1 AND subject = $2 \
             AND (outcome IS NULL OR outcome <> 'not_sent')",
        )
        .bind(&payment.id)
        .bind(subject)
        .fetch_one(self.store().pool())
        .await?;
        Ok(found > 0)
    }
}
