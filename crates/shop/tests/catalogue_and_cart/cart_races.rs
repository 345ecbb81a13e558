//! Carts in several tabs at once, and after a restart.

use commerce::cart::{CartOutcome, Quantity};
use shop::cart::CartKey;

use crate::market::{market, open, sku};
use crate::support::on_both;

on_both!(a_cart_survives_a_restart, |url| async {
    let key = CartKey::generate();
    let shop = market(&url).await;
    let before = shop
        .add_to_cart(&key.id(), &sku("MUG-S"), Quantity::ONE)
        .await
        .unwrap()
        .cart;
    shop.store().close().await;
    let key = CartKey::from_cookie(key.as_cookie()).unwrap();
    assert_eq!(open(&url).await.cart(&key.id()).await.unwrap(), before);
});

on_both!(twenty_adds_at_once_add_up, |url| async {
    let shop = market(&url).await;
    let id = CartKey::generate().id();
    let mut adds = Vec::new();
    for _ in 0..20 {
        let (shop, id) = (shop.clone(), id.clone());
        adds.push(tokio::spawn(async move {
            shop.add_to_cart(&id, &sku("PENCIL"), Quantity::ONE)
                .await
                .unwrap()
                .outcome
        }));
    }
    for add in adds {
        assert_eq!(add.await.unwrap(), CartOutcome::Done);
    }
    assert_eq!(shop.cart(&id).await.unwrap().lines[0].quantity.get(), 20);
});

on_both!(
    of_twenty_adds_at_once_of_five_pieces_five_are_done,
    |url| async {
        let shop = market(&url).await;
        let id = CartKey::generate().id();
        let mut adds = Vec::new();
        for _ in 0..20 {
            let (shop, id) = (shop.clone(), id.clone());
            adds.push(tokio::spawn(async move {
                shop.add_to_cart(&id, &sku("MUG-S"), Quantity::ONE)
                    .await
                    .unwrap()
                    .outcome
            }));
        }
        let mut done = 0;
        for add in adds {
            match add.await.unwrap() {
                CartOutcome::Done => done += 1,
                other => assert_eq!(other, CartOutcome::OnlySoMany(5)),
            }
        }
        assert_eq!(done, 5);
        assert_eq!(shop.cart(&id).await.unwrap().lines[0].quantity.get(), 5);
    }
);

on_both!(tabs_that_add_remove_and_read_never_fail, |url| async {
    let shop = market(&url).await;
    let id = CartKey::generate().id();
    let mut tabs = Vec::new();
    for tab in 0..12 {
        let (shop, id) = (shop.clone(), id.clone());
        tabs.push(tokio::spawn(async move {
            let name = sku(["MUG-S", "JUG", "PENCIL"][tab % 3]);
            shop.add_to_cart(&id, &name, Quantity::ONE).await.unwrap();
            shop.acknowledge_notices(&id).await.unwrap();
            shop.set_quantity(&id, &name, None).await.unwrap();
            shop.cart(&id).await.unwrap();
        }));
    }
    for tab in tabs {
        tab.await.unwrap();
    }
    assert!(shop.cart(&id).await.unwrap().lines.is_empty());
});
