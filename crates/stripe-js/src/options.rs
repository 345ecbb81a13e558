//! Options on their way into Stripe.js: a tree that can be built and compared without a browser.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;

/// A value inside options.
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) enum Value {
    Text(String),
    Number(i64),
    Flag(bool),
    List(Vec<Value>),
    Map(Options),
    /// An object that Stripe.js made.
    Handle(JsValue),
}

/// Named values, in the order in which they were put.
#[derive(Default)]
#[cfg_attr(test, derive(Debug, PartialEq))]
pub(crate) struct Options(Vec<(String, Value)>);

impl Options {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub(crate) fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.push((name.to_owned(), value.into()));
        self
    }

    #[must_use]
    pub(crate) fn with_some(self, name: &str, value: Option<impl Into<Value>>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Leaves out what has nothing in it.
    #[must_use]
    pub(crate) fn with_filled(self, name: &str, value: Options) -> Self {
        if value.is_empty() {
            self
        } else {
            self.with(name, value)
        }
    }

    /// Leaves out a flag that is off, which is what Stripe.js takes a missing one for.
    #[must_use]
    pub(crate) fn with_true(self, name: &str, flag: bool) -> Self {
        if flag { self.with(name, true) } else { self }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn to_js(&self) -> JsValue {
        let object = Object::new();
        for (name, value) in &self.0 {
            Reflect::set(&object, &name.into(), &value.to_js())
                .expect("a new plain object takes any property");
        }
        object.into()
    }
}

impl Value {
    #[allow(
        clippy::cast_precision_loss,
        reason = "JavaScript has no other number, and amounts have 8 digits at most"
    )]
    fn to_js(&self) -> JsValue {
        match self {
            Self::Text(text) => text.into(),
            Self::Number(number) => JsValue::from_f64(*number as f64),
            Self::Flag(flag) => (*flag).into(),
            Self::List(values) => values.iter().map(Self::to_js).collect::<Array>().into(),
            Self::Map(options) => options.to_js(),
            Self::Handle(handle) => handle.clone(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

impl From<Options> for Value {
    fn from(options: Options) -> Self {
        Self::Map(options)
    }
}

impl From<&[String]> for Value {
    fn from(texts: &[String]) -> Self {
        Self::List(texts.iter().map(Self::from).collect())
    }
}

impl From<JsValue> for Value {
    fn from(handle: JsValue) -> Self {
        Self::Handle(handle)
    }
}
