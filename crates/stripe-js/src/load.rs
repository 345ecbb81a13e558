//! `load`: Stripe.js on this page, once.

use std::cell::RefCell;

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlScriptElement, Window};

use crate::js::{JsStripe, stripe};
use crate::{PublishableKey, Stripe, StripeJsError};

/// A script that has not come by then is given up, in milliseconds. Stripe.js is large, and some phones are slow.
const TIME_LIMIT: i32 = 30_000;

/// Why Stripe.js is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LoadError {
    /// The script did not come: the network, or something that blocks it. Worth another try.
    #[error("Stripe.js could not be loaded")]
    Unavailable,
    /// The script did not come in time. Worth another try.
    #[error("Stripe.js did not load in time")]
    TimedOut,
    /// A script came, and is not Stripe.js.
    #[error("what was loaded is not Stripe.js")]
    NotStripe,
    /// Stripe.js did not take the key.
    #[error("Stripe.js did not take the publishable key: {0}")]
    KeyRefused(String),
    /// This page has Stripe.js already, from another address or with another key.
    #[error("Stripe.js is loaded already, from another address or with another key")]
    LoadedOtherwise,
}

struct Loading {
    url: String,
    key: PublishableKey,
    script: Promise,
    stripe: Option<JsStripe>,
}

thread_local! {
    static LOADING: RefCell<Option<Loading>> = const { RefCell::new(None) };
}

/// Loads Stripe.js from `url` and binds it to `key`. All callers on a page share one script and one object; after a
/// failure the next call starts afresh.
///
/// Call it in the browser after hydration, from an effect or an event. It adds to the document's head, and needs a
/// browser: on a server it panics.
///
/// # Errors
/// [`LoadError`]; the customer may try again after [`Unavailable`](LoadError::Unavailable) and
/// [`TimedOut`](LoadError::TimedOut).
pub async fn load(url: &str, key: &PublishableKey) -> Result<Stripe, LoadError> {
    let script = share(url, key)?;
    let outcome = JsFuture::from(script.clone()).await;
    match outcome
        .map_err(|reason| not_loaded(&reason))
        .and_then(|_| bind(key))
    {
        Ok(js) => Ok(Stripe { js }),
        Err(error) => {
            forget(&script, url);
            Err(error)
        }
    }
}

/// The loading that is under way or done, or a new one.
fn share(url: &str, key: &PublishableKey) -> Result<Promise, LoadError> {
    LOADING.with_borrow_mut(|loading| {
        if let Some(loading) = loading {
            return if loading.url == url && loading.key == *key {
                Ok(loading.script.clone())
            } else {
                Err(LoadError::LoadedOtherwise)
            };
        }
        let script = insert(url)?;
        *loading = Some(Loading {
            url: url.to_owned(),
            key: key.clone(),
            script: script.clone(),
            stripe: None,
        });
        Ok(script)
    })
}

/// The one object for the key, made by the first of the callers that comes here.
fn bind(key: &PublishableKey) -> Result<JsStripe, LoadError> {
    LOADING.with_borrow_mut(|loading| {
        let made = loading.as_ref().and_then(|loading| loading.stripe.clone());
        if let Some(js) = made {
            return Ok(js);
        }
        if !is_there(&window()) {
            return Err(LoadError::NotStripe);
        }
        let js = stripe(key.as_str()).map_err(|thrown| {
            LoadError::KeyRefused(match StripeJsError::thrown(&thrown) {
                StripeJsError::Integration(message) => message,
                StripeJsError::Failed(failure) => failure.message.unwrap_or_default(),
            })
        })?;
        if let Some(loading) = loading {
            loading.stripe = Some(js.clone());
        }
        Ok(js)
    })
}

/// Takes a failed loading away, but not a newer one that another caller has begun since.
fn forget(script: &Promise, url: &str) {
    let taken = LOADING
        .with_borrow_mut(|loading| loading.take_if(|loading| Object::is(&loading.script, script)));
    if taken.is_none() {
        return;
    }
    if let Some(tag) = document().and_then(|document| find(&document, url)) {
        tag.remove();
    }
}

fn window() -> Window {
    web_sys::window().expect("Stripe.js is loaded in a browser's window")
}

fn document() -> Option<Document> {
    window().document()
}

fn is_there(window: &Window) -> bool {
    Reflect::get(window, &"Stripe".into()).is_ok_and(|global| global.is_function())
}

fn find(document: &Document, url: &str) -> Option<HtmlScriptElement> {
    let selector = format!("script[src=\"{url}\"]");
    let found = document.query_selector(&selector).ok().flatten()?;
    found.dyn_into().ok()
}

/// A promise of the script: kept when it has run, broken by an event when it fails, by nothing when time is up.
fn insert(url: &str) -> Result<Promise, LoadError> {
    let window = window();
    if is_there(&window) {
        return Ok(Promise::resolve(&JsValue::UNDEFINED));
    }
    let document = document().ok_or(LoadError::Unavailable)?;
    // A page may have brought the tag along already, and a second one would run Stripe.js twice.
    let present = find(&document, url);
    let is_new = present.is_none();
    let script = match present {
        Some(script) => script,
        None => create(&document, url).ok_or(LoadError::Unavailable)?,
    };
    let promise = Promise::new(&mut |kept, broken| {
        let listening = script
            .add_event_listener_with_callback("load", &kept)
            .and_then(|()| script.add_event_listener_with_callback("error", &broken))
            .and_then(|()| {
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&broken, TIME_LIMIT)
            });
        if let Err(thrown) = listening {
            let _ = broken.call1(&JsValue::UNDEFINED, &thrown);
        }
    });
    if is_new {
        let head = document.head().ok_or(LoadError::Unavailable)?;
        head.append_child(&script)
            .map_err(|_| LoadError::Unavailable)?;
    }
    Ok(promise)
}

fn create(document: &Document, url: &str) -> Option<HtmlScriptElement> {
    let script: HtmlScriptElement = document.create_element("script").ok()?.dyn_into().ok()?;
    script.set_src(url);
    script.set_async(true);
    Some(script)
}

fn not_loaded(reason: &JsValue) -> LoadError {
    if reason.is_undefined() {
        LoadError::TimedOut
    } else {
        LoadError::Unavailable
    }
}
