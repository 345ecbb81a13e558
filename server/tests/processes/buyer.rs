//! A buyer's browser: it has a cookie, calls what the pages call, and goes where they lead.

use std::{
    sync::Mutex,
    time::{Duration, Instant},
};

use app::checkout::PlaceAnswer;
use commerce::{order::OrderStatus, payment::PaymentStep};
use reqwest::{Client, Response, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{
    World,
    sandbox::{ASKS_THE_BANK, FORM, VISA, encoded},
};

/// How a buyer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Way {
    Manual,
    /// The same, with a card whose bank asks.
    ThreeDSecure,
    Element,
    /// The same, with a card whose bank asks.
    ElementThreeDSecure,
    Token,
    Hosted,
}

impl Way {
    pub(crate) const ALL: [Way; 6] = [
        Way::Manual,
        Way::ThreeDSecure,
        Way::Element,
        Way::ElementThreeDSecure,
        Way::Token,
        Way::Hosted,
    ];

    /// The card that is typed.
    fn card(self) -> &'static str {
        match self {
            Way::ThreeDSecure | Way::ElementThreeDSecure => ASKS_THE_BANK,
            Way::Manual | Way::Element | Way::Token | Way::Hosted => VISA,
        }
    }
}

/// Why a buyer could not go on.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The shop does not answer.
    Gone(String),
    /// It answers, and not as it should.
    Refused(String),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Gone(why) => write!(f, "the shop does not answer: {why}"),
            Trouble::Refused(why) => write!(f, "the shop refused: {why}"),
        }
    }
}

pub(crate) type Done<T> = Result<T, Trouble>;

/// How long a page that says "we are checking" is watched.
const WATCHED: Duration = Duration::from_secs(45);
/// A page that says for this long that nothing was paid is believed: the buyer goes back to the checkout.
const BELIEVED_AFTER: Duration = Duration::from_secs(5);
const DELIVERY: i64 = 490;

pub(crate) struct Buyer<'a> {
    pub(crate) world: &'a World,
    /// Where the shop is: scheme, host and port.
    shop: String,
    http: Client,
    cookie: String,
    /// The cookie of who is logged in.
    session: Mutex<Option<String>>,
    /// What the cart comes to, delivery included, in minor units.
    total: i64,
}

/// A purchase that was begun.
pub(crate) enum Begun {
    /// There is an order to pay.
    Order(String),
    /// Nothing is in the cart any more: it is bought.
    Bought,
    /// The page of an order on which it is told how it ends.
    See(String),
}

