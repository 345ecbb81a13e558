//! Registering by a link that was mailed.

use commerce::account::PasswordProblem;
use shop::{
    accounts::{LinkPurpose, LogIn, PasswordSet},
    mail::Letter,
};

use crate::desk::{ADA, Desk, MIRA, PASSWORD, email, logged_in, password, token};
use crate::support::on_both;

on_both!(an_account_is_made_by_who_has_the_mailbox, |url| async {
    let desk = Desk::open(&url).await;
    let link = desk.ask("Ada.Byron@Example.org").await;
    let mail = &desk.mails().await[0];
    assert_eq!(
        (mail.recipient.as_str(), mail.locale.as_str()),
        ("Ada.Byron@Example.org", "en")
    );
    assert!(matches!(mail.letter, Letter::Register { .. }));
    assert_eq!(desk.count("SELECT COUNT(*) FROM accounts").await, 0);
    let set = desk
        .shop
        .finish_registration(&link, &password(PASSWORD), "en", "Browser", None)
        .await
        .unwrap();
    let (key, account) = logged_in(set);
    let session = desk.shop.session(&key).await.unwrap().expect("a session");
    assert_eq!(session.account, account);
    assert_eq!(account.email.as_str(), "Ada.Byron@Example.org");
    assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(_, found) if found == account));
});

on_both!(looking_at_a_link_changes_nothing, |url| async {
    let desk = Desk::open(&url).await;
    let token = desk.ask(ADA).await;
    for _ in 0..3 {
        let link = desk.shop.open_link(&token).await.unwrap().expect("a link");
        assert_eq!(
            (link.purpose, link.email),
            (LinkPurpose::Register, email(ADA))
        );
    }
    let set = desk
        .shop
        .finish_registration(&token, &password(PASSWORD), "en", "Browser", None)
        .await
        .unwrap();
    logged_in(set);
    assert_eq!(desk.shop.open_link(&token).await.unwrap(), None);
});

on_both!(a_refused_password_leaves_the_link_as_it_was, |url| async {
    let desk = Desk::open(&url).await;
    let token = desk.ask(ADA).await;
    for (typed, problem) in [
        ("short", PasswordProblem::TooShort),
        (&"long ".repeat(26), PasswordProblem::TooLong),
        ("password123", PasswordProblem::Common),
        ("ada.byron", PasswordProblem::Common),
    ] {
        let set = desk
            .shop
            .finish_registration(&token, &password(typed), "en", "Browser", None)
            .await
            .unwrap();
        assert_eq!(set, PasswordSet::Refused(problem), "{typed}");
    }
    assert!(desk.shop.open_link(&token).await.unwrap().is_some());
});

on_both!(a_link_serves_once_and_ends_those_before_it, |url| async {
    let desk = Desk::open(&url).await;
    let (first, second) = (desk.ask(ADA).await, desk.ask(ADA).await);
    let strangers = desk.ask(MIRA).await;
    let set = |token| {
        let shop = desk.shop.clone();
        async move {
            shop.finish_registration(&token, &password(PASSWORD), "en", "Browser", None)
                .await
                .unwrap()
        }
    };
    logged_in(set(second.clone()).await);
    for token in [first, second] {
        assert_eq!(set(token).await, PasswordSet::LinkEnded);
    }
    logged_in(set(strangers).await);
});

on_both!(a_link_ends_after_an_hour, |url| async {
    let desk = Desk::open(&url).await;
    let token = desk.ask(ADA).await;
    desk.sql("UPDATE mail_links SET expires_at = expires_at - 3599000")
        .await;
    assert!(desk.shop.open_link(&token).await.unwrap().is_some());
    desk.sql("UPDATE mail_links SET expires_at = expires_at - 1001")
        .await;
    assert_eq!(desk.shop.open_link(&token).await.unwrap(), None);
    let set = desk
        .shop
        .finish_registration(&token, &password(PASSWORD), "en", "Browser", None)
        .await
        .unwrap();
    assert_eq!(set, PasswordSet::LinkEnded);
    desk.shop.reconcile().await.unwrap();
    assert_eq!(desk.count("SELECT COUNT(*) FROM mail_links").await, 0);
});

on_both!(
    of_many_that_use_links_of_one_address_at_once_one_gets_an_account,
    |url| async {
        let desk = Desk::open(&url).await;
        let links = [desk.ask(ADA).await, desk.ask(ADA).await];
        let mut uses = Vec::new();
        for number in 0..6 {
            let (shop, link) = (desk.shop.clone(), links[number % 2].clone());
            uses.push(tokio::spawn(async move {
                shop.finish_registration(&link, &password(PASSWORD), "en", "Browser", None)
                    .await
                    .unwrap()
            }));
        }
        let mut made = 0;
        for used in uses {
            match used.await.unwrap() {
                PasswordSet::In(..) => made += 1,
                other => assert_eq!(other, PasswordSet::LinkEnded),
            }
        }
        assert_eq!(made, 1);
        assert_eq!(desk.count("SELECT COUNT(*) FROM accounts").await, 1);
        assert_eq!(desk.count("SELECT COUNT(*) FROM sessions").await, 1);
    }
);

on_both!(
    an_address_that_has_an_account_is_told_so_by_mail_only,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        desk.shop
            .ask_to_register(&email("ADA.BYRON@example.org"), "en")
            .await
            .unwrap();
        let mails = desk.mails().await;
        let mail = mails.last().unwrap();
        assert_eq!(mail.recipient, ADA, "the address of the account");
        let Letter::AlreadyRegistered { log_in, .. } = &mail.letter else {
            panic!("{:?}", mail.letter);
        };
        assert_eq!(log_in, "http://127.0.0.1:3000/account/login");
        let link = desk.shop.open_link(&token(&mail.letter)).await.unwrap();
        assert_eq!(link.unwrap().purpose, LinkPurpose::Reset);
    }
);

on_both!(no_mailbox_is_filled, |url| async {
    let desk = Desk::open(&url).await;
    for _ in 0..6 {
        let (ada, mira) = (email(ADA), email(MIRA));
        desk.shop.ask_to_register(&ada, "en").await.unwrap();
        desk.shop.ask_to_reset_password(&mira, "en").await.unwrap();
    }
    let mails = desk.mails().await;
    for address in [ADA, MIRA] {
        let number = mails.iter().filter(|mail| mail.recipient == address);
        assert_eq!(number.count(), 4, "{address}");
    }
    desk.sql("UPDATE attempts SET at = at - 3600001").await;
    desk.ask(ADA).await;
    assert_eq!(desk.mails().await.len(), 9);
});
