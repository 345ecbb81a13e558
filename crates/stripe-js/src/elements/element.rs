//! One Element: mounted by reference, listened to, and destroyed when it is dropped.

use std::marker::PhantomData;

use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

use crate::StripeJsError;
use crate::js::JsElement;
use crate::read::field;

/// A kind of Element; see [`kind`](crate::kind) for all there are.
pub trait ElementKind: sealed::Sealed {
    /// Stripe.js' name of the kind.
    const NAME: &'static str;
    /// What it is made with.
    type Options;
    /// What may change while it is there.
    type Update;
    /// What it tells when the customer types.
    type Change: 'static;

    #[doc(hidden)]
    fn options_to_js(options: &Self::Options) -> JsValue;

    #[doc(hidden)]
    fn update_to_js(update: &Self::Update) -> JsValue;

    #[doc(hidden)]
    fn change_from_js(event: &JsValue) -> Self::Change;
}

pub(super) mod sealed {
    /// Only Stripe.js makes kinds of Elements.
    pub trait Sealed {}
}

type Listener = Closure<dyn FnMut(JsValue)>;

/// An Element. It is destroyed, and its listeners with it, when it is dropped: keep it while the customer may type,
/// and drop it before its node leaves the page.
pub struct Element<K: ElementKind> {
    js: JsElement,
    listeners: Vec<(&'static str, Listener)>,
    kind: PhantomData<fn() -> K>,
}

impl<K: ElementKind> Element<K> {
    pub(super) fn new(js: JsElement) -> Self {
        Self {
            js,
            listeners: Vec::new(),
            kind: PhantomData,
        }
    }

    pub(crate) fn js(&self) -> JsValue {
        JsValue::from(self.js.clone())
    }

    /// Shows it in `node`, which must be empty and part of the page.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when `node` is not empty, or Stripe.js does not take it.
    pub fn mount(&self, node: &web_sys::Element) -> Result<(), StripeJsError> {
        if node.has_child_nodes() {
            let message = "an Element is mounted into an empty node";
            return Err(StripeJsError::Integration(message.to_owned()));
        }
        outcome(self.js.mount(node))
    }

    /// Takes it out of the page. It can be mounted again, without what was typed.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn unmount(&self) -> Result<(), StripeJsError> {
        outcome(self.js.unmount())
    }

    /// Puts the cursor into it. Wait for [`on_ready`](Self::on_ready) first.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn focus(&self) -> Result<(), StripeJsError> {
        outcome(self.js.focus())
    }

    /// Takes the cursor out of it.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn blur(&self) -> Result<(), StripeJsError> {
        outcome(self.js.blur())
    }

    /// Takes away what was typed.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn clear(&self) -> Result<(), StripeJsError> {
        outcome(self.js.clear())
    }

    /// Changes how it was made.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js does not take the change.
    pub fn update(&self, update: &K::Update) -> Result<(), StripeJsError> {
        outcome(self.js.update_options(&K::update_to_js(update)).map(drop))
    }

    /// Listens to the customer typing.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn on_change(
        &mut self,
        mut listener: impl FnMut(K::Change) + 'static,
    ) -> Result<(), StripeJsError> {
        self.listen("change", move |event| listener(K::change_from_js(&event)))
    }

    /// Listens for the moment when it can be typed into.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn on_ready(&mut self, mut listener: impl FnMut() + 'static) -> Result<(), StripeJsError> {
        self.listen("ready", move |_| listener())
    }

    /// Listens for the cursor coming in.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn on_focus(&mut self, mut listener: impl FnMut() + 'static) -> Result<(), StripeJsError> {
        self.listen("focus", move |_| listener())
    }

    /// Listens for the cursor going out.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn on_blur(&mut self, mut listener: impl FnMut() + 'static) -> Result<(), StripeJsError> {
        self.listen("blur", move |_| listener())
    }

    /// Listens for the escape key.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn on_escape(&mut self, mut listener: impl FnMut() + 'static) -> Result<(), StripeJsError> {
        self.listen("escape", move |_| listener())
    }

    /// Listens for its frame failing to load.
    ///
    /// # Errors
    /// [`StripeJsError::Integration`] when Stripe.js throws.
    pub fn on_load_error(
        &mut self,
        mut listener: impl FnMut(StripeJsError) + 'static,
    ) -> Result<(), StripeJsError> {
        self.listen("loaderror", move |event| {
            let error = field(&event, "error").unwrap_or(JsValue::UNDEFINED);
            listener(StripeJsError::reported(&error));
        })
    }

    fn listen(
        &mut self,
        event: &'static str,
        listener: impl FnMut(JsValue) + 'static,
    ) -> Result<(), StripeJsError> {
        let closure = Listener::new(listener);
        outcome(
            self.js
                .on(event, closure.as_ref().unchecked_ref())
                .map(drop),
        )?;
        self.listeners.push((event, closure));
        Ok(())
    }
}

impl<K: ElementKind> Drop for Element<K> {
    fn drop(&mut self) {
        // An event that is already under way must not call a closure that is gone. What Stripe.js throws about an
        // Element whose frame the page took away before is of no use to anybody.
        for (event, closure) in &self.listeners {
            let _ = self.js.off(event, closure.as_ref().unchecked_ref());
        }
        let _ = self.js.destroy();
    }
}

fn outcome(result: Result<(), JsValue>) -> Result<(), StripeJsError> {
    result.map_err(|thrown| StripeJsError::thrown(&thrown))
}
