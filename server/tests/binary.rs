//! The real binary: what it says when it cannot start, and how it stops.

#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    path::Path,
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::{Duration, Instant},
};

use tempfile::TempDir;

/// The binary in an empty folder, with nothing set but what a test sets.
fn till(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_till"));
    command
        .env_clear()
        .current_dir(folder)
        .env("LEPTOS_SITE_ADDR", "127.0.0.1:0")
        .env("STRIPE_SANDBOX_ADDR", "127.0.0.1:0")
        .env("TILL_METRICS_ADDR", "off")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// What the binary says on standard error when it cannot start.
fn complaint(settings: &[(&str, &str)]) -> String {
    let folder = folder();
    let output = till(folder.path())
        .envs(settings.iter().copied())
        .output()
        .unwrap();
    assert!(!output.status.success());
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_taken_port_is_named_with_the_way_out() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for setting in ["LEPTOS_SITE_ADDR", "TILL_METRICS_ADDR"] {
        let text = complaint(&[(setting, &address)]);
        let expected = format!("{address} is taken by another program; stop it or set {setting}");
        assert!(text.contains(&expected), "{text}");
    }
    let text = complaint(&[("STRIPE_SANDBOX_ADDR", &address)]);
    assert!(
        text.contains(&address) && text.contains("STRIPE_SANDBOX_ADDR"),
        "{text}"
    );
}

#[test]
fn keys_of_the_wrong_kind_are_named_and_never_shown() {
    let text = complaint(&[
        ("STRIPE_SECRET_KEY", "pk_test_hidden"),
        ("STRIPE_PUBLISHABLE_KEY", "pk_test_hidden"),
    ]);
    assert!(
        text.contains("STRIPE_SECRET_KEY: this is a publishable key"),
        "{text}"
    );
    let text = complaint(&[
        ("STRIPE_SECRET_KEY", "sk_test_hidden"),
        ("STRIPE_PUBLISHABLE_KEY", "sk_live_hidden"),
    ]);
    assert!(
        text.contains("STRIPE_PUBLISHABLE_KEY: this is a secret key"),
        "{text}"
    );
    assert!(!text.contains("hidden"), "{text}");
}

#[test]
fn a_database_that_does_not_answer_is_named_without_its_password() {
    // The port is free a moment after it was taken, and nobody takes it in between.
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("postgres://till:hidden@127.0.0.1:{port}/till");
    let text = complaint(&[("DATABASE_URL", &url)]);
    assert!(
        text.contains(&format!("127.0.0.1:{port}/till cannot be reached")),
        "{text}"
    );
    assert!(
        text.contains("DATABASE_URL") && !text.contains("hidden"),
        "{text}"
    );
}

#[test]
fn a_mail_server_that_would_get_the_password_in_the_open_is_refused() {
    let text = complaint(&[
        ("TILL_SMTP_URL", "smtp://till:hidden@mail.example"),
        ("TILL_MAIL_FROM", "shop@shop.example"),
    ]);
    assert!(
        text.contains("TILL_SMTP_URL: would send mails and password across the network"),
        "{text}"
    );
    assert!(!text.contains("hidden"), "{text}");
}

#[test]
fn settings_come_from_a_file_too() {
    let folder = folder();
    std::fs::write(folder.path().join(".env"), "TILL_LOG_FORMAT=xml\n").unwrap();
    let output = till(folder.path()).output().unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("TILL_LOG_FORMAT: \"xml\" is neither text nor json"),
        "{text}"
    );
    let output = till(folder.path())
        .env("TILL_LOG_FORMAT", "html")
        .output()
        .unwrap();
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(
        text.contains("\"html\""),
        "the environment comes before the file: {text}"
    );
}

#[test]
fn help_teaches() {
    let folder = folder();
    let output = till(folder.path()).arg("--help").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for word in [
        "serve",
        "import",
        "refund",
        "sandbox",
        "STRIPE_WEBHOOK_SECRET",
        "TILL_PAYMENT_FLOWS",
        "TILL_SMTP_URL",
        "TILL_MAIL_FOLDER",
        "DATABASE_URL",
        "STRIPE_SECRET_KEY",
        "Examples",
    ] {
        assert!(text.contains(word), "{word}");
    }
}

