//! What reaches a log.

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use tracing_subscriber::fmt::MakeWriter;

use crate::desk::{ADA, Desk, OTHER_PASSWORD, PASSWORD, email, logged_in, password};
use crate::support::on_both;

/// Keeps what is logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("a log").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'w> MakeWriter<'w> for Log {
    type Writer = Log;

    fn make_writer(&'w self) -> Log {
        self.clone()
    }
}

on_both!(no_address_password_link_or_key_reaches_a_log, |url| async {
    let desk = Desk::open(&url).await;
    let log = Log::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
        .with_writer(log.clone())
        .finish();
    let _guard = tracing_subscriber::util::SubscriberInitExt::set_default(subscriber);
    tracing::info!("the capture works");
    let (key, account) = desk.register(ADA).await;
    desk.log_in(ADA, OTHER_PASSWORD).await;
    let link = desk.forget(ADA).await;
    let new = password(OTHER_PASSWORD);
    logged_in(
        desk.shop
            .reset_password(&link, &new, "", None)
            .await
            .unwrap(),
    );
    // A store that holds nonsense is told of without what it holds.
    sqlx::query("UPDATE accounts SET email = $1, password = 'nonsense'")
        .bind("ada.byron.example.org")
        .execute(&desk.store)
        .await
        .unwrap();
    let errors = [
        desk.shop
            .log_in(&email(ADA), &new, "", None)
            .await
            .unwrap_err()
            .to_string(),
        desk.shop
            .delete_account(&account.id, &new)
            .await
            .unwrap_err()
            .to_string(),
    ];
    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("the capture works"));
    let told = logged + &errors.concat();
    for secret in [
        "ada.byron",
        PASSWORD,
        OTHER_PASSWORD,
        link.as_str(),
        key.as_cookie(),
    ] {
        assert!(!told.contains(secret), "{secret}");
    }
});
