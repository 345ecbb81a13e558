//! One buyer, one card after the other.

use commerce::{
    order::OrderStatus,
    payment::{DeclineReason, PaymentStep},
    timeline::OrderEvent,
};

use crate::bench::{Bench, DECLINED, VISA, on_bench};

on_bench!(
    a_good_card_pays_the_order_takes_the_stock_and_empties_the_cart,
    |bench| async {
        bench.add("MUG", 2).await;
        let token = bench.place().await;
        assert_eq!(
            bench.pay(&token, VISA).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );

        let order = bench.order(&token).await;
        assert_eq!(
            (order.status, order.total),
            (OrderStatus::Paid, Bench::total(2))
        );
        let card = order.card.expect("a card");
        assert_eq!((card.brand.as_str(), card.last4.as_str()), ("visa", "4242"));
        assert_eq!(bench.stock("MUG").await, (18, 0));
        assert_eq!(bench.kept_by_stripe().await, Bench::total(2).minor);
        assert!(
            bench
                .shop
                .cart(&bench.cart_id)
                .await
                .expect("a cart")
                .lines
                .is_empty()
        );
        let events: Vec<_> = order
            .timeline
            .into_iter()
            .map(|entry| entry.event)
            .collect();
        let paid = OrderEvent::Paid {
            amount: Bench::total(2),
        };
        assert_eq!(
            events,
            [OrderEvent::Placed, OrderEvent::PaymentStarted, paid]
        );
    }
);

on_bench!(
    every_changing_call_is_written_down_before_it_is_sent,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, DECLINED).await;
        bench.pay(&token, VISA).await;
        assert_eq!(
            bench.line().calls(),
            (3, 0),
            "one create and two confirms, each written before"
        );
    }
);

on_bench!(
    after_a_decline_another_card_pays_the_same_order,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        let declined = bench.pay(&token, DECLINED).await;
        assert_eq!(
            declined,
            PaymentStep::Declined(DeclineReason::InsufficientFunds)
        );
        assert_eq!(
            bench.order(&token).await.status,
            OrderStatus::AwaitingPayment
        );
        assert_eq!(
            bench.place().await.as_str(),
            token.as_str(),
            "the same order is placed again"
        );
        assert_eq!(
            bench.pay(&token, VISA).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        assert_eq!(bench.intents().await.len(), 1);
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(
    asking_again_with_the_same_card_charges_nothing_more,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        let method = bench.card(DECLINED).await;
        let first = bench
            .shop
            .pay(&bench.cart_id, &token, &method, None)
            .await
            .expect("an engine");
        let calls = bench.line().calls();
        let second = bench
            .shop
            .pay(&bench.cart_id, &token, &method, None)
            .await
            .expect("an engine");
        assert_eq!(first, second);
        assert_eq!(bench.line().calls(), calls, "the answer was known");
    }
);

on_bench!(ten_declines_in_a_row_are_enough, |bench| async {
    bench.add("MUG", 1).await;
    let token = bench.place().await;
    for _ in 0..10 {
        assert!(matches!(
            bench.pay(&token, DECLINED).await,
            PaymentStep::Declined(_)
        ));
    }
    assert!(matches!(
        bench.pay(&token, VISA).await,
        PaymentStep::TooManyAttempts { .. }
    ));
    assert_eq!(bench.kept_by_stripe().await, 0);
});

on_bench!(nobody_else_can_pay_or_resume_an_order, |bench| async {
    bench.add("MUG", 1).await;
    let token = bench.place().await;
    let stranger = bench.other_buyer();
    assert_eq!(stranger.pay(&token, VISA).await, PaymentStep::NoOpenOrder);
    // The order's page is for whoever has its token.
    assert_eq!(
        stranger.resume(&token).await,
        PaymentStep::Checking {
            order: token.path()
        }
    );
    assert_eq!(bench.intents().await.len(), 0);
});
