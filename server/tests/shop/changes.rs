//! A change shows at the next request, whoever made it.

use std::sync::Arc;

use commerce::cart::Quantity;
use shop::cart::CartKey;

use crate::TestShop;

/// The demo catalogue, in which the sea-green mug costs something else and fewer are there.
fn catalogue(price: &str, stock: u32) -> String {
    let demo = include_str!("../../../demo/catalogue.csv");
    let (before, line) = demo.split_once("KC-MUG-SEA,").unwrap();
    let (_, after) = line.split_once('\n').unwrap();
    format!("{before}KC-MUG-SEA,Colour=Sea green,{price},EUR,{stock}\n{after}")
}

#[tokio::test]
async fn a_price_changed_by_another_process_shows_at_the_next_request() {
    let shop = TestShop::open().await;
    let owner = shop.other_process().await;
    let pages = [
        "/p/stoneware-mug",
        "/c/tableware",
        "/c/tableware?sort=price-up",
    ];
    for path in pages {
        assert!(!shop.text(path).await.contains("€7.35"), "{path}");
    }
    for price in ["7.35", "7.45", "7.55"] {
        owner
            .import_catalogue(catalogue(price, 60).as_bytes(), |_| {})
            .await
            .unwrap();
        for path in pages {
            assert!(
                shop.text(path).await.contains(&format!("€{price}")),
                "{path}"
            );
        }
    }
}

#[tokio::test]
async fn a_page_on_which_nothing_changed_stays_the_same() {
    let shop = TestShop::open().await;
    let owner = shop.other_process().await;
    let etag = |response: reqwest::Response| response.headers()["etag"].clone();
    let other = etag(shop.get("/c/pantry").await);
    let mug = etag(shop.get("/p/stoneware-mug").await);
    owner
        .import_catalogue(catalogue("7.35", 60).as_bytes(), |_| {})
        .await
        .unwrap();
    assert_ne!(etag(shop.get("/p/stoneware-mug").await), mug);
    assert_eq!(etag(shop.get("/c/pantry").await), other);
}

#[tokio::test]
async fn no_request_sees_an_older_price_than_one_before_it() {
    let shop = Arc::new(TestShop::open().await);
    let owner = shop.other_process().await;
    owner
        .import_catalogue(catalogue("100.00", 60).as_bytes(), |_| {})
        .await
        .unwrap();
    for round in 1..=5 {
        let price = format!("{}.00", 100 + round);
        // Visitors keep asking while the price changes under them.
        let visitors: Vec<_> = (0..8)
            .map(|_| {
                let shop = shop.clone();
                tokio::spawn(async move {
                    for _ in 0..3 {
                        shop.text("/p/stoneware-mug").await;
                    }
                })
            })
            .collect();
        owner
            .import_catalogue(catalogue(&price, 60).as_bytes(), |_| {})
            .await
            .unwrap();
        assert!(
            shop.text("/p/stoneware-mug")
                .await
                .contains(&format!("€{price}")),
            "{price}"
        );
        for visitor in visitors {
            visitor.await.unwrap();
        }
        assert!(
            shop.text("/p/stoneware-mug")
                .await
                .contains(&format!("€{price}")),
            "{price}"
        );
    }
}

#[tokio::test]
async fn a_cart_is_made_by_a_plain_form_and_shows_on_every_page() {
    let shop = TestShop::open().await;
    let add = shop.post("/api/cart/add").header("accept", "text/html");
    let response = add.body("sku=KC-MUG-SEA&quantity=2").send().await.unwrap();
    assert!(response.status().is_redirection(), "{response:?}");
    let cookie = response.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    for part in ["till_cart=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let pair = cookie.split(';').next().unwrap();
    let cart = shop
        .request("/cart")
        .header("cookie", pair)
        .send()
        .await
        .unwrap();
    assert!(cart.text().await.unwrap().contains("Stoneware mug"));
    assert!(!shop.text("/cart").await.contains("Stoneware mug"));
}

#[tokio::test]
async fn stock_that_goes_into_a_cart_changes_no_page_of_others() {
    let shop = TestShop::open().await;
    let before = shop.get("/p/stoneware-mug").await.headers()["etag"].clone();
    let cart = CartKey::generate().id();
    let sku = "KC-MUG-SEA".parse().unwrap();
    let two = Quantity::try_from(2).unwrap();
    shop.running
        .shop()
        .add_to_cart(&cart, &sku, two)
        .await
        .unwrap();
    assert_eq!(shop.get("/p/stoneware-mug").await.headers()["etag"], before);
}
