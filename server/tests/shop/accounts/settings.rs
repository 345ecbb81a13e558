//! Changing what an account hangs on.

use reqwest::StatusCode;

use super::{
    Customer,
    customer::{EMAIL, PASSWORD, location},
};
use crate::TestShop;

const OTHER_EMAIL: &str = "mira@tide.example";
const OTHER_PASSWORD: &str = "anchors and lemon trees";

#[tokio::test]
async fn an_address_is_changed_once_the_link_that_went_there_is_opened() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let fields = [("email", OTHER_EMAIL), ("password", PASSWORD)];
    let asked = mira.posts("/account/settings/email", &fields).await;
    assert_eq!(location(&asked), "/account/settings?said=email-asked");
    assert!(mira.reads("/account/settings").await.contains(EMAIL));
    let link = mira.link_mailed_to(OTHER_EMAIL).await;
    mira.opens(&link).await;
    assert!(mira.reads("/account/settings").await.contains(EMAIL));
    // The mailbox may be open on another device.
    let mut phone = Customer::of(&shop);
    let changed = phone.posts(&link, &[]).await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    let settings = mira.reads("/account/settings").await;
    assert!(settings.contains(OTHER_EMAIL) && !settings.contains(EMAIL));
    assert!(!phone.is_logged_in().await);
    let old = phone.logs_in(EMAIL, PASSWORD).await;
    assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let told = shop
        .take_mail(EMAIL, "Your account has another address")
        .await;
    assert!(!told.contains("/account/link/"), "{told}");
}

#[tokio::test]
async fn a_session_alone_changes_neither_address_nor_password_nor_deletes() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    for (path, fields) in [
        ("/account/settings/email", vec![("email", OTHER_EMAIL)]),
        (
            "/account/settings/password",
            vec![("new_password", OTHER_PASSWORD)],
        ),
        ("/account/settings/delete", vec![]),
    ] {
        for password in ["", "not the password"] {
            let mut fields = fields.clone();
            fields.push(("password", password));
            let refused = mira.posts(path, &fields).await;
            assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY, "{path}");
            let page = refused.text().await.unwrap();
            assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1, "{path}");
            assert!(!page.contains("not the password"), "{path}");
        }
    }
    let again = Customer::of(&shop).logs_in(EMAIL, PASSWORD).await;
    assert_eq!(again.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_and_this_one_goes_on() {
    let shop = TestShop::open().await;
    let mut laptop = Customer::registered(&shop, EMAIL).await;
    let mut phone = Customer::of(&shop);
    phone.logs_in(EMAIL, PASSWORD).await;
    let fields = [("password", PASSWORD), ("new_password", OTHER_PASSWORD)];
    let changed = laptop.posts("/account/settings/password", &fields).await;
    assert_eq!(
        location(&changed),
        "/account/settings?said=password-changed"
    );
    assert!(laptop.is_logged_in().await);
    assert!(!phone.is_logged_in().await);
    let fields = [("password", OTHER_PASSWORD), ("new_password", "tide")];
    let refused = laptop.posts("/account/settings/password", &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn sessions_are_listed_and_ended_one_by_one_or_all_but_this() {
    let shop = TestShop::open().await;
    let mut laptop = Customer::registered(&shop, EMAIL).await;
    let (mut phone, mut tablet) = (Customer::of(&shop), Customer::of(&shop));
    phone.logs_in(EMAIL, PASSWORD).await;
    let page = laptop.reads("/account/settings").await;
    let handles = handles(&page);
    assert_eq!(handles.len(), 2, "{page}");
    assert!(page.contains("This device"));
    // The list has the one used last first.
    let ended = laptop
        .posts("/account/settings", &[("end", &handles[0])])
        .await;
    assert_eq!(location(&ended), "/account/settings?said=session-ended");
    assert!(!phone.is_logged_in().await);
    phone.logs_in(EMAIL, PASSWORD).await;
    tablet.logs_in(EMAIL, PASSWORD).await;
    laptop
        .posts("/account/settings", &[("end", "others")])
        .await;
    assert!(laptop.is_logged_in().await);
    assert!(!phone.is_logged_in().await && !tablet.is_logged_in().await);
}

/// Names of the sessions that a page lists.
fn handles(page: &str) -> Vec<String> {
    page.split("name=\"end\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(handle, _)| handle.to_owned())
        .filter(|handle| handle != "others")
        .collect()
}

#[tokio::test]
async fn data_comes_as_a_file_with_what_is_kept_and_nothing_that_opens_anything() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    mira.posts("/account/addresses/new", super::addresses::HOME)
        .await;
    let data = mira.posts("/account/settings/data", &[]).await;
    assert_eq!(data.status(), StatusCode::OK);
    assert_eq!(data.headers()["cache-control"], "no-store");
    let disposition = data.headers()["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment"), "{disposition}");
    let text = data.text().await.unwrap();
    let json: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(json["email"], EMAIL);
    assert_eq!(json["addresses"][0]["line1"], "12 Harbour Road");
    assert!(!text.contains("argon2") && !text.contains(mira.cookie("till_session").unwrap()));
    let nobody = Customer::of(&shop)
        .posts("/account/settings/data", &[])
        .await;
    assert_eq!(location(&nobody), "/account/login");
}

#[tokio::test]
async fn a_deleted_account_is_gone_with_its_sessions() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let fields = [("password", PASSWORD)];
    let deleted = mira.posts("/account/settings/delete", &fields).await;
    assert_eq!(location(&deleted), "/account/login?said=deleted");
    assert!(mira.cookie("till_session").is_none());
    let again = mira.logs_in(EMAIL, PASSWORD).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
}
