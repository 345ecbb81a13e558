//! Deletions, for which Stripe keeps no idempotency key.

use crate::server::{Line, Server, answer, trouble};
use stripe_client::{CustomerId, DeleteCustomer, Effect, Error, IdempotencyKey, Retry};

const GONE: &str = r#"{"id":"cus_1","object":"customer","deleted":true}"#;
const NO_SUCH: &str =
    r#"{"error":{"type":"invalid_request_error","code":"resource_missing","param":"id"}}"#;

async fn delete(server: &Server) -> Result<(), Error> {
    let request = DeleteCustomer::new(CustomerId::parse("cus_1").unwrap()).request();
    let key = IdempotencyKey::parse("forget-5").unwrap();
    let gone = server.client(|_| {}).send(&request, &key).await?;
    assert!(gone.deleted);
    assert_eq!(gone.id.as_str(), "cus_1");
    Ok(())
}

#[tokio::test]
async fn a_deletion_goes_without_a_key_and_is_tried_again() {
    let server = Server::playing([trouble(500), answer(200, GONE)]).await;
    delete(&server).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 2);
    for one in &asked {
        assert_eq!(
            (one.method.as_str(), one.uri.path()),
            ("DELETE", "/v1/customers/cus_1")
        );
        assert_eq!(one.header("idempotency-key"), None);
        assert_eq!(one.body, "");
    }
}

#[tokio::test]
async fn what_was_not_there_to_begin_with_was_not_deleted() {
    let server = Server::playing([answer(404, NO_SUCH)]).await;
    let error = delete(&server).await.unwrap_err();
    assert_eq!(
        (error.effect(), error.retry()),
        (Effect::NotHappened, Retry::No)
    );
}

#[tokio::test]
async fn what_is_gone_after_a_lost_answer_may_have_been_deleted_by_it() {
    let server = Server::playing([Line::Silence, answer(404, NO_SUCH)]).await;
    let error = delete(&server).await.unwrap_err();
    assert_eq!(error.effect(), Effect::Unknown);
    assert_eq!(
        error.api().unwrap().code.as_deref(),
        Some("resource_missing")
    );
}
