//! Things that an owner, and whoever has an old password, do in the same moment.

use shop::accounts::{AccountDeletion, LogIn};

use crate::desk::{ADA, Desk, OTHER_PASSWORD, PASSWORD, email, logged_in, password};
use crate::support::on_both;

on_both!(
    no_session_of_the_old_password_outlives_a_reset,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        let link = desk.forget(ADA).await;
        let mut entries = Vec::new();
        for _ in 0..6 {
            let shop = desk.shop.clone();
            entries.push(tokio::spawn(async move {
                shop.log_in(&email(ADA), &password(PASSWORD), "", None)
                    .await
                    .unwrap()
            }));
        }
        let new = password(OTHER_PASSWORD);
        let set = desk.shop.reset_password(&link, &new, "", None).await;
        let (key, _) = logged_in(set.unwrap());
        for entry in entries {
            match entry.await.unwrap() {
                LogIn::In(old, _) => assert!(!desk.is_in(&old).await),
                other => assert_eq!(other, LogIn::Wrong),
            }
        }
        assert!(desk.is_in(&key).await);
        assert_eq!(desk.count("SELECT COUNT(*) FROM sessions").await, 1);
    }
);

on_both!(
    orders_that_are_placed_while_the_account_is_deleted_are_nobodys,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let orders = async {
            for _ in 0..8 {
                desk.order_of(ADA, Some(&ada.id)).await;
            }
        };
        let ((), deletion) = tokio::join!(orders, desk.delete(&ada.id, PASSWORD));
        assert_eq!(deletion, AccountDeletion::Deleted);
        assert_eq!(desk.count("SELECT COUNT(*) FROM orders").await, 8);
        assert_eq!(desk.count("SELECT COUNT(account) FROM orders").await, 0);
        assert_eq!(desk.count("SELECT COUNT(*) FROM addresses").await, 0);
    }
);

on_both!(of_two_deletions_at_once_one_is_told_by_mail, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let before = desk.mails().await.len();
    let (one, other) = tokio::join!(
        desk.delete(&ada.id, PASSWORD),
        desk.delete(&ada.id, PASSWORD)
    );
    let mut ends = [one, other];
    ends.sort_by_key(|end| *end != AccountDeletion::Deleted);
    assert_eq!(ends, [AccountDeletion::Deleted, AccountDeletion::Wrong]);
    assert_eq!(desk.mails().await.len(), before + 1);
});

on_both!(
    no_address_that_was_asked_for_with_the_old_password_outlives_a_reset,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let link = desk.forget(ADA).await;
        let mut asked = Vec::new();
        for number in 0..6 {
            let (shop, ada) = (desk.shop.clone(), ada.id.clone());
            asked.push(tokio::spawn(async move {
                let new = email(&format!("ada.{number}@lovelace.example"));
                let old = password(PASSWORD);
                shop.ask_to_change_email(&ada, &old, &new).await.unwrap()
            }));
        }
        let new = password(OTHER_PASSWORD);
        let set = desk.shop.reset_password(&link, &new, "", None).await;
        logged_in(set.unwrap());
        for asked in asked {
            asked.await.unwrap();
        }
        let open = "SELECT COUNT(*) FROM mail_links WHERE purpose = 'email' AND used_at IS NULL";
        assert_eq!(desk.count(open).await, 0);
    }
);
