//! The browser's calls of the checkout's server functions.

use commerce::{contact::CheckoutForm, payment::PaymentStep};
use leptos::server_fn::ServerFn;
use wasm_bindgen::JsValue;

use super::functions::{
    BeginPayment, CancelPayment, PayOrder, PayWithSavedCard, PayWithToken, PlaceAnswer, PlaceOrder,
    ResumePayment,
};
use crate::post::{object, post_json};

/// [`super::functions::place_order`]
pub(super) async fn place_order(
    form: CheckoutForm,
    seen: i64,
    logged_in: bool,
) -> Option<PlaceAnswer> {
    let form = object(&[
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
    ])?;
    // Sums of money are far below where a number of JavaScript's loses its last digit.
    let seen = JsValue::from_f64(seen as f64);
    let arguments = [
        ("form", form.into()),
        ("seen", seen),
        ("logged_in", logged_in.into()),
    ];
    post_json(PlaceOrder::PATH, &arguments).await
}

/// [`super::functions::pay_order`]
pub(super) async fn pay_order(token: &str, method: &str, save: bool) -> Option<PaymentStep> {
    let arguments = [
        ("token", token.into()),
        ("method", method.into()),
        ("save", save.into()),
    ];
    post_json(PayOrder::PATH, &arguments).await
}

/// [`super::functions::pay_with_saved_card`]
pub(super) async fn pay_with_saved_card(token: &str, card: &str, cvc: &str) -> Option<PaymentStep> {
    let arguments = [
        ("token", token.into()),
        ("card", card.into()),
        ("cvc", cvc.into()),
    ];
    post_json(PayWithSavedCard::PATH, &arguments).await
}

/// [`super::functions::pay_with_token`]
pub(super) async fn pay_with_token(token: &str, card: &str) -> Option<PaymentStep> {
    let arguments = [("token", token.into()), ("card", card.into())];
    post_json(PayWithToken::PATH, &arguments).await
}

/// [`super::functions::begin_payment`]
pub(super) async fn begin_payment(token: &str) -> Option<PaymentStep> {
    post_json(BeginPayment::PATH, &[("token", token.into())]).await
}

/// [`super::functions::resume_payment`]
pub(super) async fn resume_payment(token: &str) -> Option<PaymentStep> {
    post_json(ResumePayment::PATH, &[("token", token.into())]).await
}

/// [`super::functions::cancel_payment`]
pub(super) async fn cancel_payment(token: &str) -> Option<()> {
    post_json(CancelPayment::PATH, &[("token", token.into())]).await
}
