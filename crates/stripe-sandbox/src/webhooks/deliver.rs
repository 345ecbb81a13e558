//! The task that sends what is due, for as long as the sandbox runs.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use super::attempt::{Occasion, attempt};
use super::delivery::Delivery;
use super::schedule::Schedule;
use crate::sandbox::Shared;
use crate::store::{Cause, HasTable};

/// The longest sleep between two looks at what is due.
const LONGEST_SLEEP: Duration = Duration::from_secs(3600);

/// Sends what is due for as long as the sandbox runs.
pub(crate) async fn deliver(shared: Arc<Shared>) {
    let mut schedule = Schedule::default();
    let mut under_way = JoinSet::new();
    let mut news = true;
    loop {
        if news {
            let taken = shared.store.run(Cause::at(shared.clock.now()), |state| {
                schedule.take_in(HasTable::<Delivery>::table(state));
            });
            if taken.await.is_err() {
                return;
            }
        }
        let now = shared.clock.now_in_milliseconds();
        for entry in schedule.start(now) {
            let shared = Arc::clone(&shared);
            under_way.spawn(async move {
                let occasion = Occasion::Scheduled {
                    number: entry.number,
                };
                if let Err(error) = attempt(&shared, &entry.delivery, occasion).await {
                    tracing::error!(%error, entry.delivery, "an attempt could not be noted");
                }
                entry.endpoint
            });
        }
        let sleep = schedule.next_due().map_or(LONGEST_SLEEP, |due| {
            Duration::from_millis(u64::try_from(due - now).unwrap_or(0)).min(LONGEST_SLEEP)
        });
        news = false;
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = shared.store.delivery_waits() => news = true,
            Some(ended) = under_way.join_next() => {
                let mut ended = Some(ended);
                while let Some(result) = ended {
                    match result {
                        Ok(endpoint) => schedule.ended(&endpoint),
                        Err(error) => tracing::error!(%error, "an attempt died"),
                    }
                    ended = under_way.try_join_next();
                }
            }
        }
    }
}
