//! Forgotten passwords, and changed ones.

use commerce::account::PasswordProblem;
use shop::{
    accounts::{LinkPurpose, LogIn, PasswordChange, PasswordSet},
    mail::Letter,
};

use crate::desk::{ADA, Desk, MIRA, OTHER_PASSWORD, PASSWORD, logged_in, password};
use crate::support::on_both;

on_both!(
    a_forgotten_password_is_set_anew_and_every_session_ends,
    |url| async {
        let desk = Desk::open(&url).await;
        let (old, account) = desk.register(ADA).await;
        let (strangers, _) = desk.register(MIRA).await;
        let shop = &desk.shop;
        let token = desk.forget(ADA).await;
        let link = shop.open_link(&token).await.unwrap().unwrap();
        assert_eq!(link.purpose, LinkPurpose::Reset);
        let new = password(OTHER_PASSWORD);
        let set = shop.reset_password(&token, &new, "Browser", None).await;
        let (key, found) = logged_in(set.unwrap());
        assert_eq!(found, account);
        assert!(desk.is_in(&key).await && desk.is_in(&strangers).await);
        assert!(!desk.is_in(&old).await);
        assert_eq!(desk.log_in(ADA, PASSWORD).await, LogIn::Wrong);
        assert!(matches!(
            desk.log_in(ADA, OTHER_PASSWORD).await,
            LogIn::In(..)
        ));
        let mails = desk.mails().await;
        let last = mails.last().unwrap();
        assert_eq!(
            (last.recipient.as_str(), &last.letter),
            (ADA, &Letter::PasswordChanged)
        );
        let again = shop.reset_password(&token, &new, "Browser", None).await;
        assert_eq!(again.unwrap(), PasswordSet::LinkEnded);
    }
);

on_both!(
    an_address_without_an_account_is_led_to_making_one,
    |url| async {
        let desk = Desk::open(&url).await;
        let token = desk.forget(ADA).await;
        let mails = desk.mails().await;
        assert!(matches!(mails[0].letter, Letter::NoAccount { .. }));
        let new = password(PASSWORD);
        let set = desk.shop.finish_registration(&token, &new, "en", "", None);
        logged_in(set.await.unwrap());
    }
);

on_both!(a_link_serves_its_own_purpose_only, |url| async {
    let desk = Desk::open(&url).await;
    let register = desk.ask(MIRA).await;
    desk.register(ADA).await;
    let reset = desk.forget(ADA).await;
    let new = password(OTHER_PASSWORD);
    let (shop, ended) = (&desk.shop, PasswordSet::LinkEnded);
    let set = shop
        .reset_password(&register, &new, "", None)
        .await
        .unwrap();
    assert_eq!(set, ended);
    let set = shop.finish_registration(&reset, &new, "en", "", None).await;
    assert_eq!(set.unwrap(), ended);
    for link in [register, reset] {
        assert!(shop.open_link(&link).await.unwrap().is_some());
    }
});

on_both!(
    of_two_that_use_a_reset_link_at_once_one_succeeds,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        let mut links = Vec::new();
        for _ in 0..2 {
            links.push(desk.forget(ADA).await);
        }
        let mut uses = Vec::new();
        for number in 0..6 {
            let (shop, link) = (desk.shop.clone(), links[number % 2].clone());
            uses.push(tokio::spawn(async move {
                let new = password(&format!("granite and heather {number}"));
                shop.reset_password(&link, &new, "", None).await.unwrap()
            }));
        }
        let mut set = 0;
        for used in uses {
            match used.await.unwrap() {
                PasswordSet::In(..) => set += 1,
                other => assert_eq!(other, PasswordSet::LinkEnded),
            }
        }
        assert_eq!(set, 1);
        assert_eq!(desk.count("SELECT COUNT(*) FROM sessions").await, 1);
    }
);

