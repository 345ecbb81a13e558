//! Registering, and a forgotten password.

use reqwest::StatusCode;

use super::{
    Customer,
    customer::{EMAIL, PASSWORD, location},
};
use crate::TestShop;

#[tokio::test]
async fn a_link_from_a_mail_makes_the_account_and_logs_in() {
    let shop = TestShop::open().await;
    let mut mira = Customer::of(&shop);
    let asked = mira.posts("/account/register", &[("email", EMAIL)]).await;
    assert_eq!(asked.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&asked), "/account/mailed");
    let page = mira.reads("/account/mailed").await;
    assert!(page.contains("This is a test shop"), "{page}");
    let link = mira.link_mailed_to(EMAIL).await;
    let page = mira.opens(&link).await;
    assert_eq!(page.headers()["cache-control"], "no-store");
    assert_eq!(page.headers()["referrer-policy"], "same-origin");
    assert!(page.text().await.unwrap().contains(EMAIL));
    let made = mira.posts(&link, &[("new_password", PASSWORD)]).await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
    let page = mira.reads(location(&made)).await;
    assert!(page.contains("Welcome.") && page.contains(EMAIL), "{page}");
}

#[tokio::test]
async fn looking_at_a_link_does_not_use_it_up_and_its_form_does() {
    let shop = TestShop::open().await;
    let mut mira = Customer::of(&shop);
    mira.posts("/account/register", &[("email", EMAIL)]).await;
    let link = mira.link_mailed_to(EMAIL).await;
    for _ in 0..3 {
        assert_eq!(mira.opens(&link).await.status(), StatusCode::OK);
    }
    assert!(mira.cookie("till_session").is_none());
    mira.posts(&link, &[("new_password", PASSWORD)]).await;
    let mut eve = Customer::of(&shop);
    // Who opens it twice is told that there is no need.
    assert!(mira.reads(&link).await.contains("You are logged in"));
    assert_eq!(eve.opens(&link).await.status(), StatusCode::GONE);
    let again = eve
        .posts(&link, &[("new_password", "another tide pool")])
        .await;
    assert_eq!(again.status(), StatusCode::GONE);
    assert!(eve.cookie("till_session").is_none());
    let page = again.text().await.unwrap();
    assert!(page.contains("This link has ended") && page.contains("action=\"/account/forgot\""));
}

#[tokio::test]
async fn a_password_that_is_not_taken_leaves_the_link_as_it_was_and_is_not_sent_back() {
    let shop = TestShop::open().await;
    let mut mira = Customer::of(&shop);
    mira.posts("/account/register", &[("email", EMAIL)]).await;
    let link = mira.link_mailed_to(EMAIL).await;
    for refused in ["", "qz7", "password1234", "mira@example.org"] {
        let again = mira.posts(&link, &[("new_password", refused)]).await;
        assert_eq!(
            again.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{refused}"
        );
        let page = again.text().await.unwrap();
        assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1);
        assert_eq!(page.matches("autofocus").count(), 1);
        let field = page.split("id=\"new_password\"").nth(1).unwrap();
        let field = field.split('>').next().unwrap();
        assert!(!field.contains("value="), "{field}");
    }
    let made = mira.posts(&link, &[("new_password", PASSWORD)]).await;
    assert_eq!(made.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn whether_an_address_is_known_shows_nowhere_but_in_the_mailbox() {
    let shop = TestShop::open_with(&[("TILL_RATE_LIMIT", "off")]).await;
    Customer::registered(&shop, EMAIL).await;
    for path in ["/account/register", "/account/forgot"] {
        let mut answers = Vec::new();
        for email in [EMAIL, "nobody@example.org"] {
            let mut eve = Customer::of(&shop);
            let answer = eve.posts(path, &[("email", email)]).await;
            let (status, to) = (answer.status(), location(&answer).to_owned());
            answers.push((status, to, answer.text().await.unwrap()));
        }
        assert_eq!(answers[0], answers[1]);
    }
    let mut pages = Vec::new();
    for email in [EMAIL, "nobody@example.org"] {
        let mut eve = Customer::of(&shop);
        let answer = eve.logs_in(email, "not the password").await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text().await.unwrap();
        pages.push(page.replace(email, "ADDRESS"));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_and_ends_every_other_session() {
    let shop = TestShop::open().await;
    let mut laptop = Customer::registered(&shop, EMAIL).await;
    let mut phone = Customer::of(&shop);
    phone.posts("/account/forgot", &[("email", EMAIL)]).await;
    let link = phone.link_mailed_to(EMAIL).await;
    let other = "anchors and lemon trees";
    let set = phone.posts(&link, &[("new_password", other)]).await;
    assert_eq!(location(&set), "/account?said=password-set");
    assert!(phone.is_logged_in().await);
    assert!(!laptop.is_logged_in().await);
    let old = laptop.logs_in(EMAIL, PASSWORD).await;
    assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        laptop.logs_in(EMAIL, other).await.status(),
        StatusCode::SEE_OTHER
    );
}
