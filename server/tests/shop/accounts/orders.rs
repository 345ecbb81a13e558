//! Order history, ordering again, and orders of guests.

use reqwest::StatusCode;

use super::{
    Customer,
    customer::{EMAIL, location},
};
use crate::TestShop;

const MUG: &[(&str, &str)] = &[("sku", "KC-MUG-SEA"), ("quantity", "2")];

/// Places an order for two mugs, and gives its token.
pub(super) async fn places_order(customer: &mut Customer<'_>, email: &str) -> String {
    customer.posts("/api/cart/add", MUG).await;
    let page = customer.reads("/checkout").await;
    let seen = page
        .split("name=\"seen_standard\" value=\"")
        .nth(1)
        .unwrap();
    let seen = seen.split('"').next().unwrap();
    let form = serde_json::json!({
        "form": {
            "email": email, "name": "Mira Byrne", "line1": "12 Harbour Road", "line2": "",
            "city": "Ballydehob", "region": "", "postal_code": "P81 X2Y4", "country": "IE",
            "phone": "", "delivery": "standard",
        },
        "seen": seen.parse::<i64>().unwrap(),
    });
    let placed = customer.calls("/api/checkout/place", &form).await;
    let answer: serde_json::Value = placed.json().await.unwrap();
    let token = answer["Placed"]["token"].as_str();
    token.unwrap_or_else(|| panic!("{answer}")).to_owned()
}

/// Places an order for two mugs and pays it, and gives its token.
pub(super) async fn buys(customer: &mut Customer<'_>, email: &str) -> String {
    let token = places_order(customer, email).await;
    let call = serde_json::json!({ "token": token, "method": "pm_card_visa", "save": false });
    let paid = customer.calls("/api/checkout/pay", &call).await;
    let answer = paid.text().await.unwrap();
    assert!(answer.contains("Paid"), "{answer}");
    token
}

#[tokio::test]
async fn the_history_has_what_was_ordered_with_the_account_and_before_it() {
    let shop = TestShop::open().await;
    let mut guest = Customer::of(&shop);
    let before = buys(&mut guest, EMAIL).await;
    let page = guest.reads(&format!("/orders/{before}")).await;
    assert!(page.contains("Keep this order in an account"));
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let page = guest.reads(&format!("/orders/{before}")).await;
    assert!(!page.contains("Keep this order in an account"));
    let after = buys(&mut mira, EMAIL).await;
    let page = mira.reads("/account/orders").await;
    for token in [&before, &after] {
        assert!(
            page.contains(&format!("href=\"/orders/{token}\"")),
            "{page}"
        );
    }
    let mut eve = Customer::registered(&shop, "eve@example.org").await;
    let hers = eve.reads("/account/orders").await;
    assert!(!hers.contains("/orders/") && hers.contains("not ordered anything yet"));
}

#[tokio::test]
async fn an_order_goes_into_the_cart_again() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let token = places_order(&mut mira, EMAIL).await;
    let mut other_browser = Customer::of(&shop);
    other_browser
        .logs_in(EMAIL, super::customer::PASSWORD)
        .await;
    let again = other_browser
        .posts("/account/orders", &[("again", &token)])
        .await;
    assert_eq!(location(&again), "/cart?said=added");
    let cart = other_browser.reads("/cart").await;
    assert!(cart.contains("Stoneware mug"), "{cart}");
}

#[tokio::test]
async fn what_could_not_be_had_again_is_told() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let token = places_order(&mut mira, EMAIL).await;
    let demo = include_str!("../../../../demo/catalogue.csv");
    let (before, line) = demo.split_once("KC-MUG-SEA,").unwrap();
    let (_, after) = line.split_once('\n').unwrap();
    let sold_out = format!("{before}KC-MUG-SEA,Colour=Sea green,26.00,EUR,0\n{after}");
    let owner = shop.other_process().await;
    owner
        .import_catalogue(sold_out.as_bytes(), |_| {})
        .await
        .unwrap();
    let mut other_browser = Customer::of(&shop);
    other_browser
        .logs_in(EMAIL, super::customer::PASSWORD)
        .await;
    let again = other_browser
        .posts("/account/orders", &[("again", &token)])
        .await;
    assert_eq!(again.status(), StatusCode::OK);
    let page = again.text().await.unwrap();
    assert!(
        page.contains("Stoneware mug (Sea green) is sold out."),
        "{page}"
    );
}

#[tokio::test]
async fn anothers_order_cannot_be_ordered_again() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let token = places_order(&mut mira, EMAIL).await;
    let mut eve = Customer::registered(&shop, "eve@example.org").await;
    let again = eve.posts("/account/orders", &[("again", &token)]).await;
    assert_eq!(again.status(), StatusCode::NOT_FOUND);
    assert!(!eve.reads("/cart").await.contains("Stoneware mug"));
}
