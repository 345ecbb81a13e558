//! Pages of the catalogue, rendered once and sent many times.

use std::sync::Arc;

use reqwest::{StatusCode, header};

use crate::TestShop;

#[tokio::test]
async fn the_demo_shop_can_be_browsed() {
    let shop = TestShop::open().await;
    let home = shop.get("/").await;
    assert_eq!(home.status(), StatusCode::OK);
    assert_eq!(
        home.headers()[header::CONTENT_TYPE],
        "text/html; charset=utf-8"
    );
    let home = home.text().await.unwrap();
    assert!(home.starts_with("<!DOCTYPE html>"), "{home}");
    assert!(
        home.contains("href=\"/p/stoneware-mug\"") || home.contains("href=\"/c/"),
        "{home}"
    );
    let product = shop.get("/p/stoneware-mug").await;
    assert_eq!(product.status(), StatusCode::OK);
    assert!(product.text().await.unwrap().contains("Stoneware mug"));
    let search = shop.get("/search?q=mug").await;
    assert_eq!(search.status(), StatusCode::OK);
    assert!(search.text().await.unwrap().contains("/p/stoneware-mug"));
}

#[tokio::test]
async fn a_page_is_rendered_once_for_all_who_have_no_cart() {
    let shop = TestShop::open().await;
    let miss = "till_page_cache_requests_total{result=\"miss\"}";
    let hit = "till_page_cache_requests_total{result=\"hit\"}";
    let (misses, hits) = (shop.metric(miss).await, shop.metric(hit).await);
    let first = shop.text("/p/stoneware-mug").await;
    for path in [
        "/p/stoneware-mug",
        "/p/stoneware-mug?utm_source=letter",
        "/p/stoneware-mug?sort=title",
    ] {
        assert_eq!(shop.text(path).await, first, "{path}");
    }
    // Other tests count in the same process, so these are lower bounds.
    assert!(shop.metric(hit).await >= hits + 3);
    assert!(shop.metric(miss).await > misses);
}

#[tokio::test]
async fn a_copy_is_not_sent_again_to_who_has_it() {
    let shop = TestShop::open().await;
    for encoding in ["identity", "gzip", "br"] {
        let ask = || shop.request("/").header(header::ACCEPT_ENCODING, encoding);
        let first = ask().send().await.unwrap();
        let etag = first.headers()[header::ETAG].clone();
        assert!(!etag.to_str().unwrap().starts_with("W/"), "{etag:?}");
        assert_eq!(first.headers()[header::CACHE_CONTROL], "no-cache");
        assert_eq!(first.headers()[header::VARY], "Cookie, Accept-Encoding");
        let again = ask()
            .header(header::IF_NONE_MATCH, &etag)
            .send()
            .await
            .unwrap();
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        assert_eq!(again.headers()[header::ETAG], etag);
        assert!(again.headers().get(header::CONTENT_TYPE).is_none());
        assert!(again.bytes().await.unwrap().is_empty());
        let other = ask()
            .header(header::IF_NONE_MATCH, "\"other\"")
            .send()
            .await
            .unwrap();
        assert_eq!(other.status(), StatusCode::OK);
    }
}

#[tokio::test]
async fn compressed_copies_hold_the_same_page() {
    let shop = TestShop::open().await;
    let plain = shop.get("/").await;
    assert!(plain.headers().get(header::CONTENT_ENCODING).is_none());
    let (plain_tag, plain) = (
        plain.headers()[header::ETAG].clone(),
        plain.bytes().await.unwrap(),
    );
    let brotli = shop
        .request("/")
        .header(header::ACCEPT_ENCODING, "gzip, br")
        .send()
        .await
        .unwrap();
    assert_eq!(brotli.headers()[header::CONTENT_ENCODING], "br");
    assert_ne!(brotli.headers()[header::ETAG], plain_tag);
    let brotli = brotli.bytes().await.unwrap();
    assert!(brotli.len() * 2 < plain.len());
    let mut text = Vec::new();
    std::io::copy(&mut brotli::Decompressor::new(&brotli[..], 4096), &mut text).unwrap();
    assert_eq!(text, plain);
}

#[tokio::test]
async fn who_has_a_cart_gets_a_page_of_their_own() {
    let shop = TestShop::open().await;
    shop.get("/").await;
    let own = shop
        .request("/")
        .header(header::COOKIE, "till_cart=whatever")
        .send()
        .await
        .unwrap();
    assert_eq!(own.status(), StatusCode::OK);
    assert_eq!(own.headers()[header::CACHE_CONTROL], "private, no-cache");
    let etag = own.headers()[header::ETAG].clone();
    let again = shop
        .request("/")
        .header(header::COOKIE, "till_cart=whatever")
        .header(header::IF_NONE_MATCH, &etag)
        .send()
        .await
        .unwrap();
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
}

