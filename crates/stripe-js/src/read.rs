//! Reading what Stripe.js answers, field by field.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The field, unless it is missing, `undefined` or `null`.
pub(crate) fn field(object: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(object, &name.into()).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

pub(crate) fn text(object: &JsValue, name: &str) -> Option<String> {
    field(object, name)?.as_string()
}

/// Whether the field is `true`.
pub(crate) fn flag(object: &JsValue, name: &str) -> bool {
    field(object, name).and_then(|value| value.as_bool()) == Some(true)
}
