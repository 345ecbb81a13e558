//! Nobody sees or uses what is not theirs: every function and every page is tried with another customer's ids, without a session,
//! with one that has ended, and from another site's page.

use leptos::server_fn::axum::server_fn_paths;
use reqwest::{
    Response, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, COOKIE, ORIGIN},
};
use serde_json::{Value, json};

use super::{
    Customer,
    addresses::{HOME, ids},
    customer::{EMAIL, PASSWORD},
    orders::{buys, places_order},
};
use crate::TestShop;

const EVE: &str = "eve@example.org";

/// What Mira has, by the names that open it for her.
struct Miras {
    /// A paid order.
    paid: String,
    /// An order that waits to be paid.
    open: String,
    /// A saved card.
    card: String,
    /// A SetupIntent of a card whose bank wants to ask her.
    setup: String,
    /// An address of her book.
    address: String,
    /// Her session, as its list names it.
    session: String,
}

/// What a function is called with.
enum Body {
    Form(&'static str),
    Json(fn(&Miras) -> Value),
}

/// A function, and the answers of which a stranger gets one: with Mira's ids, and in a session or not.
struct Function {
    path: &'static str,
    body: Body,
    answers: &'static [&'static str],
}

/// Every function that there is. A function that is missing here fails a test.
const FUNCTIONS: &[Function] = &[
    // Carts take no id: a caller changes the cart of their own cookie, so that Mira's stays as it is.
    Function {
        path: "/api/cart/add",
        body: Body::Form("sku=KC-MUG-SEA&quantity=1"),
        answers: &["Added"],
    },
    Function {
        path: "/api/cart/set",
        body: Body::Form("sku=KC-MUG-SEA&quantity=0"),
        answers: &["Taken out"],
    },
    Function {
        path: "/api/cart/read",
        body: Body::Form(""),
        answers: &["0\n", "1\n"],
    },
    Function {
        path: "/api/cart/acknowledge",
        body: Body::Form(""),
        answers: &["0\n", "1\n"],
    },
    // An order's address is its key, which a stranger has not. This one asks for one that was made up.
    Function {
        path: "/api/orders/status",
        body: Body::Json(|_| json!({ "token": "a".repeat(32) })),
        answers: &["null"],
    },
    Function {
        path: "/api/checkout/place",
        body: Body::Json(|_| json!({ "form": {}, "seen": 1, "logged_in": true })),
        answers: &["LoggedOut", "EmptyCart", "Fields"],
    },
    Function {
        path: "/api/checkout/pay",
        body: Body::Json(
            |hers| json!({ "token": hers.open, "method": "pm_card_visa", "save": true }),
        ),
        answers: &["NoOpenOrder"],
    },
    Function {
        path: "/api/checkout/pay-with-saved-card",
        body: Body::Json(
            |hers| json!({ "token": hers.open, "card": hers.card, "cvc": "cvctok_1" }),
        ),
        answers: &["NoOpenOrder", "LoggedOut"],
    },
    Function {
        path: "/api/checkout/pay-with-token",
        body: Body::Json(|hers| json!({ "token": hers.open, "card": "tok_visa" })),
        answers: &["NoOpenOrder"],
    },
    Function {
        path: "/api/checkout/begin",
        body: Body::Json(|hers| json!({ "token": hers.open })),
        answers: &["NoOpenOrder"],
    },
    Function {
        path: "/api/checkout/resume",
        body: Body::Json(|hers| json!({ "token": hers.open })),
        // That there is an order, which its page tells whoever has the token.
        answers: &["Checking"],
    },
    Function {
        path: "/api/checkout/cancel",
        body: Body::Json(|hers| json!({ "token": hers.open })),
        answers: &["null"],
    },
    Function {
        path: "/api/account/cards/save",
        body: Body::Json(|hers| json!({ "method": hers.card })),
        answers: &["LoggedOut", "Declined"],
    },
    Function {
        path: "/api/account/cards/finish",
        body: Body::Json(|hers| json!({ "setup": hers.setup })),
        answers: &["LoggedOut", "Declined"],
    },
];

