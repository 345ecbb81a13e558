//! The program `stripe-sandbox`.

use std::process::{Output, Stdio};

use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

use crate::receiver::Receiver;

fn program() -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_stripe-sandbox"));
    program
        .env_remove("STRIPE_SANDBOX_ADDR")
        .env_remove("STRIPE_SANDBOX_STORE")
        .kill_on_drop(true);
    program
}

/// The program while it serves.
struct Serving {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    addr: String,
}

impl Serving {
    async fn start(arguments: &[&str]) -> Self {
        let mut process = program()
            .args(["--addr", "127.0.0.1:0"])
            .args(arguments)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut serving = Self {
            process,
            lines,
            addr: String::new(),
        };
        let api = serving.line("api ").await;
        serving.addr = api.rsplit('/').next().unwrap().to_owned();
        serving.line("publishable key ").await;
        serving
    }

    /// The next line that has this in it.
    async fn line(&mut self, part: &str) -> String {
        loop {
            let line = self.lines.next_line().await.unwrap().unwrap();
            if line.contains(part) {
                return line;
            }
        }
    }

    /// Runs the program against this one.
    async fn say(&self, arguments: &[&str]) -> Output {
        program()
            .args(arguments)
            .args(["--addr", &self.addr])
            .output()
            .await
            .unwrap()
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn it_forwards_triggers_and_resends() {
    let mut shop = Receiver::start().await;
    let events = "charge.*,refund.created";
    let mut serving = Serving::start(&["--forward-to", &shop.url, "--events", events]).await;
    serving.line("webhook signing secret is whsec_").await;

    let triggered = serving.say(&["trigger", "charge.refunded"]).await;
    assert!(triggered.status.success());
    assert!(text(&triggered.stdout).contains("payment_intent.succeeded [evt_"));
    let event = shop.next().await.event();
    let id = event["id"].as_str().unwrap();
    let sent = serving.line(&format!("[{id}]")).await;
    assert!(
        sent.contains("--> charge.") || sent.contains("--> refund.created"),
        "{sent}"
    );
    let answered = serving.line(&format!("POST {} [{id}]", shop.url)).await;
    assert!(answered.contains("<--  [200]"), "{answered}");

    let resent = serving.say(&["resend", id]).await;
    assert!(resent.status.success());
    assert!(text(&resent.stdout).contains(&format!("<-- [200] we_listener [{id}]")));
}

#[tokio::test]
async fn it_goes_on_when_nobody_reads_what_it_prints() {
    let mut shop = Receiver::start().await;
    let serving = Serving::start(&["--forward-to", &shop.url]).await;
    let Serving {
        mut process,
        lines,
        addr,
    } = serving;
    drop(lines);
    for _ in 0..2 {
        let triggered = program()
            .args(["trigger", "charge.succeeded", "--addr", &addr])
            .output()
            .await;
        assert!(triggered.unwrap().status.success());
        shop.next().await;
    }
    assert!(process.try_wait().unwrap().is_none());
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupt_stops_it_in_good_order_and_the_file_keeps_what_happened() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sandbox.db");
    let store = ["--store", file.to_str().unwrap()];
    let mut serving = Serving::start(&store).await;
    let triggered = serving.say(&["trigger", "charge.succeeded"]).await;
    let line = text(&triggered.stdout);
    let id = line.split(['[', ']']).nth(1).unwrap().to_owned();
    let pid = serving.process.id().unwrap().to_string();
    let kill = Command::new("kill").args(["-INT", &pid]).status().await;
    assert!(kill.unwrap().success());
    assert!(serving.process.wait().await.unwrap().success());

    let shop = Receiver::start().await;
    let forward = ["--forward-to", &shop.url];
    let mut serving = Serving::start(&[&store[..], &forward[..]].concat()).await;
    serving.line("> Ready!").await;
    assert!(serving.say(&["resend", &id]).await.status.success());
}

#[tokio::test]
async fn it_says_what_is_wrong() {
    let serving = Serving::start(&[]).await;
    let unknown = serving.say(&["trigger", "invoice.paid"]).await;
    assert!(!unknown.status.success());
    assert!(text(&unknown.stderr).contains("charge.refunded"));
    let missing = serving.say(&["resend", "evt_none"]).await;
    assert!(text(&missing.stderr).contains("No such event: 'evt_none'"));
    let taken = program().args(["--addr", &serving.addr]).output().await;
    assert!(text(&taken.unwrap().stderr).contains("is in use"));
    let elsewhere = [
        "--addr",
        "127.0.0.1:0",
        "--forward-to",
        "https://shop.example",
    ];
    let elsewhere = program().args(elsewhere).output().await.unwrap();
    assert!(text(&elsewhere.stderr).contains("this machine only"));

    let addr = serving.addr.clone();
    drop(serving);
    let nobody = program()
        .args(["trigger", "charge.succeeded", "--addr", &addr])
        .output()
        .await
        .unwrap();
    assert!(!nobody.status.success());
    assert!(text(&nobody.stderr).contains("no sandbox answers"));
}

#[tokio::test]
async fn its_help_teaches() {
    let help = program().arg("--help").output().await.unwrap();
    let help = text(&help.stdout);
    for part in ["--forward-to", "--store", "resend", "trigger", "Examples:"] {
        assert!(help.contains(part), "{help}");
    }
}
