//! Payments that somebody else closes: at Stripe, or in another task while the buyer presses Pay.

use std::time::Duration;

use commerce::order::OrderStatus;
use shop::orders::OrderToken;

use crate::bench::{Bench, THREE_D_SECURE, VISA, buyer::paid, on_bench, stripe::text};

/// As the owner, on Stripe's own pages.
async fn cancel_at_stripe(bench: &Bench) {
    let intent = text(&bench.intents().await[0]["id"]);
    let path = format!("/v1/payment_intents/{intent}/cancel");
    bench.post(&path, &[]).await;
}

async fn is_paid_once(bench: &Bench, token: &OrderToken) {
    assert_eq!(bench.status(token).await, OrderStatus::Paid);
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
}

on_bench!(
    a_card_pays_though_the_payment_before_it_was_cancelled_at_stripe,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, THREE_D_SECURE).await;
        cancel_at_stripe(&bench).await;
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    the_element_gets_another_intent_when_its_own_was_cancelled_at_stripe,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let cancelled = bench.secret(&token).await;
        cancel_at_stripe(&bench).await;
        let secret = bench.secret(&token).await;
        assert_ne!(secret, cancelled);
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(bench.resume(&token).await, paid(&token));
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    a_buyer_gets_another_page_when_the_first_has_expired_at_stripe,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let expired = bench.page(&token).await;
        let session = text(&bench.sessions().await[0]["id"]);
        let path = format!("/v1/checkout/sessions/{session}/expire");
        bench.post(&path, &[]).await;
        let page = bench.page(&token).await;
        assert_ne!(page, expired);
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.resume(&token).await, paid(&token));
        is_paid_once(&bench, &token).await;
    }
);

on_bench!(
    a_card_pays_though_the_payment_is_closed_while_it_waits_for_its_turn,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, THREE_D_SECURE).await;
        cancel_at_stripe(&bench).await;
        // Another task holds the payment, the buyer waits for it, and then the reconciler is first.
        bench
            .change("UPDATE payments SET lease = 'another', leased_until = 9000000000000")
            .await;
        let tab = bench.other_tab();
        let paying = async { tab.pay(&token, VISA).await };
        let closing = async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            bench.reconcile().await;
        };
        let (step, ()) = tokio::join!(paying, closing);
        assert_eq!(step, paid(&token));
        is_paid_once(&bench, &token).await;
    }
);
