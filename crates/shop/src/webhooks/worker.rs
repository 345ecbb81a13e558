//! The background task that handles stored events: soon after they came, again after a pause that grows, and not at all
//! after too many failures.

use std::time::Duration;

use super::handle::Outcome;
use crate::{
    Shop, StoreError, clock,
    payments::{FaultPoint, fault_point},
    store::{Columns, DueRows, TakenRow, pause_after},
};

/// How often it looks for events that another process stored, or that are due again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
const DUE_EVENTS: DueRows = DueRows {
    table: "webhook_events",
    at_once: 16,
};
/// The pause after the first failure; it doubles, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: i64 = 1_000;
const LONGEST_PAUSE: i64 = 60 * 60 * 1000;
/// While somebody works on the payment: that is over soon.
const BUSY_PAUSE: i64 = 500;
/// After this many failures (some eight hours) an event is left for a person to look at.
const ATTEMPTS: i64 = 20;
/// How long handled events are kept, in milliseconds.
const KEEP: i64 = 30 * 24 * 60 * 60 * 1000;

struct Taken {
    id: String,
    kind: String,
    body: String,
    attempts: i64,
    until: i64,
}

impl Taken {
    fn read(taken: &TakenRow) -> Result<Taken, StoreError> {
        let row = &taken.row;
        Ok(Taken {
            id: row.text("id")?,
            kind: row.text("type")?,
            body: row.text("body")?,
            attempts: taken.attempts,
            until: taken.until,
        })
    }
}

impl Shop {
    /// Handles events until `stop` ends.
    pub async fn run_webhook_worker(self, stop: impl Future<Output = ()>) {
        let rounds = async {
            loop {
                match self.handle_due_events().await {
                    // There may be more.
                    Ok(handled) if handled > 0 => {}
                    Ok(_) => {
                        let _woken = tokio::time::timeout(LOOK_EVERY, self.webhook_waits()).await;
                    }
                    Err(error) => {
                        tracing::error!(%error, "webhook events could not be handled");
                        tokio::time::sleep(LOOK_EVERY).await;
                    }
                }
            }
        };
        tokio::select! {
            () = rounds => {}
            () = stop => {}
        }
    }

    /// Handles the events that are due, and says how many it took.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn handle_due_events(&self) -> Result<usize, StoreError> {
        let taken = self.take_due_events().await?;
        let count = taken.len();
        let mut running = tokio::task::JoinSet::new();
        for event in taken {
            let shop = self.clone();
            running.spawn(async move {
                let (id, until) = (event.id.clone(), event.until);
                let handling = shop.handle_taken(event);
                DUE_EVENTS
                    .keep_during(shop.store(), &id, until, handling)
                    .await
            });
        }
        while let Some(done) = running.join_next().await {
            match done {
                Ok(result) => result?,
                Err(error) => tracing::error!(%error, "handling a webhook event broke off"),
            }
        }
        Ok(count)
    }

    async fn take_due_events(&self) -> Result<Vec<Taken>, StoreError> {
        let taken = DUE_EVENTS.take(self.store()).await?;
        taken.iter().map(Taken::read).collect()
    }

    async fn handle_taken(&self, event: Taken) -> Result<(), StoreError> {
        let outcome = match self.handle_event(&event.body).await {
            Ok(outcome) => outcome,
            Err(error) => Outcome::NotNow(error.to_string()),
        };
        fault_point(FaultPoint::EventHandled);
        match outcome {
            Outcome::Handled => self.finish_event(&event.id, "handled", None).await,
            Outcome::Ignored => self.finish_event(&event.id, "ignored", None).await,
            Outcome::Busy => {
                self.put_off(&event.id, BUSY_PAUSE, event.attempts - 1, None)
                    .await
            }
            Outcome::NotNow(why) if event.attempts >= ATTEMPTS => {
                tracing::error!(
                    event = event.id,
                    kind = event.kind,
                    why,
                    "a webhook event is parked"
                );
                metrics::counter!("till_webhook_events_parked_total").increment(1);
                self.finish_event(&event.id, "parked", Some(&why)).await
            }
            Outcome::NotNow(why) => {
                tracing::warn!(
                    event = event.id,
                    kind = event.kind,
                    why,
                    "a webhook event waits"
                );
                let pause = pause_after(event.attempts, FIRST_PAUSE, LONGEST_PAUSE);
                self.put_off(&event.id, pause, event.attempts, Some(&why))
                    .await
            }
        }
    }

    async fn put_off(
        &self,
        id: &str,
        pause: i64,
        attempts: i64,
        why: Option<&str>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE webhook_events SET due_at = $1, attempts = $2, error = $3 WHERE id = $4",
        )
        .bind(clock::now().saturating_add(pause))
        .bind(attempts)
        .bind(why)
        .bind(id)
        .execute(self.store().pool())
        .await?;
        Ok(())
    }

    async fn finish_event(
        &self,
        id: &str,
        state: &'static str,
        why: Option<&str>,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE webhook_events SET state = $1, error = $2, handled_at = $3 WHERE id = $4",
        )
        .bind(state)
        .bind(why)
        .bind(clock::now())
        .bind(id)
        .execute(self.store().pool())
        .await?;
        Ok(())
    }

    /// Forgets events that were done with long ago. Parked ones stay.
    pub(crate) async fn forget_old_events(&self) -> Result<(), StoreError> {
        sqlx::query(
            "DELETE FROM webhook_events WHERE state IN ('handled', 'ignored') AND handled_at < $1",
        )
        .bind(clock::now().saturating_sub(KEEP))
        .execute(self.store().pool())
        .await?;
        Ok(())
    }
}