#[tokio::test]
async fn pages_with_names_and_payments_are_kept_by_nobody() {
    let shop = TestShop::open().await;
    let response = shop.get("/orders/0123456789").await;
    assert_eq!(response.headers()[header::CACHE_CONTROL], "no-store");
    assert_eq!(response.headers()[header::REFERRER_POLICY], "same-origin");
    assert_eq!(
        shop.get("/checkout").await.headers()[header::CACHE_CONTROL],
        "no-store"
    );
}

#[tokio::test]
async fn what_is_not_there_says_so_and_helps() {
    let shop = TestShop::open().await;
    for path in [
        "/p/no-such-thing",
        "/c/no-such-thing",
        "/no/such/page",
        "/index.php",
    ] {
        let page = shop
            .request(path)
            .header(header::ACCEPT, "text/html")
            .send()
            .await
            .unwrap();
        assert_eq!(page.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.text().await.unwrap().contains("action=\"/search\""),
            "{path}"
        );
    }
    assert_eq!(
        shop.get("/pictures/none.svg").await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        shop.get("/../Cargo.toml").await.status(),
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        shop.get("/api/no-such-function").await.status(),
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_slash_too_many_leads_to_the_page() {
    let shop = TestShop::open().await;
    let response = shop.get("/p/stoneware-mug/?a=b").await;
    assert_eq!(response.status(), StatusCode::PERMANENT_REDIRECT);
    assert_eq!(response.headers()[header::LOCATION], "/p/stoneware-mug?a=b");
}

#[tokio::test]
async fn a_head_request_gets_the_same_headers_and_no_body() {
    let shop = TestShop::open().await;
    let response = shop.client.head(shop.url("/")).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.headers().contains_key(header::ETAG));
    assert!(response.bytes().await.unwrap().is_empty());
}

#[tokio::test]
async fn files_with_a_hash_in_their_name_are_good_for_a_year() {
    let shop = TestShop::open().await;
    let hashed = "/pkg/till.R8mUSmZZq2ZvS0kvXcoyQg.css";
    let response = shop
        .request(hashed)
        .header(header::ACCEPT_ENCODING, "br")
        .send()
        .await
        .unwrap();
    assert_eq!(
        response.headers()[header::CACHE_CONTROL],
        "public, max-age=31536000, immutable"
    );
    assert_eq!(response.headers()[header::CONTENT_ENCODING], "br");
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/css");
    let plain = shop.get("/pkg/till.css").await;
    assert_eq!(
        plain.headers()[header::CACHE_CONTROL],
        "public, max-age=3600"
    );
    let picture = shop.get("/pictures/mug.svg").await;
    assert_eq!(picture.headers()[header::CONTENT_TYPE], "image/svg+xml");
    let since = picture.headers()[header::LAST_MODIFIED].clone();
    let again = shop
        .request("/pictures/mug.svg")
        .header(header::IF_MODIFIED_SINCE, since);
    assert_eq!(
        again.send().await.unwrap().status(),
        StatusCode::NOT_MODIFIED
    );
}

#[tokio::test]
async fn search_engines_are_told_where_to_look() {
    let shop = TestShop::open_with(&[("TILL_BASE_URL", "https://shop.example")]).await;
    let robots = shop.text("/robots.txt").await;
    assert!(robots.contains("Disallow: /checkout\n"), "{robots}");
    assert!(
        robots.contains("Sitemap: https://shop.example/sitemap.xml\n"),
        "{robots}"
    );
    let response = shop.get("/sitemap.xml").await;
    assert_eq!(response.headers()[header::CONTENT_TYPE], "application/xml");
    let sitemap = response.text().await.unwrap();
    assert!(
        sitemap.contains("<loc>https://shop.example/</loc>"),
        "{sitemap}"
    );
    assert!(
        sitemap.contains("<loc>https://shop.example/p/stoneware-mug</loc>"),
        "{sitemap}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_that_are_rendered_at_once_do_not_mix() {
    let shop = Arc::new(TestShop::open().await);
    let paths = [
        "/",
        "/p/stoneware-mug",
        "/p/serving-bowl",
        "/c/pantry",
        "/c/tableware",
    ];
    let visitors: Vec<_> = (0..20)
        .map(|visitor| {
            let shop = shop.clone();
            tokio::spawn(async move {
                for turn in 0..10 {
                    let path = paths[(visitor + turn) % paths.len()];
                    // With a cart, so that each of them is rendered.
                    let own = shop
                        .request(path)
                        .header(header::COOKIE, "till_cart=whatever");
                    let html = own.send().await.unwrap().text().await.unwrap();
                    let head = html.split("</head>").next().unwrap();
                    let links: Vec<_> = head.matches("rel=\"canonical\"").collect();
                    assert_eq!(links.len(), 1, "{path}: {head}");
                    let address = format!("href=\"{}{path}\" rel=", shop.running.base_url());
                    assert!(head.contains(&address), "{path}: {head}");
                    assert_eq!(
                        head.matches("name=\"description\"").count(),
                        1,
                        "{path}: {head}"
                    );
                }
            })
        })
        .collect();
    for visitor in visitors {
        visitor.await.unwrap();
    }
}
