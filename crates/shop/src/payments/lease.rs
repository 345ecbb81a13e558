//! One task at a time works on a payment, whichever process it runs in.

use std::{convert::Infallible, time::Duration};

use uuid::Uuid;

use crate::{Shop, StoreError, clock};

/// How long a lease outlives its holder.
const LEASE: Duration = Duration::from_secs(15);
/// How often a holder renews it: a database that is slow once does not lose it.
const RENEW_EVERY: Duration = Duration::from_secs(4);
/// How often a waiting task looks again.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The right to work on a payment, until it is released or its time is up.
#[must_use = "a lease that is not released blocks the payment until it runs out"]
struct Lease {
    payment: String,
    holder: String,
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

impl Shop {
    /// Waits up to `patience` for the right to work on the payment; `None` when somebody else still does.
    async fn lease(&self, payment: &str, patience: Duration) -> Result<Option<Lease>, StoreError> {
        let holder = Uuid::new_v4().to_string();
        let give_up_at = clock::now().saturating_add(millis(patience));
        loop {
            let now = clock::now();
            let taken = sqlx::query(
                "UPDATE payments SET lease = $1, leased_until = $2 \
                 WHERE id = $3 AND (lease IS NULL OR leased_until < $4)",
            )
            .bind(&holder)
            .bind(now.saturating_add(millis(LEASE)))
            .bind(payment)
            .bind(now)
            .execute(self.store().pool())
            .await?
            .rows_affected();
            if taken == 1 {
                return Ok(Some(Lease {
                    payment: payment.to_owned(),
                    holder,
                }));
            }
            if now >= give_up_at {
                return Ok(None);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }

    /// Does `work` with the right to work on the payment, waiting up to `patience` for it; `None`, and nothing done, when
    /// somebody else still has it.
    pub(super) async fn with_lease<T>(
        &self,
        payment: &str,
        patience: Duration,
        work: impl Future<Output = T>,
    ) -> Result<Option<T>, StoreError> {
        let Some(lease) = self.lease(payment, patience).await? else {
            return Ok(None);
        };
        let done = tokio::select! {
            done = work => done,
            never = self.renew(&lease) => match never {},
        };
        self.release(lease).await?;
        Ok(Some(done))
    }

    async fn renew(&self, lease: &Lease) -> Infallible {
        loop {
            tokio::time::sleep(RENEW_EVERY).await;
            let renewed =
                sqlx::query("UPDATE payments SET leased_until = $1 WHERE id = $2 AND lease = $3")
                    .bind(clock::now().saturating_add(millis(LEASE)))
                    .bind(&lease.payment)
                    .bind(&lease.holder)
                    .execute(self.store().pool())
                    .await;
            if let Err(error) = renewed {
                tracing::warn!(payment = lease.payment, %error, "a lease was not renewed");
            }
        }
    }

    /// Lets others work on the payment.
    async fn release(&self, lease: Lease) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE payments SET lease = NULL, leased_until = 0 WHERE id = $1 AND lease = $2",
        )
        .bind(&lease.payment)
        .bind(&lease.holder)
        .execute(self.store().pool())
        .await?;
        Ok(())
    }
}
