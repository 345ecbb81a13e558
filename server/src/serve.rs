//! Starting a shop and stopping it again.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use app::{Site, mail::Letters};
use axum::serve::ListenerExt;
use shop::{Settings, Shop, Store, store::OpenError};
use stripe_client::{Mode, PublishableKey, SecretKey, WebhookSecret};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use url::Url;

use crate::{
    config::{BaseUrl, Config, ConfigError, Metrics, SandboxSettings, Stripe, StripeKeys},
    listen::{ListenError, listen},
    observe::{Exposition, serve_metrics},
    page_cache::{FrontDoor, PageCache},
    router::{Parts, WEBHOOK_PATH, router},
    security::{Csp, RateLimits},
};

/// The demo shop, for who runs the binary without a catalogue of their own.
const DEMO_CATALOGUE: &[u8] = include_bytes!("../../demo/catalogue.csv");
/// How long requests that have begun may take when the shop stops.
const GRACE: Duration = Duration::from_secs(10);

/// The shop could not be started; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// An address to listen on cannot be had.
    #[error(transparent)]
    Listen(#[from] ListenError),
    /// The database cannot be used.
    #[error(
        "{0}\n  DATABASE_URL says which database is used; without it, it is sqlite://data/till.db"
    )]
    Database(#[from] OpenError),
    /// The sandbox did not start.
    #[error(
        "{0}\n  STRIPE_SANDBOX_ADDR says where the sandbox listens, STRIPE_SANDBOX_STORE where it keeps its objects"
    )]
    Sandbox(#[from] stripe_sandbox::StartError),
    /// The line to Stripe cannot be set up.
    #[error("STRIPE_API_BASE: {0}")]
    Stripe(#[from] stripe_client::ConfigError),
    /// A setting that shows only now that it cannot be used.
    #[error(transparent)]
    Setting(#[from] ConfigError),
    /// The demo catalogue did not go into an empty database.
    #[error("the demo catalogue cannot be imported: {0}")]
    Demo(#[from] shop::catalogue::ImportError),
    /// The database was opened, and then failed.
    #[error(transparent)]
    Store(#[from] shop::StoreError),
    /// Something that no setting changes.
    #[error("{0}")]
    Other(String),
}

/// A shop that serves customers. It ends when this is dropped, or in good order with [`Running::stop`].
pub struct Running {
    address: SocketAddr,
    metrics_address: Option<SocketAddr>,
    base_url: BaseUrl,
    on_sandbox: bool,
    mail_folder: Option<PathBuf>,
    shop: Shop,
    sandbox: Option<stripe_sandbox::Running>,
    stop: watch::Sender<bool>,
    /// What ends by itself once it is told to stop.
    work: JoinSet<()>,
    /// What can be cut off at any moment.
    upkeep: JoinSet<()>,
}

/// Starts everything that `config` names, and returns once the shop listens.
///
/// # Errors
/// [`StartError`]; what had been started is stopped again.
pub async fn start(config: Config) -> Result<Running, StartError> {
    // First of all: who cannot listen should not touch the database of the one who does.
    let listener = listen(config.address, "LEPTOS_SITE_ADDR").await?;
    let address = listener
        .local_addr()
        .map_err(|error| StartError::Other(error.to_string()))?;
    let exposition = Exposition::start().map_err(|error| StartError::Other(error.to_string()))?;
    let metrics = listen_for_metrics(config.metrics).await?;
    let base_url = match config.base_url {
        Some(url) => url,
        None => own_address(address).map_err(StartError::Other)?,
    };
    let mail_folder = config.mail.folder().map(Path::to_owned);
    let post = config.mail.post(&config.shop.name, &base_url)?;
    if !config.site.is_built() {
        tracing::warn!(
            folder = %config.site.root.display(),
            "the browser half is not there, so pages have no style and no script; `cargo leptos build` makes it"
        );
    }

    let (keys, sandbox) = match config.stripe {
        Stripe::Keys(keys) => (*keys, None),
        Stripe::Sandbox => {
            let sandbox = sandbox_config(config.sandbox, &config.shop.name);
            let sandbox = stripe_sandbox::Sandbox::start(sandbox).await?;
            (keys_of(&sandbox)?, Some(sandbox))
        }
    };
    let mut settings = Settings {
        base_url: base_url.as_str().to_owned(),
        ..config.shop
    };
    if let Some(sandbox) = &sandbox {
        settings.webhook_secrets.push(secret_of(sandbox)?);
    }
    warn_of_no_webhooks(&keys, &settings);
    let store = Store::open(config.database.as_str()).await?;
    let client = stripe_client::Client::new(keys.client())?;
    let shop = Shop::new(store, client, settings);
    if keys.is_sandbox() {
        import_demo(&shop).await?;
    }
    warn_of_other_currency(&shop).await?;

    let site = Site {
        base_url: base_url.as_str().to_owned(),
        shop_name: shop.settings().name.clone(),
        stripe_js_url: keys.js_url.as_str().to_owned(),
        stripe_pages: Csp::page_origin(&keys.js_url),
        publishable_key: keys.publishable.as_str().to_owned(),
        sandbox: keys.is_sandbox(),
        mail_folder: mail_folder
            .as_ref()
            .filter(|_| keys.is_sandbox())
            .map(|folder| folder.display().to_string()),
        secure_cookies: base_url.is_https(),
    };
    let (stop, stopping) = watch::channel(false);
    let rates = RateLimits::new(config.limits);
    let cache = Arc::new(PageCache::new(
        shop.clone(),
        config.site.reload_port.is_none(),
    ));
    let letters = Letters::new(site.clone());
    let router = router(Parts {
        shop: shop.clone(),
        site,
        folder: config.site,
        stripe_js: keys.js_url.clone(),
        rates: rates.clone(),
    });

    let mut upkeep = JoinSet::new();
    upkeep.spawn(cache.clone().run());
    upkeep.spawn(rates.forget_quiet_clients());
    upkeep.spawn(exposition.clone().keep_up());
    let metrics_address = metrics
        .as_ref()
        .and_then(|listener| listener.local_addr().ok());
    if let Some(listener) = metrics {
        upkeep.spawn(serve_metrics(listener, exposition));
    }
    if let Some(sandbox) = &sandbox {
        // What it sends before anybody answers waits at the listener.
        hear_events(sandbox, address).await;
    }
    let mut work = JoinSet::new();
    work.spawn(shop.clone().run_reconciler(asked(stopping.clone())));
    work.spawn(shop.clone().run_webhook_worker(asked(stopping.clone())));
    work.spawn(
        shop.clone()
            .run_mail_worker(letters, post, asked(stopping.clone())),
    );
    work.spawn(serve(
        listener,
        FrontDoor::new(cache, router),
        asked(stopping),
    ));
    Ok(Running {
        address,
        metrics_address,
        base_url,
        on_sandbox: keys.is_sandbox(),
        mail_folder,
        shop,
        sandbox,
        stop,
        work,
        upkeep,
    })
}

impl Running {
    /// Where the shop listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where Prometheus reads, if anywhere.
    pub fn metrics_address(&self) -> Option<SocketAddr> {
        self.metrics_address
    }

    /// How customers reach the shop.
    pub fn base_url(&self) -> &BaseUrl {
        &self.base_url
    }

    /// Whether no money moves.
    pub fn on_sandbox(&self) -> bool {
        self.on_sandbox
    }

    /// The folder that mails are written to, if they are not sent.
    pub fn mail_folder(&self) -> Option<&Path> {
        self.mail_folder.as_deref()
    }

    /// The sandbox that was started beside the shop.
    pub fn sandbox(&self) -> Option<&stripe_sandbox::Running> {
        self.sandbox.as_ref()
    }

    /// The shop.
    pub fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Takes no new requests, lets those that have begun end (for ten seconds at most), and closes the store and the
    /// sandbox.
    pub async fn stop(mut self) {
        // Refused when all work has ended by itself, and then there is nothing to stop.
        let _ = self.stop.send(true);
        let ended = async { while self.work.join_next().await.is_some() {} };
        if tokio::time::timeout(GRACE, ended).await.is_err() {
            tracing::warn!("stopped while requests were running");
        }
        self.work.shutdown().await;
        self.upkeep.shutdown().await;
        self.shop.store().close().await;
        if let Some(sandbox) = self.sandbox {
            sandbox.stop().await;
        }
    }
}

/// Ends when the shop is asked to stop, or dropped.
async fn asked(mut stopping: watch::Receiver<bool>) {
    // An error means that the shop was dropped, which stops it too.
    let _ = stopping.wait_for(|stop| *stop).await;
}

async fn serve(
    listener: TcpListener,
    door: FrontDoor,
    asked: impl Future<Output = ()> + Send + 'static,
) {
    // Answers are written whole, so waiting for more to send would only delay them.
    let listener = listener.tap_io(|connection| {
        let _ = connection.set_nodelay(true);
    });
    let serving = axum::serve(listener, door).with_graceful_shutdown(asked);
    if let Err(error) = serving.await {
        tracing::error!(%error, "the shop no longer listens");
    }
}

async fn listen_for_metrics(metrics: Metrics) -> Result<Option<TcpListener>, ListenError> {
    const SETTING: &str = "TILL_METRICS_ADDR";
    match metrics {
        Metrics::Off => Ok(None),
        Metrics::At(address) => listen(address, SETTING).await.map(Some),
        Metrics::Default(address) => match listen(address, SETTING).await {
            Ok(listener) => Ok(Some(listener)),
            Err(error) => {
                tracing::warn!(%error, "metrics are not served");
                Ok(None)
            }
        },
    }
}

/// The address that the shop listens on, as a browser on this machine reaches it.
fn own_address(address: SocketAddr) -> Result<BaseUrl, String> {
    if address.ip().is_unspecified() {
        BaseUrl::parse(&format!("http://localhost:{}", address.port()))
    } else {
        BaseUrl::parse(&format!("http://{address}"))
    }
}

/// What the sandbox is started with; `merchant` is the name that a buyer's bank shows.
pub(crate) fn sandbox_config(settings: SandboxSettings, merchant: &str) -> stripe_sandbox::Config {
    stripe_sandbox::Config {
        addr: settings.address,
        store: settings.store,
        merchant: merchant.to_owned(),
        ..stripe_sandbox::Config::default()
    }
}

fn keys_of(sandbox: &stripe_sandbox::Running) -> Result<StripeKeys, StartError> {
    let url = |text: &str| Url::parse(text).map_err(|error| StartError::Other(error.to_string()));
    let key = |error: stripe_client::KeyError| StartError::Other(error.to_string());
    Ok(StripeKeys {
        secret: SecretKey::parse(sandbox.secret_key()).map_err(key)?,
        publishable: PublishableKey::parse(sandbox.publishable_key()).map_err(key)?,
        api_base: url(sandbox.base_url())?,
        js_url: url(&sandbox.stripe_js_url())?,
    })
}

/// Has the sandbox send its events to the shop, as Stripe does to a registered address. Its secret is in the settings
/// already.
async fn hear_events(sandbox: &stripe_sandbox::Running, mut address: SocketAddr) {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        IpAddr::V4(_) | IpAddr::V6(_) => {}
    }
    let url = format!("http://{address}{WEBHOOK_PATH}");
    if let Err(error) = sandbox.forward_to(&url, &[]).await {
        tracing::warn!(%error, "the sandbox sends no webhooks: payments are asked after on a timer only");
    }
}

fn secret_of(sandbox: &stripe_sandbox::Running) -> Result<WebhookSecret, StartError> {
    WebhookSecret::parse(&sandbox.signing_secret())
        .map_err(|error| StartError::Other(error.to_string()))
}

/// A shop that takes real money should hear of it at once.
fn warn_of_no_webhooks(keys: &StripeKeys, settings: &Settings) {
    if keys.secret.mode() == Mode::Live && settings.webhook_secrets.is_empty() {
        let seconds = settings.reconcile_every.as_secs();
        tracing::warn!(
            "STRIPE_WEBHOOK_SECRET is not set, so Stripe cannot tell this shop of payments, refunds and disputes: an order \
             whose buyer closed the page is marked as paid only when Stripe is asked next, every {seconds} seconds, and a \
             dispute is seen late. Add the endpoint {}{WEBHOOK_PATH} at https://dashboard.stripe.com/webhooks and set its \
             signing secret (whsec_...)",
            settings.base_url,
        );
    }
}

/// Fills an empty shop, so that the first look at it shows something.
async fn import_demo(shop: &Shop) -> Result<(), StartError> {
    if shop.categories().await?.is_empty() {
        let report = shop.import_catalogue(DEMO_CATALOGUE, |_| {}).await?;
        tracing::info!(?report, "imported the demo catalogue");
    }
    Ok(())
}

async fn warn_of_other_currency(shop: &Shop) -> Result<(), StartError> {
    let currency = shop.currency().await?;
    if let Some(rates) = shop.settings().delivery
        && rates.standard.currency != currency
    {
        tracing::warn!(
            "delivery rates are set in {} and the catalogue is in {currency}; default rates are used",
            rates.standard.currency
        );
    }
    Ok(())
}
