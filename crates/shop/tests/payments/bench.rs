//! What a payment test needs: a shop on a fresh database, the sandbox behind a line that can break, and what a browser and a
//! bank would do.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    response::Response,
};
use commerce::{
    Currency, Money,
    cart::Quantity,
    contact::{CheckoutDetails, CheckoutForm},
    payment::PaymentStep,
};
use serde_json::Value;
use shop::{
    Settings, Shop, Store,
    cart::CartKey,
    orders::{OrderToken, OrderView},
    payments::PaymentMethodId,
};
use stripe_sandbox::{Config, Running, Sandbox};

pub(crate) const VISA: &str = "4242424242424242";
pub(crate) const DECLINED: &str = "4000000000009995";
pub(crate) const THREE_D_SECURE: &str = "4000002760003184";

/// The line between shop and sandbox.
#[derive(Default)]
struct Line {
    upstream: String,
    http: reqwest::Client,
    /// Requests that reach Stripe and whose answers are lost.
    lose_answers: AtomicUsize,
    /// What the line looks at before it passes a changing call on.
    calls_passed: AtomicUsize,
    unwritten: AtomicUsize,
    ledger: Option<sqlx::AnyPool>,
}

pub(crate) struct Bench {
    pub(crate) shop: Shop,
    pub(crate) key: CartKey,
    line: Arc<Line>,
    stripe: Arc<Running>,
    url: String,
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

impl Bench {
    pub(crate) async fn new(url: String) -> Bench {
        Bench::with(url, Settings::default()).await
    }

    pub(crate) async fn with(url: String, settings: Settings) -> Bench {
        // An error means that another test of this process has installed it.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let stripe = Sandbox::start(Config::default()).await.expect("a sandbox");
        let store = Store::open(&url).await.expect("a store");
        let ledger = sqlx::AnyPool::connect(&url)
            .await
            .expect("a second look at the store");
        let line = Arc::new(Line {
            upstream: stripe.base_url().to_owned(),
            ledger: Some(ledger),
            ..Line::default()
        });
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
            .await
            .expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let app = Router::new().fallback(pass_on).with_state(line.clone());
        tokio::spawn(async move { axum::serve(listener, app).await });
        let shop = Shop::new(store, client(&base, &stripe), settings);
        shop.import_catalogue(CATALOGUE.as_bytes(), |_| {})
            .await
            .expect("a catalogue");
        Bench {
            shop,
            key: CartKey::generate(),
            line,
            stripe: Arc::new(stripe),
            url,
        }
    }

    /// The same shop for another buyer.
    pub(crate) fn other_buyer(&self) -> Bench {
        Bench {
            shop: self.shop.clone(),
            key: CartKey::generate(),
            line: self.line.clone(),
            stripe: self.stripe.clone(),
            url: self.url.clone(),
        }
    }

    /// Lets the next `count` changing calls reach Stripe but not their answers come back.
    pub(crate) fn lose_answers(&self, count: usize) {
        self.line.lose_answers.store(count, Ordering::SeqCst);
    }

    /// Changing calls that were passed on, and those of them that were not in the ledger of calls beforehand.
    pub(crate) fn calls(&self) -> (usize, usize) {
        (
            self.line.calls_passed.load(Ordering::SeqCst),
            self.line.unwritten.load(Ordering::SeqCst),
        )
    }

    pub(crate) async fn add(&self, sku: &str, quantity: u32) {
        let quantity = Quantity::try_from(quantity).expect("a quantity");
        let sku = sku.parse().expect("a SKU");
        self.shop
            .add_to_cart(&self.key, &sku, quantity)
            .await
            .expect("a cart");
    }

    pub(crate) fn details() -> CheckoutDetails {
        CheckoutForm {
            email: "ada@example.org".into(),
            name: "Ada Byron".into(),
            line1: "Hafenstraße 7".into(),
            postal_code: "20359".into(),
            city: "Hamburg".into(),
            country: "DE".into(),
            delivery: "standard".into(),
            ..CheckoutForm::default()
        }
        .check()
        .expect("details")
    }

    /// Places the order at the total that the page would show.
    pub(crate) async fn place(&self) -> OrderToken {
        let quote = self.shop.quote(&self.key).await.expect("a quote");
        let details = Bench::details();
        let total = quote.total(details.delivery).expect("a total");
        let placed = self
            .shop
            .place_order(&self.key, &details, total, "en")
            .await;
        placed.expect("an order").token
    }

    /// What Stripe.js does with a typed card.
    pub(crate) async fn card(&self, number: &str) -> PaymentMethodId {
        let response = self
            .line
            .http
            .post(format!("{}/v1/payment_methods", self.stripe.base_url()))
            .bearer_auth(self.stripe.publishable_key())
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!(
                "type=card&card[number]={number}&card[exp_month]=12&card[exp_year]=2040&card[cvc]=123"
            ))
            .send()
            .await
            .expect("a sandbox");
        let text = response.text().await.expect("a body");
        let method: Value = serde_json::from_str(&text).expect("JSON");
        PaymentMethodId::parse(method["id"].as_str().unwrap_or(&text)).expect("a payment method")
    }

