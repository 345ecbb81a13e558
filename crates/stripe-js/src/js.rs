//! Stripe.js as it is: the functions and objects of its global `Stripe`.
//!
//! Stripe.js may throw where it stands, or answer with a promise that fails, so every function catches and hands
//! the promise on as it is.

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    #[derive(Clone)]
    pub(crate) type JsStripe;

    #[wasm_bindgen(catch, js_name = Stripe)]
    pub(crate) fn stripe(publishable_key: &str) -> Result<JsStripe, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn elements(this: &JsStripe, options: &JsValue) -> Result<JsElements, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createPaymentMethod)]
    pub(crate) fn create_payment_method(
        this: &JsStripe,
        options: &JsValue,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = createToken)]
    pub(crate) fn create_token(
        this: &JsStripe,
        kind_or_element: &JsValue,
        element_or_data: &JsValue,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = confirmPayment)]
    pub(crate) fn confirm_payment(this: &JsStripe, options: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = confirmCardPayment)]
    pub(crate) fn confirm_card_payment(
        this: &JsStripe,
        client_secret: &str,
        data: &JsValue,
        options: &JsValue,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = handleCardAction)]
    pub(crate) fn handle_card_action(
        this: &JsStripe,
        client_secret: &str,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = handleNextAction)]
    pub(crate) fn handle_next_action(
        this: &JsStripe,
        options: &JsValue,
    ) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch, js_name = retrievePaymentIntent)]
    pub(crate) fn retrieve_payment_intent(
        this: &JsStripe,
        client_secret: &str,
    ) -> Result<Promise, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    #[derive(Clone)]
    pub(crate) type JsElements;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn create(
        this: &JsElements,
        kind: &str,
        options: &JsValue,
    ) -> Result<JsElement, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn submit(this: &JsElements) -> Result<Promise, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn update(this: &JsElements, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = fetchUpdates)]
    pub(crate) fn fetch_updates(this: &JsElements) -> Result<Promise, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Object)]
    #[derive(Clone)]
    pub(crate) type JsElement;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn mount(this: &JsElement, node: &web_sys::Element) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn unmount(this: &JsElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn destroy(this: &JsElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn focus(this: &JsElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn blur(this: &JsElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn clear(this: &JsElement) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = update)]
    pub(crate) fn update_options(this: &JsElement, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn on(this: &JsElement, event: &str, handler: &Function)
    -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch)]
    pub(crate) fn off(
        this: &JsElement,
        event: &str,
        handler: &Function,
    ) -> Result<JsValue, JsValue>;
}
