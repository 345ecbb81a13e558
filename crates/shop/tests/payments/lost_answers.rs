//! Calls that reach Stripe and whose answers do not come back.

use commerce::{order::OrderStatus, payment::PaymentStep};

use crate::bench::{Bench, VISA, on_bench};

on_bench!(
    a_confirm_whose_answer_is_lost_is_found_paid_by_the_reconciler,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        let method = bench.card("4000000000009995").await;
        bench
            .shop
            .pay(&bench.key, &token, &method)
            .await
            .expect("an engine");
        bench.line().lose_answers(1);
        let step = bench.pay(&token, VISA).await;
        assert_eq!(
            step,
            PaymentStep::Checking {
                order: token.path()
            }
        );
        bench.reconcile().await;
        assert_eq!(bench.order(&token).await.status, OrderStatus::Paid);
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
        assert_eq!(bench.stock("MUG").await, (19, 0));
    }
);

on_bench!(
    pressing_pay_again_after_a_lost_answer_charges_once,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.line().lose_answers(1);
        let step = bench.pay(&token, VISA).await;
        assert_eq!(
            step,
            PaymentStep::Unavailable,
            "the intent was made, but we do not know which"
        );
        assert_eq!(
            bench.pay(&token, VISA).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        assert_eq!(
            bench.intents().await.len(),
            1,
            "the create was sent again with its own key"
        );
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(
    an_order_page_finds_the_payment_whose_answer_was_lost,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, "4000000000009995").await;
        bench.line().lose_answers(1);
        bench.pay(&token, VISA).await;
        tokio::time::sleep(std::time::Duration::from_millis(2_100)).await;
        assert_eq!(bench.order(&token).await.status, OrderStatus::Paid);
    }
);
