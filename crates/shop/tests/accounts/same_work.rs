//! Whether an address has an account shows neither in an answer nor in the work behind it. Clocks are no witnesses on a busy
//! machine: what is counted is hashes, which take nearly all of the time, and rows.

use std::sync::{Arc, atomic::AtomicU64, atomic::Ordering};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};
use shop::accounts::LogIn;

use crate::desk::{ADA, Desk, MIRA, OTHER_PASSWORD, email};
use crate::support::on_both;

/// Counts hashes of passwords.
#[derive(Default)]
struct Hashes(Arc<AtomicU64>);

impl Recorder for Hashes {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}
    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        if key.name() == "till_password_hashes_total" {
            Counter::from_arc(self.0.clone())
        } else {
            Counter::noop()
        }
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, _: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::noop()
    }
}

/// Rows of every table that asking and logging in write to.
async fn rows(desk: &Desk) -> [i64; 5] {
    [
        desk.count("SELECT COUNT(*) FROM attempts").await,
        desk.count("SELECT COUNT(*) FROM mail_links").await,
        desk.count("SELECT COUNT(*) FROM mails").await,
        desk.count("SELECT COUNT(*) FROM sessions").await,
        desk.count("SELECT COUNT(*) FROM accounts").await,
    ]
}

/// What `work` added.
async fn added(desk: &Desk, work: impl Future<Output = ()>) -> [i64; 5] {
    let before = rows(desk).await;
    work.await;
    let mut after = rows(desk).await;
    for (after, before) in after.iter_mut().zip(before) {
        *after -= before;
    }
    after
}

on_both!(
    a_wrong_password_costs_one_hash_with_an_account_or_without,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        let hashes = Hashes::default();
        let _guard = metrics::set_default_local_recorder(&hashes);
        for address in [ADA, MIRA] {
            let before = hashes.0.load(Ordering::SeqCst);
            let wrong = async {
                assert_eq!(desk.log_in(address, OTHER_PASSWORD).await, LogIn::Wrong);
            };
            assert_eq!(added(&desk, wrong).await, [1, 0, 0, 0, 0], "{address}");
            assert_eq!(hashes.0.load(Ordering::SeqCst), before + 1, "{address}");
        }
    }
);

on_both!(
    asking_for_a_mail_writes_the_same_with_an_account_or_without,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        let hashes = Hashes::default();
        let _guard = metrics::set_default_local_recorder(&hashes);
        for address in [ADA, MIRA] {
            let typed = email(address);
            let register = async { desk.shop.ask_to_register(&typed, "en").await.unwrap() };
            assert_eq!(added(&desk, register).await, [1, 1, 1, 0, 0], "{address}");
            let reset = async { desk.shop.ask_to_reset_password(&typed, "en").await.unwrap() };
            assert_eq!(added(&desk, reset).await, [1, 1, 1, 0, 0], "{address}");
        }
        assert_eq!(hashes.0.load(Ordering::SeqCst), 0);
    }
);
