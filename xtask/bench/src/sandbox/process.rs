//! The sandbox in a process of its own.

use std::net::SocketAddr;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::timeout;

use super::payer::Payer;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A sandbox that listens.
pub(super) struct Sandbox {
    pub(super) address: SocketAddr,
    pub(super) secret_key: String,
    process: Child,
}

impl Sandbox {
    /// Starts the binary on a free port, with `store` as its `--store`.
    pub(super) async fn start(binary: &Path, store: &str) -> Result<Self> {
        let mut process = Command::new(binary)
            .args(["--addr", "127.0.0.1:0", "--store", store])
            .env_clear()
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", binary.display()))?;
        let output = process.stdout.take().context("no pipe to the sandbox")?;
        let mut lines = BufReader::new(output).lines();
        let mut api = None;
        let secret_key = loop {
            let line = timeout(START_LIMIT, lines.next_line())
                .await
                .context("the sandbox is not ready after 30 seconds")??
                .context("the sandbox did not start")?;
            if let Some(address) = line.strip_prefix("api ") {
                api = Some(address.trim().to_owned());
            }
            if let Some(key) = line.strip_prefix("secret key ") {
                break key.trim().to_owned();
            }
        };
        let api = api.context("the sandbox printed no address")?;
        let address = api
            .strip_prefix("http://")
            .context("the sandbox's address is no http:// one")?
            .parse()?;
        Ok(Self {
            address,
            secret_key,
            process,
        })
    }

    /// The process, for the one who watches its memory.
    pub(super) fn process_id(&self) -> Result<u32> {
        self.process.id().context("the sandbox has ended")
    }

    /// Asks for something and waits for the answer.
    pub(super) async fn first_answer(&self) -> Result<()> {
        Payer::connect(self).await?.look().await
    }

    /// Ends the process.
    pub(super) async fn stop(mut self) -> Result<()> {
        self.process.kill().await?;
        Ok(())
    }
}
