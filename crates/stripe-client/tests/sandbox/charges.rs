//! Charges of tokens, without an intent.

use crate::bench::Bench;
use stripe_client::{
    ChargeStatus, CreateCharge, Effect, ErrorKind, ListCharges, RetrieveBalanceTransaction,
    RetrieveCharge, Retry,
};
use stripe_sandbox::Config;

fn charge(token: &str) -> CreateCharge {
    CreateCharge::new(2000, "EUR", token.parse().unwrap())
}

#[tokio::test]
async fn a_token_is_charged() {
    let bench = Bench::start().await;
    let mut params = charge("tok_visa");
    params.metadata.insert("order".to_owned(), "17".to_owned());
    let made = bench.send(&params.request()).await.unwrap();
    assert_eq!(made.status, ChargeStatus::Succeeded);
    assert!(made.paid && made.captured && !made.refunded && !made.disputed);
    assert_eq!((made.amount, made.amount_captured), (2000, 2000));
    assert_eq!(made.metadata["order"], "17");
    assert!(made.payment_intent.is_none() && made.failure_message.is_none());
    let card = made.payment_method_details.unwrap().card.unwrap();
    assert_eq!(card.last4.as_deref(), Some("4242"));

    let movement = made.balance_transaction.unwrap().id().clone();
    let movement = RetrieveBalanceTransaction::new(movement);
    let movement = bench.fetch(&movement.request()).await;
    assert_eq!((movement.amount, movement.kind.as_str()), (2000, "charge"));
}

#[tokio::test]
async fn an_authorised_charge_is_not_captured() {
    let bench = Bench::start().await;
    let hold = CreateCharge {
        capture: false,
        ..charge("tok_visa")
    };
    let held = bench.send(&hold.request()).await.unwrap();
    assert!(held.paid && !held.captured);
    assert_eq!(held.amount_captured, 0);
    assert!(held.balance_transaction.is_none());
}

#[tokio::test]
async fn a_declined_token_names_the_failed_charge() {
    let bench = Bench::start().await;
    let request = charge("tok_chargeDeclinedInsufficientFunds").request();
    let error = bench.send(&request).await.unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::NotHappened, Retry::No)
    );
    let error = error.api().unwrap();
    assert_eq!((error.status, &error.kind), (402, &ErrorKind::CardError));
    assert_eq!(error.decline_code.as_deref(), Some("insufficient_funds"));
    let failed = RetrieveCharge::new(error.charge.clone().unwrap());
    let failed = bench.fetch(&failed.request()).await;
    assert_eq!(failed.status, ChargeStatus::Failed);
    assert_eq!(failed.failure_code.as_deref(), Some("card_declined"));
    assert!(!failed.failure_message.unwrap().expose().is_empty());
    assert_eq!(failed.outcome.unwrap().kind, "issuer_declined");
}

#[tokio::test]
async fn an_account_may_refuse_tokens() {
    let bench = Bench::with(Config {
        refuse_card_tokens: true,
        ..Config::default()
    })
    .await;
    let error = bench.send(&charge("tok_visa").request()).await.unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
    assert_eq!(error.api().unwrap().status, 400);
}

#[tokio::test]
async fn the_attempts_of_an_intent_are_listed() {
    let bench = Bench::start().await;
    let intent = bench.pay("pm_card_visa").await;
    bench.send(&charge("tok_visa").request()).await.unwrap();
    let list = ListCharges {
        payment_intent: Some(intent.id.clone()),
        expand: vec!["data.refunds".to_owned()],
        ..ListCharges::default()
    };
    let found = bench.fetch(&list.request()).await.data;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].payment_intent.as_ref().unwrap().id(), &intent.id);
    assert!(found[0].refunds.as_ref().unwrap().data.is_empty());
}
