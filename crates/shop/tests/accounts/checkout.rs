//! What an account changes at the checkout.

use shop::{accounts::AccountId, cart::CartKey, orders::OrderToken};

use crate::desk::{ADA, Desk, MIRA, PASSWORD, details, postal};
use crate::support::on_both;

async fn owner(desk: &Desk, order: &OrderToken) -> Option<String> {
    sqlx::query_scalar("SELECT account FROM orders WHERE token = $1")
        .bind(order.as_str())
        .fetch_one(&desk.store)
        .await
        .unwrap()
}

fn id(account: &AccountId) -> Option<String> {
    Some(account.as_str().to_owned())
}

on_both!(an_order_keeps_its_address_in_the_book, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let placed = desk.order_of(ADA, Some(&ada.id)).await;
    assert_eq!(owner(&desk, &placed.token).await, id(&ada.id));
    desk.order_of(ADA, Some(&ada.id)).await;
    let book = desk.shop.addresses(&ada.id).await.unwrap();
    assert_eq!(book.len(), 1);
    assert_eq!(book[0].address, postal("Hafenstraße 7"));
});

on_both!(an_open_order_goes_over_to_who_places_it_anew, |url| async {
    let desk = Desk::open(&url).await;
    let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
    let (cart, typed) = (CartKey::generate().id(), details(ADA, "Hafenstraße 7"));
    let mug = ("MUG", 1);
    let first = desk.order(&cart, mug, &typed, Some(&ada.id)).await;
    for account in [Some(&mira.id), None, Some(&ada.id)] {
        let again = desk.order(&cart, mug, &typed, account).await;
        assert_eq!(again.token, first.token);
        assert_eq!(owner(&desk, &again.token).await, account.and_then(id));
    }
});

on_both!(an_order_of_a_deleted_account_is_a_guests, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    desk.delete(&ada.id, PASSWORD).await;
    let placed = desk.order_of(ADA, Some(&ada.id)).await;
    assert_eq!(owner(&desk, &placed.token).await, None);
});

on_both!(a_guests_details_are_there_for_the_next_visit, |url| async {
    let desk = Desk::open(&url).await;
    let (cart, typed) = (CartKey::generate().id(), details(ADA, "Hafenstraße 7"));
    assert_eq!(desk.shop.last_details(&cart, None).await.unwrap(), None);
    desk.order(&cart, ("MUG", 1), &typed, None).await;
    let last = desk.shop.last_details(&cart, None).await.unwrap().unwrap();
    assert_eq!(last.check().unwrap(), typed);
});

on_both!(
    nobody_else_at_this_browser_sees_an_accounts_details,
    |url| async {
        let desk = Desk::open(&url).await;
        let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
        let (cart, typed) = (CartKey::generate().id(), details(ADA, "Hafenstraße 7"));
        desk.order(&cart, ("MUG", 1), &typed, Some(&ada.id)).await;
        assert_eq!(desk.shop.last_details(&cart, None).await.unwrap(), None);
        let miras = desk
            .shop
            .last_details(&cart, Some(&mira))
            .await
            .unwrap()
            .unwrap();
        assert_eq!((miras.email.as_str(), miras.line1.as_str()), (MIRA, ""));
        let adas = desk
            .shop
            .last_details(&cart, Some(&ada))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(adas.check().unwrap(), typed);
    }
);

on_both!(
    who_is_logged_in_begins_with_the_default_address,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let (cart, typed) = (CartKey::generate().id(), details(MIRA, "Hafenstraße 7"));
        desk.shop
            .keep_address(&ada.id, &postal("Deichweg 1"))
            .await
            .unwrap();
        let begin = desk
            .shop
            .last_details(&cart, Some(&ada))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(begin.check().unwrap(), details(ADA, "Deichweg 1"));
        desk.order(&cart, ("MUG", 1), &typed, Some(&ada.id)).await;
        let begin = desk
            .shop
            .last_details(&cart, Some(&ada))
            .await
            .unwrap()
            .unwrap();
        assert_eq!(begin.check().unwrap(), details(ADA, "Deichweg 1"));
    }
);
