//! Asking once on behalf of many.
//!
//! A kept page may be sent only after a check that began when the request was already there: then it holds every change that
//! was made before. Under load, all requests that arrive while one check runs share the next one, so that the cost of
//! checking stays the same however many ask.

use std::{
    future::Future,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use tokio::sync::Notify;

#[derive(Default)]
struct Shared {
    /// Number of the latest check that has begun; the first is 1.
    begun: AtomicU64,
    /// Number of the latest check that has ended.
    ended: AtomicU64,
    /// Wakes the task that checks.
    wanted: Notify,
    /// Somebody can wait for the check that runs or for the next one, so two places are enough, by odd and even number.
    waiting: [Notify; 2],
    /// How the latest odd and even check ended.
    succeeded: [AtomicBool; 2],
}

/// Where requests wait for a check; cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct SharedCheck(Arc<Shared>);

impl SharedCheck {
    /// Waits for a check that began after this call, and tells whether it succeeded. [`SharedCheck::run`] must be running.
    pub(crate) async fn wait(&self) -> bool {
        let shared = &*self.0;
        let number = shared.begun.load(Ordering::SeqCst) + 1;
        let place = place_of(number);
        // Made before looking: from here on, no wake-up is missed.
        let ended = shared.waiting[place].notified();
        if shared.ended.load(Ordering::SeqCst) < number {
            shared.wanted.notify_one();
            ended.await;
        }
        shared.succeeded[place].load(Ordering::SeqCst)
    }

    /// Checks whenever somebody waits; never ends.
    pub(crate) async fn run<F: Future<Output = bool>>(self, check: impl Fn() -> F) {
        let shared = &*self.0;
        let mut number = 0;
        loop {
            shared.wanted.notified().await;
            number += 1;
            shared.begun.store(number, Ordering::SeqCst);
            let succeeded = check().await;
            let place = place_of(number);
            shared.succeeded[place].store(succeeded, Ordering::SeqCst);
            shared.ended.store(number, Ordering::SeqCst);
            shared.waiting[place].notify_waiters();
        }
    }
}

fn place_of(number: u64) -> usize {
    usize::from(number % 2 == 1)
}

#[cfg(test)]
mod tests {
    use std::{sync::atomic::AtomicUsize, time::Duration};

    use super::*;

    #[tokio::test]
    async fn many_who_ask_at_once_share_a_check() {
        let check = SharedCheck::default();
        let checks = Arc::new(AtomicUsize::new(0));
        let counted = checks.clone();
        let running = tokio::spawn(check.clone().run(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            async {
                tokio::time::sleep(Duration::from_millis(20)).await;
                true
            }
        }));
        let all = futures::future::join_all((0..500).map(|_| check.wait())).await;
        assert!(all.into_iter().all(|succeeded| succeeded));
        assert_eq!(checks.load(Ordering::SeqCst), 1);
        running.abort();
    }

    #[tokio::test]
    async fn who_comes_during_a_check_waits_for_the_next_one() {
        let check = SharedCheck::default();
        let value = Arc::new(AtomicUsize::new(1));
        let seen = Arc::new(AtomicUsize::new(0));
        let running = {
            let (value, seen) = (value.clone(), seen.clone());
            tokio::spawn(check.clone().run(move || {
                // Reads at its beginning, like a query whose answer is late.
                let read = value.load(Ordering::SeqCst);
                let seen = seen.clone();
                async move {
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    seen.store(read, Ordering::SeqCst);
                    true
                }
            }))
        };
        let first = tokio::spawn({
            let check = check.clone();
            async move { check.wait().await }
        });
        tokio::time::sleep(Duration::from_millis(10)).await;
        value.store(2, Ordering::SeqCst);
        assert!(check.wait().await);
        assert_eq!(
            seen.load(Ordering::SeqCst),
            2,
            "the change before the request was missed"
        );
        assert!(first.await.expect("the first"));
        running.abort();
    }

    #[tokio::test]
    async fn each_request_sees_what_was_written_before_it() {
        let check = SharedCheck::default();
        let value = Arc::new(AtomicUsize::new(0));
        let seen = Arc::new(AtomicUsize::new(0));
        let running = {
            let (value, seen) = (value.clone(), seen.clone());
            tokio::spawn(check.clone().run(move || {
                let read = value.load(Ordering::SeqCst);
                let seen = seen.clone();
                async move {
                    tokio::task::yield_now().await;
                    seen.store(read, Ordering::SeqCst);
                    true
                }
            }))
        };
        let tasks = (0..8).map(|_| {
            let (check, value, seen) = (check.clone(), value.clone(), seen.clone());
            tokio::spawn(async move {
                for _ in 0..200 {
                    let written = value.fetch_add(1, Ordering::SeqCst) + 1;
                    assert!(check.wait().await);
                    assert!(seen.load(Ordering::SeqCst) >= written);
                }
            })
        });
        for task in tasks.collect::<Vec<_>>() {
            task.await.expect("a task");
        }
        running.abort();
    }

    #[tokio::test]
    async fn a_check_that_failed_says_so() {
        let check = SharedCheck::default();
        let running = tokio::spawn(check.clone().run(|| async { false }));
        assert!(!check.wait().await);
        running.abort();
    }
}
