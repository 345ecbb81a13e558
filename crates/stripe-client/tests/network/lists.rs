//! Lists that are longer than a page.

use crate::server::{Server, answer};
use serde_json::json;
use stripe_client::{ListCharges, PaymentIntentId};

fn page(ids: &[&str], has_more: bool) -> String {
    let charges: Vec<_> = ids
        .iter()
        .map(|id| {
            json!({
                "id": id, "object": "charge", "amount": 5, "amount_captured": 5, "amount_refunded": 0,
                "currency": "eur", "status": "succeeded", "created": 1, "livemode": false
            })
        })
        .collect();
    json!({"object": "list", "url": "/v1/charges", "data": charges, "has_more": has_more})
        .to_string()
}

fn of_the_intent() -> ListCharges {
    ListCharges {
        payment_intent: Some(PaymentIntentId::parse("pi_1").unwrap()),
        limit: Some(2),
        ..ListCharges::default()
    }
}

async fn fetch(server: &Server, most: usize) -> (Vec<String>, bool) {
    let client = server.client(|_| {});
    let list = client
        .fetch_all(&of_the_intent().request(), most)
        .await
        .unwrap();
    let ids = list.data.iter().map(|charge| charge.id.to_string());
    (ids.collect(), list.has_more)
}

#[tokio::test]
async fn pages_follow_each_other_until_the_last() {
    let server = Server::playing([
        answer(200, &page(&["ch_5", "ch_4"], true)),
        answer(200, &page(&["ch_3", "ch_2"], true)),
        answer(200, &page(&["ch_1"], false)),
    ])
    .await;
    let (ids, has_more) = fetch(&server, 100).await;
    assert_eq!(ids, ["ch_5", "ch_4", "ch_3", "ch_2", "ch_1"]);
    assert!(!has_more);
    let asked = server.asked();
    let queries: Vec<_> = asked.iter().map(|one| one.uri.query().unwrap()).collect();
    assert_eq!(
        queries,
        [
            "payment_intent=pi_1&limit=2",
            "payment_intent=pi_1&limit=2&starting_after=ch_4",
            "payment_intent=pi_1&limit=2&starting_after=ch_2",
        ]
    );
}

#[tokio::test]
async fn no_page_is_read_beyond_the_bound() {
    let server = Server::playing([
        answer(200, &page(&["ch_5", "ch_4"], true)),
        answer(200, &page(&["ch_3", "ch_2"], false)),
    ])
    .await;
    let (ids, has_more) = fetch(&server, 3).await;
    assert_eq!(ids, ["ch_5", "ch_4", "ch_3"]);
    assert!(has_more, "one was left out");

    let server = Server::playing([answer(200, &page(&["ch_5", "ch_4"], true))]).await;
    let (ids, has_more) = fetch(&server, 2).await;
    assert_eq!((ids.len(), has_more), (2, true));
    assert_eq!(server.asked().len(), 1);
}

#[tokio::test]
async fn an_empty_list_and_an_empty_page_end_it() {
    let server = Server::playing([answer(200, &page(&[], false))]).await;
    assert_eq!(fetch(&server, 10).await, (vec![], false));

    let server = Server::playing([
        answer(200, &page(&["ch_5"], true)),
        answer(200, &page(&[], true)),
    ])
    .await;
    assert_eq!(fetch(&server, 10).await, (vec!["ch_5".to_owned()], false));
}

#[tokio::test]
async fn a_page_that_cannot_be_read_is_an_error() {
    let server = Server::playing([
        answer(200, &page(&["ch_5", "ch_4"], true)),
        answer(400, r#"{"error":{"type":"invalid_request_error"}}"#),
    ])
    .await;
    let client = server.client(|_| {});
    let error = client
        .fetch_all(&of_the_intent().request(), 100)
        .await
        .unwrap_err();
    assert_eq!(error.api().unwrap().status, 400);
}