impl<'a> Buyer<'a> {
    pub(crate) fn new(world: &'a World) -> Buyer<'a> {
        Buyer {
            world,
            shop: world.shop_url(),
            http: world.http.clone(),
            cookie: String::new(),
            session: Mutex::default(),
            total: DELIVERY,
        }
    }

    /// Goes on at another process of the same shop.
    pub(crate) fn go_to(&mut self, shop: &str) {
        self.shop = shop.to_owned();
    }

    /// Whether nothing was put into the cart yet.
    pub(crate) fn has_empty_cart(&self) -> bool {
        self.total == DELIVERY
    }

    /// Puts `quantity` pieces into the cart; `price` is in minor units.
    pub(crate) async fn add(&mut self, sku: &str, quantity: i64, price: i64) -> Done<()> {
        let quantity_text = quantity.to_string();
        let form = encoded(&[("sku", sku), ("quantity", &quantity_text)]);
        let answer = self.post("/api/cart/add", FORM, form).await?;
        // The cart of who is logged in is the account's, and needs no cookie.
        if let Some(cookie) = answer.headers().get("set-cookie") {
            let cookie = cookie.to_str().unwrap().split(';').next().unwrap();
            self.cookie = cookie.to_owned();
        }
        self.total += quantity * price;
        Ok(())
    }

    /// Buys what is in the cart. Asked again after a trouble, it goes on as a buyer does who loads the checkout anew.
    pub(crate) async fn buy(&self, way: Way) -> Done<()> {
        let (step, token) = if way == Way::Hosted {
            match self.begin_hosted().await? {
                Some(begun) => begun,
                None => return Ok(()),
            }
        } else {
            match self.place().await? {
                Begun::Order(token) => (self.pay(way, &token).await?, token),
                Begun::Bought => return Ok(()),
                Begun::See(token) => (checking(&token), token),
            }
        };
        self.follow(way, step, &token).await
    }

    /// Makes the cart an order.
    pub(crate) async fn place(&self) -> Done<Begun> {
        let question = json!({ "form": address(), "seen": self.total });
        Ok(match self.call("checkout/place", question).await? {
            PlaceAnswer::Placed { token } => Begun::Order(token),
            PlaceAnswer::SeeOrder { order, .. } => Begun::See(token_of(&order)),
            PlaceAnswer::EmptyCart => Begun::Bought,
            other => return Err(Trouble::Refused(format!("placing: {other:?}"))),
        })
    }

    /// The first step of paying on the shop's own page.
    pub(crate) async fn pay(&self, way: Way, token: &str) -> Done<PaymentStep> {
        let sandbox = &self.world.sandbox;
        let (function, question) = match way {
            Way::Manual | Way::ThreeDSecure => {
                let method = sandbox.typed_card("/v1/payment_methods", way.card()).await;
                (
                    "checkout/pay",
                    json!({ "token": token, "method": method, "save": false }),
                )
            }
            Way::Token => {
                let card = sandbox.typed_card("/v1/tokens", way.card()).await;
                let question = json!({ "token": token, "card": card });
                ("checkout/pay-with-token", question)
            }
            Way::Element | Way::ElementThreeDSecure => {
                ("checkout/begin", json!({ "token": token }))
            }
            Way::Hosted => return Err(Trouble::Refused("that is on Stripe's page".to_owned())),
        };
        self.call(function, question).await
    }

    /// Sends the checkout's form as a browser without script does: the way to Stripe's page. Nothing when the cart is bought.
    pub(crate) async fn begin_hosted(&self) -> Done<Option<(PaymentStep, String)>> {
        let mut form: Vec<(String, String)> = address()
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()))
            .collect();
        for (name, value) in [
            ("pay_by", "hosted".to_owned()),
            ("seen_standard", self.total.to_string()),
        ] {
            form.push((name.to_owned(), value));
        }
        let answer = self.send("/checkout", FORM, encoded(&form)).await?;
        let status = answer.status();
        let location = answer.headers().get("location").cloned();
        let Some(location) = location.filter(|_| status == StatusCode::SEE_OTHER) else {
            let page = answer.text().await.map_err(gone)?;
            return match self.place().await? {
                Begun::Bought => Ok(None),
                Begun::Order(_) | Begun::See(_) => Err(Trouble::Refused(format!(
                    "POST /checkout: {status}: {page}"
                ))),
            };
        };
        let url = location.to_str().unwrap().to_owned();
        Ok(Some(if url.starts_with("http") {
            (PaymentStep::Redirect { url }, String::new())
        } else {
            (checking(&token_of(&url)), token_of(&url))
        }))
    }

    /// Does what the steps say until the order is paid; `way` is how it began.
    pub(crate) async fn follow(&self, way: Way, mut step: PaymentStep, token: &str) -> Done<()> {
        let mut token = token.to_owned();
        loop {
            step = match step {
                PaymentStep::Paid { .. } => return Ok(()),
                PaymentStep::Checking { .. } => return self.watch(&token).await,
                PaymentStep::Authenticate { client_secret } => {
                    self.world.sandbox.answer_bank(&client_secret).await;
                    self.resume(&token).await?
                }
                PaymentStep::ConfirmInBrowser { client_secret, .. } => {
                    self.world.sandbox.confirm(&client_secret, way.card()).await;
                    self.resume(&token).await?
                }
                PaymentStep::Redirect { url } => {
                    let back = self.world.sandbox.pay_on_page(&url, way.card()).await;
                    token = token_of(&back);
                    self.get(&format!("/orders/{token}")).await?;
                    checking(&token)
                }
                other => return Err(Trouble::Refused(format!("{other:?}"))),
            };
        }
    }

    /// Goes on after the bank's window, or after the browser has confirmed.
    pub(crate) async fn resume(&self, token: &str) -> Done<PaymentStep> {
        self.call("checkout/resume", json!({ "token": token }))
            .await
    }

    /// Looks at the order's page until it says how the payment ended.
    async fn watch(&self, token: &str) -> Done<()> {
        let began = Instant::now();
        loop {
            match self.status(token).await? {
                Some(status) if status.is_captured() => return Ok(()),
                Some(OrderStatus::AwaitingPayment) if began.elapsed() > BELIEVED_AFTER => {
                    return Err(Trouble::Refused(
                        "the page says that it is not paid".to_owned(),
                    ));
                }
                Some(status) if began.elapsed() > WATCHED => {
                    return Err(Trouble::Refused(format!("the page still says {status:?}")));
                }
                Some(_) => tokio::time::sleep(Duration::from_millis(300)).await,
                None => return Err(Trouble::Refused(format!("there is no order {token}"))),
            }
        }
    }

    /// What the order's page looks like.
    pub(crate) async fn page(&self, token: &str) -> Done<String> {
        let answer = self.get(&format!("/orders/{token}")).await?;
        answer.text().await.map_err(gone)
    }

    /// What the order's page asks for while it stands open.
    async fn status(&self, token: &str) -> Done<Option<OrderStatus>> {
        self.call("orders/status", json!({ "token": token })).await
    }

    /// Calls a function of the pages'.
    pub(crate) async fn call<T: DeserializeOwned>(
        &self,
        function: &str,
        question: Value,
    ) -> Done<T> {
        let path = format!("/api/{function}");
        let answer = self
            .post(&path, "application/json", question.to_string())
            .await?;
        let text = answer.text().await.map_err(gone)?;
        serde_json::from_str(&text).map_err(|error| Trouble::Refused(format!("{error}: {text}")))
    }

    /// Whether there is a session.
    pub(crate) fn is_signed_in(&self) -> bool {
        self.session.lock().unwrap().is_some()
    }

    /// Keeps the session that an answer brings.
    pub(crate) fn keep_session(&self, answer: &Response) {
        let cookies = answer.headers().get_all("set-cookie").into_iter();
        let mut cookies = cookies.filter_map(|cookie| cookie.to_str().ok()?.split(';').next());
        if let Some(session) = cookies.find(|cookie| cookie.starts_with("till_session=")) {
            *self.session.lock().unwrap() = Some(session.to_owned());
        }
    }

    fn cookies(&self) -> String {
        let session = self.session.lock().unwrap();
        let all = [Some(&self.cookie), session.as_ref()].into_iter().flatten();
        let all: Vec<_> = all.filter(|cookie| !cookie.is_empty()).cloned().collect();
        all.join("; ")
    }

    pub(crate) async fn get(&self, path: &str) -> Done<Response> {
        let request = self.http.get(format!("{}{path}", self.shop));
        let request = request.header("cookie", self.cookies());
        request.send().await.map_err(gone)
    }

    /// Posts what has to be answered with 200.
    async fn post(&self, path: &str, kind: &str, body: String) -> Done<Response> {
        let answer = self.send(path, kind, body).await?;
        let status = answer.status();
        if status == StatusCode::OK {
            return Ok(answer);
        }
        let text = answer.text().await.map_err(gone)?;
        Err(Trouble::Refused(format!("{path}: {status}: {text}")))
    }

    pub(crate) async fn send(&self, path: &str, kind: &str, body: String) -> Done<Response> {
        let request = self
            .http
            .post(format!("{}{path}", self.shop))
            .header("origin", &self.shop)
            .header("cookie", self.cookies())
            .header("content-type", kind)
            .header("accept", "application/json")
            .body(body);
        request.send().await.map_err(gone)
    }
}

pub(crate) fn gone(error: reqwest::Error) -> Trouble {
    Trouble::Gone(error.to_string())
}

fn checking(token: &str) -> PaymentStep {
    PaymentStep::Checking {
        order: format!("/orders/{token}"),
    }
}

/// The token at the end of the address of an order's page.
fn token_of(address: &str) -> String {
    address.rsplit('/').next().unwrap().to_owned()
}

fn address() -> Value {
    json!({
        "email": "ada@example.org",
        "name": "Ada Byron",
        "line1": "Hafenstraße 7",
        "postal_code": "20359",
        "city": "Hamburg",
        "country": "DE",
        "delivery": "standard",
    })
}
