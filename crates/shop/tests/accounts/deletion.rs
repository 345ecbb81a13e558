//! Deleting an account.

use shop::{
    accounts::{AccountDeletion, LogIn, PasswordSet},
    cart::CartKey,
    mail::Letter,
};

use crate::desk::{ADA, Desk, MIRA, OTHER_PASSWORD, PASSWORD, details, password};
use crate::support::on_both;

on_both!(
    a_deleted_account_leaves_its_orders_and_nothing_else,
    |url| async {
        let desk = Desk::open(&url).await;
        let (key, ada) = desk.register(ADA).await;
        let (miras, mira) = desk.register(MIRA).await;
        desk.order_of(ADA, Some(&ada.id)).await;
        desk.order_of(MIRA, Some(&mira.id)).await;
        desk.pay_all().await;
        let link = desk.forget(ADA).await;
        desk.sql("UPDATE accounts SET customer = 'cus_' || SUBSTR(email, 1, 3)")
            .await;
        let deletion = desk.delete(&ada.id, PASSWORD);
        assert_eq!(deletion.await, AccountDeletion::Deleted);
        assert!(!desk.is_in(&key).await && desk.is_in(&miras).await);
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::Wrong));
        let set = desk
            .shop
            .reset_password(&link, &password(OTHER_PASSWORD), "", None)
            .await
            .unwrap();
        assert_eq!(set, PasswordSet::LinkEnded);
        assert_eq!(desk.count("SELECT COUNT(*) FROM orders").await, 2);
        assert_eq!(desk.count("SELECT COUNT(account) FROM orders").await, 1);
        assert_eq!(desk.count("SELECT COUNT(*) FROM addresses").await, 1);
        let departed: Vec<(String,)> = sqlx::query_as("SELECT customer FROM departed_customers")
            .fetch_all(&desk.store)
            .await
            .unwrap();
        assert_eq!(departed, [("cus_ada".to_owned(),)]);
        let mails = desk.mails().await;
        let last = mails.last().unwrap();
        assert_eq!(
            (last.recipient.as_str(), &last.letter),
            (ADA, &Letter::AccountDeleted)
        );
    }
);

on_both!(a_session_alone_deletes_nothing, |url| async {
    let desk = Desk::open(&url).await;
    let (key, ada) = desk.register(ADA).await;
    for _ in 0..10 {
        let deletion = desk.delete(&ada.id, OTHER_PASSWORD);
        assert_eq!(deletion.await, AccountDeletion::Wrong);
    }
    let deletion = desk.delete(&ada.id, PASSWORD);
    assert!(matches!(deletion.await, AccountDeletion::TooMany { .. }));
    assert!(desk.is_in(&key).await);
});

on_both!(
    what_was_deleted_does_not_come_back_with_the_address,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let cart = CartKey::generate().id();
        let typed = details(ADA, "Hafenstraße 7");
        desk.order(&cart, ("MUG", 1), &typed, Some(&ada.id)).await;
        desk.pay_all().await;
        desk.delete(&ada.id, PASSWORD).await;
        assert_eq!(desk.shop.last_details(&cart, None).await.unwrap(), None);
        let (_, again) = desk.register(ADA).await;
        assert_ne!(again.id, ada.id);
        assert!(
            desk.shop
                .orders_of(&again, 1)
                .await
                .unwrap()
                .orders
                .is_empty()
        );
        assert_eq!(desk.delete(&ada.id, PASSWORD).await, AccountDeletion::Wrong);
    }
);
