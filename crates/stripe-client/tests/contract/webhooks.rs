//! Calls on events and on where they are sent to.

use crate::description::{check_query, check_request, contract};
use crate::parts::{id, metadata};
use stripe_client::{
    CreateWebhookEndpoint, DeleteWebhookEndpoint, ListEvents, ListWebhookEndpoints, RetrieveEvent,
};

#[test]
fn calls_on_webhook_endpoints_keep_to_the_contract() {
    let Some(contract) = contract() else { return };
    let events = vec![
        "payment_intent.succeeded".to_owned(),
        "payment_intent.payment_failed".to_owned(),
        "payment_intent.requires_action".to_owned(),
        "payment_intent.processing".to_owned(),
        "payment_intent.canceled".to_owned(),
        "charge.succeeded".to_owned(),
        "charge.failed".to_owned(),
        "charge.refunded".to_owned(),
        "refund.updated".to_owned(),
        "refund.failed".to_owned(),
        "charge.dispute.created".to_owned(),
        "charge.dispute.closed".to_owned(),
        "checkout.session.completed".to_owned(),
        "checkout.session.async_payment_succeeded".to_owned(),
        "checkout.session.async_payment_failed".to_owned(),
        "checkout.session.expired".to_owned(),
    ];
    let create = CreateWebhookEndpoint {
        description: Some("The shop".to_owned()),
        metadata: metadata(),
        ..CreateWebhookEndpoint::new("https://shop.example/webhooks/stripe", events)
    };
    check_request(&contract, "POST /v1/webhook_endpoints", &create.request());
    check_request(
        &contract,
        "DELETE /v1/webhook_endpoints/{webhook_endpoint}",
        &DeleteWebhookEndpoint::new(id("we_1")).request(),
    );
    let list = ListWebhookEndpoints {
        limit: Some(100),
        starting_after: Some(id("we_1")),
    };
    check_query(&contract, "GET /v1/webhook_endpoints", &list.request());
}

#[test]
fn reading_events_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    check_query(
        &contract,
        "GET /v1/events/{id}",
        &RetrieveEvent::new(id("evt_1")).request(),
    );
    let list = ListEvents {
        kinds: vec!["charge.refunded".to_owned()],
        created_from: Some(1),
        delivered: Some(false),
        limit: Some(100),
        starting_after: Some(id("evt_1")),
    };
    check_query(&contract, "GET /v1/events", &list.request());
}
