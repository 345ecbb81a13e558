//! Events, read one by one and as a list.

use crate::bench::Bench;
use stripe_client::{
    CreateRefund, EventObject, ListEvents, RefundTarget, RetrieveEvent, STRIPE_API_VERSION,
};

#[tokio::test]
async fn what_happened_to_a_payment_is_listed_with_typed_ids() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_visa").await;
    let target = RefundTarget::PaymentIntent(intent.id.clone());
    let refund = bench
        .send(&CreateRefund::new(target).request())
        .await
        .unwrap();
    let list = ListEvents {
        kinds: vec![
            "payment_intent.succeeded".to_owned(),
            "refund.created".to_owned(),
        ],
        created_from: Some(intent.created),
        ..ListEvents::default()
    };
    let events = bench.fetch(&list.request()).await.data;
    let objects: Vec<_> = events.iter().map(|event| event.object.clone()).collect();
    assert_eq!(
        objects,
        [
            EventObject::Refund(refund.id),
            EventObject::PaymentIntent(intent.id)
        ]
    );
    let query = RetrieveEvent::new(events[1].id.clone()).request();
    let event = bench.fetch(&query).await;
    assert_eq!(event.kind, "payment_intent.succeeded");
    assert_eq!(event.api_version.as_deref(), Some(STRIPE_API_VERSION));
    assert!(!event.livemode);
}
