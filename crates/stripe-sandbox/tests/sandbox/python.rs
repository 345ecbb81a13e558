//! PyPI's `stripe` drives the sandbox: `tests/python/flows.py`, where the package is installed.

use std::process::Stdio;

use tokio::process::Command;

use crate::client::Client;

const FLOWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/flows.py");

/// `PYTHON` names the interpreter if it is not `python3`.
fn python() -> Command {
    Command::new(std::env::var_os("PYTHON").unwrap_or_else(|| "python3".into()))
}

#[tokio::test]
async fn the_python_client_goes_through_every_flow() {
    let found = python()
        .args(["-c", "import stripe"])
        .stderr(Stdio::null())
        .status()
        .await;
    if !found.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no Python with the `stripe` package; PYTHON can name one");
        return;
    }
    let client = Client::start().await;
    let sandbox = &client.sandbox;
    let ended = python()
        .arg(FLOWS)
        .args([
            sandbox.base_url(),
            sandbox.secret_key(),
            sandbox.publishable_key(),
        ])
        .kill_on_drop(true)
        .output()
        .await
        .unwrap();
    assert!(
        ended.status.success(),
        "{}{}",
        String::from_utf8_lossy(&ended.stdout),
        String::from_utf8_lossy(&ended.stderr)
    );
}
