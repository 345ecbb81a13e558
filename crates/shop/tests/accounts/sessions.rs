//! Where an account is logged in: the list, ending, and time.

use shop::accounts::{LogIn, SessionKey};

use crate::desk::{ADA, Desk, MIRA, PASSWORD};
use crate::support::on_both;

async fn key_of(desk: &Desk, address: &str) -> SessionKey {
    match desk.log_in(address, PASSWORD).await {
        LogIn::In(key, _) => key,
        other => panic!("not logged in: {other:?}"),
    }
}

on_both!(the_owner_sees_every_session_and_ends_one, |url| async {
    let desk = Desk::open(&url).await;
    let (here, ada) = desk.register(ADA).await;
    let there = key_of(&desk, ADA).await;
    let list = desk.shop.sessions(&ada.id).await.unwrap();
    let mut agents: Vec<_> = list.iter().map(|entry| entry.user_agent.as_str()).collect();
    agents.sort_unstable();
    assert_eq!(agents, ["Another browser", "Browser"]);
    let session = desk.shop.session(&there).await.unwrap().unwrap();
    assert!(list.iter().any(|entry| entry.handle == session.handle));
    assert!(
        desk.shop
            .end_session(&ada.id, &session.handle)
            .await
            .unwrap()
    );
    assert!(!desk.is_in(&there).await && desk.is_in(&here).await);
    assert_eq!(desk.shop.sessions(&ada.id).await.unwrap().len(), 1);
});

on_both!(nobody_ends_anothers_session, |url| async {
    let desk = Desk::open(&url).await;
    let (key, _) = desk.register(ADA).await;
    let (miras_key, mira) = desk.register(MIRA).await;
    let handle = desk.shop.session(&key).await.unwrap().unwrap().handle;
    assert!(!desk.shop.end_session(&mira.id, &handle).await.unwrap());
    desk.shop
        .end_other_sessions(&mira.id, &miras_key)
        .await
        .unwrap();
    assert!(desk.is_in(&key).await && desk.is_in(&miras_key).await);
    let list = desk.shop.sessions(&mira.id).await.unwrap();
    assert!(list.iter().all(|entry| entry.handle != handle));
});

on_both!(all_others_end_at_once, |url| async {
    let desk = Desk::open(&url).await;
    let (one, ada) = desk.register(ADA).await;
    let (other, here) = (key_of(&desk, ADA).await, key_of(&desk, ADA).await);
    desk.shop.end_other_sessions(&ada.id, &here).await.unwrap();
    assert!(desk.is_in(&here).await);
    assert!(!desk.is_in(&one).await && !desk.is_in(&other).await);
});

on_both!(a_session_ends_thirty_days_after_it_was_used, |url| async {
    let desk = Desk::open(&url).await;
    let (key, ada) = desk.register(ADA).await;
    // Twenty-nine days on: use puts the end off again.
    for _ in 0..2 {
        desk.sql(
            "UPDATE sessions SET created_at = created_at - 2505600000, \
             seen_at = seen_at - 2505600000, expires_at = expires_at - 2505600000",
        )
        .await;
        assert!(desk.is_in(&key).await);
    }
    desk.sql("UPDATE sessions SET expires_at = expires_at - 2592000001")
        .await;
    assert!(!desk.is_in(&key).await);
    assert!(desk.shop.sessions(&ada.id).await.unwrap().is_empty());
    desk.shop.reconcile().await.unwrap();
    assert_eq!(desk.count("SELECT COUNT(*) FROM sessions").await, 0);
});

on_both!(use_does_not_keep_a_session_for_ever, |url| async {
    let desk = Desk::open(&url).await;
    let (key, _) = desk.register(ADA).await;
    // It began 180 days ago but for a minute, and was last used an hour ago.
    desk.sql(
        "UPDATE sessions SET created_at = created_at - 15551940000, seen_at = seen_at - 3600000",
    )
    .await;
    assert!(desk.is_in(&key).await);
    let left = desk
        .count("SELECT expires_at - seen_at FROM sessions")
        .await;
    assert!((1..=60_000).contains(&left), "{left}");
});

on_both!(looking_again_within_minutes_writes_nothing, |url| async {
    let desk = Desk::open(&url).await;
    let (key, _) = desk.register(ADA).await;
    let seen = || desk.count("SELECT seen_at FROM sessions");
    let first = seen().await;
    assert!(desk.is_in(&key).await);
    assert_eq!(seen().await, first);
    desk.sql("UPDATE sessions SET seen_at = seen_at - 300001")
        .await;
    assert!(desk.is_in(&key).await);
    assert!(seen().await >= first);
});
