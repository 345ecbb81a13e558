//! Carts: limits, and what is told of changes.

use commerce::{
    Currency, Money,
    cart::{CartNotice, CartOutcome, Quantity},
};
use shop::{
    Shop,
    cart::{CartId, CartKey},
};

use crate::market::{CATALOGUE, import, market, sku, sql};
use crate::support::on_both;

fn pieces(number: u32) -> Quantity {
    Quantity::try_from(number).unwrap()
}

fn euro(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

/// A id whose cart holds so many of a variant.
async fn cart_with(shop: &Shop, name: &str, number: u32) -> CartId {
    let id = CartKey::generate().id();
    let change = shop
        .add_to_cart(&id, &sku(name), pieces(number))
        .await
        .unwrap();
    assert_eq!(change.outcome, CartOutcome::Done);
    id
}

on_both!(
    a_cart_holds_what_was_added_in_that_order_at_todays_prices,
    |url| async {
        let shop = market(&url).await;
        let id = cart_with(&shop, "PENCIL", 2).await;
        let change = shop
            .add_to_cart(&id, &sku("MUG-L"), pieces(1))
            .await
            .unwrap();
        let names: Vec<_> = change
            .cart
            .lines
            .iter()
            .map(|line| line.sku.as_str())
            .collect();
        assert_eq!(names, ["PENCIL", "MUG-L"]);
        assert_eq!(
            (change.cart.items, change.cart.count()),
            (euro(240 + 2_850), 3)
        );
        let mug = &change.cart.lines[1];
        assert_eq!(
            (mug.title.as_str(), mug.options[0].value.as_str()),
            ("Mug", "Large")
        );
        assert_eq!((mug.product.as_str(), mug.available), ("mug", 2));
        assert_eq!(shop.cart(&id).await.unwrap(), change.cart);
    }
);

on_both!(
    a_key_that_was_never_used_opens_an_empty_cart_and_no_one_elses,
    |url| async {
        let shop = market(&url).await;
        cart_with(&shop, "PENCIL", 2).await;
        let cart = shop.cart(&CartKey::generate().id()).await.unwrap();
        assert!(cart.lines.is_empty());
        assert_eq!(cart.items, euro(0));
    }
);

on_both!(no_more_is_put_in_than_there_is, |url| async {
    let shop = market(&url).await;
    let id = cart_with(&shop, "MUG-S", 4).await;
    let change = shop
        .add_to_cart(&id, &sku("MUG-S"), pieces(3))
        .await
        .unwrap();
    assert_eq!(change.outcome, CartOutcome::OnlySoMany(5));
    assert_eq!(change.cart.lines[0].quantity, pieces(5));
    let change = shop
        .set_quantity(&id, &sku("MUG-S"), Some(pieces(9)))
        .await
        .unwrap();
    assert_eq!(change.outcome, CartOutcome::OnlySoMany(5));
    let change = shop
        .add_to_cart(&id, &sku("PLATE"), Quantity::ONE)
        .await
        .unwrap();
    assert_eq!(
        (change.outcome, change.cart.lines.len()),
        (CartOutcome::SoldOut, 1)
    );
    let change = shop
        .add_to_cart(&id, &sku("SOFA"), Quantity::ONE)
        .await
        .unwrap();
    assert_eq!(
        (change.outcome, change.cart.lines.len()),
        (CartOutcome::Unknown, 1)
    );
});

on_both!(no_line_grows_beyond_ninety_nine, |url| async {
    let shop = market(&url).await;
    let id = cart_with(&shop, "JUG", 60).await;
    let change = shop
        .add_to_cart(&id, &sku("JUG"), pieces(60))
        .await
        .unwrap();
    assert_eq!(change.cart.lines[0].quantity.get(), Quantity::MAX);
    assert_eq!(change.cart.items, euro(99 * 5_800));
});

on_both!(what_others_have_reserved_cannot_be_put_in, |url| async {
    let shop = market(&url).await;
    sql(&url, "UPDATE variants SET reserved = 3 WHERE sku = 'MUG-S'").await;
    let id = CartKey::generate().id();
    let change = shop
        .add_to_cart(&id, &sku("MUG-S"), pieces(4))
        .await
        .unwrap();
    assert_eq!(change.outcome, CartOutcome::OnlySoMany(2));
});

on_both!(quantities_change_and_lines_leave, |url| async {
    let shop = market(&url).await;
    let id = cart_with(&shop, "MUG-S", 4).await;
    let change = shop
        .set_quantity(&id, &sku("MUG-S"), Some(pieces(2)))
        .await
        .unwrap();
    assert_eq!(
        (change.outcome, change.cart.items),
        (CartOutcome::Done, euro(4_800))
    );
    let change = shop
        .set_quantity(&id, &sku("PENCIL"), Some(pieces(3)))
        .await
        .unwrap();
    assert_eq!(
        (change.outcome, change.cart.count()),
        (CartOutcome::Done, 5)
    );
    let change = shop.set_quantity(&id, &sku("MUG-S"), None).await.unwrap();
    assert_eq!(
        (change.outcome, change.cart.count()),
        (CartOutcome::Done, 3)
    );
    let change = shop.set_quantity(&id, &sku("MUG-S"), None).await.unwrap();
    assert_eq!(
        (change.outcome, change.cart.count()),
        (CartOutcome::Done, 3)
    );
});

on_both!(
    a_changed_price_is_told_until_the_customer_has_read_it,
    |url| async {
        let shop = market(&url).await;
        let id = cart_with(&shop, "MUG-S", 2).await;
        import(&shop, &CATALOGUE.replace("24.00", "26.00")).await;
        let cart = shop.cart(&id).await.unwrap();
        let told = [CartNotice::PriceChanged {
            title: "Mug".to_owned(),
            from: euro(2_400),
            to: euro(2_600),
        }];
        assert_eq!((cart.items, &cart.notices[..]), (euro(5_200), &told[..]));
        let change = shop
            .add_to_cart(&id, &sku("MUG-S"), Quantity::ONE)
            .await
            .unwrap();
        assert_eq!(change.cart.notices, told, "adding more is not reading");
        assert!(
            shop.acknowledge_notices(&id)
                .await
                .unwrap()
                .notices
                .is_empty()
        );
        assert_eq!(shop.cart(&id).await.unwrap().items, euro(7_800));
    }
);

on_both!(fewer_left_lowers_the_quantity_and_says_so, |url| async {
    let shop = market(&url).await;
    let id = cart_with(&shop, "MUG-S", 4).await;
    import(&shop, &CATALOGUE.replace("24.00,EUR,5", "24.00,EUR,1")).await;
    let cart = shop.cart(&id).await.unwrap();
    assert_eq!(
        cart.notices,
        [CartNotice::FewerLeft {
            title: "Mug".to_owned(),
            left: 1
        }]
    );
    assert_eq!(
        (cart.lines[0].quantity, cart.items),
        (pieces(1), euro(2_400))
    );
    assert!(
        shop.acknowledge_notices(&id)
            .await
            .unwrap()
            .notices
            .is_empty()
    );
    import(&shop, CATALOGUE).await;
    let cart = shop.cart(&id).await.unwrap();
    assert_eq!(cart.count(), 1, "what was read stays as it was read");
});

on_both!(
    a_line_that_sold_out_stays_uncounted_and_returns_with_the_stock,
    |url| async {
        let shop = market(&url).await;
        let id = cart_with(&shop, "MUG-S", 4).await;
        import(&shop, &CATALOGUE.replace("24.00,EUR,5", "24.00,EUR,0")).await;
        let cart = shop.acknowledge_notices(&id).await.unwrap();
        assert_eq!(
            cart.notices,
            [CartNotice::SoldOut {
                title: "Mug".to_owned()
            }]
        );
        assert!(cart.is_empty() && cart.lines[0].sold_out());
        let change = shop
            .set_quantity(&id, &sku("MUG-S"), Some(pieces(1)))
            .await
            .unwrap();
        assert_eq!(change.outcome, CartOutcome::SoldOut);
        import(&shop, CATALOGUE).await;
        assert_eq!(shop.cart(&id).await.unwrap().count(), 4);
    }
);

on_both!(what_is_no_longer_sold_leaves_and_says_so, |url| async {
    let shop = market(&url).await;
    let id = cart_with(&shop, "PENCIL", 2).await;
    let without: String = CATALOGUE
        .lines()
        .filter(|line| !line.contains("encil"))
        .map(|line| format!("{line}\n"))
        .collect();
    import(&shop, &without).await;
    let cart = shop.cart(&id).await.unwrap();
    assert_eq!(
        cart.notices,
        [CartNotice::Withdrawn {
            title: "Pencil".to_owned()
        }]
    );
    assert!(cart.lines.is_empty());
    let change = shop
        .add_to_cart(&id, &sku("PENCIL"), Quantity::ONE)
        .await
        .unwrap();
    assert_eq!(change.outcome, CartOutcome::Unknown);
    assert!(
        shop.acknowledge_notices(&id)
            .await
            .unwrap()
            .notices
            .is_empty()
    );
    import(&shop, CATALOGUE).await;
    assert!(shop.cart(&id).await.unwrap().lines.is_empty());
});

on_both!(
    another_currency_is_not_told_as_a_price_change,
    |url| async {
        let shop = market(&url).await;
        let id = cart_with(&shop, "PENCIL", 2).await;
        import(
            &shop,
            &CATALOGUE.replace("EUR", "USD").replace("1.20", "1.50"),
        )
        .await;
        let cart = shop.cart(&id).await.unwrap();
        assert_eq!(cart.items, Money::new(300, Currency::USD));
        assert!(cart.notices.is_empty());
    }
);
