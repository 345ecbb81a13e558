//! A cart that follows its account.

use reqwest::StatusCode;

use super::{
    Customer,
    customer::{EMAIL, PASSWORD, location},
};
use crate::TestShop;

const MUG: &str = "KC-MUG-SEA";
const SOAP: &str = "KC-SOAP";

impl Customer<'_> {
    /// Puts so many into the cart, as the form of a product's page does.
    async fn adds(&mut self, sku: &str, quantity: u32) {
        let quantity = quantity.to_string();
        let fields = [("sku", sku), ("quantity", quantity.as_str())];
        let added = self.posts("/api/cart/add", &fields).await;
        assert_eq!(added.status(), StatusCode::OK);
    }

    /// How many of a variant the cart's page shows; none if it does not show it.
    async fn sees_of(&mut self, sku: &str) -> Option<u32> {
        let page = self.reads("/cart").await;
        let (_, field) = page.split_once(&format!("id=\"quantity-{sku}\""))?;
        let (_, value) = field.split_once("value=\"")?;
        value.split('"').next()?.parse().ok()
    }
}

#[tokio::test]
async fn a_guests_cart_joins_the_accounts_and_is_seen_on_every_device() {
    let shop = TestShop::open().await;
    let mut phone = Customer::registered(&shop, EMAIL).await;
    phone.adds(MUG, 1).await;
    assert!(phone.cookie("till_cart").is_none());
    let mut laptop = Customer::of(&shop);
    laptop.adds(MUG, 2).await;
    laptop.adds(SOAP, 1).await;
    laptop.logs_in(EMAIL, PASSWORD).await;
    for device in [&mut laptop, &mut phone] {
        assert_eq!(device.sees_of(MUG).await, Some(3));
        assert_eq!(device.sees_of(SOAP).await, Some(1));
    }
    phone
        .posts("/api/cart/set", &[("sku", SOAP), ("quantity", "4")])
        .await;
    assert_eq!(laptop.sees_of(SOAP).await, Some(4));
}

#[tokio::test]
async fn who_logs_out_leaves_an_empty_cart_behind_and_keeps_the_accounts() {
    let shop = TestShop::open().await;
    let mut laptop = Customer::of(&shop);
    laptop.adds(MUG, 2).await;
    let as_guest = laptop.cookies();
    laptop.posts("/account/register", &[("email", EMAIL)]).await;
    let link = laptop.link_mailed_to(EMAIL).await;
    laptop.posts(&link, &[("new_password", PASSWORD)]).await;
    assert_eq!(laptop.sees_of(MUG).await, Some(2));
    laptop.posts("/account/logout", &[]).await;
    assert_eq!(laptop.cookies(), "");
    assert_eq!(laptop.sees_of(MUG).await, None);
    let mut old = Customer::with(&shop, &as_guest);
    assert_eq!(old.sees_of(MUG).await, None, "the old key opens nothing");
    laptop.adds(SOAP, 1).await;
    let mut phone = Customer::of(&shop);
    phone.logs_in(EMAIL, PASSWORD).await;
    assert_eq!(phone.sees_of(MUG).await, Some(2));
    assert_eq!(phone.sees_of(SOAP).await, None);
}

#[tokio::test]
async fn a_session_that_was_ended_elsewhere_takes_the_cart_out_of_sight() {
    let shop = TestShop::open().await;
    let mut laptop = Customer::of(&shop);
    laptop.adds(MUG, 2).await;
    let key = laptop.cookie("till_cart").unwrap().to_owned();
    let mut phone = Customer::registered(&shop, EMAIL).await;
    laptop.logs_in(EMAIL, PASSWORD).await;
    assert_eq!(laptop.sees_of(MUG).await, Some(2));
    let fields = [
        ("password", PASSWORD),
        ("new_password", "granite and heather"),
    ];
    let changed = phone.posts("/account/settings/password", &fields).await;
    assert_eq!(changed.status(), StatusCode::SEE_OTHER);
    assert_eq!(laptop.sees_of(MUG).await, None);
    let page = laptop.reads("/checkout").await;
    assert!(!page.contains("Stoneware mug"));
    laptop.adds(SOAP, 1).await;
    assert_ne!(laptop.cookie("till_cart").unwrap(), key);
    assert_eq!(phone.sees_of(MUG).await, Some(2));
    assert_eq!(phone.sees_of(SOAP).await, None);
}

#[tokio::test]
async fn what_a_tab_adds_that_was_opened_before_logging_in_goes_to_the_accounts_cart() {
    let shop = TestShop::open().await;
    let mut phone = Customer::registered(&shop, EMAIL).await;
    phone.adds(MUG, 1).await;
    let mut laptop = Customer::of(&shop);
    laptop.adds(SOAP, 1).await;
    let before = laptop.cookies();
    laptop.logs_in(EMAIL, PASSWORD).await;
    laptop.opens("/account").await;
    // On its way when the log-in was answered, and so without the session.
    Customer::with(&shop, &before).adds(SOAP, 2).await;
    laptop.adds(MUG, 1).await;
    assert_eq!(phone.sees_of(MUG).await, Some(2));
    assert_eq!(phone.sees_of(SOAP).await, Some(3));
}

#[tokio::test]
async fn pressing_log_in_several_times_adds_the_cart_once() {
    let shop = TestShop::open().await;
    let mut phone = Customer::registered(&shop, EMAIL).await;
    phone.adds(MUG, 1).await;
    let mut guest = Customer::of(&shop);
    guest.adds(MUG, 2).await;
    let cookies = guest.cookies();
    let presses = (0..4).map(|_| async {
        let mut laptop = Customer::with(&shop, &cookies);
        let answer = laptop.logs_in(EMAIL, PASSWORD).await;
        assert_eq!(location(&answer), "/account");
        laptop.sees_of(MUG).await
    });
    for seen in futures::future::join_all(presses).await {
        assert_eq!(seen, Some(3));
    }
}

#[tokio::test]
async fn a_deleted_account_leaves_no_cart_at_the_browser() {
    let shop = TestShop::open().await;
    let mut mira = Customer::of(&shop);
    mira.adds(MUG, 2).await;
    mira.posts("/account/register", &[("email", EMAIL)]).await;
    let link = mira.link_mailed_to(EMAIL).await;
    mira.posts(&link, &[("new_password", PASSWORD)]).await;
    assert_eq!(mira.sees_of(MUG).await, Some(2));
    let kept = mira.cookies();
    mira.posts("/account/settings/delete", &[("password", PASSWORD)])
        .await;
    assert_eq!(mira.cookies(), "");
    assert_eq!(Customer::with(&shop, &kept).sees_of(MUG).await, None);
}
