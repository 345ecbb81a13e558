//! Calls a server function from the browser, with the fetch that is there anyway.
//!
//! The client that Leptos makes for server functions is not used: with its codecs and its streams it is as large as
//! all else that a page loads for what it calls.

use js_sys::{JSON, Object, Reflect};
use leptos::prelude::window;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Headers, RequestInit, Response};

/// What a call sends and wants back.
pub(crate) struct Call<'a> {
    /// The server function's address.
    pub(crate) path: &'a str,
    /// The type of the body, where the body does not tell it itself.
    pub(crate) content_type: Option<&'a str>,
    /// The type of the answer. Who asks for HTML is sent to a page instead.
    pub(crate) accept: &'a str,
    /// The body.
    pub(crate) body: &'a JsValue,
}

/// The text of the answer; nothing when the server could not be reached, or could not do it.
pub(crate) async fn post(call: Call<'_>) -> Option<String> {
    send(call).await.ok()?.as_string()
}

async fn send(call: Call<'_>) -> Result<JsValue, JsValue> {
    let headers = Headers::new()?;
    headers.set("accept", call.accept)?;
    if let Some(content_type) = call.content_type {
        headers.set("content-type", content_type)?;
    }
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_headers(&headers);
    init.set_body(call.body);
    let response = JsFuture::from(window().fetch_with_str_and_init(call.path, &init)).await?;
    let response: Response = response.dyn_into()?;
    if response.ok() {
        JsFuture::from(response.text()?).await
    } else {
        Err(JsValue::NULL)
    }
}

/// Calls a server function that takes its arguments as JSON and answers in JSON; nothing when the server could not be reached,
/// or could not do it.
pub(crate) async fn post_json<T: DeserializeOwned>(
    path: &str,
    arguments: &[(&str, JsValue)],
) -> Option<T> {
    // The browser reads the JSON, because it has what that takes.
    let value = JSON::parse(&send_json(path, arguments).await?).ok()?;
    serde_wasm_bindgen::from_value(value).ok()
}

async fn send_json(path: &str, arguments: &[(&str, JsValue)]) -> Option<String> {
    let arguments = object(arguments)?;
    let body = JSON::stringify(&arguments).ok()?;
    let json = "application/json";
    let call = Call {
        path,
        content_type: Some(json),
        accept: json,
        body: &body,
    };
    post(call).await
}

/// Arguments, or the members of one. The browser writes the JSON: a writer of our own for each function would be code that
/// every customer loads.
pub(crate) fn object(members: &[(&str, JsValue)]) -> Option<Object> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &JsValue::from_str(name), value).ok()?;
    }
    Some(object)
}