    pub(crate) async fn pay(&self, token: &OrderToken, number: &str) -> PaymentStep {
        let method = self.card(number).await;
        self.shop
            .pay(&self.key, token, &method)
            .await
            .expect("an engine")
    }

    pub(crate) async fn resume(&self, token: &OrderToken) -> PaymentStep {
        self.shop.resume(&self.key, token).await.expect("an engine")
    }

    pub(crate) async fn order(&self, token: &OrderToken) -> OrderView {
        self.shop
            .order(token)
            .await
            .expect("a store")
            .expect("an order")
    }

    /// What the buyer does in the bank's window of the intent that waits.
    pub(crate) async fn answer_bank(&self, outcome: &str) {
        let waiting = self
            .intents()
            .await
            .into_iter()
            .find(|intent| intent["status"] == "requires_action")
            .expect("an intent that waits for its buyer");
        let action = waiting["next_action"].to_string();
        let path = action
            .split('"')
            .find(|part| part.contains("/3d-secure/"))
            .expect("the bank's window");
        let path = path.split('?').next().expect("an address");
        let answer = self
            .line
            .http
            .post(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(format!("outcome={outcome}"))
            .send()
            .await
            .expect("a bank");
        assert!(answer.status().is_success(), "{}", answer.status());
    }

    /// Every intent at Stripe, with its charge.
    pub(crate) async fn intents(&self) -> Vec<Value> {
        let response = self
            .line
            .http
            .get(format!(
                "{}/v1/payment_intents?limit=100&expand[]=data.latest_charge",
                self.stripe.base_url()
            ))
            .bearer_auth(self.stripe.secret_key())
            .send()
            .await
            .expect("a sandbox");
        let list: Value =
            serde_json::from_str(&response.text().await.expect("a body")).expect("JSON");
        list["data"].as_array().cloned().expect("a list")
    }

    /// What Stripe has kept in minor units: captured less refunded.
    pub(crate) async fn kept_by_stripe(&self) -> i64 {
        self.intents()
            .await
            .iter()
            .filter(|intent| intent["status"] == "succeeded")
            .map(|intent| {
                let charge = &intent["latest_charge"];
                charge["amount_captured"].as_i64().unwrap_or(0)
                    - charge["amount_refunded"].as_i64().unwrap_or(0)
            })
            .sum()
    }

    /// `(stock, reserved)` of a variant.
    pub(crate) async fn stock(&self, sku: &str) -> (i64, i64) {
        let pool = self.line.ledger.as_ref().expect("a second look");
        let row: (i64, i64) = sqlx::query_as("SELECT stock, reserved FROM variants WHERE sku = $1")
            .bind(sku)
            .fetch_one(pool)
            .await
            .expect("a variant");
        row
    }

    /// Makes the reservations of every order run out.
    pub(crate) async fn let_reservations_expire(&self) {
        let pool = self.line.ledger.as_ref().expect("a second look");
        sqlx::query("UPDATE reservations SET expires_at = 0")
            .execute(pool)
            .await
            .expect("a store");
    }

    /// Lets the reconciler look at payments that were touched a moment ago.
    pub(crate) async fn reconcile(&self) {
        let pool = self.line.ledger.as_ref().expect("a second look");
        sqlx::query("UPDATE payments SET updated_at = 0, leased_until = 0, lease = NULL")
            .execute(pool)
            .await
            .expect("a store");
        self.shop.reconcile().await.expect("a round");
    }

    pub(crate) async fn import(&self, catalogue: &str) {
        self.shop
            .import_catalogue(catalogue.as_bytes(), |_| {})
            .await
            .expect("a catalogue");
    }

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

async fn pass_on(State(line): State<Arc<Line>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body: Bytes = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    let changes = parts.method == axum::http::Method::POST;
    if changes {
        line.calls_passed.fetch_add(1, Ordering::SeqCst);
        let key = parts
            .headers
            .get("idempotency-key")
            .and_then(|key| key.to_str().ok());
        let written: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM stripe_calls WHERE idempotency_key = $1 AND outcome IS NULL \
             AND LENGTH(fingerprint) = 64",
        )
        .bind(key.unwrap_or_default())
        .fetch_one(line.ledger.as_ref().expect("a second look"))
        .await
        .expect("the ledger of calls");
        if written != 1 {
            line.unwritten.fetch_add(1, Ordering::SeqCst);
        }
    }
    let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
    let mut onward = line
        .http
        .request(parts.method.clone(), format!("{}{path}", line.upstream));
    for (name, value) in &parts.headers {
        if name != "host" && name != "content-length" {
            onward = onward.header(name, value);
        }
    }
    let answer = onward.body(body).send().await.expect("a sandbox");
    let lost = changes
        && line
            .lose_answers
            .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                left.checked_sub(1)
            })
            .is_ok();
    if lost {
        // The body breaks off, as when a connection is cut.
        let broken = futures::stream::once(async { Err::<Bytes, _>(std::io::Error::other("cut")) });
        return Response::new(Body::from_stream(broken));
    }
    let mut response = Response::builder().status(answer.status());
    for (name, value) in answer.headers() {
        if name != "transfer-encoding" && name != "content-length" {
            response = response.header(name, value);
        }
    }
    let bytes = answer.bytes().await.expect("an answer");
    response.body(Body::from(bytes)).expect("a response")
}
