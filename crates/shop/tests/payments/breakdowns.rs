//! Stripe breaks down over a call, and repeats that for the call's key: what became of it has to be looked for.

use commerce::{Currency, Money, order::OrderStatus, payment::PaymentStep};
use shop::orders::OrderToken;

use crate::bench::{Bench, VISA, buyer::paid, on_bench};

async fn is_paid_once(bench: &Bench, token: &OrderToken) {
    assert_eq!(bench.status(token).await, OrderStatus::Paid);
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    assert_eq!(bench.stock("MUG").await, (19, 0));
}

on_bench!(
    a_charge_that_was_made_all_the_same_is_found_and_not_made_again,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().break_down(1);
        let step = bench.pay_with_token(&token, VISA).await;
        assert!(matches!(step, PaymentStep::Checking { .. }), "{step:?}");
        assert_eq!(bench.pay_with_token(&token, VISA).await, paid(&token));
        assert_eq!(bench.charges().await.len(), 1);
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    the_reconciler_finds_a_charge_that_was_made_all_the_same,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().break_down(1);
        bench.pay_with_token(&token, VISA).await;
        bench.reconcile().await;
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    an_intent_that_was_made_all_the_same_is_the_one_that_is_paid,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().break_down(1);
        assert_eq!(bench.pay(&token, VISA).await, PaymentStep::Unavailable);
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    a_page_that_was_opened_all_the_same_is_the_one_that_the_buyer_gets,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().break_down(1);
        assert_eq!(bench.begin_hosted(&token).await, PaymentStep::Unavailable);
        let page = bench.page(&token).await;
        assert_eq!(bench.sessions().await.len(), 1);
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.resume(&token).await, paid(&token));
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    a_refund_that_was_made_all_the_same_is_not_made_again,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        let part = Money {
            minor: 490,
            currency: Currency::EUR,
        };
        bench.line().break_down(1);
        let _unclear = bench.refund(&token, Some(part)).await;
        bench.reconcile().await;
        assert_eq!(bench.refunds().await.len(), 1);
        assert_eq!(bench.status(&token).await, OrderStatus::PartlyRefunded);
        assert_eq!(
            bench.kept_by_stripe().await,
            Bench::total(1).minor - part.minor
        );
    }
);
