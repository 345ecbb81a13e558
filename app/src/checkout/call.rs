//! The browser's calls of the checkout's server functions.

use commerce::{contact::CheckoutForm, payment::PaymentStep};
use leptos::server_fn::ServerFn;
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::JsValue;

use super::functions::{CancelPayment, PayOrder, PlaceAnswer, PlaceOrder, ResumePayment};
use crate::post::{Call, post};

const JSON: &str = "application/json";

/// The answer to a call; nothing when the server could not be reached, or could not do it.
async fn call<T: DeserializeOwned>(path: &str, arguments: &impl Serialize) -> Option<T> {
    let body = JsValue::from_str(&serde_json::to_string(arguments).ok()?);
    let call = Call {
        path,
        content_type: Some(JSON),
        accept: JSON,
        body: &body,
    };
    serde_json::from_str(&post(call).await?).ok()
}

/// [`super::functions::place_order`]
pub(super) async fn place_order(form: CheckoutForm, seen: i64) -> Option<PlaceAnswer> {
    call(PlaceOrder::PATH, &PlaceOrder { form, seen }).await
}

/// [`super::functions::pay_order`]
pub(super) async fn pay_order(token: String, method: String) -> Option<PaymentStep> {
    call(PayOrder::PATH, &PayOrder { token, method }).await
}

/// [`super::functions::resume_payment`]
pub(super) async fn resume_payment(token: String) -> Option<PaymentStep> {
    call(ResumePayment::PATH, &ResumePayment { token }).await
}

/// [`super::functions::cancel_payment`]
pub(super) async fn cancel_payment(token: String) -> Option<()> {
    call(CancelPayment::PATH, &CancelPayment { token }).await
}
