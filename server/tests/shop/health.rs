//! What supervisors and Prometheus read.

use reqwest::StatusCode;

use crate::TestShop;

#[tokio::test]
async fn a_shop_that_runs_says_so() {
    let shop = TestShop::open().await;
    assert_eq!(shop.text("/healthz").await, "alive\n");
    let ready = shop.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::OK);
    assert_eq!(
        ready.text().await.unwrap(),
        r#"{"status":"ready","store":"ok"}"#
    );
}

#[tokio::test]
async fn without_its_store_it_lives_but_is_not_ready() {
    let shop = TestShop::open().await;
    shop.get("/").await;
    shop.running.shop().store().close().await;
    assert_eq!(shop.get("/healthz").await.status(), StatusCode::OK);
    let ready = shop.get("/readyz").await;
    assert_eq!(ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(ready.text().await.unwrap().contains("unreachable"));
    // A kept page might hold a price of yesterday: better none.
    assert_eq!(
        shop.get("/").await.status(),
        StatusCode::INTERNAL_SERVER_ERROR
    );
}

#[tokio::test]
async fn metrics_are_by_route_and_on_a_listener_of_their_own() {
    let shop = TestShop::open().await;
    assert_eq!(shop.get("/metrics").await.status(), StatusCode::NOT_FOUND);
    let product = "till_http_requests_total{route=\"/p/{slug}\",method=\"GET\",status=\"200\"}";
    let order = "till_http_requests_total{route=\"/orders/{token}\"";
    let before = shop.metric(product).await;
    shop.get("/p/stoneware-mug").await;
    shop.get("/p/stoneware-mug").await;
    shop.get("/orders/secret-token").await;
    assert!(shop.metric(product).await >= before + 2);
    assert!(shop.metric(order).await >= 1);
    let address = shop.running.metrics_address().unwrap();
    assert!(address.ip().is_loopback());
    let page = reqwest::get(format!("http://{address}/metrics"))
        .await
        .unwrap();
    let text = page.text().await.unwrap();
    assert!(
        text.contains("till_http_request_duration_seconds_bucket"),
        "{text}"
    );
    assert!(!text.contains("secret-token"));
}
