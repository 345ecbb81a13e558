//! Logging in and out.

use reqwest::{
    StatusCode,
    header::{COOKIE, RETRY_AFTER, SET_COOKIE},
};

use super::{
    Customer,
    customer::{EMAIL, PASSWORD, location},
};
use crate::TestShop;

#[tokio::test]
async fn who_logs_in_gets_a_cookie_that_scripts_and_other_sites_cannot_use() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let before = mira.cookie("till_session").unwrap().to_owned();
    let answer = mira.logs_in(EMAIL, PASSWORD).await;
    let cookie = answer.headers()[SET_COOKIE].to_str().unwrap();
    for part in ["till_session=", "HttpOnly", "SameSite=Lax", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert_ne!(mira.cookie("till_session").unwrap(), before);
    let old = format!("till_session={before}");
    let page = shop.request("/account").header(COOKIE, old);
    let page = page.send().await.unwrap();
    assert_eq!(location(&page), "/account/login");
}

#[tokio::test]
async fn what_was_typed_is_shown_again_but_never_the_password() {
    let shop = TestShop::open().await;
    let mut eve = Customer::of(&shop);
    let answer = eve.logs_in(EMAIL, "wrong \"password\"").await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.headers().get(SET_COOKIE).is_none());
    let page = answer.text().await.unwrap();
    assert!(page.contains(&format!("value=\"{EMAIL}\"")));
    assert!(!page.contains("wrong"), "{page}");
    assert!(page.contains("do not go together"));
}

#[tokio::test]
async fn whoever_has_to_log_in_first_gets_where_they_wanted_and_nowhere_else() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let led = Customer::of(&shop).opens("/account").await;
    assert_eq!(led.status(), StatusCode::SEE_OTHER);
    for (asked, goes_to) in [
        ("/checkout", "/checkout"),
        ("//evil.example", "/account"),
        ("/\\evil.example", "/account"),
        ("https://evil.example/", "/account"),
        ("", "/account"),
    ] {
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", asked)];
        let answer = Customer::of(&shop).posts("/account/login", &fields).await;
        assert_eq!(location(&answer), goes_to, "{asked}");
    }
    let page = mira.opens("/account/login?next=/checkout").await;
    assert_eq!(location(&page), "/checkout");
}

#[tokio::test]
async fn logging_out_ends_the_session_and_a_link_cannot_do_it() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let cookies = mira.cookies();
    mira.opens("/account/logout").await;
    assert!(mira.is_logged_in().await);
    let out = mira.posts("/account/logout", &[]).await;
    assert_eq!(location(&out), "/account/login?said=logged-out");
    assert!(mira.cookie("till_session").is_none());
    let ended = shop.request("/account").header(COOKIE, cookies);
    assert!(ended.send().await.unwrap().status().is_redirection());
}

#[tokio::test]
async fn too_many_forms_are_refused_on_a_page_that_people_can_read() {
    let shop = TestShop::open().await;
    let mut eve = Customer::of(&shop);
    let mut refused = None;
    for at in 0..40 {
        let email = format!("nobody{at}@example.org");
        let answer = eve.logs_in(&email, "a guess").await;
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("no limit was met");
    let seconds: u64 = refused.headers()[RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    let page = refused.text().await.unwrap();
    assert!(page.contains("That was a lot at once") && page.contains("<main"));
    // Looking is still allowed.
    assert_eq!(eve.opens("/account/login").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn too_many_passwords_for_one_account_are_refused_whoever_tries_them() {
    let shop = TestShop::open_with(&[("TILL_RATE_LIMIT", "off")]).await;
    Customer::registered(&shop, EMAIL).await;
    let mut eve = Customer::of(&shop);
    let mut statuses = Vec::new();
    for at in 0..12 {
        let answer = eve.logs_in(EMAIL, &format!("guess number {at}")).await;
        statuses.push(answer.status());
    }
    assert_eq!(statuses[0], StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(statuses[11], StatusCode::TOO_MANY_REQUESTS);
    let right = eve.logs_in(EMAIL, PASSWORD).await;
    assert_eq!(right.status(), StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn pages_that_are_kept_for_all_know_nothing_of_who_is_logged_in() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let guest = shop.text("/p/stoneware-mug").await;
    assert!(guest.contains("href=\"/account\""));
    let hers = mira.opens("/p/stoneware-mug").await;
    assert_eq!(hers.headers()["cache-control"], "private, no-cache");
    assert!(!hers.text().await.unwrap().contains(EMAIL));
    assert_eq!(shop.text("/p/stoneware-mug").await, guest);
}
