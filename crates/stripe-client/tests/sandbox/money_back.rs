//! Refunds, and disputes.

use crate::bench::Bench;
use stripe_client::{
    CancelRefund, CreateRefund, DisputeStatus, Effect, ListDisputes, ListRefunds, PaymentIntent,
    RefundReason, RefundStatus, RefundTarget, RetrieveCharge, RetrieveDispute, RetrieveRefund,
};

fn refund_of(intent: &PaymentIntent) -> CreateRefund {
    CreateRefund::new(RefundTarget::PaymentIntent(intent.id.clone()))
}

#[tokio::test]
async fn a_payment_is_given_back_in_parts() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_visa").await;
    let charge = intent.latest_charge.as_ref().unwrap().id().clone();
    let part = CreateRefund {
        amount: Some(500),
        reason: Some(RefundReason::RequestedByCustomer),
        ..CreateRefund::new(RefundTarget::Charge(charge.clone()))
    };
    let part = bench.send(&part.request()).await.unwrap();
    assert_eq!(part.status, Some(RefundStatus::Succeeded));
    assert_eq!(part.reason.as_deref(), Some("requested_by_customer"));
    let rest = bench.send(&refund_of(&intent).request()).await.unwrap();
    assert_eq!((part.amount, rest.amount), (500, 1500));

    let error = bench.send(&refund_of(&intent).request()).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
    let code = error.api().unwrap().code.as_deref();
    assert_eq!(code, Some("charge_already_refunded"));

    let mut query = RetrieveCharge::new(charge.clone());
    query.expand = vec!["refunds".to_owned()];
    let refunded = bench.fetch(&query.request()).await;
    assert!(refunded.refunded);
    assert_eq!(refunded.amount_refunded, 2000);
    assert_eq!(refunded.refunds.unwrap().data.len(), 2);
    for list in [
        ListRefunds {
            charge: Some(charge),
            ..ListRefunds::default()
        },
        ListRefunds {
            payment_intent: Some(intent.id),
            ..ListRefunds::default()
        },
    ] {
        let found = bench.fetch(&list.request()).await.data;
        let ids: Vec<_> = found.into_iter().map(|refund| refund.id).collect();
        assert_eq!(ids, [rest.id.clone(), part.id.clone()]);
    }
}

#[tokio::test]
async fn a_refund_can_be_pending_and_succeed_later() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_pendingRefund").await;
    let refund = bench.send(&refund_of(&intent).request()).await.unwrap();
    assert_eq!(refund.status, Some(RefundStatus::Pending));
    let query = RetrieveRefund::new(refund.id).request();
    bench
        .wait_for(&query, |refund| {
            refund.status == Some(RefundStatus::Succeeded)
        })
        .await;
}

#[tokio::test]
async fn a_refund_can_fail_after_it_succeeded() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_refundFail").await;
    let refund = bench.send(&refund_of(&intent).request()).await.unwrap();
    assert_eq!(refund.status, Some(RefundStatus::Succeeded));
    assert!(refund.failure_reason.is_none());
    let query = RetrieveRefund::new(refund.id).request();
    let failed = bench
        .wait_for(&query, |refund| refund.status == Some(RefundStatus::Failed))
        .await;
    assert!(failed.failure_reason.is_some());
}

#[tokio::test]
async fn a_refund_that_waits_for_nobody_cannot_be_called_off() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_visa").await;
    let refund = bench.send(&refund_of(&intent).request()).await.unwrap();
    let cancel = CancelRefund::new(refund.id).request();
    let error = bench.send(&cancel).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
    assert_eq!(error.api().unwrap().status, 400);
}

#[tokio::test]
async fn a_dispute_is_found_by_its_payment() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_createDispute").await;
    let list = ListDisputes {
        payment_intent: Some(intent.id.clone()),
        ..ListDisputes::default()
    };
    let found = bench
        .wait_for(&list.request(), |list| !list.data.is_empty())
        .await;
    let mut query = RetrieveDispute::new(found.data[0].id.clone());
    query.expand = vec!["charge".to_owned()];
    let dispute = bench.fetch(&query.request()).await;
    assert_eq!(dispute.status, DisputeStatus::NeedsResponse);
    assert_eq!(
        (dispute.amount, dispute.reason.as_str()),
        (2000, "fraudulent")
    );
    assert!(dispute.evidence_details.unwrap().due_by > Some(dispute.created));
    assert!(dispute.charge.object().unwrap().disputed);
    assert_eq!(dispute.payment_intent.unwrap().id(), &intent.id);
    let by_charge = ListDisputes {
        charge: Some(dispute.charge.id().clone()),
        ..ListDisputes::default()
    };
    let found = bench.fetch(&by_charge.request()).await.data;
    assert_eq!(found[0].id, dispute.id);
}
