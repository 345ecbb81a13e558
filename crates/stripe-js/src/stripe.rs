//! The object that Stripe.js makes for a key. Each of its functions has a file of its own.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::js::JsStripe;
use crate::read::field;
use crate::{Elements, ElementsConfig, Presentation, StripeJsError};

/// Stripe.js, loaded and bound to a key. Cheap to clone.
#[derive(Clone)]
pub struct Stripe {
    pub(crate) js: JsStripe,
}

impl Stripe {
    /// Opens a group of Elements. Nothing is shown yet.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js does not take the options.
    pub fn elements(
        &self,
        config: &ElementsConfig,
        presentation: &Presentation,
    ) -> Result<Elements, StripeJsError> {
        let options = config.options(presentation).to_js();
        let js = self
            .js
            .elements(&options)
            .map_err(|thrown| StripeJsError::thrown(&thrown))?;
        Ok(Elements { js })
    }
}

/// Waits for a call, and takes its result or the error in it.
pub(crate) async fn settle(call: Result<Promise, JsValue>) -> Result<JsValue, StripeJsError> {
    let promise = call.map_err(|thrown| StripeJsError::thrown(&thrown))?;
    let result = JsFuture::from(promise)
        .await
        .map_err(|thrown| StripeJsError::thrown(&thrown))?;
    match field(&result, "error") {
        Some(error) => Err(StripeJsError::reported(&error)),
        None => Ok(result),
    }
}
