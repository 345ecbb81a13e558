//! Cardholders who ask their bank for the money back.

use std::time::Duration;

use commerce::{order::OrderStatus, timeline::OrderEvent};

use crate::bench::{Bench, VISA, on_bench};

/// Its holder disputes what it paid, some seconds later.
const DISPUTED: &str = "4000000000000259";
/// Its holder's bank asks first, and takes nothing.
const ASKED_ABOUT: &str = "4000000000001976";

async fn disputed(bench: &Bench) -> shop::orders::OrderToken {
    let token = bench.order_mugs(1).await;
    bench.pay(&token, DISPUTED).await;
    bench.let_pass(Duration::from_secs(60)).await;
    token
}

on_bench!(a_dispute_that_is_won_leaves_the_order_paid, |bench| async {
    bench.listen().await;
    let token = disputed(&bench).await;
    bench.hear("charge.dispute.created").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Disputed);
    bench.decide_dispute(true).await;
    bench.hear("charge.dispute.closed").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(a_dispute_that_is_lost_says_so, |bench| async {
    bench.listen().await;
    let token = disputed(&bench).await;
    bench.hear("charge.dispute.created").await;
    bench.decide_dispute(false).await;
    bench.hear("charge.dispute.closed").await;
    let log = bench.events(&token).await;
    assert_eq!(log.last(), Some(&OrderEvent::DisputeLost));
    assert_eq!(bench.status(&token).await, OrderStatus::Disputed);
});

on_bench!(
    a_dispute_of_which_only_the_end_is_heard_is_told_whole,
    |bench| async {
        bench.listen().await;
        let token = disputed(&bench).await;
        bench.decide_dispute(true).await;
        bench.hear("charge.dispute.closed").await;
        bench.hear("charge.dispute.created").await;
        let amount = Bench::total(1);
        let log = bench.events(&token).await;
        assert!(log.ends_with(&[OrderEvent::Disputed { amount }, OrderEvent::DisputeWon]));
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(a_disputed_order_cannot_be_refunded_on_top, |bench| async {
    bench.listen().await;
    let token = disputed(&bench).await;
    bench.hear("charge.dispute.created").await;
    let refused = bench.refund(&token, None).await;
    assert!(
        matches!(refused, Err(shop::payments::RefundError::Stripe(_))),
        "{refused:?}"
    );
    assert_eq!(bench.status(&token).await, OrderStatus::Disputed);
    bench.reconcile().await;
    assert_eq!(bench.refunds().await.len(), 0);
});

on_bench!(a_question_of_the_bank_is_no_dispute, |bench| async {
    bench.listen().await;
    let token = bench.order_mugs(1).await;
    bench.pay(&token, ASKED_ABOUT).await;
    bench.let_pass(Duration::from_secs(60)).await;
    bench.hear("charge.dispute.created").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(a_dispute_is_noticed_without_a_webhook_too, |bench| async {
    let token = disputed(&bench).await;
    bench.change("UPDATE payments SET look_again_at = 1").await;
    bench.reconcile().await;
    assert_eq!(bench.status(&token).await, OrderStatus::Disputed);
});

on_bench!(
    a_dispute_of_a_second_payment_leaves_the_order_as_it_stands,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        bench
            .change("UPDATE payments SET state = 'cancelled', open_order = NULL")
            .await;
        bench.pay(&token, VISA).await;
        bench.confirm_in_browser(&secret, DISPUTED).await.unwrap();
        bench.let_pass(Duration::from_secs(60)).await;
        // The dispute is there before the shop hears of the money that it is about.
        bench.hear("charge.dispute.created").await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);
