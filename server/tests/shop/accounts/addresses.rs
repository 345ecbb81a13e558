//! The address book, and its use at the checkout.

use reqwest::StatusCode;

use super::{
    Customer,
    customer::{EMAIL, PASSWORD, location},
};
use crate::TestShop;

pub(super) const HOME: &[(&str, &str)] = &[
    ("name", "Mira Byrne"),
    ("line1", "12 Harbour Road"),
    ("postal_code", "P81 X2Y4"),
    ("city", "Ballydehob"),
    ("country", "IE"),
];
const WORK: &[(&str, &str)] = &[
    ("name", "Mira Byrne"),
    ("line1", "Hafenstraße 7"),
    ("postal_code", "20359"),
    ("city", "Hamburg"),
    ("country", "DE"),
];

const NEW: &str = "/account/addresses/new";
const LIST: &str = "/account/addresses";

/// The names of the addresses that the list has, in its order.
pub(super) fn ids(page: &str) -> Vec<String> {
    page.split("name=\"remove\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split_once('"'))
        .map(|(id, _)| id.to_owned())
        .collect()
}

#[tokio::test]
async fn addresses_are_added_changed_put_first_and_removed() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    for address in [HOME, WORK] {
        let added = mira.posts(NEW, address).await;
        assert_eq!(location(&added), "/account/addresses?said=address-added");
    }
    let page = mira.reads(LIST).await;
    let (home, work) = (ids(&page)[0].clone(), ids(&page)[1].clone());
    assert!(page.find("12 Harbour Road") < page.find("Hafenstraße 7"));
    let form = mira.reads(&format!("{LIST}/{work}")).await;
    assert!(form.contains("value=\"Hafenstraße 7\""));
    let mut moved = WORK.to_vec();
    moved[1] = ("line1", "Hafenstraße 9");
    mira.posts(&format!("{LIST}/{work}"), &moved).await;
    mira.posts(LIST, &[("default", &work)]).await;
    let page = mira.reads(LIST).await;
    assert_eq!(ids(&page), [work.clone(), home.clone()]);
    assert!(page.contains("Hafenstraße 9") && !page.contains("Hafenstraße 7"));
    mira.posts(LIST, &[("remove", &home)]).await;
    assert_eq!(ids(&mira.reads(LIST).await), [work]);
}

#[tokio::test]
async fn what_is_wrong_with_an_address_is_told_beside_its_field() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    let mut wrong = HOME.to_vec();
    wrong[2] = ("postal_code", "1");
    let again = mira.posts(NEW, &wrong).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = again.text().await.unwrap();
    assert!(page.contains("value=\"12 Harbour Road\""));
    assert_eq!(page.matches("aria-invalid=\"true\"").count(), 1);
    assert!(ids(&mira.reads(LIST).await).is_empty());
}

#[tokio::test]
async fn an_address_that_was_typed_while_the_session_ended_is_saved_after_logging_in() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    mira.posts("/account/logout", &[]).await;
    let asked = mira.posts(NEW, HOME).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
    let page = asked.text().await.unwrap();
    assert!(page.contains("You were logged out meanwhile"), "{page}");
    for (name, value) in HOME {
        let along = format!("<input type=\"hidden\" name=\"{name}\" value=\"{value}\">");
        assert!(page.contains(&along), "{along}");
    }
    // A wrong password loses nothing either.
    let mut fields = HOME.to_vec();
    fields.extend([("next", NEW), ("email", EMAIL), ("password", "wrong")]);
    let wrong = mira.posts("/account/login", &fields).await;
    assert!(wrong.text().await.unwrap().contains("12 Harbour Road"));
    *fields.last_mut().unwrap() = ("password", PASSWORD);
    let answer = mira.posts("/account/login", &fields).await;
    assert_eq!(answer.status(), StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(location(&answer), NEW);
    let added = mira.posts(NEW, &fields).await;
    assert_eq!(location(&added), "/account/addresses?said=address-added");
    assert!(mira.reads(LIST).await.contains("12 Harbour Road"));
}

#[tokio::test]
async fn who_sends_a_form_after_the_session_ended_is_told_that_nothing_came_of_it() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    mira.posts(NEW, HOME).await;
    let home = ids(&mira.reads(LIST).await)[0].clone();
    mira.posts("/account/logout", &[]).await;
    let led = mira.posts(LIST, &[("remove", &home)]).await;
    let to = location(&led).to_owned();
    assert_eq!(to, format!("/account/login?next={LIST}&said=session-over"));
    assert!(mira.reads(&to).await.contains("it was not done"));
}

#[tokio::test]
async fn the_checkout_begins_with_the_default_address_or_the_one_that_is_chosen() {
    let shop = TestShop::open().await;
    let mut mira = Customer::registered(&shop, EMAIL).await;
    for address in [HOME, WORK] {
        mira.posts(NEW, address).await;
    }
    let work = ids(&mira.reads(LIST).await)[1].clone();
    mira.posts("/api/cart/add", &[("sku", "KC-MUG-SEA"), ("quantity", "1")])
        .await;
    let checkout = mira.reads("/checkout").await;
    assert!(checkout.contains("value=\"12 Harbour Road\""), "{checkout}");
    assert!(checkout.contains(&format!("value=\"{EMAIL}\"")));
    let chosen = mira.reads(&format!("/checkout?address={work}")).await;
    assert!(chosen.contains("value=\"Hafenstraße 7\""));
    // Another's address is as unknown as none.
    let mut eve = Customer::registered(&shop, "eve@example.org").await;
    eve.posts("/api/cart/add", &[("sku", "KC-MUG-SEA"), ("quantity", "1")])
        .await;
    let hers = eve.reads(&format!("/checkout?address={work}")).await;
    assert!(!hers.contains("Hafenstraße"));
}
