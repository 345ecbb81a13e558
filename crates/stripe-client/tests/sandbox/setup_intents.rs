//! Cards that are saved without a payment.

use crate::bench::Bench;
use stripe_client::{
    CancelSetupIntent, ConfirmSetupIntent, CreateCustomer, CreateSetupIntent, CustomerId, Effect,
    ListPaymentMethods, NextActionKind, PaymentMethodChoice, RetrieveSetupIntent,
    SetupCancelReason, SetupFutureUsage, SetupIntent, SetupIntentStatus,
};

async fn customer(bench: &Bench) -> CustomerId {
    let create = CreateCustomer::default().request();
    bench.send(&create).await.unwrap().id
}

async fn begin(bench: &Bench, customer: &CustomerId) -> SetupIntent {
    let create = CreateSetupIntent {
        customer: Some(customer.clone()),
        payment_methods: Some(PaymentMethodChoice::card()),
        usage: Some(SetupFutureUsage::OffSession),
        ..CreateSetupIntent::default()
    };
    bench.send(&create.request()).await.unwrap()
}

fn confirm(intent: &SetupIntent, card: &str) -> ConfirmSetupIntent {
    ConfirmSetupIntent {
        payment_method: Some(card.parse().unwrap()),
        ..ConfirmSetupIntent::new(intent.id.clone())
    }
}

#[tokio::test]
async fn a_card_is_saved_for_its_customer() {
    let bench = Bench::start().await;
    let customer = customer(&bench).await;
    let begun = begin(&bench, &customer).await;
    assert_eq!(begun.status, SetupIntentStatus::RequiresPaymentMethod);
    assert!(begun.client_secret.is_some());
    bench
        .send(&confirm(&begun, "pm_card_visa").request())
        .await
        .unwrap();

    let mut query = RetrieveSetupIntent::new(begun.id);
    query.expand = vec!["payment_method".to_owned()];
    let done = bench.fetch(&query.request()).await;
    assert_eq!(done.status, SetupIntentStatus::Succeeded);
    assert_eq!(done.customer(), Some(&customer));
    let card = done.payment_method.as_ref().unwrap().object().unwrap();
    assert_eq!(card.customer(), Some(&customer));
    let saved = ListPaymentMethods::new(customer).request();
    assert_eq!(bench.fetch(&saved).await.data[0].id, card.id);
}

#[tokio::test]
async fn the_bank_may_ask_and_the_shop_may_cancel() {
    let bench = Bench::start().await;
    let customer = customer(&bench).await;
    let begun = begin(&bench, &customer).await;
    let ask = ConfirmSetupIntent {
        return_url: Some("https://shop.example/back".to_owned()),
        ..confirm(&begun, "pm_card_authenticationRequired")
    };
    let asked = bench.send(&ask.request()).await.unwrap();
    assert_eq!(asked.status, SetupIntentStatus::RequiresAction);
    let action = asked.next_action.unwrap();
    assert_eq!(action.kind, NextActionKind::RedirectToUrl);
    assert!(action.redirect_to_url.unwrap().url.is_some());

    let mut cancel = CancelSetupIntent::new(begun.id);
    cancel.reason = Some(SetupCancelReason::Abandoned);
    let cancelled = bench.send(&cancel.request()).await.unwrap();
    assert_eq!(cancelled.status, SetupIntentStatus::Canceled);
}

#[tokio::test]
async fn a_card_that_cannot_be_saved_is_declined_with_the_intent_in_the_error() {
    let bench = Bench::start().await;
    let customer = customer(&bench).await;
    let begun = begin(&bench, &customer).await;
    let declined = confirm(&begun, "pm_card_chargeDeclined").request();
    let error = bench.send(&declined).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
    let error = error.api().unwrap();
    assert_eq!(error.code.as_deref(), Some("card_declined"));
    let intent = error.setup_intent.as_ref().unwrap();
    assert_eq!(intent.id, begun.id);
    assert_eq!(intent.status, SetupIntentStatus::RequiresPaymentMethod);
    let reason = intent.last_setup_error.as_ref().unwrap();
    assert_eq!(reason.code.as_deref(), Some("card_declined"));
}
