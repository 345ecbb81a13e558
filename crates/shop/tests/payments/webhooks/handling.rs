//! What becomes of an event that was taken in.

use commerce::{order::OrderStatus, timeline::OrderEvent};
use serde_json::json;
use shop::orders::OrderToken;

use super::resigned;
use crate::bench::{Bench, Delivered, VISA, on_bench, stripe::text};

/// An order that was paid in the browser, and the event that tells so.
async fn paid_unheard(bench: &Bench) -> (OrderToken, Delivered) {
    bench.listen().await;
    let token = bench.order_mugs(1).await;
    let secret = bench.secret(&token).await;
    bench.confirm_in_browser(&secret, VISA).await.unwrap();
    let mut events = bench.delivered_of("payment_intent.succeeded").await;
    (token, events.remove(0))
}

async fn state(bench: &Bench, event: &Delivered) -> String {
    bench.event(&event.id).await.0
}

on_bench!(an_event_that_comes_twice_is_handled_once, |bench| async {
    let (token, event) = paid_unheard(&bench).await;
    bench.hand_over(&event).await.unwrap();
    bench.handle_events().await;
    let log = bench.events(&token).await;
    let handled = bench.event(&event.id).await;
    assert_eq!(handled, ("handled".to_owned(), 1, None));
    bench.hand_over(&event).await.unwrap();
    bench.handle_events().await;
    assert_eq!(bench.event(&event.id).await, handled);
    assert_eq!(bench.events(&token).await, log);
});

