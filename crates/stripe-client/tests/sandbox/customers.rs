//! Customers, and what they save to pay with.

use crate::bench::{Bench, paying};
use stripe_client::{
    Address, AttachPaymentMethod, CreateCustomer, CreatePaymentIntent, Customer, DeleteCustomer,
    DetachPaymentMethod, ListCustomers, ListPaymentMethods, PaymentIntentStatus, RetrieveCustomer,
    UpdateCustomer,
};

async fn ada(bench: &Bench) -> Customer {
    let create = CreateCustomer {
        email: Some("ada@shop.example".to_owned()),
        name: Some("Ada Example".to_owned()),
        address: Some(Address {
            city: Some("Town".to_owned()),
            country: Some("DE".to_owned()),
            ..Address::default()
        }),
        ..CreateCustomer::default()
    };
    bench.send(&create.request()).await.unwrap()
}

#[tokio::test]
async fn a_customer_is_made_changed_found_and_deleted() {
    let bench = Bench::start().await;
    let made = ada(&bench).await;
    assert_eq!(made.address.unwrap().city.as_deref(), Some("Town"));
    let mut update = UpdateCustomer::new(made.id.clone());
    update.name = Some("Ada E. Example".to_owned());
    update.metadata.insert("user".to_owned(), "5".to_owned());
    bench.send(&update.request()).await.unwrap();

    let by_mail = ListCustomers {
        email: Some("ada@shop.example".to_owned()),
        ..ListCustomers::default()
    };
    let found = bench.fetch(&by_mail.request()).await.data;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].name.as_ref().unwrap().expose(), "Ada E. Example");
    assert_eq!(found[0].metadata["user"], "5");

    let gone = bench
        .send(&DeleteCustomer::new(made.id.clone()).request())
        .await
        .unwrap();
    assert!(gone.deleted);
    assert_eq!(gone.id, made.id);
    let query = RetrieveCustomer::new(made.id).request();
    assert!(bench.fetch(&query).await.deleted);
}

#[tokio::test]
async fn a_card_is_attached_used_and_detached() {
    let bench = Bench::start().await;
    let customer = ada(&bench).await.id;
    let attach = AttachPaymentMethod::new("pm_card_visa".parse().unwrap(), customer.clone());
    let card = bench.send(&attach.request()).await.unwrap();
    assert_eq!(card.customer(), Some(&customer));

    let pay = CreatePaymentIntent {
        customer: Some(customer.clone()),
        off_session: true,
        ..paying(card.id.as_str())
    };
    let paid = bench.send(&pay.request()).await.unwrap();
    assert_eq!(paid.status, PaymentIntentStatus::Succeeded);
    assert_eq!(paid.customer(), Some(&customer));

    let saved = ListPaymentMethods {
        kind: Some("card".to_owned()),
        ..ListPaymentMethods::new(customer)
    };
    let found = bench.fetch(&saved.request()).await.data;
    assert_eq!(found[0].id, card.id);
    let shown = found[0].card.as_ref().unwrap();
    assert_eq!(
        (shown.last4.as_str(), shown.fingerprint.is_some()),
        ("4242", true)
    );

    let detach = DetachPaymentMethod::new(card.id).request();
    assert!(bench.send(&detach).await.unwrap().customer().is_none());
    assert!(bench.fetch(&saved.request()).await.data.is_empty());
}
