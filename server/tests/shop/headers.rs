//! What browsers are told to be careful with.

use reqwest::Response;

use crate::TestShop;

fn header<'a>(response: &'a Response, name: &str) -> &'a str {
    response
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

fn directive<'a>(policy: &'a str, name: &str) -> &'a str {
    policy
        .split("; ")
        .find(|directive| directive.starts_with(name))
        .unwrap_or_default()
}

/// Texts of the scripts that stand in a page, JSON for search engines apart.
fn inline_scripts(html: &str) -> Vec<&str> {
    html.split("<script")
        .skip(1)
        .filter_map(|rest| rest.split_once('>'))
        .filter(|(attributes, _)| !attributes.contains("application/ld+json"))
        .filter(|(attributes, _)| !attributes.contains("src="))
        .map(|(_, rest)| rest.split_once("</script>").unwrap().0)
        .collect()
}

#[tokio::test]
async fn a_page_may_run_its_own_scripts_and_nothing_else() {
    use sha2::{Digest, Sha256};
    let shop = TestShop::open().await;
    let cookie = ("cookie", "till_cart=whatever");
    let kept = shop.get("/p/stoneware-mug").await;
    let own = shop
        .request("/p/stoneware-mug")
        .header(cookie.0, cookie.1)
        .send()
        .await
        .unwrap();
    for response in [kept, own] {
        let policy = header(&response, "content-security-policy").to_owned();
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        assert_eq!(
            directive(&policy, "frame-ancestors"),
            "frame-ancestors 'none'"
        );
        assert_eq!(directive(&policy, "frame-src"), "frame-src 'none'");
        let html = response.text().await.unwrap();
        let scripts = inline_scripts(&html);
        assert!(!scripts.is_empty());
        for script in scripts {
            let hash = data_encoding::BASE64.encode(&Sha256::digest(script));
            assert!(policy.contains(&format!("'sha256-{hash}'")), "{script}");
        }
        for forbidden in [" nonce=", " style=\"", " onclick=", "<style"] {
            assert!(!html.contains(forbidden), "{forbidden} in {html}");
        }
    }
}

#[tokio::test]
async fn every_answer_is_guarded() {
    let shop = TestShop::open().await;
    for path in [
        "/",
        "/cart",
        "/search",
        "/no-such-page",
        "/healthz",
        "/api/nothing",
    ] {
        let response = shop.get(path).await;
        assert_eq!(
            header(&response, "x-content-type-options"),
            "nosniff",
            "{path}"
        );
        assert!(
            header(&response, "content-security-policy").contains("frame-ancestors 'none'"),
            "{path}"
        );
        assert_eq!(
            header(&response, "cross-origin-opener-policy"),
            "same-origin",
            "{path}"
        );
        assert!(
            header(&response, "permissions-policy").contains("camera=()"),
            "{path}"
        );
        assert!(
            header(&response, "referrer-policy").contains("origin"),
            "{path}"
        );
        assert_eq!(header(&response, "x-request-id").len(), 16, "{path}");
        assert_eq!(header(&response, "strict-transport-security"), "", "{path}");
    }
}

#[tokio::test]
async fn each_answer_has_an_id_of_its_own_kept_pages_too() {
    let shop = TestShop::open().await;
    let first = shop.get("/").await;
    let second = shop.get("/").await;
    assert_ne!(
        header(&first, "x-request-id"),
        header(&second, "x-request-id")
    );
}

#[tokio::test]
async fn behind_tls_browsers_are_told_to_stay_there() {
    let shop = TestShop::open_with(&[("TILL_BASE_URL", "https://shop.example")]).await;
    for path in ["/", "/cart", "/pkg/till.css"] {
        let response = shop.get(path).await;
        assert_eq!(
            header(&response, "strict-transport-security"),
            "max-age=31536000",
            "{path}"
        );
    }
    let add = shop
        .post("/api/cart/add")
        .header("origin", "https://shop.example");
    let response = add.body("sku=KC-MUG-SEA&quantity=1").send().await.unwrap();
    let cookie = header(&response, "set-cookie");
    assert!(
        cookie.starts_with("__Host-till_cart=") && cookie.contains("Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn the_checkout_lets_in_where_payments_are_made_and_no_other_page_does() {
    let shop = TestShop::open().await;
    let sandbox = shop.running.sandbox().unwrap().base_url().to_owned();
    let add = shop.post("/api/cart/add").header("accept", "text/html");
    let added = add.body("sku=KC-MUG-SEA&quantity=1").send().await.unwrap();
    let cookie = header(&added, "set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    let get = async |path| {
        shop.request(path)
            .header("cookie", &cookie)
            .send()
            .await
            .unwrap()
    };
    let checkout = get("/checkout").await;
    let policy = header(&checkout, "content-security-policy");
    for name in ["script-src", "frame-src", "connect-src", "img-src"] {
        assert!(
            directive(policy, name).contains(&sandbox),
            "{name} in {policy}"
        );
    }
    assert!(
        header(&checkout, "permissions-policy").contains(&format!("payment=(self \"{sandbox}\")"))
    );
    let cart = get("/cart").await;
    assert!(!header(&cart, "content-security-policy").contains(&sandbox));
}