/// A form of a page that is for customers with an account only, with Mira's ids in it.
fn forms(hers: &Miras) -> Vec<(String, Vec<(&'static str, String)>)> {
    let form = |path: &str, fields: &[(&'static str, &str)]| {
        let fields = fields.iter();
        let fields = fields.map(|(name, value)| (*name, (*value).to_owned()));
        (path.to_owned(), fields.collect::<Vec<_>>())
    };
    let changed = format!("/account/addresses/{}", hers.address);
    vec![
        form("/account/orders", &[("again", &hers.paid)]),
        form("/account/addresses", &[("remove", &hers.address)]),
        form("/account/addresses", &[("default", &hers.address)]),
        form(&changed, HOME),
        form("/account/cards", &[("do", "remove"), ("card", &hers.card)]),
        form("/account/cards", &[("do", "default"), ("card", &hers.card)]),
        form("/account/settings", &[("end", &hers.session)]),
        form("/account/settings/delete", &[("password", PASSWORD)]),
        form("/account/settings/data", &[]),
        form(
            "/account/settings/email",
            &[("email", EVE), ("password", PASSWORD)],
        ),
        form(
            "/account/settings/password",
            &[("password", PASSWORD), ("new_password", "kelp and granite")],
        ),
        form("/account/addresses/new", HOME),
    ]
}

/// Pages that are for customers with an account only.
fn pages(hers: &Miras) -> Vec<String> {
    let paths = [
        "/account",
        "/account/orders",
        "/account/cards",
        "/account/cards/new",
        "/account/addresses",
        "/account/addresses/new",
        "/account/settings",
        "/account/settings/email",
        "/account/settings/password",
        "/account/settings/delete",
    ];
    let mut paths: Vec<_> = paths.map(str::to_owned).into();
    paths.push(format!("/account/addresses/{}", hers.address));
    paths
}

/// Mira with an address, two orders and two cards.
async fn mira_has(mira: &mut Customer<'_>) -> Miras {
    mira.posts("/account/addresses/new", HOME).await;
    let paid = buys(mira, EMAIL).await;
    let open = places_order(mira, EMAIL).await;
    let save = async |mira: &mut Customer<'_>, method: &str| {
        let call = json!({ "method": method });
        let saved = mira.calls("/api/account/cards/save", &call).await;
        saved.json::<Value>().await.unwrap()
    };
    assert_eq!(save(mira, "pm_card_visa").await, json!("Saved"));
    let asked = save(mira, "pm_card_authenticationRequired").await;
    let setup = asked["Authenticate"]["setup"].as_str();
    let setup = setup.unwrap_or_else(|| panic!("{asked}")).to_owned();
    let value = |page: &str, name: &str| {
        let (_, rest) = page
            .split_once(&format!("name=\"{name}\" value=\""))
            .unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let cards = mira.reads("/account/cards").await;
    let settings = mira.reads("/account/settings").await;
    Miras {
        paid,
        open,
        card: value(&cards, "card"),
        setup,
        address: ids(&mira.reads("/account/addresses").await).remove(0),
        session: value(&settings, "end"),
    }
}

/// What Mira sees of what is hers. Nothing that a stranger does changes it.
async fn what_she_sees(mira: &mut Customer<'_>, hers: &Miras) -> Vec<String> {
    let mut seen = Vec::new();
    let order = format!("/orders/{}", hers.open);
    for path in [
        "/account/orders",
        "/account/addresses",
        "/account/cards",
        "/cart",
        &order,
    ] {
        seen.push(mira.reads(path).await);
    }
    seen
}

async fn call(
    shop: &TestShop,
    function: &Function,
    hers: &Miras,
    cookies: &str,
    origin: &str,
) -> Response {
    let (kind, body) = match function.body {
        Body::Form(form) => ("application/x-www-form-urlencoded", form.to_owned()),
        Body::Json(json) => ("application/json", json(hers).to_string()),
    };
    let request = shop.client.post(shop.url(function.path));
    let request = request
        .header(COOKIE, cookies)
        .header(ORIGIN, origin)
        .header(CONTENT_TYPE, kind)
        .header(ACCEPT, "application/json");
    request.body(body).send().await.unwrap()
}

#[test]
fn every_function_is_tried_by_strangers() {
    let mut there: Vec<_> = server_fn_paths().map(|(path, _)| path).collect();
    let mut tried: Vec<_> = FUNCTIONS.iter().map(|function| function.path).collect();
    there.sort_unstable();
    tried.sort_unstable();
    assert_eq!(there, tried);
}

#[tokio::test]
async fn strangers_reach_nothing_of_another_customer_by_any_function_or_form() {
    let shop = TestShop::open_with(&[
        ("TILL_RATE_LIMIT", "off"),
        ("TILL_PAYMENT_FLOWS", "manual,element,token,hosted"),
    ])
    .await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let hers = mira_has(&mut mira).await;
    let before = what_she_sees(&mut mira, &hers).await;

    let mut eve = Customer::registered(&shop, EVE).await;
    let mut left = Customer::of(&shop);
    left.logs_in(EMAIL, PASSWORD).await;
    let ended = left.cookies();
    left.posts("/account/logout", &[]).await;
    let own = shop.url("");
    for (who, cookies) in [
        ("another customer", eve.cookies()),
        ("nobody", String::new()),
        ("an ended session", ended.clone()),
    ] {
        for function in FUNCTIONS {
            let answer = call(&shop, function, &hers, &cookies, &own).await;
            let text = answer.text().await.unwrap();
            assert!(
                function.answers.iter().any(|known| text.contains(known)),
                "{who}, {}: {text}",
                function.path
            );
        }
    }
    for (path, fields) in forms(&hers) {
        for cookies in ["", &ended] {
            let body = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&fields)
                .finish();
            let request = shop.post(&path).header(COOKIE, cookies);
            let answer = request.body(body).send().await.unwrap();
            if path.starts_with("/account/addresses/") {
                // What they typed themselves waits until they have logged in.
                assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
                continue;
            }
            assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
            let to = answer.headers()["location"].to_str().unwrap();
            assert!(to.starts_with("/account/login"), "{path}: {to}");
        }
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        // With a password they are about the account of the session, which is Eve's.
        if !path.starts_with("/account/settings/") {
            let answer = eve.posts(&path, &fields).await;
            assert!(!answer.text().await.unwrap().contains(EMAIL), "{path}");
        }
    }
    for path in pages(&hers) {
        let answer = Customer::of(&shop).opens(&path).await;
        let to = answer.headers()["location"].to_str().unwrap();
        assert!(to.starts_with("/account/login"), "{path}: {to}");
        let page = eve.reads(&path).await;
        assert!(
            !page.contains(EMAIL) && !page.contains(&hers.paid),
            "{path}"
        );
    }
    assert_eq!(what_she_sees(&mut mira, &hers).await, before);
}

#[tokio::test]
async fn an_own_order_cannot_be_paid_with_anothers_card() {
    let shop = TestShop::open_with(&[("TILL_RATE_LIMIT", "off")]).await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let hers = mira_has(&mut mira).await;
    let mut eve = Customer::registered(&shop, EVE).await;
    let own = places_order(&mut eve, EVE).await;
    let call = json!({ "token": own, "card": hers.card, "cvc": "cvctok_1" });
    let answer = eve.calls("/api/checkout/pay-with-saved-card", &call).await;
    assert_eq!(answer.text().await.unwrap(), "\"SavedCardGone\"");
}

#[tokio::test]
async fn pages_of_other_sites_reach_nothing_with_the_customers_own_cookies() {
    let shop = TestShop::open_with(&[("TILL_RATE_LIMIT", "off")]).await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let hers = mira_has(&mut mira).await;
    let before = what_she_sees(&mut mira, &hers).await;
    let cookies = mira.cookies();
    for origin in ["https://evil.example", "null"] {
        for function in FUNCTIONS {
            let answer = call(&shop, function, &hers, &cookies, origin).await;
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{}", function.path);
        }
        for (path, fields) in forms(&hers) {
            let body = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs(&fields)
                .finish();
            let request = shop.client.post(shop.url(&path));
            let request = request
                .header(COOKIE, &cookies)
                .header(ORIGIN, origin)
                .header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = request.body(body).send().await.unwrap();
            assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(what_she_sees(&mut mira, &hers).await, before);
}
