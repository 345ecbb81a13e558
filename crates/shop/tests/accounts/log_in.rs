//! Logging in and out.

use shop::accounts::{LogIn, SessionKey};

use crate::desk::{ADA, Desk, MIRA, OTHER_PASSWORD, PASSWORD, email, password};
use crate::support::on_both;

on_both!(address_and_password_open_the_account, |url| async {
    let desk = Desk::open(&url).await;
    desk.register(ADA).await;
    assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
    assert!(matches!(
        desk.log_in("ADA.Byron@example.ORG", PASSWORD).await,
        LogIn::In(..)
    ));
    assert_eq!(desk.log_in(ADA, OTHER_PASSWORD).await, LogIn::Wrong);
    assert_eq!(desk.log_in(MIRA, PASSWORD).await, LogIn::Wrong);
});

on_both!(
    logging_in_gives_a_new_key_and_ends_the_old_one,
    |url| async {
        let desk = Desk::open(&url).await;
        let (old, _) = desk.register(ADA).await;
        let (elsewhere, _) = desk.register(MIRA).await;
        let entered = desk
            .shop
            .log_in(&email(ADA), &password(PASSWORD), "Browser", Some(&old))
            .await
            .unwrap();
        let LogIn::In(new, _) = entered else {
            panic!("{entered:?}");
        };
        assert!(new != old && desk.is_in(&new).await);
        assert!(!desk.is_in(&old).await && desk.is_in(&elsewhere).await);
        desk.shop.log_out(&new).await.unwrap();
        assert!(!desk.is_in(&new).await);
    }
);

on_both!(a_key_that_was_never_given_out_opens_nothing, |url| async {
    let desk = Desk::open(&url).await;
    let (key, _) = desk.register(ADA).await;
    let forged = SessionKey::from_cookie(&"A".repeat(43)).unwrap();
    assert!(!desk.is_in(&forged).await);
    let stored: String = sqlx::query_scalar("SELECT id FROM sessions")
        .fetch_one(&desk.store)
        .await
        .unwrap();
    assert_eq!(SessionKey::from_cookie(&stored), None);
    assert_ne!(stored, key.as_cookie());
});

on_both!(
    ten_wrong_passwords_close_the_door_for_known_and_unknown_alike,
    |url| async {
        let desk = Desk::open(&url).await;
        desk.register(ADA).await;
        for address in [ADA, MIRA] {
            for _ in 0..10 {
                assert_eq!(desk.log_in(address, OTHER_PASSWORD).await, LogIn::Wrong);
            }
            let LogIn::TooMany { seconds } = desk.log_in(address, PASSWORD).await else {
                panic!("{address} is let in");
            };
            assert!((1..=900).contains(&seconds), "{seconds}");
        }
        desk.sql("UPDATE attempts SET at = at - 900001").await;
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
    }
);

on_both!(the_right_password_starts_the_count_anew, |url| async {
    let desk = Desk::open(&url).await;
    desk.register(ADA).await;
    for _ in 0..2 {
        for _ in 0..9 {
            assert_eq!(desk.log_in(ADA, OTHER_PASSWORD).await, LogIn::Wrong);
        }
        assert!(matches!(desk.log_in(ADA, PASSWORD).await, LogIn::In(..)));
    }
});

on_both!(guessing_at_once_gets_no_further, |url| async {
    let desk = Desk::open(&url).await;
    desk.register(ADA).await;
    let mut guesses = Vec::new();
    for _ in 0..20 {
        let shop = desk.shop.clone();
        guesses.push(tokio::spawn(async move {
            shop.log_in(&email(ADA), &password(OTHER_PASSWORD), "", None)
                .await
                .unwrap()
        }));
    }
    let mut tried = 0;
    for guess in guesses {
        tried += usize::from(guess.await.unwrap() == LogIn::Wrong);
    }
    assert!(tried <= 10, "{tried}");
});
