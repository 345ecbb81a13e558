//! Receipts: the mail of a paid order, and the page to print.

use commerce::{Currency, Money};
use reqwest::{StatusCode, header};

use crate::{
    TestShop,
    buying::{BUYER, Order},
};

#[tokio::test]
async fn the_mail_of_a_paid_order_leads_to_its_receipt() {
    let shop = TestShop::open().await;
    let order = Order::paid(&shop).await;
    let mail = shop.take_mail(BUYER, "Receipt for order").await;
    let subject = format!("Subject: Receipt for order {}\r\n", order.number);
    assert!(mail.contains(&subject), "{mail}");
    let link = shop.url(&order.token.receipt_path());
    assert!(mail.contains(&link), "{mail}");
    let page = shop.get(&order.token.receipt_path()).await;
    assert_eq!(page.status(), StatusCode::OK);
    let page = page.text().await.unwrap();
    let total = order.total.to_string();
    for shown in [
        "Kelp &amp; Clay",
        "Stoneware mug",
        "Ada Byron",
        "Visa ending in 4242",
        &format!("Order {}", order.number),
        &total,
    ] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
    assert!(!page.contains("Left with us"), "nothing went back");
}

#[tokio::test]
async fn a_receipt_shows_what_went_back_and_what_is_left() {
    let shop = TestShop::open().await;
    let order = Order::paid(&shop).await;
    let part = Money::new(490, Currency::EUR);
    let engine = shop.running.shop();
    engine.refund_order(order.number, Some(part)).await.unwrap();
    let page = shop.text(&order.token.receipt_path()).await;
    let left = Money::new(order.total.minor - 490, Currency::EUR).to_string();
    for shown in ["Sent back on", "-€4.90", "Left with us", &left] {
        assert!(page.contains(shown), "{shown} in {page}");
    }
}

#[tokio::test]
async fn a_receipt_is_as_secret_as_its_order() {
    let shop = TestShop::open().await;
    let order = Order::paid(&shop).await;
    let page = shop.get(&order.token.receipt_path()).await;
    assert_eq!(page.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(page.headers()[header::REFERRER_POLICY], "same-origin");
    assert!(!page.headers().contains_key(header::ETAG));
    let robots = page.text().await.unwrap();
    assert!(robots.contains("noindex"), "{robots}");
}

#[tokio::test]
async fn there_is_no_receipt_of_what_was_not_paid_or_is_not_there() {
    let shop = TestShop::open().await;
    let order = Order::placed(&shop).await;
    let unpaid = shop.get(&order.token.receipt_path()).await;
    assert_eq!(unpaid.status(), StatusCode::NOT_FOUND);
    let unpaid = unpaid.text().await.unwrap();
    assert!(
        unpaid.contains("Nothing was paid for this order"),
        "{unpaid}"
    );
    let nowhere = format!("/orders/{}/receipt", "a".repeat(32));
    assert_eq!(shop.get(&nowhere).await.status(), StatusCode::NOT_FOUND);
    let page = shop.text(&order.token.path()).await;
    assert!(!page.contains(&order.token.receipt_path()), "{page}");
}

#[tokio::test]
async fn the_page_of_a_paid_order_leads_to_its_receipt() {
    let shop = TestShop::open().await;
    let order = Order::paid(&shop).await;
    let page = shop.text(&order.token.path()).await;
    let link = format!("href=\"{}\"", order.token.receipt_path());
    assert!(page.contains(&link), "{page}");
}
