//! Starting and stopping the two servers.

use std::env;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use super::page;

const START_LIMIT: Duration = Duration::from_secs(30);

/// A shop with the demo catalogue in a temporary folder.
pub(super) struct Till {
    pub(super) address: SocketAddr,
    process: Child,
    data: TempDir,
}

impl Till {
    /// Starts the binary and waits until it is ready.
    pub(super) async fn start(binary: &Path, site: &Path) -> Result<Self> {
        let data = TempDir::new()?;
        let [address, sandbox, metrics] = free_addresses()?;
        let mut process = Command::new(binary)
            .arg("serve")
            .current_dir(data.path())
            // A key in the developer's environment must not bring Stripe into this.
            .env_clear()
            .env("LEPTOS_SITE_ROOT", site)
            .env("LEPTOS_SITE_ADDR", address.to_string())
            .env("STRIPE_SANDBOX_ADDR", sandbox.to_string())
            .env("TILL_METRICS_ADDR", metrics.to_string())
            .env("RUST_LOG", "warn")
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{} cannot be started", binary.display()))?;
        timeout(START_LIMIT, until_ready(&mut process, address))
            .await
            .context("the shop is not ready after 30 seconds")??;
        Ok(Self {
            address,
            process,
            data,
        })
    }

    /// The process, for the one who watches its memory.
    pub(super) fn process_id(&self) -> Result<u32> {
        self.process.id().context("the shop has ended")
    }

    /// Ends the process and removes its data.
    pub(super) async fn stop(mut self) -> Result<()> {
        self.process.kill().await?;
        self.data.close()?;
        Ok(())
    }
}

async fn until_ready(process: &mut Child, address: SocketAddr) -> Result<()> {
    loop {
        if let Some(status) = process.try_wait()? {
            bail!("the shop ended with {status}");
        }
        if let Ok(mut connection) = page::connect(address).await
            && page::get(&mut connection, address, "/readyz").await.is_ok()
        {
            return Ok(());
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// Addresses whose ports are free now.
fn free_addresses() -> Result<[SocketAddr; 3]> {
    let listen = || TcpListener::bind((Ipv4Addr::LOCALHOST, 0));
    let listeners = [listen()?, listen()?, listen()?];
    let [first, second, third] = listeners.each_ref().map(TcpListener::local_addr);
    Ok([first?, second?, third?])
}

/// The bare server, in a process of its own.
pub(super) struct Bare {
    pub(super) address: SocketAddr,
    process: Child,
}

impl Bare {
    /// Starts it with the pages of the shop at `of`.
    pub(super) async fn start(of: SocketAddr) -> Result<Self> {
        let mut process = Command::new(env::current_exe()?)
            .arg("bare")
            .arg("--of")
            .arg(of.to_string())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let output = process
            .stdout
            .take()
            .context("no pipe to the bare server")?;
        let line = BufReader::new(output).lines().next_line().await?;
        let address = line
            .context("the bare server did not start")?
            .parse()
            .context("the bare server printed no address")?;
        Ok(Self { address, process })
    }

    /// Ends it.
    pub(super) async fn stop(mut self) -> Result<()> {
        self.process.kill().await?;
        Ok(())
    }
}
