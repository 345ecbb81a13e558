//! What happens later by itself: a refund that the bank carries out, a session that expires.

use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::charges;
use crate::checkout_sessions::expire_due;
use crate::disputes;
use crate::ids;
use crate::payment_intents::settle_debit;
use crate::refunds;
use crate::sandbox::Shared;
use crate::store::{Cause, Document, HasTable, State};

/// The longest sleep between two looks at what is due.
const LONGEST_SLEEP: Duration = Duration::from_secs(3600);

/// Something to be done at a time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Job {
    id: String,
    /// Seconds since 1970.
    due: i64,
    task: Task,
}

/// What is to be done; each names its object's id.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Task {
    /// The cardholder disputes a charge.
    DisputeCharge(String),
    /// The money of a charge was held for too long.
    ExpireCharge(String),
    /// Nobody has paid a Checkout Session in its time.
    ExpireSession(String),
    /// The bank answers for a pending charge.
    SettleDebit(String),
    /// The bank tells what became of a refund.
    SettleRefund(String),
}

impl Document for Job {
    const KIND: &'static str = "job";

    fn id(&self) -> &str {
        &self.id
    }
}

impl Task {
    /// Does it. An object that is gone, or has moved on, is left alone.
    fn run(&self, state: &mut State) {
        match self {
            Task::DisputeCharge(charge) => disputes::open(state, charge),
            Task::ExpireCharge(charge) => charges::expire(state, charge),
            Task::ExpireSession(session) => expire_due(state, session),
            Task::SettleDebit(charge) => settle_debit(state, charge),
            Task::SettleRefund(refund) => refunds::settle(state, refund),
        }
    }
}

impl State {
    /// Has `task` done `delay` seconds from now.
    pub(crate) fn later(&mut self, delay: i64, task: Task) {
        let due = self.cause().now.saturating_add(delay);
        self.put(Job {
            id: ids::object("job"),
            due,
            task,
        });
        let first = self.bells().jobs.map_or(due, |first| first.min(due));
        self.bells().jobs = Some(first);
    }

    /// Does all that is due, in the order in which it is, and tells when to look again, if there
    /// is anything to look for.
    pub(crate) fn run_due(&mut self) -> Option<i64> {
        let now = self.cause().now;
        loop {
            let table = HasTable::<Job>::table(self);
            let mut due: Vec<_> = table
                .newest_first()
                .rev()
                .filter(|job| job.due <= now)
                .cloned()
                .collect();
            if due.is_empty() {
                let next = table.newest_first().map(|job| job.due).min();
                *self.next_look() = next.unwrap_or(i64::MAX);
                return next;
            }
            due.sort_by_key(|job| job.due);
            for job in due {
                HasTable::<Job>::table_mut(self).remove(&job.id);
                job.task.run(self);
            }
        }
    }
}

/// Does what is due for as long as the sandbox runs.
pub(crate) async fn run(shared: Arc<Shared>) {
    loop {
        let now = shared.clock.now();
        let done = shared.store.run(Cause::at(now), State::run_due);
        let Ok(next) = done.await else { return };
        let sleep = next.map_or(LONGEST_SLEEP, |due| {
            Duration::from_secs(u64::try_from(due - now).unwrap_or(0)).min(LONGEST_SLEEP)
        });
        tokio::select! {
            () = tokio::time::sleep(sleep) => {}
            () = shared.store.job_waits() => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_look_is_when_the_first_job_is_due() {
        let mut state = State::default();
        for delay in [30, 10, 20] {
            state.later(delay, Task::ExpireCharge("ch_none".to_owned()));
        }
        assert_eq!(state.bells().jobs, Some(10));
        assert_eq!(state.run_due(), Some(10));
        assert_eq!(*state.next_look(), 10);
    }

    #[test]
    fn what_is_due_is_done_once() {
        let mut state = State::default();
        state.later(0, Task::ExpireCharge("ch_none".to_owned()));
        assert_eq!(state.run_due(), None);
        assert_eq!(HasTable::<Job>::table(&state).newest_first().count(), 0);
    }
}
