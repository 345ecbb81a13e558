//! The browser's calls of the checkout's server functions.

use commerce::{contact::CheckoutForm, payment::PaymentStep};
use js_sys::{JSON, Object, Reflect};
use leptos::server_fn::ServerFn;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::functions::{
    BeginPayment, CancelPayment, PayOrder, PayWithSavedCard, PayWithToken, PlaceAnswer, PlaceOrder,
    ResumePayment,
};
use crate::post::{Call, post, read_json};

const JSON_TYPE: &str = "application/json";

/// The answer to a call; nothing when the server could not be reached, or could not do it.
async fn call<T: DeserializeOwned>(path: &str, body: Option<JsValue>) -> Option<T> {
    let call = Call {
        path,
        content_type: Some(JSON_TYPE),
        accept: JSON_TYPE,
        body: &body?,
    };
    read_json(&post(call).await?)
}

/// Arguments that are all texts, as JSON.
fn texts<const N: usize>(arguments: [(&str, &str); N]) -> Option<JsValue> {
    values(arguments.map(|(name, value)| (name, value.into())))
}

/// Arguments as JSON. The browser writes it: a writer of our own for each function would be code that every customer loads.
fn values<const N: usize>(arguments: [(&str, JsValue); N]) -> Option<JsValue> {
    let object = object(arguments)?;
    JSON::stringify(&object).ok().map(JsValue::from)
}

fn object<const N: usize>(members: [(&str, JsValue); N]) -> Option<Object> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &name.into(), &value).ok()?;
    }
    Some(object)
}

/// [`super::functions::place_order`]
pub(super) async fn place_order(form: CheckoutForm, seen: i64) -> Option<PlaceAnswer> {
    let form = object([
        ("email", form.email.into()),
        ("name", form.name.into()),
        ("line1", form.line1.into()),
        ("line2", form.line2.into()),
        ("city", form.city.into()),
        ("region", form.region.into()),
        ("postal_code", form.postal_code.into()),
        ("country", form.country.into()),
        ("phone", form.phone.into()),
        ("delivery", form.delivery.into()),
    ]);
    // Sums of money are far below where a number of JavaScript's loses its last digit.
    let seen = JsValue::from_f64(seen as f64);
    let arguments = values([("form", form?.into()), ("seen", seen)]);
    call(PlaceOrder::PATH, arguments).await
}

/// [`super::functions::pay_order`]
pub(super) async fn pay_order(token: &str, method: &str, save: bool) -> Option<PaymentStep> {
    let arguments = values([
        ("token", token.into()),
        ("method", method.into()),
        ("save", save.into()),
    ]);
    call(PayOrder::PATH, arguments).await
}

/// [`super::functions::pay_with_saved_card`]
pub(super) async fn pay_with_saved_card(token: &str, card: &str, cvc: &str) -> Option<PaymentStep> {
    let arguments = texts([("token", token), ("card", card), ("cvc", cvc)]);
    call(PayWithSavedCard::PATH, arguments).await
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