fn import(folder: &Path, file: &str, input: &str) -> Output {
    let mut child = till(folder)
        .args(["import", file])
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn a_catalogue_is_imported_all_or_nothing() {
    let folder = folder();
    let demo = include_str!("../../demo/catalogue.csv");
    let mistaken = demo.replacen("24.00,EUR,64", "cheap,EUR,64", 1);
    std::fs::write(folder.path().join("shop.csv"), &mistaken).unwrap();
    let output = import(folder.path(), "shop.csv", "");
    assert!(!output.status.success());
    let text = String::from_utf8(output.stderr).unwrap();
    let line = 1 + mistaken
        .lines()
        .position(|line| line.contains("cheap"))
        .unwrap();
    assert!(text.contains(&format!("shop.csv:{line}: price:")), "{text}");
    assert!(text.contains("nothing was changed"), "{text}");

    let said = |output: Output| String::from_utf8(output.stdout).unwrap();
    let first = said(import(folder.path(), "-", demo));
    assert!(first.contains("categories: 6 added"), "{first}");
    let second = said(import(folder.path(), "-", demo));
    assert!(second.starts_with("Nothing to do"), "{second}");
}

/// A child that is ended when a test fails.
struct Running {
    child: Child,
    output: BufReader<ChildStdout>,
}

impl Drop for Running {
    fn drop(&mut self) {
        // Refused when it has ended already.
        let _ = self.child.kill();
    }
}

impl Running {
    fn start(command: &mut Command) -> Running {
        let mut child = command.spawn().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        Running { child, output }
    }

    /// The part of the next line of output that holds `mark`, from there on.
    fn wait_for(&mut self, mark: &str) -> String {
        let mut lines = (&mut self.output).lines().map(Result::unwrap);
        let line = lines.find(|line| line.contains(mark)).unwrap();
        line[line.find(mark).unwrap()..].to_owned()
    }

    #[cfg(unix)]
    fn end_by(mut self, signal: &str) {
        let began = Instant::now();
        let id = self.child.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        while began.elapsed() < Duration::from_secs(10) {
            if let Some(status) = self.child.try_wait().unwrap() {
                assert!(status.success(), "{status}");
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it did not stop");
    }
}

#[cfg(unix)]
#[test]
fn the_shop_opens_and_closes_in_good_order() {
    for signal in ["-TERM", "-INT"] {
        let folder = folder();
        let mut shop = Running::start(&mut till(folder.path()));
        let address = shop.wait_for("http://");
        let card = shop.wait_for("4242 4242 4242 4242");
        assert!(card.contains("any date to come"), "{card}");
        let port = address.rsplit(':').next().unwrap().trim();
        assert_ne!(port, "0");
        assert!(folder.path().join("data/till.db").exists());
        shop.end_by(signal);
        assert!(
            !folder.path().join("data/till.db-wal").exists(),
            "the store was not closed"
        );
    }
}

#[cfg(unix)]
#[test]
fn the_log_holds_no_secret_and_finds_a_request_by_its_id() {
    let folder = folder();
    let mut command = till(folder.path());
    command
        .env("TILL_LOG_FORMAT", "json")
        .env("RUST_LOG", "debug");
    let log = folder.path().join("log");
    let mut shop = Running::start(command.stderr(std::fs::File::create(&log).unwrap()));
    let address = shop.wait_for("http://").replace("http://", "");
    for path in [
        "/orders/hidden-token?email=hidden",
        "/order/hidden-token",
        "/p/serving-bowl",
    ] {
        let mut connection = TcpStream::connect(address.trim()).unwrap();
        let request = format!(
            "GET {path} HTTP/1.1\r\nhost: shop\r\ncookie: till_cart=hidden\r\n\
             referer: http://shop/orders/hidden\r\nconnection: close\r\n\r\n"
        );
        connection.write_all(request.as_bytes()).unwrap();
        let mut answer = String::new();
        connection.read_to_string(&mut answer).unwrap();
        let id = answer
            .lines()
            .find_map(|line| line.strip_prefix("x-request-id: "))
            .unwrap();
        let log = std::fs::read_to_string(&log).unwrap();
        let line = log
            .lines()
            .find(|line| line.contains(id) && line.contains("answered"));
        assert!(
            line.is_some_and(|line| line.contains("\"route\"")),
            "{id} in {log}"
        );
    }
    shop.end_by("-TERM");
    let log = std::fs::read_to_string(&log).unwrap();
    assert!(log.contains("\"route\":\"/orders/{token}\""), "{log}");
    assert!(!log.contains("hidden"), "{log}");
}

#[cfg(unix)]
#[test]
fn the_sandbox_runs_alone_forwards_events_and_is_spoken_to() {
    let folder = folder();
    // Nobody listens there: that the sandbox tried is what is looked at.
    let mut sandbox =
        Running::start(till(folder.path()).args(["sandbox", "--forward-to", "localhost:9/hook"]));
    let address = sandbox
        .wait_for("http://127.0.0.1:")
        .trim()
        .replace("http://", "");
    let secret = sandbox.wait_for("whsec_");
    assert!(secret.len() > "whsec_".len() + 32, "{secret}");
    let said = till(folder.path())
        .args(["sandbox", "trigger", "charge.refunded", "--addr", &address])
        .output()
        .unwrap();
    let said = String::from_utf8(said.stdout).unwrap();
    assert!(said.contains("charge.refunded [evt_"), "{said}");
    let tried = sandbox.wait_for("[ERROR] POST http://localhost:9/hook");
    assert!(tried.contains("[evt_"), "{tried}");
    sandbox.end_by("-TERM");
    assert!(folder.path().join("data/sandbox.db").exists());
    assert!(!folder.path().join("data/till.db").exists());
}
