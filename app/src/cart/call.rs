//! Sends a change to its server function, as the form of the same fields would be sent.

use leptos::server_fn::{Bytes, Decodes, ServerFn};
use web_sys::UrlSearchParams;

use super::{
    answer::{CartAnswer, PlainText},
    api::{CartAcknowledge, CartAdd, CartRead, CartSet},
    queue::Change,
};
use crate::post::{Call, post};

/// The server's answer to a change; nothing when it could not be reached, or could not do it.
pub(super) async fn call(change: &Change) -> Option<CartAnswer> {
    let (path, variant) = match change {
        Change::Add { sku, quantity } => (CartAdd::PATH, Some((sku, *quantity))),
        Change::Set { sku, quantity } => (CartSet::PATH, Some((sku, *quantity))),
        Change::Acknowledge => (CartAcknowledge::PATH, None),
        Change::Read => (CartRead::PATH, None),
    };
    let fields = UrlSearchParams::new().ok()?;
    if let Some((sku, quantity)) = variant {
        fields.append("sku", sku.as_str());
        fields.append("quantity", &quantity.to_string());
    }
    let call = Call {
        path,
        content_type: None,
        accept: "text/plain",
        body: &fields,
    };
    PlainText::decode(Bytes::from(post(call).await?)).ok()
}
