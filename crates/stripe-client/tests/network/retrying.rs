//! Which failures the client tries again, how often, and what is known when it gives up.

use std::time::{Duration, Instant};

use crate::sending::{create, key};
use crate::server::{INTENT, Line, Server, answer, trouble};
use serde_json::json;
use stripe_client::{Effect, Error, Retry};

#[tokio::test]
async fn what_may_pass_is_tried_again_with_the_same_key_and_body() {
    let in_use = r#"{"error":{"type":"idempotency_error","code":"idempotency_key_in_use"}}"#;
    let script = [
        trouble(500),
        answer(409, in_use),
        trouble(429),
        Line::Break,
        answer(200, INTENT),
    ];
    let server = Server::playing(script).await;
    let client = server.client(|config| config.max_attempts = 5);
    client.send(&create(), &key()).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 5);
    for one in &asked {
        assert_eq!(one.header("idempotency-key"), Some("order-17/create"));
        assert_eq!(one.body, asked[0].body);
    }
}

#[tokio::test]
async fn too_many_requests_and_locked_objects_pass_and_did_nothing() {
    for (status, kind, code) in [
        (429, "invalid_request_error", "rate_limit"),
        (429, "invalid_request_error", "lock_timeout"),
    ] {
        let body = json!({"error": {"type": kind, "code": code}}).to_string();
        let server = Server::playing([answer(status, &body), answer(200, INTENT)]).await;
        server.client(|_| {}).send(&create(), &key()).await.unwrap();

        let server = Server::playing([answer(status, &body)]).await;
        let client = server.client(|config| config.max_attempts = 1);
        let error = client.send(&create(), &key()).await.unwrap_err();
        assert_eq!(
            (error.effect(), error.retry()),
            (Effect::NotHappened, Retry::SameKey),
            "{code}"
        );
    }
}

#[tokio::test]
async fn a_conflict_with_a_call_that_still_runs_settles_nothing() {
    for (kind, code) in [
        ("idempotency_error", "idempotency_key_in_use"),
        ("invalid_request_error", "lock_timeout"),
    ] {
        let body = json!({"error": {"type": kind, "code": code}}).to_string();
        let server = Server::playing([answer(409, &body), answer(409, &body)]).await;
        let client = server.client(|config| config.max_attempts = 2);
        let error = client.send(&create(), &key()).await.unwrap_err();
        assert_eq!(
            (error.effect(), error.retry()),
            (Effect::Unknown, Retry::SameKey),
            "{code}"
        );
        assert_eq!(server.asked().len(), 2);
    }
}

#[tokio::test]
async fn a_key_that_was_used_for_another_request_is_not_tried_again() {
    let body = r#"{"error":{"type":"idempotency_error"}}"#;
    let server = Server::playing([answer(400, body)]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::NotHappened, Retry::No)
    );
}

#[tokio::test]
async fn a_stored_failure_is_not_asked_for_again() {
    let body = r#"{"error":{"type":"api_error"}}"#.to_owned();
    let stored = Line::Answer(500, vec![("Idempotent-Replayed", "true")], body);
    let server = Server::playing([trouble(500), stored]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::Unknown, Retry::NewKeyAfterLooking)
    );
}

#[tokio::test]
async fn stripes_own_word_on_trying_again_is_followed() {
    let body = r#"{"error":{"type":"api_error"}}"#.to_owned();
    let no = Line::Answer(500, vec![("Stripe-Should-Retry", "false")], body.clone());
    let server = Server::playing([no]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::Unknown, Retry::No)
    );

    let yes = Line::Answer(400, vec![("Stripe-Should-Retry", "true")], body);
    let server = Server::playing([yes, answer(200, INTENT)]).await;
    server.client(|_| {}).send(&create(), &key()).await.unwrap();
    assert_eq!(server.asked().len(), 2);
}

#[tokio::test]
async fn a_wait_that_stripe_asks_for_is_kept() {
    let busy = r#"{"error":{"type":"invalid_request_error","code":"rate_limit"}}"#.to_owned();
    let later = Line::Answer(429, vec![("Retry-After", "1")], busy);
    let server = Server::playing([later, answer(200, INTENT)]).await;
    let started = Instant::now();
    server.client(|_| {}).send(&create(), &key()).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn a_wait_that_would_outlast_the_deadline_is_not_begun() {
    let busy = r#"{"error":{"type":"invalid_request_error","code":"rate_limit"}}"#.to_owned();
    let server = Server::playing([Line::Answer(429, vec![("Retry-After", "60")], busy)]).await;
    let started = Instant::now();
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert!(started.elapsed() < Duration::from_secs(5));
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::NotHappened, Retry::SameKey)
    );
    assert_eq!(error.api().unwrap().code.as_deref(), Some("rate_limit"));
}

#[tokio::test]
async fn the_deadline_is_kept_even_when_tries_are_left() {
    let server = Server::playing((0..100).map(|_| Line::Silence)).await;
    let client = server.client(|config| {
        config.max_attempts = 100;
        config.timeout = Duration::from_millis(200);
        config.deadline = Duration::from_millis(500);
    });
    let started = Instant::now();
    let error = client.send(&create(), &key()).await.unwrap_err();
    let took = started.elapsed();
    assert!(matches!(error, Error::OutcomeUnknown { .. }), "{error:?}");
    assert!(took < Duration::from_millis(900), "{took:?}");
    assert!((2..=3).contains(&server.asked().len()));
}

#[tokio::test]
async fn tries_end_and_then_the_outcome_of_a_change_is_unknown() {
    let server = Server::playing([Line::Silence, Line::Silence]).await;
    let client = server.client(|config| {
        config.max_attempts = 2;
        config.timeout = Duration::from_millis(50);
    });
    let error = client.send(&create(), &key()).await.unwrap_err();
    assert!(
        matches!(
            error,
            Error::OutcomeUnknown {
                attempts: 2,
                answer: None,
                ..
            }
        ),
        "{error:?}"
    );
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::Unknown, Retry::SameKey)
    );
    assert_eq!(server.asked().len(), 2);
}
