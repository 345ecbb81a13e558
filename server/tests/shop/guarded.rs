//! Requests that must not get through.

use reqwest::StatusCode;

use crate::TestShop;

const BODY: &str = "sku=KC-MUG-SEA&quantity=1";

#[tokio::test]
async fn pages_of_others_cannot_change_a_cart() {
    let shop = TestShop::open().await;
    let own = shop.post("/api/cart/add").body(BODY).send().await.unwrap();
    assert_eq!(own.status(), StatusCode::OK, "{own:?}");
    let url = shop.url("/api/cart/add");
    let form = ("content-type", "application/x-www-form-urlencoded");
    let bare = || shop.client.post(&url).header(form.0, form.1).body(BODY);
    let refused = [
        bare().header("origin", "https://evil.example"),
        bare().header("origin", "null"),
        bare().header("sec-fetch-site", "cross-site"),
        bare().header("sec-fetch-site", "same-site"),
        bare(),
    ];
    for request in refused {
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN);
        assert!(response.headers().get("set-cookie").is_none());
        assert!(response.text().await.unwrap().contains("reload the page"));
    }
}

#[tokio::test]
async fn too_many_changes_are_refused_with_the_time_to_come_back() {
    let shop = TestShop::open().await;
    let mut refused = None;
    for _ in 0..200 {
        let response = shop.post("/api/nothing").send().await.unwrap();
        if response.status() == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(response);
            break;
        }
    }
    let refused = refused.expect("no limit was met");
    let seconds: u64 = refused.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert_eq!(shop.get("/").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn limits_can_be_switched_off() {
    let shop = TestShop::open_with(&[("TILL_RATE_LIMIT", "off")]).await;
    for _ in 0..150 {
        let response = shop.post("/api/nothing").send().await.unwrap();
        assert_eq!(response.status(), StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn clients_are_told_apart_behind_a_trusted_proxy_only() {
    let paid = async |shop: &TestShop| {
        let mut statuses = Vec::new();
        for client in 0..40 {
            let request = shop.post("/api/checkout/nothing");
            let request = request.header("x-forwarded-for", format!("203.0.113.{client}"));
            statuses.push(request.send().await.unwrap().status());
        }
        statuses
    };
    let trusting = TestShop::open_with(&[("TILL_TRUST_PROXY", "on")]).await;
    assert!(
        !paid(&trusting)
            .await
            .contains(&StatusCode::TOO_MANY_REQUESTS)
    );
    let bare = TestShop::open().await;
    assert!(paid(&bare).await.contains(&StatusCode::TOO_MANY_REQUESTS));
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused() {
    let shop = TestShop::open().await;
    let large = format!("sku={}", "A".repeat(65 * 1024));
    let response = shop.post("/api/cart/add").body(large).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}
