//! Stock that is kept, taken and given back.

use commerce::{order::OrderStatus, payment::PaymentStep};

use crate::bench::{THREE_D_SECURE, VISA, catalogue, on_bench};

on_bench!(
    stock_is_kept_for_who_pays_and_never_blocks_that_buyer,
    |bench| async {
        bench.add("LAMP", 1).await;
        let other = bench.other_buyer();
        other.add("LAMP", 1).await;
        let token = bench.place().await;
        let others = other.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        assert_eq!(bench.stock("LAMP").await, (1, 1));
        assert_eq!(other.pay(&others, VISA).await, PaymentStep::CartChanged);
        let mine = bench.shop.cart(&bench.cart_id).await.expect("a cart");
        assert_eq!(
            mine.lines[0].available, 1,
            "a buyer's own reservation is the buyer's"
        );
        let theirs = other.shop.cart(&other.cart_id).await.expect("a cart");
        assert_eq!(theirs.lines[0].available, 0);
        bench.answer_bank("complete").await;
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        assert_eq!(bench.stock("LAMP").await, (0, 0));
    }
);

on_bench!(
    stock_of_a_payment_that_was_left_returns_and_its_intent_is_cancelled,
    |bench| async {
        bench.add("LAMP", 1).await;
        let token = bench.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.stock("LAMP").await, (1, 0));
        assert_eq!(bench.order(&token).await.status, OrderStatus::Expired);
        assert_eq!(bench.intents().await[0]["status"], "canceled");
    }
);

on_bench!(
    money_that_comes_when_the_goods_are_gone_goes_back,
    |bench| async {
        bench.add("MUG", 2).await;
        let token = bench.place().await;
        bench.pay(&token, "4000000000009995").await;
        bench.line().lose_answers(1);
        bench.pay(&token, VISA).await;
        bench.import(&catalogue("24.00", 1)).await;
        bench.reconcile().await;
        let order = bench.order(&token).await;
        assert_eq!(order.status, OrderStatus::Refunded);
        assert_eq!(bench.kept_by_stripe().await, 0);
        assert_eq!(bench.stock("MUG").await, (1, 0));
    }
);
