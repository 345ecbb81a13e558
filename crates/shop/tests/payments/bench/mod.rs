//! What a payment test needs: a shop on a fresh database, the sandbox behind a line that can break, and what a browser, a
//! bank, an owner and Stripe itself would do.

mod books;
mod browser;
pub(crate) mod buyer;
mod inbox;
mod line;
pub(crate) mod member;
pub(crate) mod stripe;
mod time;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use commerce::{Currency, Money, payment::PaymentFlow};
use shop::{
    Settings, Shop, Store,
    cart::{CartId, CartKey},
};
use sqlx::AnyPool;
use stripe_sandbox::{Config, Running, Sandbox};

use browser::Form;
pub(crate) use inbox::Delivered;
use inbox::Inbox;
use line::Line;

pub(crate) const VISA: &str = "4242424242424242";
pub(crate) const DECLINED: &str = "4000000000009995";
pub(crate) const THREE_D_SECURE: &str = "4000002760003184";

/// One buyer at one shop.
pub(crate) struct Bench {
    pub(crate) shop: Shop,
    /// What the buyer's browser keeps.
    pub(crate) key: CartKey,
    /// The cart that it leads to.
    pub(crate) cart_id: CartId,
    world: Arc<World>,
}

/// What all buyers share.
struct World {
    line: Arc<Line>,
    stripe: Running,
    http: reqwest::Client,
    /// A second look at the store, past the shop.
    store: AnyPool,
    /// Where the store is.
    url: String,
    /// Where the shop reaches Stripe.
    api: String,
    inbox: Arc<Inbox>,
    /// What of each variant there would be in stock had nothing been sold.
    supplied: Mutex<BTreeMap<String, i64>>,
}

const CATALOGUE: &str = "\
type,slug,category,title,summary,text,picture,alt,width,height,sku,options,price,currency,stock
category,table,,Table,For the table,,/t.svg,A table,1200,800,,,,,
product,mug,table,Mug,A mug,Clay.,/m.svg,A mug,800,800,,,,,
variant,mug,,,,,,,,,MUG,,24.00,EUR,20
product,lamp,table,Lamp,A lamp,Glass.,/l.svg,A lamp,800,800,,,,,
variant,lamp,,,,,,,,,LAMP,,145.00,EUR,1
product,card,table,Postcard,A card,Paper.,/c.svg,A card,800,800,,,,,
variant,card,,,,,,,,,CARD,,0.80,EUR,100
";

/// The catalogue with another price or stock for the mug.
pub(crate) fn catalogue(price: &str, stock: u32) -> String {
    CATALOGUE.replace("MUG,,24.00,EUR,20", &format!("MUG,,{price},EUR,{stock}"))
}

/// A shop that offers every way to pay.
pub(crate) fn every_flow() -> Settings {
    Settings {
        flows: PaymentFlow::ALL.to_vec(),
        ..Settings::default()
    }
}

impl Bench {
    pub(crate) async fn with(url: String, mut settings: Settings) -> Bench {
        // An error means that another test of this process has installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let stripe = Sandbox::start(Config::default()).await.expect("a sandbox");
        let http = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        let shops_own = Store::open(&url).await.expect("a store");
        let store = AnyPool::connect(&url).await.expect("a second look");
        let (line, base) = Line::open(stripe.base_url(), store.clone(), http.clone()).await;
        let secret = stripe.signing_secret();
        let secret = stripe_client::WebhookSecret::parse(&secret).expect("a secret");
        settings.webhook_secrets.push(secret);
        let shop = Shop::new(shops_own, client(&base, &stripe), settings);
        let world = World {
            line,
            stripe,
            http,
            store,
            url,
            api: base,
            inbox: Arc::default(),
            supplied: Mutex::default(),
        };
        let key = CartKey::generate();
        let bench = Bench {
            shop,
            cart_id: key.id(),
            key,
            world: Arc::new(world),
        };
        bench.import(CATALOGUE).await;
        bench
    }

    /// The same shop for another buyer.
    pub(crate) fn other_buyer(&self) -> Bench {
        let key = CartKey::generate();
        Bench {
            shop: self.shop.clone(),
            cart_id: key.id(),
            key,
            world: self.world.clone(),
        }
    }

    /// The same buyer in another tab.
    pub(crate) fn other_tab(&self) -> Bench {
        Bench {
            shop: self.shop.clone(),
            key: self.key.clone(),
            cart_id: self.cart_id.clone(),
            world: self.world.clone(),
        }
    }

    /// The same buyer at another process of the shop's, over the same store.
    pub(crate) async fn other_process(&self) -> Bench {
        let store = Store::open(&self.world.url).await.expect("a store");
        let stripe = client(&self.world.api, &self.world.stripe);
        Bench {
            shop: Shop::new(store, stripe, self.shop.settings().clone()),
            key: self.key.clone(),
            cart_id: self.cart_id.clone(),
            world: self.world.clone(),
        }
    }

    /// The line between shop and Stripe.
    pub(crate) fn line(&self) -> &Line {
        &self.world.line
    }

    /// A look at the store, or a change of it, past the shop.
    pub(crate) fn store(&self) -> &AnyPool {
        &self.world.store
    }

    /// `(stock, reserved)` of a variant.
    pub(crate) async fn stock(&self, sku: &str) -> (i64, i64) {
        sqlx::query_as("SELECT stock, reserved FROM variants WHERE sku = $1")
            .bind(sku)
            .fetch_one(self.store())
            .await
            .expect("a variant")
    }

    /// What `mugs` come to with delivery.
    pub(crate) fn total(mugs: i64) -> Money {
        Money::new(2_400 * mugs + 490, Currency::EUR)
    }
}

fn client(base: &str, stripe: &Running) -> stripe_client::Client {
    let key = stripe_client::SecretKey::parse(stripe.secret_key()).expect("a key");
    let mut config = stripe_client::ClientConfig::new(key);
    config.api_base = base.parse().expect("an address");
    config.max_attempts = 1;
    config.timeout = Duration::from_secs(20);
    stripe_client::Client::new(config).expect("a client")
}

/// Makes a test of the body for each database, with a shop of its own; in the end its books must balance.
macro_rules! on_bench {
    ($name:ident, |$bench:ident| async $body:block) => {
        crate::bench::on_bench!($name, crate::bench::every_flow(), |$bench| async $body);
    };
    ($name:ident, $settings:expr, |$bench:ident| async $body:block) => {
        crate::support::on_both!($name, |url| async {
            let $bench = crate::bench::Bench::with(url, $settings).await;
            $body
            $bench.assert_books_balance().await;
        });
    };
}

pub(crate) use on_bench;