on_both!(a_reset_opens_a_door_that_guesses_have_closed, |url| async {
    let desk = Desk::open(&url).await;
    desk.register(ADA).await;
    for _ in 0..10 {
        desk.log_in(ADA, OTHER_PASSWORD).await;
    }
    assert!(matches!(
        desk.log_in(ADA, PASSWORD).await,
        LogIn::TooMany { .. }
    ));
    let token = desk.forget(ADA).await;
    let new = password(OTHER_PASSWORD);
    logged_in(
        desk.shop
            .reset_password(&token, &new, "", None)
            .await
            .unwrap(),
    );
    assert!(matches!(
        desk.log_in(ADA, OTHER_PASSWORD).await,
        LogIn::In(..)
    ));
});

on_both!(
    a_changed_password_ends_other_sessions_and_links_and_gives_this_one_a_new_key,
    |url| async {
        let desk = Desk::open(&url).await;
        let (here, account) = desk.register(ADA).await;
        let LogIn::In(there, _) = desk.log_in(ADA, PASSWORD).await else {
            panic!("not logged in");
        };
        let forgotten = desk.forget(ADA).await;
        let (old, new) = (password(PASSWORD), password(OTHER_PASSWORD));
        let change = desk.shop.change_password(&account.id, &here, &old, &new);
        let PasswordChange::Changed(key) = change.await.unwrap() else {
            panic!("not changed");
        };
        assert!(desk.is_in(&key).await && key != here);
        assert!(!desk.is_in(&here).await && !desk.is_in(&there).await);
        assert_eq!(desk.shop.open_link(&forgotten).await.unwrap(), None);
        assert!(matches!(
            desk.log_in(ADA, OTHER_PASSWORD).await,
            LogIn::In(..)
        ));
        let mails = desk.mails().await;
        assert_eq!(mails.last().unwrap().letter, Letter::PasswordChanged);
    }
);

on_both!(a_session_alone_changes_no_password, |url| async {
    let desk = Desk::open(&url).await;
    let (here, account) = desk.register(ADA).await;
    let (right, wrong, new) = (
        password(PASSWORD),
        password("not the one at all"),
        password(OTHER_PASSWORD),
    );
    let change = |old, new| desk.shop.change_password(&account.id, &here, old, new);
    let common = password("password1");
    let refused = PasswordChange::Refused(PasswordProblem::Common);
    assert_eq!(change(&right, &common).await.unwrap(), refused);
    for _ in 0..10 {
        assert_eq!(change(&wrong, &new).await.unwrap(), PasswordChange::Wrong);
    }
    let too_many = change(&right, &new).await.unwrap();
    assert!(
        matches!(too_many, PasswordChange::TooMany { .. }),
        "{too_many:?}"
    );
    assert!(desk.is_in(&here).await);
});

on_both!(
    neither_an_ended_session_nor_anothers_changes_a_password,
    |url| async {
        let desk = Desk::open(&url).await;
        let (ended, ada) = desk.register(ADA).await;
        let (miras, _) = desk.register(MIRA).await;
        desk.shop.log_out(&ended).await.unwrap();
        let (old, new) = (password(PASSWORD), password(OTHER_PASSWORD));
        for key in [ended, miras] {
            let change = desk.shop.change_password(&ada.id, &key, &old, &new);
            assert_eq!(change.await.unwrap(), PasswordChange::SessionEnded);
        }
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
    }
);

on_both!(
    a_hash_of_other_parameters_is_renewed_at_log_in,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        // The same password, one pass.
        let params = argon2::Params::new(8 * 1024, 1, 1, None).unwrap();
        let cheap = argon2::PasswordHasher::hash_password(
            &argon2::Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, params),
            PASSWORD.as_bytes(),
        );
        sqlx::query("UPDATE accounts SET password = $1")
            .bind(cheap.unwrap().to_string())
            .execute(&desk.store)
            .await
            .unwrap();
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
        let stored: String = sqlx::query_scalar("SELECT password FROM accounts")
            .fetch_one(&desk.store)
            .await
            .unwrap();
        assert!(
            stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{stored}"
        );
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
    }
);
