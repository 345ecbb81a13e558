//! Payment intents: authorised and captured, paid with a token, listed.

use crate::bench::{Bench, paying};
use stripe_client::{
    CancelPaymentIntent, CaptureMethod, CapturePaymentIntent, CreatePaymentIntent, Effect,
    ListPaymentIntents, PaymentIntentStatus, PaymentMethodChoice, RetrievePaymentIntent,
};

#[tokio::test]
async fn a_part_of_what_was_authorised_is_captured() {
    let bench = Bench::start().await;
    let hold = CreatePaymentIntent {
        capture_method: Some(CaptureMethod::Manual),
        ..paying("pm_card_visa")
    };
    let held = bench.send(&hold.request()).await.unwrap();
    assert_eq!(held.status, PaymentIntentStatus::RequiresCapture);
    assert_eq!((held.amount_capturable, held.amount_received), (2000, 0));

    let capture = CapturePaymentIntent {
        amount_to_capture: Some(1500),
        expand: vec!["latest_charge.balance_transaction".to_owned()],
        ..CapturePaymentIntent::new(held.id)
    };
    let paid = bench.send(&capture.request()).await.unwrap();
    assert_eq!(paid.status, PaymentIntentStatus::Succeeded);
    assert_eq!((paid.amount_capturable, paid.amount_received), (0, 1500));
    let charge = paid.latest_charge.as_ref().unwrap().object().unwrap();
    assert_eq!((charge.amount, charge.amount_captured), (2000, 1500));
    let booked = charge.balance_transaction.as_ref().unwrap();
    let booked = booked.object().unwrap();
    assert_eq!(booked.amount, 1500);
    assert_eq!(booked.net, booked.amount - booked.fee);
}

#[tokio::test]
async fn a_cards_token_pays_and_what_is_paid_is_not_cancelled() {
    let bench = Bench::start().await;
    let pay = CreatePaymentIntent {
        card_token: Some("tok_visa".parse().unwrap()),
        payment_methods: Some(PaymentMethodChoice::card()),
        confirm: true,
        ..CreatePaymentIntent::new(2000, "eur")
    };
    let paid = bench.send(&pay.request()).await.unwrap();
    assert_eq!(paid.status, PaymentIntentStatus::Succeeded);

    let cancel = CancelPaymentIntent::new(paid.id).request();
    let error = bench.send(&cancel).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
    let error = error.api().unwrap();
    assert_eq!(
        error.code.as_deref(),
        Some("payment_intent_unexpected_state")
    );
    let intent = error.payment_intent.as_ref().unwrap();
    assert_eq!(intent.status, PaymentIntentStatus::Succeeded);
}

#[tokio::test]
async fn what_was_created_since_is_listed_over_several_pages() {
    let bench = Bench::start().await;
    let mut made = Vec::new();
    for amount in [100, 200, 300, 400, 500] {
        let request = CreatePaymentIntent::new(amount, "eur").request();
        made.push(bench.send(&request).await.unwrap());
    }
    let list = ListPaymentIntents {
        created_from: Some(made[0].created),
        limit: Some(2),
        ..ListPaymentIntents::default()
    };
    let all = bench
        .client()
        .fetch_all(&list.request(), 100)
        .await
        .unwrap();
    let amounts: Vec<_> = all.data.iter().map(|intent| intent.amount).collect();
    assert_eq!(
        (amounts, all.has_more),
        (vec![500, 400, 300, 200, 100], false)
    );
    let some = bench.client().fetch_all(&list.request(), 3).await.unwrap();
    assert_eq!((some.data.len(), some.has_more), (3, true));

    let later = ListPaymentIntents {
        created_from: Some(made[4].created + 60),
        ..ListPaymentIntents::default()
    };
    assert!(bench.fetch(&later.request()).await.data.is_empty());
}

#[tokio::test]
async fn the_same_key_makes_one_intent() {
    let bench = Bench::start().await;
    let request = paying("pm_card_visa").request();
    let key = stripe_client::IdempotencyKey::parse("order-17").unwrap();
    let first = bench.client().send(&request, &key).await.unwrap();
    let second = bench.client().send(&request, &key).await.unwrap();
    assert_eq!(first.id, second.id);
    let found = bench
        .fetch(&RetrievePaymentIntent::new(first.id).request())
        .await;
    assert_eq!(found.amount_received, 2000);
    let all = bench.fetch(&ListPaymentIntents::default().request()).await;
    assert_eq!(all.data.len(), 1);
}
