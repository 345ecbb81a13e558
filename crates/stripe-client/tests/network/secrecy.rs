//! Keys, client secrets and what customers typed stay out of logs, error texts and `Debug`.

use std::io;
use std::sync::{Arc, Mutex};

use crate::server::{INTENT, Line, Server, answer, client_of, trouble};
use stripe_client::{ApiRequest, CreatePaymentIntent, CvcTokenId, IdempotencyKey, PaymentIntent};
use tokio::net::TcpListener;

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn create() -> ApiRequest<PaymentIntent> {
    let mut params = CreatePaymentIntent::new(1999, "eur");
    params.receipt_email = Some("ada@hidden.example".to_owned());
    params.card.cvc_token = Some(CvcTokenId::parse("cvctok_hidden").unwrap());
    params.request()
}

#[tokio::test]
async fn nothing_that_is_printed_holds_a_secret() {
    let log = Log::default();
    let writer = log.clone();
    // For the whole process: what the other tests make the client log is held to the same rule.
    tracing_subscriber::fmt()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(move || writer.clone())
        .with_ansi(false)
        .init();

    let declined = format!(
        r#"{{"error":{{"type":"card_error","code":"only_in_this_test","message":"ada@hidden.example","payment_intent":{INTENT}}}}}"#
    );
    let script = [
        trouble(500),
        Line::Break,
        answer(200, INTENT),
        answer(402, &declined),
        answer(200, r#"{"id":"pi_hidden","amount":"hidden"}"#),
    ];
    let server = Server::playing(script).await;
    let client = server.client(|_| {});
    let request = create();
    let key = IdempotencyKey::parse("order-17").unwrap();

    let mut printed = format!("{client:?} {request:?}");
    let intent = client.send(&request, &key).await.unwrap();
    printed += &format!("{intent:?}");
    for _ in 0..2 {
        let error = client.send(&request, &key).await.unwrap_err();
        printed += &format!("{error:?} {error}");
    }
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let nobody = listener.local_addr().unwrap();
    drop(listener);
    let error = client_of(nobody, |_| {})
        .send(&request, &key)
        .await
        .unwrap_err();
    printed += &format!("{error:?} {error}");

    let logged = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(logged.contains("only_in_this_test") && logged.contains("/v1/payment_intents"));
    assert!(printed.contains("only_in_this_test") && printed.contains("receipt_email"));
    for text in [&logged, &printed] {
        assert!(!text.contains("hidden"), "{text}");
    }
}
