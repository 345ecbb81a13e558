//! Carts in several tabs at once, and after a restart.

use commerce::cart::{CartOutcome, Quantity};
use shop::cart::CartKey;

use crate::market::{market, open, sku};
use crate::support::on_both;

on_both!(a_cart_survives_a_restart, |url| async {
    let key = CartKey::generate();
    let shop = market(&url).await;
    let before = shop
        .add_to_cart(&key, &sku("MUG-S"), Quantity::ONE)
        .await
        .unwrap()
        .cart;
    shop.store().close().await;
    let key = CartKey::from_cookie(key.as_cookie()).unwrap();
    assert_eq!(open(&url).await.cart(&key).await.unwrap(), before);
});

on_both!(twenty_adds_at_once_add_up, |url| async {
    let shop = market(&url).await;
    let key = CartKey::generate();
    let mut adds = Vec::new();
    for _ in 0..20 {
        let (shop, key) = (shop.clone(), key.clone());
        adds.push(tokio::spawn(async move {
            shop.add_to_cart(&key, &sku("PENCIL"), Quantity::ONE)
                .await
                .unwrap()
                .outcome
        }));
    }
    for add in adds {
        assert_eq!(add.await.unwrap(), CartOutcome::Done);
    }
    assert_eq!(shop.cart(&key).await.unwrap().lines[0].quantity.get(), 20);
});

on_both!(
    of_twenty_adds_at_once_of_five_pieces_five_are_done,
    |url| async {
        let shop = market(&url).await;
        let key = CartKey::generate();
        let mut adds = Vec::new();
        for _ in 0..20 {
            let (shop, key) = (shop.clone(), key.clone());
            adds.push(tokio::spawn(async move {
                shop.add_to_cart(&key, &sku("MUG-S"), Quantity::ONE)
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
        assert_eq!(shop.cart(&key).await.unwrap().lines[0].quantity.get(), 5);
    }
);

on_both!(tabs_that_add_remove_and_read_never_fail, |url| async {
    let shop = market(&url).await;
    let key = CartKey::generate();
    let mut tabs = Vec::new();
    for tab in 0..12 {
        let (shop, key) = (shop.clone(), key.clone());
        tabs.push(tokio::spawn(async move {
            let name = sku(["MUG-S", "JUG", "PENCIL"][tab % 3]);
            shop.add_to_cart(&key, &name, Quantity::ONE).await.unwrap();
            shop.acknowledge_notices(&key).await.unwrap();
            shop.set_quantity(&key, &name, None).await.unwrap();
            shop.cart(&key).await.unwrap();
        }));
    }
    for tab in tabs {
        tab.await.unwrap();
    }
    assert!(shop.cart(&key).await.unwrap().lines.is_empty());
});
