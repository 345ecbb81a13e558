//! What an account has ordered.

use commerce::{Currency, Money, order::OrderStatus};

use crate::desk::{ADA, Desk, MIRA};
use crate::support::on_both;

on_both!(what_was_ordered_is_listed_newest_first, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let (first, second) = (
        desk.order_of(ADA, Some(&ada.id)).await,
        desk.order_of(MIRA, Some(&ada.id)).await,
    );
    desk.pay_all().await;
    desk.order_of(ADA, Some(&ada.id)).await;
    let history = desk.shop.orders_of(&ada, 1).await.unwrap();
    assert_eq!((history.page, history.pages), (1, 1));
    let tokens: Vec<_> = history.orders.iter().map(|order| &order.token).collect();
    assert_eq!(
        tokens,
        [&second.token, &first.token],
        "a draft is no history"
    );
    let order = &history.orders[0];
    assert_eq!(order.status, OrderStatus::Paid);
    assert_eq!(order.total, Money::new(2_890, Currency::EUR));
    let line = &order.lines[0];
    assert_eq!((line.title.as_str(), line.quantity), ("Mug", 1));
    assert!(order.number > history.orders[1].number);
});

on_both!(
    what_was_ordered_as_a_guest_is_the_accounts_from_the_start,
    |url| async {
        let desk = Desk::open(&url).await;
        let (mine, _) = (
            desk.order_of("Ada.BYRON@example.org", None).await,
            desk.order_of(MIRA, None).await,
        );
        desk.pay_all().await;
        let (_, ada) = desk.register(ADA).await;
        assert_eq!(desk.count("SELECT COUNT(account) FROM orders").await, 1);
        let history = desk.shop.orders_of(&ada, 1).await.unwrap();
        assert_eq!(history.orders.len(), 1);
        assert_eq!(history.orders[0].token, mine.token);
    }
);

on_both!(a_guests_order_of_later_is_claimed_by_looking, |url| async {
    let desk = Desk::open(&url).await;
    let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
    desk.order_of(ADA, None).await;
    desk.order_of(ADA, Some(&mira.id)).await;
    desk.pay_all().await;
    assert_eq!(desk.shop.orders_of(&ada, 1).await.unwrap().orders.len(), 1);
    assert_eq!(desk.shop.orders_of(&mira, 1).await.unwrap().orders.len(), 1);
});

on_both!(a_long_history_has_pages, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    for _ in 0..11 {
        desk.order_of(ADA, Some(&ada.id)).await;
    }
    desk.pay_all().await;
    let first = desk.shop.orders_of(&ada, 0).await.unwrap();
    assert_eq!((first.orders.len(), first.page, first.pages), (10, 1, 2));
    let last = desk.shop.orders_of(&ada, 9).await.unwrap();
    assert_eq!((last.orders.len(), last.page, last.pages), (1, 2, 2));
    assert!(last.orders[0].number < first.orders[9].number);
});

on_both!(
    an_order_that_is_being_paid_stays_with_its_guest,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        desk.order_of(ADA, None).await;
        let of_ada = "SELECT COUNT(account) FROM orders";
        for (status, claimed) in [
            ("awaiting_payment", 0),
            ("requires_action", 0),
            ("processing", 1),
        ] {
            sqlx::query("UPDATE orders SET status = $1")
                .bind(status)
                .execute(&desk.store)
                .await
                .unwrap();
            desk.shop.orders_of(&ada, 1).await.unwrap();
            assert_eq!(desk.count(of_ada).await, claimed, "{status}");
        }
    }
);
