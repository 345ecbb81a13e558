//! Ordering the same once more.

use commerce::{Currency, Money, cart::CartOutcome};
use shop::cart::CartKey;

use crate::desk::{ADA, Desk, MIRA, details};
use crate::support::on_both;

on_both!(as_much_as_there_is_goes_into_the_cart, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let (cart, typed) = (CartKey::generate().id(), details(ADA, "Hafenstraße 7"));
    for line in [("MUG", 3), ("LAMP", 2)] {
        desk.order(&cart, line, &typed, None).await;
    }
    let placed = desk.order(&cart, ("CARD", 5), &typed, Some(&ada.id)).await;
    desk.pay_all().await;
    desk.sql("UPDATE variants SET stock = 1 WHERE sku = 'LAMP'")
        .await;
    desk.sql("UPDATE variants SET withdrawn = 1 WHERE sku = 'CARD'")
        .await;
    desk.sql("UPDATE variants SET price = 2500 WHERE sku = 'MUG'")
        .await;
    let id = CartKey::generate().id();
    let again = desk.shop.order_again(&ada.id, &id, &placed.token);
    let again = again.await.unwrap().expect("an order");
    let mut outcomes: Vec<_> = again
        .lines
        .iter()
        .map(|line| (line.title.as_str(), line.quantity, line.outcome))
        .collect();
    outcomes.sort_unstable_by_key(|line| line.0);
    assert_eq!(
        outcomes,
        [
            ("Lamp", 2, CartOutcome::OnlySoMany(1)),
            ("Mug", 3, CartOutcome::Done),
            ("Postcard", 5, CartOutcome::Unknown),
        ]
    );
    assert_eq!(
        again.cart.items,
        Money::new(3 * 2_500 + 14_500, Currency::EUR)
    );
    assert_eq!(desk.shop.cart(&id).await.unwrap(), again.cart);
});

on_both!(anothers_order_is_as_unknown_as_none, |url| async {
    let desk = Desk::open(&url).await;
    let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
    let placed = desk.order_of(ADA, Some(&ada.id)).await;
    let id = CartKey::generate().id();
    let again = desk.shop.order_again(&mira.id, &id, &placed.token);
    assert_eq!(again.await.unwrap(), None);
    assert!(desk.shop.cart(&id).await.unwrap().lines.is_empty());
});
