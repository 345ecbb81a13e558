//! Taking an event in: its signature is checked, it is stored, and then it may be answered.

use std::time::SystemTime;

use stripe_client::{Event, SIGNATURE_TOLERANCE, WebhookSecret, verify_signature};

use crate::{
    Shop, StoreError, clock,
    payments::{FaultPoint, fault_point},
};

/// An event that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Received {
    /// For the first time.
    New,
    /// It is here already; Stripe delivers at least once.
    Known,
}

/// Why an event was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReceiveError {
    /// No signing secret is configured.
    #[error("no webhook signing secret is set")]
    NoSecret,
    /// The signature is missing, wrong, or too old.
    #[error("the signature does not fit: {0}")]
    Signature(#[from] stripe_client::SignatureError),
    /// What is signed is no event.
    #[error("the body is no event of Stripe's")]
    NotAnEvent,
    /// The store failed; Stripe will send it again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Shop {
    /// Checks the signature of `body` as it came over the wire, and stores the event.
    ///
    /// # Errors
    /// [`ReceiveError`]; nothing was stored then.
    pub async fn receive_webhook(
        &self,
        body: &[u8],
        signature: &str,
    ) -> Result<Received, ReceiveError> {
        let secrets: &[WebhookSecret] = &self.settings().webhook_secrets;
        if secrets.is_empty() {
            return Err(ReceiveError::NoSecret);
        }
        let now = SystemTime::now();
        verify_signature(body, signature, secrets, now, SIGNATURE_TOLERANCE)?;
        let event = Event::from_slice(body).map_err(|_| ReceiveError::NotAnEvent)?;
        let text = std::str::from_utf8(body).map_err(|_| ReceiveError::NotAnEvent)?;
        let now = clock::now();
        let inserted = sqlx::query(
            "INSERT INTO webhook_events (id, type, body, received_at, state, due_at) \
             VALUES ($1, $2, $3, $4, 'waiting', $5) ON CONFLICT (id) DO NOTHING",
        )
        .bind(event.id.as_str())
        .bind(&event.kind)
        .bind(text)
        .bind(now)
        .bind(now)
        .execute(self.store().pool())
        .await
        .map_err(StoreError::from)?;
        fault_point(FaultPoint::EventStored);
        metrics::counter!("till_webhook_events_total", "type" => event.kind.clone()).increment(1);
        self.wake_webhook_worker();
        Ok(if inserted.rows_affected() == 1 {
            Received::New
        } else {
            Received::Known
        })
    }
}
