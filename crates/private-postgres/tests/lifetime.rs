//! A cluster is quick to start, gives databases apart from each other, and leaves nothing behind.

#![allow(clippy::expect_used, missing_docs)]

use std::{
    env,
    io::{BufRead, BufReader},
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use sqlx::{Connection, PgConnection};

/// Set in the process that is to be killed.
const VICTIM: &str = "PRIVATE_POSTGRES_VICTIM";

/// Whether the tests may do without; whoever sets this has read that.
fn may_skip() -> bool {
    let skip = env::var_os("TILL_TEST_WITHOUT_POSTGRES").is_some_and(|value| value == "1");
    if skip {
        eprintln!("skipped: TILL_TEST_WITHOUT_POSTGRES is 1");
    }
    skip
}

#[tokio::test]
async fn two_databases_are_apart() {
    if may_skip() {
        return;
    }
    let one = private_postgres::fresh_database()
        .await
        .expect("a database");
    let other = private_postgres::fresh_database().await.expect("another");
    let mut connection = PgConnection::connect(&one).await.expect("a connection");
    sqlx::query("CREATE TABLE things (id BIGINT)")
        .execute(&mut connection)
        .await
        .expect("a table");
    let mut connection = PgConnection::connect(&other).await.expect("a connection");
    let there: i64 =
        sqlx::query_scalar("SELECT COUNT(*) FROM pg_tables WHERE tablename = 'things'")
            .fetch_one(&mut connection)
            .await
            .expect("a count");
    assert_eq!(there, 0);
}

/// Does nothing unless the test below starts it: then it has a cluster, and waits to be killed.
#[tokio::test]
async fn victim() {
    if env::var_os(VICTIM).is_none() {
        return;
    }
    let address = private_postgres::fresh_database()
        .await
        .expect("a database");
    println!("\n{address}");
    thread::sleep(Duration::from_secs(120));
}

#[test]
fn a_killed_process_leaves_no_cluster_behind() {
    if may_skip() {
        return;
    }
    let mut victim = Command::new(env::current_exe().expect("this program"))
        .args(["--exact", "victim", "--nocapture"])
        .env(VICTIM, "1")
        .stdout(Stdio::piped())
        .spawn()
        .expect("a process");
    let said = BufReader::new(victim.stdout.take().expect("a pipe"));
    let address = said
        .lines()
        .map_while(Result::ok)
        .find(|line| line.starts_with("postgres://"))
        .expect("an address");
    let address = url::Url::parse(&address).expect("an address");
    let (_, folder) = address.query_pairs().next().expect("a folder");
    let folder = PathBuf::from(&*folder);
    assert!(folder.join("data/postmaster.pid").exists());
    victim.kill().expect("a kill");
    victim.wait().expect("an end");
    for _ in 0..200 {
        if !folder.exists() {
            return;
        }
        thread::sleep(Duration::from_millis(50));
    }
    panic!("{} is still there", folder.display());
}
