//! The form encoding that Stripe reads: nested keys as `a[b][c]`, in an order that never varies.

use std::collections::BTreeMap;
use std::fmt::Display;

use url::form_urlencoded;

/// Key and value pairs in the order in which they are sent.
#[derive(Clone, PartialEq, Eq, Default)]
pub(crate) struct Form(Vec<(String, String)>);

impl Form {
    pub(crate) fn put(&mut self, key: &str, value: impl Display) {
        self.0.push((key.to_owned(), value.to_string()));
    }

    pub(crate) fn put_some(&mut self, key: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.put(key, value);
        }
    }

    /// Flags are off unless sent.
    pub(crate) fn put_true(&mut self, key: &str, flag: bool) {
        if flag {
            self.put(key, true);
        }
    }

    pub(crate) fn put_list(&mut self, key: &str, values: &[impl Display]) {
        for (index, value) in values.iter().enumerate() {
            self.put(&format!("{key}[{index}]"), value);
        }
    }

    pub(crate) fn put_map(&mut self, key: &str, values: &BTreeMap<String, String>) {
        for (name, value) in values {
            self.put(&format!("{key}[{name}]"), value);
        }
    }

    /// Puts the one value of `key` in place of those that are there.
    pub(crate) fn replace(&mut self, key: &str, value: impl Display) {
        self.0.retain(|(name, _)| name != key);
        self.put(key, value);
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(key, _)| key.as_str())
    }

    pub(crate) fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new())
            .extend_pairs(&self.0)
            .finish()
    }

    /// `None` when encoding what was read would not give the same bytes again.
    pub(crate) fn decode(encoded: &str) -> Option<Self> {
        let form = Self(
            form_urlencoded::parse(encoded.as_bytes())
                .into_owned()
                .collect(),
        );
        (form.encode() == encoded).then_some(form)
    }
}
