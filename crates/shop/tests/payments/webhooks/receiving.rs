//! Which events are taken in.

use commerce::order::OrderStatus;
use shop::{
    Settings,
    webhooks::{ReceiveError, Received},
};
use stripe_client::{SignatureError, WebhookSecret};

use super::{now, resigned, signature};
use crate::bench::{Bench, Delivered, VISA, every_flow, on_bench};

/// Of an endpoint that another secret replaces.
const OLD_SECRET: &str = "whsec_of_the_endpoint_before";

fn with_two_secrets() -> Settings {
    Settings {
        webhook_secrets: vec![WebhookSecret::parse(OLD_SECRET).unwrap()],
        ..every_flow()
    }
}

/// An event that would pay an order.
async fn news_of_a_payment(bench: &Bench) -> (shop::orders::OrderToken, Delivered) {
    bench.listen().await;
    let token = bench.order_mugs(1).await;
    let secret = bench.secret(&token).await;
    bench.confirm_in_browser(&secret, VISA).await.unwrap();
    let mut events = bench.delivered_of("payment_intent.succeeded").await;
    (token, events.remove(0))
}

async fn stored_events(bench: &Bench) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM webhook_events")
        .fetch_one(bench.store())
        .await
        .unwrap()
}

on_bench!(a_signature_that_does_not_fit_is_refused, |bench| async {
    let (token, event) = news_of_a_payment(&bench).await;
    let mut tampered = event.clone();
    tampered.body.push(b' ');
    let foreign = resigned(&event, event.body.clone(), "whsec_of_somebody_else");
    for forged in [tampered, foreign] {
        let refused = bench.hand_over(&forged).await;
        assert!(
            matches!(
                refused,
                Err(ReceiveError::Signature(SignatureError::NoMatch))
            ),
            "{refused:?}"
        );
    }
    let without = bench.shop.receive_webhook(&event.body, "").await;
    assert!(
        matches!(
            without,
            Err(ReceiveError::Signature(SignatureError::Malformed))
        ),
        "{without:?}"
    );
    bench.handle_events().await;
    assert_eq!(stored_events(&bench).await, 0);
    assert_ne!(bench.status(&token).await, OrderStatus::Paid);
    bench.reconcile().await;
});

on_bench!(a_recording_of_an_event_is_refused_later, |bench| async {
    let (token, event) = news_of_a_payment(&bench).await;
    let recorded = Delivered {
        signature: signature(&bench.signing_secret(), now() - 301, &event.body),
        ..event
    };
    let refused = bench.hand_over(&recorded).await;
    assert!(
        matches!(
            refused,
            Err(ReceiveError::Signature(SignatureError::OutsideTolerance))
        ),
        "{refused:?}"
    );
    assert_eq!(stored_events(&bench).await, 0);
    bench.reconcile().await;
    assert_eq!(bench.status(&token).await, OrderStatus::Paid);
});

on_bench!(
    while_secrets_are_rotated_both_count,
    with_two_secrets(),
    |bench| async {
        let (token, event) = news_of_a_payment(&bench).await;
        let old = resigned(&event, event.body.clone(), OLD_SECRET);
        assert_eq!(bench.hand_over(&old).await.unwrap(), Received::New);
        assert_eq!(bench.hand_over(&event).await.unwrap(), Received::Known);
        // Stripe signs with both of its secrets meanwhile; one of them is enough.
        let both = Delivered {
            signature: format!("{},v1={}", event.signature, "00".repeat(32)),
            ..event
        };
        assert_eq!(bench.hand_over(&both).await.unwrap(), Received::Known);
        bench.handle_events().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(what_is_signed_and_no_event_is_refused, |bench| async {
    for body in [&b"hello"[..], b"{}", b"\xff\xfe"] {
        let header = signature(&bench.signing_secret(), now(), body);
        let refused = bench.shop.receive_webhook(body, &header).await;
        assert!(
            matches!(refused, Err(ReceiveError::NotAnEvent)),
            "{refused:?}"
        );
    }
    assert_eq!(stored_events(&bench).await, 0);
});

on_bench!(
    an_event_is_stored_as_it_came_before_it_is_handled,
    |bench| async {
        let (_, event) = news_of_a_payment(&bench).await;
        bench.hand_over(&event).await.unwrap();
        let (body, state): (String, String) =
            sqlx::query_as("SELECT body, state FROM webhook_events WHERE id = $1")
                .bind(&event.id)
                .fetch_one(bench.store())
                .await
                .unwrap();
        assert_eq!(body.as_bytes(), event.body);
        assert_eq!(state, "waiting");
        bench.reconcile().await;
    }
);

on_bench!(
    of_the_same_event_twenty_times_at_once_one_is_new,
    |bench| async {
        let (token, event) = news_of_a_payment(&bench).await;
        let copies = (0..20).map(|_| bench.hand_over(&event));
        let received = futures::future::join_all(copies).await;
        let new = received
            .into_iter()
            .filter(|received| matches!(received, Ok(Received::New)))
            .count();
        assert_eq!((new, stored_events(&bench).await), (1, 1));
        bench.handle_events().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);
