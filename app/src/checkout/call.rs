//! The browser's calls of the checkout's server functions.

use commerce::{contact::CheckoutForm, payment::PaymentStep};
use js_sys::{JSON, Object, Reflect};
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::functions::{
    BeginPayment, CancelPayment, PayOrder, PayWithToken, PlaceAnswer, PlaceOrder, ResumePayment,
};
use crate::post::{Call, post};

const JSON_TYPE: &str = "application/json";

/// The answer to a call; nothing when the server could not be reached, or could not do it.
async fn call<T: DeserializeOwned>(path: &str, body: Option<JsValue>) -> Option<T> {
    let call = Call {
        path,
        content_type: Some(JSON_TYPE),
        accept: JSON_TYPE,
        body: &body?,
    };
    serde_json::from_str(&post(call).await?).ok()
}

/// Arguments that are all texts, as JSON. The browser writes it: a writer of our own for each function would be code that
/// every customer loads.
fn texts<const N: usize>(arguments: [(&str, &str); N]) -> Option<JsValue> {
    let object = Object::new();
    for (name, value) in arguments {
        Reflect::set(&object, &name.into(), &value.into()).ok()?;
    }
    JSON::stringify(&object).ok().map(JsValue::from)
}

/// [`super::functions::place_order`]
pub(super) async fn place_order(form: CheckoutForm, seen: i64) -> Option<PlaceAnswer> {
    let arguments = serde_json::to_string(&PlaceOrder { form, seen }).ok();
    call(PlaceOrder::PATH, arguments.map(JsValue::from)).await
}

/// [`super::functions::pay_order`]
pub(super) async fn pay_order(token: &str, method: &str) -> Option<PaymentStep> {
    let arguments = texts([("token", token), ("method", method)]);
    call(PayOrder::PATH, arguments).await
}

/// [`super::functions::pay_with_token`]
pub(super) async fn pay_with_token(token: &str, card: &str) -> Option<PaymentStep> {
    let arguments = texts([("token", token), ("card", card)]);
    call(PayWithToken::PATH, arguments).await
}

/// [`super::functions::begin_payment`]
pub(super) async fn begin_payment(token: &str) -> Option<PaymentStep> {
    call(BeginPayment::PATH, texts([("token", token)])).await
}

/// [`super::functions::resume_payment`]
pub(super) async fn resume_payment(token: &str) -> Option<PaymentStep> {
    call(ResumePayment::PATH, texts([("token", token)])).await
}

/// [`super::functions::cancel_payment`]
pub(super) async fn cancel_payment(token: &str) -> Option<()> {
    call(CancelPayment::PATH, texts([("token", token)])).await
}
