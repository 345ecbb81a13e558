//! Calls that reach Stripe and whose answers do not come back.

use commerce::{order::OrderStatus, payment::PaymentStep};

use crate::bench::{Bench, DECLINED, VISA, on_bench};

on_bench!(
    a_confirm_whose_answer_is_lost_is_found_paid_by_the_reconciler,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        let method = bench.card("4000000000009995").await;
        bench
            .shop
            .pay(&bench.cart_id, &token, &method, None)
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
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        assert_eq!(bench.order(&token).await.status, OrderStatus::Paid);
    }
);

on_bench!(
    while_nobody_knows_what_came_of_an_attempt_the_order_is_being_checked,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, DECLINED).await;
        bench.line().lose_answers(1);
        bench.pay(&token, VISA).await;
        bench.line().cut(true);
        assert_eq!(bench.order(&token).await.status, OrderStatus::Processing);
        bench.line().cut(false);
        assert_eq!(bench.order(&token).await.status, OrderStatus::Paid);
    }
);

on_bench!(
    when_an_attempt_came_to_nothing_the_order_is_as_before,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, DECLINED).await;
        bench.line().lose_calls(1);
        bench.pay(&token, DECLINED).await;
        bench.line().cut(true);
        assert_eq!(bench.order(&token).await.status, OrderStatus::Processing);
        bench.line().cut(false);
        let order = bench.order(&token).await;
        assert_eq!(order.status, OrderStatus::AwaitingPayment);
        assert_eq!(bench.kept_by_stripe().await, 0);
    }
);

on_bench!(
    an_order_page_waits_for_whoever_is_at_the_payment,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.pay_on_page(&page, VISA).await;
        bench
            .change("UPDATE payments SET lease = 'a webhook', leased_until = 99999999999999")
            .await;
        let release = async {
            tokio::time::sleep(std::time::Duration::from_millis(200)).await;
            bench
                .change("UPDATE payments SET lease = NULL, leased_until = 0")
                .await;
        };
        let (order, ()) = tokio::join!(bench.order(&token), release);
        assert_eq!(order.status, OrderStatus::Paid);
    }
);
