//! What the client does when the network, or Stripe, does not behave.

use crate::server::{INTENT, Line, SECRET_KEY, Server, answer, client_of, trouble};
use serde_json::json;
use stripe_client::{
    ApiRequest, CreatePaymentIntent, Effect, Error, ErrorKind, IdempotencyKey, ListPaymentIntents,
    PaymentIntent, PaymentIntentId, PaymentIntentStatus, RetrievePaymentIntent, Retry,
    STRIPE_API_VERSION,
};
use tokio::net::TcpListener;

pub(crate) fn create() -> ApiRequest<PaymentIntent> {
    let mut params = CreatePaymentIntent::new(1999, "eur");
    params.receipt_email = Some("ada@hidden.example".to_owned());
    params.request()
}

pub(crate) fn key() -> IdempotencyKey {
    IdempotencyKey::parse("order-17/create").unwrap()
}

fn retrieve() -> RetrievePaymentIntent {
    RetrievePaymentIntent::new(PaymentIntentId::parse("pi_1").unwrap())
}

#[tokio::test]
async fn a_call_carries_key_version_idempotency_key_and_form() {
    let server = Server::playing([answer(200, INTENT)]).await;
    let request = create();
    let intent = server.client(|_| {}).send(&request, &key()).await.unwrap();
    assert_eq!(intent.status, PaymentIntentStatus::RequiresConfirmation);
    assert_eq!(intent.client_secret.unwrap().expose(), "pi_1_secret_hidden");

    let asked = &server.asked()[0];
    assert_eq!(
        (asked.method.as_str(), asked.uri.path()),
        ("POST", "/v1/payment_intents")
    );
    assert_eq!(asked.body, request.form_body());
    let bearer = format!("Bearer {SECRET_KEY}");
    for (name, value) in [
        ("authorization", bearer.as_str()),
        ("stripe-version", STRIPE_API_VERSION),
        ("idempotency-key", "order-17/create"),
        ("content-type", "application/x-www-form-urlencoded"),
    ] {
        assert_eq!(asked.header(name), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_stored_call_is_sent_again_in_the_same_bytes() {
    let server = Server::playing([answer(200, INTENT), answer(200, INTENT)]).await;
    let client = server.client(|_| {});
    let request = create();
    client.send(&request, &key()).await.unwrap();
    let stored = ApiRequest::<PaymentIntent>::from_stored(
        request.method(),
        request.path(),
        &request.form_body(),
    );
    client.send(&stored.unwrap(), &key()).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked[0].body, asked[1].body);
    assert_eq!(asked[0].uri, asked[1].uri);
}

#[tokio::test]
async fn a_decline_is_an_answer_with_the_intent_in_it() {
    let body = json!({"error": {
        "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds",
        "message": "Your card has insufficient funds.", "charge": "ch_1",
        "payment_intent": {
            "id": "pi_1", "object": "payment_intent", "amount": 1999, "currency": "eur",
            "status": "requires_payment_method", "client_secret": "pi_1_secret_hidden", "created": 1,
            "livemode": false, "last_payment_error": {
                "type": "card_error", "code": "card_declined", "decline_code": "insufficient_funds",
                "payment_method": {
                    "id": "pm_1", "type": "card", "created": 1, "livemode": false,
                    "card": {"brand": "visa", "last4": "9995", "exp_month": 4, "exp_year": 2044, "funding": "credit"}
                }
            }
        }
    }});
    let server = Server::playing([answer(402, &body.to_string())]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::NotHappened, Retry::No)
    );
    let Error::Api(error) = error else {
        panic!("{error:?}")
    };
    assert_eq!((error.status, &error.kind), (402, &ErrorKind::CardError));
    assert_eq!(error.decline_code.as_deref(), Some("insufficient_funds"));
    assert_eq!(error.request_id.as_deref(), Some("req_1"));
    assert_eq!(error.charge.unwrap().as_str(), "ch_1");
    let intent = error.payment_intent.unwrap();
    assert_eq!(intent.status, PaymentIntentStatus::RequiresPaymentMethod);
    let tried = intent.last_payment_error.unwrap().payment_method.unwrap();
    assert_eq!(tried.card.unwrap().last4, "9995");
}

#[tokio::test]
async fn nobody_there_means_that_nothing_happened() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let error = client_of(address, |_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::Unreachable { attempts: 4, .. }),
        "{error:?}"
    );
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::NotHappened, Retry::SameKey)
    );
}

