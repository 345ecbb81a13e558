//! Changing the address of an account.

use shop::{
    accounts::{EmailChange, EmailChangeAsked, LogIn, PasswordChange, PasswordSet},
    mail::Letter,
};

use crate::desk::{ADA, Desk, MIRA, OTHER_PASSWORD, PASSWORD, logged_in, password, token};
use crate::support::on_both;

const NEW: &str = "ada@lovelace.example";

on_both!(
    the_new_address_is_proved_and_the_old_one_told,
    |url| async {
        let desk = Desk::open(&url).await;
        let (key, ada) = desk.register(ADA).await;
        let reset = desk.forget(ADA).await;
        let asked = desk.ask_for_email(&ada.id, PASSWORD, NEW);
        assert_eq!(asked.await, EmailChangeAsked::Asked);
        assert!(matches!(desk.log_in(NEW, PASSWORD).await, LogIn::Wrong));
        let mails = desk.mails().await;
        let mail = mails.last().unwrap();
        assert_eq!(mail.recipient, NEW);
        let link = token(&mail.letter);
        let EmailChange::Changed(changed) = desk.shop.change_email(&link).await.unwrap() else {
            panic!("not changed");
        };
        assert_eq!((&changed.id, changed.email.as_str()), (&ada.id, NEW));
        assert!(desk.is_in(&key).await, "sessions go on");
        assert!(matches!(desk.log_in(NEW, PASSWORD).await, LogIn::In(..)));
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::Wrong));
        let mails = desk.mails().await;
        let told = mails.last().unwrap();
        let to = NEW.to_owned();
        assert_eq!(
            (told.recipient.as_str(), &told.letter),
            (ADA, &Letter::EmailChanged { to })
        );
        assert_eq!(
            desk.shop.open_link(&reset).await.unwrap(),
            None,
            "who has the old mailbox only can reset nothing"
        );
        let again = desk.shop.change_email(&link).await.unwrap();
        assert_eq!(again, EmailChange::LinkEnded);
    }
);

on_both!(
    that_an_address_is_taken_only_its_owner_learns,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        desk.register(MIRA).await;
        let asked = desk.ask_for_email(&ada.id, PASSWORD, MIRA);
        assert_eq!(asked.await, EmailChangeAsked::Asked);
        let mails = desk.mails().await;
        let mail = mails.last().unwrap();
        assert_eq!(mail.recipient, MIRA);
        assert!(matches!(mail.letter, Letter::AlreadyRegistered { .. }));
        let change = desk.shop.change_email(&token(&mail.letter)).await.unwrap();
        assert_eq!(change, EmailChange::LinkEnded);
    }
);

on_both!(
    an_address_that_was_taken_meanwhile_stays_with_its_owner,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let asked = desk.ask_for_email(&ada.id, PASSWORD, MIRA);
        asked.await;
        let link = desk.mailed_link().await;
        desk.register(MIRA).await;
        let change = desk.shop.change_email(&link).await.unwrap();
        assert_eq!(change, EmailChange::LinkEnded);
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(_, found) if found == ada));
    }
);

on_both!(a_session_alone_asks_for_no_other_address, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let before = desk.mails().await.len();
    for _ in 0..10 {
        let asked = desk.ask_for_email(&ada.id, OTHER_PASSWORD, NEW);
        assert_eq!(asked.await, EmailChangeAsked::Wrong);
    }
    let asked = desk.ask_for_email(&ada.id, PASSWORD, NEW);
    assert!(matches!(asked.await, EmailChangeAsked::TooMany { .. }));
    assert_eq!(desk.mails().await.len(), before);
});

on_both!(orders_of_the_new_address_come_along, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let placed = desk.order_of("ADA@lovelace.example", None).await;
    desk.pay_all().await;
    let asked = desk.ask_for_email(&ada.id, PASSWORD, NEW);
    asked.await;
    let link = desk.mailed_link().await;
    desk.shop.change_email(&link).await.unwrap();
    let owner: Option<String> = sqlx::query_scalar("SELECT account FROM orders WHERE token = $1")
        .bind(placed.token.as_str())
        .fetch_one(&desk.store)
        .await
        .unwrap();
    assert_eq!(owner.as_deref(), Some(ada.id.as_str()));
});

on_both!(
    what_was_asked_for_with_an_old_password_ends_with_it,
    |url| async {
        let desk = Desk::open(&url).await;
        let (here, ada) = desk.register(ADA).await;
        let asked = desk.ask_for_email(&ada.id, PASSWORD, NEW);
        assert_eq!(asked.await, EmailChangeAsked::Asked);
        let before_a_change = desk.mailed_link().await;
        let (old, new) = (password(PASSWORD), password(OTHER_PASSWORD));
        let change = desk.shop.change_password(&ada.id, &here, &old, &new);
        let change = change.await.unwrap();
        assert!(matches!(change, PasswordChange::Changed(_)), "{change:?}");

        let asked = desk.ask_for_email(&ada.id, OTHER_PASSWORD, MIRA);
        assert_eq!(asked.await, EmailChangeAsked::Asked);
        let before_a_reset = desk.mailed_link().await;
        let forgotten = desk.forget(ADA).await;
        let set = desk.shop.reset_password(&forgotten, &old, "", None).await;
        logged_in(set.unwrap());

        for link in [before_a_change, before_a_reset] {
            let change = desk.shop.change_email(&link).await.unwrap();
            assert_eq!(change, EmailChange::LinkEnded);
        }
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
    }
);

on_both!(
    a_link_that_went_to_the_old_address_resets_nothing,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        let asked = desk.ask_for_email(&ada.id, PASSWORD, NEW);
        assert_eq!(asked.await, EmailChangeAsked::Asked);
        let change = desk.mailed_link().await;
        let reset = desk.forget(ADA).await;
        // Whoever asks for it looks up the account a moment before the change, and writes the link down a moment after it.
        desk.sql("CREATE TABLE late AS SELECT * FROM mail_links WHERE purpose = 'reset'")
            .await;
        let changed = desk.shop.change_email(&change).await.unwrap();
        assert!(matches!(changed, EmailChange::Changed(_)), "{changed:?}");
        desk.sql("INSERT INTO mail_links SELECT * FROM late").await;
        let new = password(OTHER_PASSWORD);
        let set = desk.shop.reset_password(&reset, &new, "", None).await;
        assert_eq!(set.unwrap(), PasswordSet::LinkEnded);
        assert!(matches!(desk.log_in(NEW, PASSWORD).await, LogIn::In(..)));
    }
);
