//! Cards whose bank wants the buyer to confirm.

use commerce::{
    order::OrderStatus,
    payment::{DeclineReason, PaymentFlow, PaymentStep},
    timeline::OrderEvent,
};

use crate::bench::{Bench, THREE_D_SECURE, VISA, on_bench};

on_bench!(
    the_server_confirms_again_after_the_buyer_confirmed_at_the_bank,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        let step = bench.pay(&token, THREE_D_SECURE).await;
        assert!(matches!(step, PaymentStep::Authenticate { .. }), "{step:?}");
        assert_eq!(
            bench.order(&token).await.status,
            OrderStatus::RequiresAction
        );
        assert_eq!(bench.kept_by_stripe().await, 0);

        bench.answer_bank("complete").await;
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
        let timeline = bench.order(&token).await.timeline;
        let told = |event: OrderEvent| timeline.iter().filter(|entry| entry.event == event).count();
        assert_eq!(told(OrderEvent::ActionRequested), 1);
        assert_eq!(told(OrderEvent::ActionCompleted), 1);
    }
);

on_bench!(
    a_failed_confirmation_leaves_the_order_open_for_another_card,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        bench.answer_bank("fail").await;
        let step = bench.resume(&token).await;
        assert_eq!(
            step,
            PaymentStep::Declined(DeclineReason::AuthenticationFailed)
        );
        assert_eq!(
            bench.pay(&token, VISA).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(
    an_accounts_unfinished_order_is_offered_to_that_account_only,
    |bench| async {
        let (ada, mira) = (
            bench.register("ada@example.org").await,
            bench.register("mira@example.org").await,
        );
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        sqlx::query("UPDATE orders SET account = $1")
            .bind(ada.0.as_str())
            .execute(bench.store())
            .await
            .expect("a statement");
        let offered = async |account| {
            let unfinished = bench.shop.unfinished_order(&bench.cart_id, account).await;
            unfinished.expect("a store").map(|order| order.token)
        };
        assert_eq!(offered(Some(&ada.0)).await, Some(token));
        assert_eq!(offered(Some(&mira.0)).await, None);
        assert_eq!(offered(None).await, None);
    }
);

on_bench!(
    a_reload_at_the_bank_goes_on_with_the_same_payment,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        let unfinished = bench
            .shop
            .unfinished_order(&bench.cart_id, None)
            .await
            .expect("a store")
            .expect("an unfinished order");
        assert_eq!((unfinished.token, unfinished.waits), (token.clone(), true));
        assert_eq!(unfinished.flow, PaymentFlow::Manual);
        let again = bench.resume(&token).await;
        assert!(
            matches!(again, PaymentStep::Authenticate { .. }),
            "{again:?}"
        );
        bench.answer_bank("complete").await;
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        assert_eq!(bench.intents().await.len(), 1);
    }
);

on_bench!(
    another_card_in_the_middle_of_the_confirmation_cancels_the_first_attempt,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        assert_eq!(
            bench.pay(&token, VISA).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
        let intents = bench.intents().await;
        let with = |status: &str| {
            intents
                .iter()
                .filter(|intent| intent["status"] == status)
                .count()
        };
        assert_eq!((with("canceled"), with("succeeded")), (1, 1));
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(
    a_payment_that_the_buyer_cancels_can_never_be_paid,
    |bench| async {
        bench.add("LAMP", 1).await;
        let token = bench.place().await;
        bench.pay(&token, THREE_D_SECURE).await;
        assert_eq!(bench.stock("LAMP").await, (1, 1));
        bench
            .shop
            .cancel_payment(&bench.cart_id, &token)
            .await
            .expect("a store");
        assert_eq!(bench.stock("LAMP").await, (1, 0), "the stock is free again");
        assert_eq!(bench.intents().await[0]["status"], "canceled");
        assert_eq!(
            bench.pay(&token, VISA).await,
            PaymentStep::Paid {
                order: token.path()
            }
        );
    }
);

on_bench!(
    who_comes_back_from_the_bank_without_the_cart_is_sent_to_the_orders_page,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, THREE_D_SECURE).await;
        let page = PaymentStep::Checking {
            order: token.path(),
        };
        let elsewhere = bench.other_buyer();
        assert_eq!(elsewhere.resume(&token).await, page);
        let nowhere = bench.shop.resume(None, &token).await;
        assert_eq!(nowhere.expect("a store"), page);
        assert_eq!(bench.kept_by_stripe().await, 0);
    }
);
