//! Starting and stopping a sandbox.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::api;
use crate::api::idempotency::InFlight;
use crate::clock::Clock;
use crate::config::{Config, StoreLocation};
use crate::jobs;
use crate::pages;
use crate::settings::Settings;
use crate::store::{OpenError, Store};

/// How long requests that have begun may take when the sandbox stops.
const GRACE: Duration = Duration::from_secs(3);

/// What every request shares.
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) base_url: String,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) in_flight: InFlight,
}

/// The stand-in of Stripe; [`Sandbox::start`] runs one.
#[derive(Debug)]
pub struct Sandbox;

/// A sandbox could not be started.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// Another program listens on the address.
    #[error("{addr} is in use by another program; choose another address for the sandbox")]
    AddressInUse {
        /// The address that was asked for.
        addr: SocketAddr,
    },
    /// The address can be reached from other machines.
    #[error("the sandbox listens on loopback addresses only, and {addr} is none")]
    NotLoopback {
        /// The address that was asked for.
        addr: SocketAddr,
    },
    /// The operating system refused the address for another reason.
    #[error("the sandbox cannot listen on {addr}: {source}")]
    Listen {
        /// The address that was asked for.
        addr: SocketAddr,
        /// What the system said.
        source: io::Error,
    },
    /// A key is no test key of its kind. A live key is never taken.
    #[error("the sandbox takes test keys only: the {kind} key must begin with {prefix}")]
    Key {
        /// Which key.
        kind: &'static str,
        /// How it must begin.
        prefix: &'static str,
    },
    /// The store's file cannot be used.
    #[error("{0}")]
    Store(String),
}

impl From<OpenError> for StartError {
    fn from(error: OpenError) -> Self {
        Self::Store(error.to_string())
    }
}

/// A sandbox that listens. It stops when this is dropped, or in good order with [`Running::stop`].
#[derive(Debug)]
pub struct Running {
    base_url: String,
    secret_key: String,
    publishable_key: String,
    stop: oneshot::Sender<()>,
    server: JoinHandle<()>,
}

impl Sandbox {
    /// Starts a sandbox and returns once it listens.
    ///
    /// # Errors
    ///
    /// If the address is taken or not a loopback one, a key is no test key, or the store's file
    /// cannot be opened.
    pub async fn start(config: Config) -> Result<Running, StartError> {
        let addr = config.addr;
        if !addr.ip().is_loopback() {
            return Err(StartError::NotLoopback { addr });
        }
        check_key(&config.secret_key, "secret", "sk_test_")?;
        check_key(&config.publishable_key, "publishable", "pk_test_")?;
        let listener = TcpListener::bind(addr)
            .await
            .map_err(|source| match source.kind() {
                io::ErrorKind::AddrInUse => StartError::AddressInUse { addr },
                _ => StartError::Listen { addr, source },
            })?;
        let bound = listener
            .local_addr()
            .map_err(|source| StartError::Listen { addr, source })?;
        let base_url = format!("http://{bound}");
        let keep = config.keep.max(1);
        let (store, writer) = match &config.store {
            StoreLocation::Memory => (Store::in_memory(&base_url, keep), None),
            StoreLocation::File(path) => {
                let (store, writer) = Store::open(path, &base_url, keep).await?;
                (store, Some(tokio::spawn(writer.run())))
            }
        };
        store.configure(Settings::of(&config));
        let shared = Arc::new(Shared {
            base_url,
            clock: Clock::default(),
            store,
            in_flight: InFlight::default(),
            config,
        });
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(serve(listener, Arc::clone(&shared), stopped, writer));
        Ok(Running {
            base_url: shared.base_url.clone(),
            secret_key: shared.config.secret_key.clone(),
            publishable_key: shared.config.publishable_key.clone(),
            stop,
            server,
        })
    }
}

fn check_key(key: &str, kind: &'static str, prefix: &'static str) -> Result<(), StartError> {
    if key.len() > prefix.len() && key.starts_with(prefix) {
        Ok(())
    } else {
        Err(StartError::Key { kind, prefix })
    }
}

async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stopped: oneshot::Receiver<()>,
    writer: Option<JoinHandle<()>>,
) {
    let router = api::routes(&shared).merge(pages::routes(&shared));
    let mut background = JoinSet::new();
    background.spawn(jobs::run(Arc::clone(&shared)));
    let (begin, begun) = oneshot::channel();
    let server = axum::serve(listener, router).with_graceful_shutdown(async move {
        // An error means that `Running` was dropped, which stops the sandbox too.
        let _dropped = stopped.await;
        let _gone = begin.send(());
    });
    let out_of_grace = async {
        if begun.await.is_ok() {
            tokio::time::sleep(GRACE).await;
        } else {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        result = server => {
            if let Err(error) = result {
                tracing::error!(%error, "the sandbox stopped listening");
            }
        }
        () = out_of_grace => tracing::warn!("the sandbox stopped while requests were running"),
    }
    background.shutdown().await;
    shared.store.close();
    if let Some(writer) = writer
        && let Err(error) = writer.await
    {
        tracing::error!(%error, "the sandbox's writer died");
    }
}

impl Running {
    /// Where the API is, e.g. `http://127.0.0.1:12111`; its paths, `/v1/...`, follow.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Where a page loads the stand-in of Stripe.js from.
    #[must_use]
    pub fn stripe_js_url(&self) -> String {
        format!("{}{}", self.base_url, pages::STRIPE_JS_PATH)
    }

    /// The key of the server.
    #[must_use]
    pub fn secret_key(&self) -> &str {
        &self.secret_key
    }

    /// The key of the browser.
    #[must_use]
    pub fn publishable_key(&self) -> &str {
        &self.publishable_key
    }

    /// Ends running requests, writes down what is left and stops; waits at most a few seconds.
    pub async fn stop(self) {
        let _stopped_already = self.stop.send(());
        if let Err(error) = self.server.await {
            tracing::error!(%error, "the sandbox died");
        }
    }
}
