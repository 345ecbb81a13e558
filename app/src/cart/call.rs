//! Sends a change to its server function, as the form of the same fields would be sent.
//!
//! The client that Leptos makes for server functions is not used: with its codecs and its streams it is as large as
//! all else that a page of the catalogue loads for the cart.

use leptos::{
    prelude::window,
    server_fn::{Bytes, Decodes, ServerFn},
};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response, UrlSearchParams};

use super::{
    answer::{CartAnswer, PlainText},
    api::{CartAcknowledge, CartAdd, CartRead, CartSet},
    queue::Change,
};

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
    let text = post(path, &fields).await.ok()?;
    PlainText::decode(Bytes::from(text.as_string()?)).ok()
}

async fn post(path: &str, fields: &UrlSearchParams) -> Result<JsValue, JsValue> {
    let headers = Headers::new()?;
    // Who asks for HTML is sent to the cart page.
    headers.set("accept", "text/plain")?;
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(fields);
    let response = JsFuture::from(window().fetch_with_str_and_init(path, &init)).await?;
    let response: Response = response.dyn_into()?;
    if response.ok() {
        JsFuture::from(response.text()?).await
    } else {
        Err(JsValue::NULL)
    }
}
