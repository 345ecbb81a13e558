//! Every type of event that moves orders does so alone: whatever else is lost, one of them is enough.

use std::time::Duration;

use commerce::{order::OrderStatus, payment::DeclineReason, timeline::OrderEvent};
use shop::orders::OrderToken;

use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, on_bench, stripe::text};

const DEBIT_PAYS: &str = "DE08370400440532013003";
const DEBIT_FAILS: &str = "DE78370400440532013004";
const BANK_ANSWERS: Duration = Duration::from_secs(200);

/// An order whose browser has confirmed with this card and was never seen again.
async fn confirmed(bench: &Bench, number: &str) -> OrderToken {
    bench.listen().await;
    let token = bench.order_mugs(1).await;
    let secret = bench.secret(&token).await;
    // A decline is an answer too.
    let _declined = bench.confirm_in_browser(&secret, number).await;
    token
}

/// An order that was paid on Stripe's page, whose buyer never came back.
async fn on_page(bench: &Bench) -> (OrderToken, String) {
    bench.listen().await;
    bench.line().take_bank_debits();
    let token = bench.order_mugs(1).await;
    let page = bench.page(&token).await;
    (token, page)
}

on_bench!(payment_intent_succeeded, |bench| async {
    let token = confirmed(&bench, VISA).await;
    bench.hear("payment_intent.succeeded").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(charge_succeeded, |bench| async {
    let token = confirmed(&bench, VISA).await;
    bench.hear("charge.succeeded").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(payment_intent_payment_failed, |bench| async {
    let token = confirmed(&bench, DECLINED).await;
    bench.hear("payment_intent.payment_failed").await;
    let reason = DeclineReason::InsufficientFunds;
    let log = bench.events(&token).await;
    assert_eq!(log.last(), Some(&OrderEvent::Declined { reason }));
});

on_bench!(charge_failed, |bench| async {
    let token = confirmed(&bench, DECLINED).await;
    bench.hear("charge.failed").await;
    let reason = DeclineReason::InsufficientFunds;
    let log = bench.events(&token).await;
    assert_eq!(log.last(), Some(&OrderEvent::Declined { reason }));
});

on_bench!(payment_intent_requires_action, |bench| async {
    let token = confirmed(&bench, THREE_D_SECURE).await;
    bench.hear("payment_intent.requires_action").await;
    assert_eq!(bench.status(&token).await, OrderStatus::RequiresAction);
});

on_bench!(payment_intent_canceled, |bench| async {
    let token = confirmed(&bench, DECLINED).await;
    let intent = text(&bench.intents().await[0]["id"]);
    let path = format!("/v1/payment_intents/{intent}/cancel");
    bench.post(&path, &[]).await;
    bench.hear("payment_intent.canceled").await;
    let log = bench.events(&token).await;
    assert_eq!(log.last(), Some(&OrderEvent::PaymentCancelled));
    assert_eq!(bench.status(&token).await, OrderStatus::AwaitingPayment);
});

on_bench!(payment_intent_processing, |bench| async {
    let (token, page) = on_page(&bench).await;
    bench.debit_on_page(&page, DEBIT_PAYS).await;
    bench.hear("payment_intent.processing").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Processing);
});

on_bench!(checkout_session_completed, |bench| async {
    let (token, page) = on_page(&bench).await;
    bench.pay_on_page(&page, VISA).await;
    bench.hear("checkout.session.completed").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(
    checkout_session_completed_is_not_always_paid,
    |bench| async {
        let (token, page) = on_page(&bench).await;
        bench.debit_on_page(&page, DEBIT_PAYS).await;
        bench.hear("checkout.session.completed").await;
        assert_eq!(bench.status(&token).await, OrderStatus::Processing);
    }
);

on_bench!(checkout_session_async_payment_succeeded, |bench| async {
    let (token, page) = on_page(&bench).await;
    bench.debit_on_page(&page, DEBIT_PAYS).await;
    bench.let_pass(BANK_ANSWERS).await;
    bench.hear("checkout.session.async_payment_succeeded").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(checkout_session_async_payment_failed, |bench| async {
    let (token, page) = on_page(&bench).await;
    bench.debit_on_page(&page, DEBIT_FAILS).await;
    bench.let_pass(BANK_ANSWERS).await;
    bench.hear("checkout.session.async_payment_failed").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Failed);
    assert_eq!(bench.stock("MUG").await, (20, 0));
});

on_bench!(checkout_session_expired, |bench| async {
    let (token, _) = on_page(&bench).await;
    let session = text(&bench.sessions().await[0]["id"]);
    let path = format!("/v1/checkout/sessions/{session}/expire");
    bench.post(&path, &[]).await;
    bench.hear("checkout.session.expired").await;
    let log = bench.events(&token).await;
    assert_eq!(log.last(), Some(&OrderEvent::PaymentCancelled));
    assert_eq!(bench.status(&token).await, OrderStatus::AwaitingPayment);
});

on_bench!(charge_refunded, |bench| async {
    let token = confirmed(&bench, VISA).await;
    bench.refund_at_stripe(None).await;
    bench.hear("charge.refunded").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
});

on_bench!(refund_updated, |bench| async {
    let token = confirmed(&bench, "4000000000007726").await;
    bench.refund_at_stripe(None).await;
    bench.let_pass(Duration::from_secs(10)).await;
    bench.hear("refund.updated").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
});

on_bench!(refund_failed, |bench| async {
    let token = confirmed(&bench, "4000000000005126").await;
    bench.refund_at_stripe(None).await;
    bench.hear("charge.refunded").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
    bench.let_pass(Duration::from_secs(10)).await;
    bench.hear("refund.failed").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(charge_dispute_created, |bench| async {
    let token = confirmed(&bench, "4000000000000259").await;
    bench.let_pass(Duration::from_secs(10)).await;
    bench.hear("charge.dispute.created").await;
    assert_eq!(bench.status(&token).await, OrderStatus::Disputed);
});

on_bench!(charge_dispute_closed, |bench| async {
    let token = confirmed(&bench, "4000000000000259").await;
    bench.let_pass(Duration::from_secs(10)).await;
    bench.decide_dispute(false).await;
    bench.hear("charge.dispute.closed").await;
    let log = bench.events(&token).await;
    assert_eq!(log.last(), Some(&OrderEvent::DisputeLost));
});
