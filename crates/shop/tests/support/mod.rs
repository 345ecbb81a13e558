//! Tests run on both databases: a SQLite file of their own and a PostgreSQL database of their own.

use tempfile::TempDir;

/// A SQLite file that is gone with this value.
pub(crate) struct SqliteFile {
    folder: TempDir,
}

impl SqliteFile {
    pub(crate) fn new() -> SqliteFile {
        SqliteFile {
            folder: tempfile::tempdir().expect("a temporary folder"),
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("sqlite://{}", self.folder.path().join("till.db").display())
    }
}

/// Address of a new PostgreSQL database; none where `TILL_TEST_WITHOUT_POSTGRES=1` says that the test is to be skipped.
pub(crate) async fn postgres() -> Option<String> {
    if std::env::var_os("TILL_TEST_WITHOUT_POSTGRES").is_some_and(|value| value == "1") {
        eprintln!("skipped on PostgreSQL: TILL_TEST_WITHOUT_POSTGRES is 1");
        return None;
    }
    match private_postgres::fresh_database().await {
        Ok(url) => Some(url),
        Err(error) => {
            panic!("{error}\n(TILL_TEST_WITHOUT_POSTGRES=1 skips the tests that need it)")
        }
    }
}

/// `on_both!(what_is_promised, |url| async { … })` makes a test of the body for each database, whose address is `url`.
macro_rules! on_both {
    ($name:ident, |$url:ident| async $body:block) => {
        mod $name {
            #[allow(unused_imports)]
            use super::*;

            async fn body($url: String) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn sqlite() {
                let file = $crate::support::SqliteFile::new();
                body(file.url()).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
            async fn postgres() {
                if let Some(url) = $crate::support::postgres().await {
                    body(url).await;
                }
            }
        }
    };
}

pub(crate) use on_both;