#[tokio::test]
async fn a_connection_that_closes_without_an_answer_leaves_the_outcome_open() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = tokio::spawn(async move {
        for _ in 0..4 {
            let (stream, _) = listener.accept().await.unwrap();
            stream.readable().await.unwrap();
            let mut request = [0; 4096];
            let _ = stream.try_read(&mut request);
        }
    });
    let error = client_of(address, |_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert!(
        matches!(error, Error::OutcomeUnknown { attempts: 4, .. }),
        "{error:?}"
    );
    server.await.unwrap();
}

#[tokio::test]
async fn an_answer_that_does_not_reach_the_idempotency_layer_settles_nothing() {
    let refused = answer(401, r#"{"error":{"type":"invalid_request_error"}}"#);
    let server = Server::playing([Line::Silence, refused]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(error.effect(), Effect::Unknown);
    assert!(
        matches!(
            error,
            Error::OutcomeUnknown {
                answer: Some(_),
                ..
            }
        ),
        "{error:?}"
    );

    let refused = answer(401, r#"{"error":{"type":"invalid_request_error"}}"#);
    let server = Server::playing([refused]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(error.effect(), Effect::NotHappened);
}

#[tokio::test]
async fn an_unreadable_success_has_happened() {
    let server = Server::playing([answer(200, r#"{"id":"pi_1_secret_hidden"}"#)]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::Happened, Retry::No)
    );
    assert!(!format!("{error} {error:?}").contains("hidden"));
}

#[tokio::test]
async fn a_redirect_is_not_followed_with_the_key() {
    let away = vec![("Location", "http://127.0.0.1:1/elsewhere")];
    let server = Server::playing([Line::Answer(307, away, String::new())]).await;
    let error = server
        .client(|_| {})
        .send(&create(), &key())
        .await
        .unwrap_err();
    assert_eq!(error.api().unwrap().status, 307);
    assert_eq!(error.effect(), Effect::Unknown);
}

#[tokio::test]
async fn reading_sends_no_idempotency_key_and_is_tried_again() {
    let server = Server::playing([trouble(503), Line::Silence, answer(200, INTENT)]).await;
    let mut params = retrieve();
    params.expand = vec!["latest_charge".to_owned()];
    let intent = server
        .client(|_| {})
        .fetch(&params.request())
        .await
        .unwrap();
    assert_eq!(intent.id.as_str(), "pi_1");
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    assert_eq!(
        asked[2].uri,
        "/v1/payment_intents/pi_1?expand%5B0%5D=latest_charge"
    );
    assert_eq!(asked[2].method.as_str(), "GET");
    assert_eq!(asked[2].header("idempotency-key"), None);
}

#[tokio::test]
async fn reading_without_an_answer_is_no_open_outcome() {
    let server = Server::playing([Line::Silence]).await;
    let client = server.client(|config| config.max_attempts = 1);
    let error = client.fetch(&retrieve().request()).await.unwrap_err();
    assert!(
        matches!(error, Error::Unreachable { attempts: 1, .. }),
        "{error:?}"
    );
}

#[tokio::test]
async fn a_list_says_whether_there_is_more() {
    let body = format!(r#"{{"object":"list","data":[{INTENT}],"has_more":true,"url":"/x"}}"#);
    let server = Server::playing([answer(200, &body)]).await;
    let params = ListPaymentIntents {
        created_from: Some(5),
        limit: Some(1),
        ..ListPaymentIntents::default()
    };
    let page = server
        .client(|_| {})
        .fetch(&params.request())
        .await
        .unwrap();
    assert!(page.has_more);
    assert_eq!(page.data[0].id.as_str(), "pi_1");
    assert_eq!(
        server.asked()[0].uri.query(),
        Some("created%5Bgte%5D=5&limit=1")
    );
}
