//! The address book.

use commerce::contact::PostalAddress;
use shop::{
    Shop,
    accounts::{AccountId, AddressId, AddressKept, MOST_ADDRESSES},
};

use crate::desk::{ADA, Desk, MIRA, PASSWORD, postal};
use crate::support::on_both;

async fn added(shop: &Shop, account: &AccountId, address: &PostalAddress) -> AddressId {
    match shop.keep_address(account, address).await.unwrap() {
        AddressKept::Added(id) => id,
        other => panic!("not added: {other:?}"),
    }
}

/// Streets in the book's order; the default has a star.
async fn book(shop: &Shop, account: &AccountId) -> Vec<String> {
    let book = shop.addresses(account).await.unwrap();
    let lines = book.into_iter().map(|saved| {
        let star = if saved.is_default { "*" } else { "" };
        format!("{}{star}", saved.address.line1)
    });
    lines.collect()
}

on_both!(an_address_is_kept_once, |url| async {
    let desk = Desk::open(&url).await;
    let (shop, (_, ada)) = (&desk.shop, desk.register(ADA).await);
    let first = added(shop, &ada.id, &postal("Hafen 1")).await;
    added(shop, &ada.id, &postal("Hafen 2")).await;
    let again = shop
        .keep_address(&ada.id, &postal("Hafen 1"))
        .await
        .unwrap();
    assert_eq!(again, AddressKept::Known(first));
    assert_eq!(book(shop, &ada.id).await, ["Hafen 1*", "Hafen 2"]);
});

on_both!(
    one_address_is_the_default_whatever_happens_to_it,
    |url| async {
        let desk = Desk::open(&url).await;
        let (shop, (_, ada)) = (&desk.shop, desk.register(ADA).await);
        let mut ids = Vec::new();
        for street in ["Hafen 1", "Hafen 2", "Hafen 3"] {
            ids.push(added(shop, &ada.id, &postal(street)).await);
        }
        assert!(shop.make_address_default(&ada.id, &ids[1]).await.unwrap());
        assert_eq!(
            book(shop, &ada.id).await,
            ["Hafen 2*", "Hafen 1", "Hafen 3"]
        );
        assert!(shop.remove_address(&ada.id, &ids[1]).await.unwrap());
        assert_eq!(book(shop, &ada.id).await, ["Hafen 3*", "Hafen 1"]);
        assert!(shop.remove_address(&ada.id, &ids[0]).await.unwrap());
        assert_eq!(book(shop, &ada.id).await, ["Hafen 3*"]);
        assert!(shop.remove_address(&ada.id, &ids[2]).await.unwrap());
        added(shop, &ada.id, &postal("Hafen 4")).await;
        assert_eq!(book(shop, &ada.id).await, ["Hafen 4*"]);
    }
);

on_both!(
    a_changed_address_that_is_another_is_one_with_it,
    |url| async {
        let desk = Desk::open(&url).await;
        let (shop, (_, ada)) = (&desk.shop, desk.register(ADA).await);
        let one = added(shop, &ada.id, &postal("Hafen 1")).await;
        let two = added(shop, &ada.id, &postal("Hafen 2")).await;
        let change = shop.change_address(&ada.id, &one, &postal("Hafen 9")).await;
        assert!(change.unwrap());
        assert_eq!(book(shop, &ada.id).await, ["Hafen 9*", "Hafen 2"]);
        let change = shop.change_address(&ada.id, &one, &postal("Hafen 2")).await;
        assert!(change.unwrap());
        assert_eq!(book(shop, &ada.id).await, ["Hafen 2*"]);
        assert_eq!(shop.address(&ada.id, &one).await.unwrap(), None);
        assert!(shop.address(&ada.id, &two).await.unwrap().is_some());
    }
);

on_both!(anothers_address_is_as_unknown_as_none, |url| async {
    let desk = Desk::open(&url).await;
    let shop = &desk.shop;
    let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
    let adas = added(shop, &ada.id, &postal("Hafen 1")).await;
    added(shop, &mira.id, &postal("Deich 1")).await;
    for id in [adas, AddressId::from_text("nothing")] {
        let new = postal("Deich 2");
        assert_eq!(shop.address(&mira.id, &id).await.unwrap(), None);
        assert!(!shop.change_address(&mira.id, &id, &new).await.unwrap());
        assert!(!shop.make_address_default(&mira.id, &id).await.unwrap());
        assert!(!shop.remove_address(&mira.id, &id).await.unwrap());
    }
    assert_eq!(book(shop, &ada.id).await, ["Hafen 1*"]);
    assert_eq!(book(shop, &mira.id).await, ["Deich 1*"]);
});

on_both!(
    a_book_takes_twenty_even_when_all_come_at_once,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let mut adds = Vec::new();
        for number in 0..MOST_ADDRESSES + 4 {
            let (shop, account) = (desk.shop.clone(), ada.id.clone());
            adds.push(tokio::spawn(async move {
                let address = postal(&format!("Hafen {number}"));
                shop.keep_address(&account, &address).await.unwrap()
            }));
        }
        let mut full = 0;
        for add in adds {
            full += usize::from(add.await.unwrap() == AddressKept::Full);
        }
        assert_eq!(full, 4);
        let book = desk.shop.addresses(&ada.id).await.unwrap();
        assert_eq!(book.len(), MOST_ADDRESSES);
        assert_eq!(book.iter().filter(|saved| saved.is_default).count(), 1);
    }
);

on_both!(who_is_gone_keeps_nothing, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    desk.delete(&ada.id, PASSWORD).await;
    let kept = desk.shop.keep_address(&ada.id, &postal("Hafen 1")).await;
    assert_eq!(kept.unwrap(), AddressKept::NoAccount);
});
