//! Starting and stopping a sandbox.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use std::{fmt, io};

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::{JoinHandle, JoinSet};

use crate::api;
use crate::api::idempotency::InFlight;
use crate::clock::Clock;
use crate::config::{Config, StoreLocation};
use crate::control;
use crate::faults::Faults;
use crate::jobs;
use crate::pages;
use crate::settings::Settings;
use crate::store::{OpenError, Store};
use crate::webhooks::{self, ForwardError, Listener};

/// How long requests that have begun may take when the sandbox stops.
const GRACE: Duration = Duration::from_secs(3);

/// What every request shares.
pub(crate) struct Shared {
    pub(crate) config: Config,
    pub(crate) base_url: String,
    pub(crate) clock: Clock,
    pub(crate) store: Store,
    pub(crate) faults: Faults,
    pub(crate) in_flight: InFlight,
    pub(crate) sender: webhooks::Sender,
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
pub struct Running {
    shared: Arc<Shared>,
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
            faults: Faults::default(),
            in_flight: InFlight::default(),
            sender: webhooks::Sender::default(),
            config,
        });
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(serve(listener, Arc::clone(&shared), stopped, writer));
        Ok(Running {
            shared,
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
    let router = api::routes(&shared)
        .merge(control::routes(&shared))
        .merge(pages::routes(&shared));
    let mut background = JoinSet::new();
    background.spawn(jobs::run(Arc::clone(&shared)));
    background.spawn(webhooks::deliver(Arc::clone(&shared)));
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

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Running")
            .field("base_url", &self.shared.base_url)
            .finish_non_exhaustive()
    }
}

impl Running {
    /// Where the API is, e.g. `http://127.0.0.1:12111`; its paths, `/v1/...`, follow.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.shared.base_url
    }

    /// Where a page loads the stand-in of Stripe.js from.
    #[must_use]
    pub fn stripe_js_url(&self) -> String {
        format!("{}{}", self.shared.base_url, pages::STRIPE_JS_PATH)
    }

    /// The key of the server.
    #[must_use]
    pub fn secret_key(&self) -> &str {
        &self.shared.config.secret_key
    }

    /// The key of the browser.
    #[must_use]
    pub fn publishable_key(&self) -> &str {
        &self.shared.config.publishable_key
    }

    /// Forwards events to an address of this machine until the sandbox stops, as `stripe listen`
    /// does: those of the types, or families as `charge.*`, in `events`, or all if it is empty.
    /// There is one such address at a time.
    ///
    /// # Errors
    ///
    /// If the address is on another machine, or the sandbox has stopped.
    pub async fn forward_to(&self, url: &str, events: &[String]) -> Result<Listener, ForwardError> {
        webhooks::forward(&self.shared, url, events).await
    }

    /// The secret that signs what [`Running::forward_to`] forwards. It follows from the secret key.
    #[must_use]
    pub fn signing_secret(&self) -> String {
        webhooks::signing_secret(&self.shared.config)
    }

    /// Ends running requests, writes down what is left and stops; waits at most a few seconds.
    pub async fn stop(self) {
        let _stopped_already = self.stop.send(());
        if let Err(error) = self.server.await {
            tracing::error!(%error, "the sandbox died");
        }
    }
}
