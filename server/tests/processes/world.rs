//! A sandbox, a database and the processes of one shop.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{LazyLock, Mutex},
    time::{Duration, Instant},
};

use reqwest::{Client, StatusCode, redirect::Policy};
use sqlx::AnyPool;
use tempfile::TempDir;
use tokio::{process::Command, sync::OnceCell};

use crate::{
    Books, Sandbox,
    process::{Process, STARTS_WITHIN, free_port, till},
};

/// Where the shop keeps its books.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

pub(crate) const MUG: &str = "MUG";
pub(crate) const MUG_PRICE: i64 = 2_400;
pub(crate) const LAMP: &str = "LAMP";

const MUGS: i64 = 500;
const LAMPS: i64 = 3;

/// The catalogue's file, with this many lamps in stock.
pub(crate) fn catalogue(lamps: i64) -> String {
    format!(
        "\
type,slug,category,title,summary,text,picture,alt,width,height,sku,options,price,currency,stock
category,table,,Table,For the table,,/t.svg,A table,1200,800,,,,,
product,mug,table,Mug,A mug,Clay.,/m.svg,A mug,800,800,,,,,
variant,mug,,,,,,,,,{MUG},,24.00,EUR,{MUGS}
product,lamp,table,Lamp,A lamp,Glass.,/l.svg,A lamp,800,800,,,,,
variant,lamp,,,,,,,,,{LAMP},,145.00,EUR,{lamps}
"
    )
}

pub(crate) struct World {
    pub(crate) folder: TempDir,
    /// As `DATABASE_URL` has it.
    database: String,
    pub(crate) sandbox: Sandbox,
    port: u16,
    pub(crate) pool: AnyPool,
    pub(crate) http: Client,
    /// What there was of each variant before anything was sold.
    pub(crate) stock: Mutex<BTreeMap<&'static str, i64>>,
}

impl World {
    /// A sandbox, and a database with a catalogue. No shop is open yet.
    pub(crate) async fn new(database: Database) -> World {
        // Refused when another test of this process was first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        sqlx::any::install_default_drivers();
        let http = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(40))
            .build()
            .unwrap();
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let forward_to = format!("http://127.0.0.1:{port}/webhooks/stripe");
        let sandbox = Sandbox::start(folder.path(), &forward_to, http.clone()).await;
        let database = match database {
            Database::Sqlite => {
                let file = folder.path().join("till.db");
                std::fs::write(&file, filled_file().await).unwrap();
                format!("sqlite://{}", file.display())
            }
            Database::Postgres => {
                let url = private_postgres::fresh_database().await.unwrap();
                import(&folder, &url).await;
                url
            }
        };
        let pool = AnyPool::connect(&database).await.unwrap();
        World {
            folder,
            database,
            sandbox,
            port,
            pool,
            http,
            stock: Mutex::new(BTreeMap::from([(MUG, MUGS), (LAMP, LAMPS)])),
        }
    }

    /// How customers reach the shop.
    pub(crate) fn shop_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Opens the shop and waits until it answers.
    pub(crate) async fn open(&self, settings: &[(&str, &str)]) -> Process {
        self.open_at(self.port, settings).await
    }

    /// Opens a process of the shop at another port.
    pub(crate) async fn open_at(&self, port: u16, settings: &[(&str, &str)]) -> Process {
        let mut command = self.command();
        command
            .env("LEPTOS_SITE_ADDR", format!("127.0.0.1:{port}"))
            .envs(settings.iter().copied());
        let mut shop = Process::start(&mut command, &self.log());
        let ready = format!("http://127.0.0.1:{port}/readyz");
        let began = Instant::now();
        while shop.ended().is_none() && began.elapsed() < STARTS_WITHIN {
            let answer = self.http.get(&ready).send().await;
            if answer.is_ok_and(|answer| answer.status() == StatusCode::OK) {
                return shop;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the shop did not open: {}", shop.said());
    }

    /// The binary with the settings of this shop.
    pub(crate) fn command(&self) -> Command {
        let mut command = till(self.folder.path());
        command
            .env("DATABASE_URL", &self.database)
            .env("STRIPE_SECRET_KEY", stripe_sandbox::SECRET_KEY)
            .env("STRIPE_PUBLISHABLE_KEY", stripe_sandbox::PUBLISHABLE_KEY)
            .env("STRIPE_WEBHOOK_SECRET", &self.sandbox.signing_secret)
            .env("STRIPE_API_BASE", &self.sandbox.url)
            .env(
                "STRIPE_JS_URL",
                format!("{}/dahlia/stripe.js", self.sandbox.url),
            )
            .env("TILL_PAYMENT_FLOWS", "manual,element,token,hosted")
            .env("TILL_RECONCILE_SECONDS", "1")
            .env("TILL_DELIVERY_STANDARD", "4.90 EUR")
            .env("TILL_DELIVERY_EXPRESS", "9.90 EUR")
            .env("TILL_METRICS_ADDR", "off")
            .env("TILL_RATE_LIMIT", "off");
        command
    }

    /// Where the shop's processes write.
    pub(crate) fn log(&self) -> PathBuf {
        self.folder.path().join("till.log")
    }

    /// Waits until the books are in order and `more` finds nothing wrong with them either; says what is still wrong when
    /// that takes too long.
    pub(crate) async fn settles(
        &self,
        patience: Duration,
        more: impl Fn(&Books) -> Result<(), String>,
    ) -> Result<Books, String> {
        let began = Instant::now();
        loop {
            let books = Books::read(self).await;
            let wrong = match books.problems().first() {
                Some(problem) => problem.clone(),
                None => match more(&books) {
                    Ok(()) => return Ok(books),
                    Err(problem) => problem,
                },
            };
            if began.elapsed() > patience {
                return Err(wrong);
            }
            tokio::time::sleep(Duration::from_millis(150)).await;
        }
    }
}

/// A SQLite database with a catalogue, made once.
async fn filled_file() -> &'static [u8] {
    static FILE: LazyLock<OnceCell<Vec<u8>>> = LazyLock::new(OnceCell::new);
    FILE.get_or_init(|| async {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("till.db");
        import(&folder, &format!("sqlite://{}", file.display())).await;
        std::fs::read(file).unwrap()
    })
    .await
}

async fn import(folder: &TempDir, database: &str) {
    let file = folder.path().join("catalogue.csv");
    std::fs::write(&file, catalogue(LAMPS)).unwrap();
    let mut command = till(folder.path());
    command
        .env("DATABASE_URL", database)
        .args(["import", "catalogue.csv"]);
    let imported = command.output().await.unwrap();
    assert!(imported.status.success(), "{imported:?}");
}