on_bench!(
    of_several_workers_at_once_one_handles_an_event,
    |bench| async {
        let (token, event) = paid_unheard(&bench).await;
        bench.hand_over(&event).await.unwrap();
        let workers = (0..8).map(|_| bench.shop.handle_due_events());
        let taken = futures::future::join_all(workers).await;
        let taken: usize = taken.into_iter().map(|taken| taken.unwrap()).sum();
        assert_eq!(taken, 1);
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(every_event_of_a_payment_is_one_payment, |bench| async {
    let (token, _) = paid_unheard(&bench).await;
    bench.hear_everything().await;
    let log = bench.events(&token).await;
    let amount = Bench::total(1);
    assert_eq!(
        log,
        [
            OrderEvent::Placed,
            OrderEvent::PaymentStarted,
            OrderEvent::Paid { amount }
        ]
    );
});

on_bench!(events_about_objects_of_others_are_ignored, |bench| async {
    bench.listen().await;
    for kind in [
        "payment_intent.succeeded",
        "charge.refunded",
        "charge.dispute.created",
        "checkout.session.completed",
    ] {
        bench
            .control("/_sandbox/trigger", json!({ "event": kind }))
            .await;
    }
    bench.hear_everything().await;
    for event in bench.delivered().await {
        assert_eq!(state(&bench, &event).await, "ignored", "{}", event.kind);
    }
});

on_bench!(
    events_about_objects_that_stripe_does_not_know_are_ignored,
    |bench| async {
        let (token, event) = paid_unheard(&bench).await;
        let mut body: serde_json::Value = serde_json::from_slice(&event.body).unwrap();
        body["data"]["object"]["id"] = "pi_of_another_account".into();
        let foreign = resigned(
            &event,
            body.to_string().into_bytes(),
            &bench.signing_secret(),
        );
        bench.hand_over(&foreign).await.unwrap();
        bench.handle_events().await;
        assert_eq!(state(&bench, &event).await, "ignored");
        assert_ne!(bench.status(&token).await, OrderStatus::Paid);
        bench.reconcile().await;
    }
);

on_bench!(
    an_event_that_comes_while_somebody_works_on_the_payment_waits,
    |bench| async {
        let (token, event) = paid_unheard(&bench).await;
        bench
            .change("UPDATE payments SET lease = 'another', leased_until = 9999999999999")
            .await;
        bench.hand_over(&event).await.unwrap();
        bench.handle_events().await;
        assert_eq!(
            bench.event(&event.id).await,
            ("waiting".to_owned(), 0, None)
        );
        assert_ne!(bench.status(&token).await, OrderStatus::Paid);
        bench
            .change("UPDATE payments SET lease = NULL, leased_until = 0")
            .await;
        bench.let_pauses_pass().await;
        bench.handle_events().await;
        assert_eq!(state(&bench, &event).await, "handled");
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    while_stripe_does_not_answer_an_event_waits_longer_each_time,
    |bench| async {
        let (token, event) = paid_unheard(&bench).await;
        bench.hand_over(&event).await.unwrap();
        bench.line().cut(true);
        let mut pauses = Vec::new();
        for attempt in 1..=3 {
            bench.let_pauses_pass().await;
            let before = shop::clock::now();
            bench.handle_events().await;
            let (state, attempts, error) = bench.event(&event.id).await;
            assert_eq!((state.as_str(), attempts), ("waiting", attempt));
            assert!(error.is_some());
            let due: i64 = sqlx::query_scalar("SELECT due_at FROM webhook_events")
                .fetch_one(bench.store())
                .await
                .unwrap();
            pauses.push(due - before);
        }
        assert!(
            pauses[0] >= 1_000 && pauses[1] >= 2_000 && pauses[2] >= 4_000,
            "{pauses:?}"
        );
        assert_ne!(bench.status(&token).await, OrderStatus::Paid);
        bench.line().cut(false);
        bench.let_pauses_pass().await;
        bench.handle_events().await;
        assert_eq!(state(&bench, &event).await, "handled");
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    an_event_that_fails_too_often_is_parked_with_its_error_and_the_reconciler_pays_the_order,
    |bench| async {
        let (token, event) = paid_unheard(&bench).await;
        bench.hand_over(&event).await.unwrap();
        bench.line().cut(true);
        for _ in 0..20 {
            bench.let_pauses_pass().await;
            bench.handle_events().await;
        }
        let (state, attempts, error) = bench.event(&event.id).await;
        assert_eq!((state.as_str(), attempts), ("parked", 20));
        assert!(error.is_some());
        bench.line().cut(false);
        bench.let_pauses_pass().await;
        bench.handle_events().await;
        assert_ne!(bench.status(&token).await, OrderStatus::Paid);
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    what_an_event_claims_moves_nothing_that_stripe_does_not_confirm,
    |bench| async {
        let (_, sample) = paid_unheard(&bench).await;
        bench.hear_everything().await;
        let token = bench.order_mugs(5).await;
        bench.secret(&token).await;
        let unpaid = text(&bench.intents().await[0]["id"]);
        let mut body: serde_json::Value = serde_json::from_slice(&sample.body).unwrap();
        body["id"] = "evt_forged".into();
        let object = &mut body["data"]["object"];
        object["id"] = unpaid.into();
        object["amount"] = Bench::total(5).minor.into();
        object["amount_received"] = Bench::total(5).minor.into();
        let forged = resigned(
            &sample,
            body.to_string().into_bytes(),
            &bench.signing_secret(),
        );
        bench.hand_over(&forged).await.unwrap();
        bench.handle_events().await;
        assert_eq!(bench.event("evt_forged").await.0, "handled");
        assert_eq!(bench.status(&token).await, OrderStatus::AwaitingPayment);
    }
);

on_bench!(
    an_event_finds_the_payment_of_which_the_shop_has_no_answer_yet,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        bench.line().lose_answers(1);
        bench.pay_with_token(&token, VISA).await;
        bench.hear("charge.succeeded").await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        assert_eq!(bench.charges().await.len(), 1);
    }
);

on_bench!(
    handled_events_are_forgotten_after_a_month_and_parked_ones_are_kept,
    |bench| async {
        let (_, event) = paid_unheard(&bench).await;
        bench.hear_everything().await;
        let others = bench.delivered().await.len() as i64 - 1;
        sqlx::query("UPDATE webhook_events SET state = 'parked' WHERE id = $1")
            .bind(&event.id)
            .execute(bench.store())
            .await
            .unwrap();
        bench.reconcile().await;
        let count = "SELECT COUNT(*) FROM webhook_events";
        let kept: i64 = sqlx::query_scalar(count)
            .fetch_one(bench.store())
            .await
            .unwrap();
        assert_eq!(kept, others + 1);
        bench
            .change("UPDATE webhook_events SET handled_at = 1")
            .await;
        bench.reconcile().await;
        let kept: i64 = sqlx::query_scalar(count)
            .fetch_one(bench.store())
            .await
            .unwrap();
        assert_eq!(kept, 1);
    }
);
