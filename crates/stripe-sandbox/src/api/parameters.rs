//! The closed lists of parameters: what each operation takes, and of which type.
//!
//! The lists are Stripe's own, from its published OpenAPI description; `tests/contract.rs` keeps
//! `contract/parameters.json` equal to it. Those in `contract/browser-parameters.json` are of
//! operations that Stripe's browser and test clients call and the description leaves out.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::ApiError;
use crate::currencies;

static LISTS: LazyLock<BTreeMap<String, Schema>> = LazyLock::new(|| {
    let mut lists: BTreeMap<String, Schema> =
        serde_json::from_str(include_str!("../../contract/parameters.json"))
            .expect("contract/parameters.json is part of the crate and its tests read it");
    let more: BTreeMap<String, Schema> =
        serde_json::from_str(include_str!("../../contract/browser-parameters.json"))
            .expect("contract/browser-parameters.json is part of the crate and its tests read it");
    lists.extend(more);
    add_undocumented(&mut lists);
    lists
});

/// Stripe takes a card inside `payment_method_data`, though the description does not list it.
fn add_undocumented(lists: &mut BTreeMap<String, Schema>) {
    let card = lists
        .get("POST /v1/payment_methods")
        .and_then(|list| list.properties.get("card"))
        .cloned();
    let Some(card) = card else { return };
    for list in lists.values_mut() {
        // A Checkout Session's is about what becomes of the method, not about what it is made of.
        if let Some(data) = list.properties.get_mut("payment_method_data")
            && data.properties.contains_key("type")
        {
            data.properties.insert("card".to_owned(), card.clone());
            if let Some(kinds) = data
                .properties
                .get_mut("type")
                .and_then(|kind| kind.values.as_mut())
            {
                kinds.push(Value::from("card"));
            }
        }
    }
}

/// The part of JSON Schema in which the parameters are described.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
struct Schema {
    #[serde(rename = "type")]
    kind: Option<String>,
    #[serde(rename = "enum")]
    values: Option<Vec<Value>>,
    #[serde(rename = "maxLength")]
    max_length: Option<usize>,
    format: Option<String>,
    items: Option<Box<Schema>>,
    properties: BTreeMap<String, Schema>,
    required: Vec<String>,
    #[serde(rename = "additionalProperties")]
    additional: Option<Additional>,
    #[serde(rename = "anyOf")]
    any_of: Vec<Schema>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Additional {
    Allowed(bool),
    Each(Box<Schema>),
}

/// Checks a decoded form against the operation's list and gives its values their types.
///
/// `operation` is written as in the list, e.g. `POST /v1/payment_intents/{intent}`.
pub(crate) fn check(operation: &str, form: Map<String, Value>) -> Result<Value, ApiError> {
    let list = LISTS
        .get(operation)
        .expect("an operation is served only with its list");
    let form = Value::Object(form);
    let mut unknown = Vec::new();
    list.collect_unknown(&form, "", &mut unknown);
    if let Some(first) = unknown.first() {
        let plural = if unknown.len() > 1 { "s" } else { "" };
        let message = format!("Received unknown parameter{plural}: {}", unknown.join(", "));
        return Err(ApiError::parameter(first, message).with("code", "parameter_unknown"));
    }
    list.typed(form, "", true)
}

/// Refuses parameters of Stripe's that the sandbox does not model and must not ignore: they move
/// money or obligations.
pub(crate) fn refuse_unmodelled(parameters: &Value, names: &[&str]) -> Result<(), ApiError> {
    match names.iter().find(|name| parameters.get(name).is_some()) {
        None => Ok(()),
        Some(name) => {
            let message = format!("The sandbox does not know what Stripe does with `{name}`.");
            Err(ApiError::parameter(name, message))
        }
    }
}

/// `parent[child]`, as Stripe writes the name of a nested parameter.
fn nested(parent: &str, child: &str) -> String {
    if parent.is_empty() {
        child.to_owned()
    } else {
        format!("{parent}[{child}]")
    }
}

/// The elements of a list that was written with indexes, in their order.
fn indexed(map: &Map<String, Value>) -> Option<Vec<&Value>> {
    let mut elements = map
        .iter()
        .map(|(index, value)| Some((index.parse::<usize>().ok()?, value)))
        .collect::<Option<Vec<_>>>()?;
    elements.sort_by_key(|(index, _)| *index);
    Some(elements.into_iter().map(|(_, value)| value).collect())
}

impl Schema {
    fn is(&self, kind: &str) -> bool {
        self.kind.as_deref() == Some(kind)
    }

    /// The member of an `anyOf` that fits the form of `value` best, or the schema itself.
    fn alternative(&self, value: &Value) -> &Schema {
        let fits = |schema: &&Schema| match value {
            Value::Object(map) => {
                schema.is("object") || schema.is("array") && indexed(map).is_some()
            }
            Value::Array(_) => schema.is("array"),
            _ => !schema.is("object") && !schema.is("array"),
        };
        let misfits = |schema: &&Schema| {
            let unfit = schema.typed(value.clone(), "", true).is_err();
            match value {
                Value::Object(_) => {
                    let mut unknown = Vec::new();
                    schema.collect_unknown(value, "", &mut unknown);
                    let missing = schema
                        .required
                        .iter()
                        .filter(|name| value.get(name.as_str()).is_none());
                    (unknown.len(), missing.count(), unfit)
                }
                _ => (0, 0, unfit),
            }
        };
        self.any_of
            .iter()
            .filter(fits)
            .min_by_key(misfits)
            .unwrap_or(self)
    }

    fn collect_unknown(&self, value: &Value, path: &str, unknown: &mut Vec<String>) {
        if !self.any_of.is_empty() {
            let alternative = self.alternative(value);
            if alternative.any_of.is_empty() {
                alternative.collect_unknown(value, path, unknown);
            }
            return;
        }
        match value {
            Value::Object(map) if self.is("object") => {
                for (name, value) in map {
                    let path = nested(path, name);
                    match (self.properties.get(name), &self.additional) {
                        (Some(schema), _) => schema.collect_unknown(value, &path, unknown),
                        (None, Some(Additional::Each(schema))) => {
                            schema.collect_unknown(value, &path, unknown);
                        }
                        (None, Some(Additional::Allowed(true))) => {}
                        (None, _) => unknown.push(path),
                    }
                }
            }
            Value::Object(map) if self.is("array") => {
                for (index, value) in map {
                    if let Some(items) = &self.items {
                        items.collect_unknown(value, &nested(path, index), unknown);
                    }
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    if let Some(items) = &self.items {
                        items.collect_unknown(value, &nested(path, &index.to_string()), unknown);
                    }
                }
            }
            _ => {}
        }
    }

    fn typed(&self, value: Value, path: &str, required: bool) -> Result<Value, ApiError> {
        if !self.any_of.is_empty() {
            let alternative = self.alternative(&value);
            if alternative.any_of.is_empty() {
                return alternative.typed(value, path, required);
            }
            return Err(ApiError::parameter(path, "Invalid object"));
        }
        match (self.kind.as_deref(), value) {
            (Some("object"), Value::Object(map)) => self.typed_object(map, path),
            (Some("object"), _) => Err(ApiError::parameter(path, "Invalid object")),
            (Some("array"), Value::Array(list)) => self.typed_list(list, path),
            (Some("array"), Value::Object(map)) => {
                let list =
                    indexed(&map).ok_or_else(|| ApiError::parameter(path, "Invalid array"))?;
                self.typed_list(list.into_iter().cloned().collect(), path)
            }
            (Some("array"), _) => Err(ApiError::parameter(path, "Invalid array")),
            (_, Value::String(text)) => self.typed_leaf(text, path, required),
            (kind, _) => Err(ApiError::parameter(
                path,
                format!("Invalid {}", kind.unwrap_or("string")),
            )),
        }
    }

    fn typed_object(&self, map: Map<String, Value>, path: &str) -> Result<Value, ApiError> {
        if let Some(missing) = self
            .required
            .iter()
            .find(|name| !map.contains_key(name.as_str()))
        {
            let param = nested(path, missing);
            let message = format!("Missing required param: {param}.");
            return Err(ApiError::parameter(&param, message).with("code", "parameter_missing"));
        }
        let mut typed = Map::new();
        for (name, value) in map {
            let path = nested(path, &name);
            let required = self.required.contains(&name);
            let value = match (self.properties.get(&name), &self.additional) {
                (Some(schema), _) => schema.typed(value, &path, required)?,
                (None, Some(Additional::Each(schema))) => schema.typed(value, &path, false)?,
                _ => value,
            };
            typed.insert(name, value);
        }
        Ok(Value::Object(typed))
    }

    fn typed_list(&self, list: Vec<Value>, path: &str) -> Result<Value, ApiError> {
        let Some(items) = &self.items else {
            return Ok(Value::Array(list));
        };
        list.into_iter()
            .enumerate()
            .map(|(index, value)| items.typed(value, &nested(path, &index.to_string()), true))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::Array)
    }

    fn typed_leaf(&self, text: String, path: &str, required: bool) -> Result<Value, ApiError> {
        if let Some(values) = &self.values {
            if values.iter().any(|value| *value == text) {
                return Ok(Value::String(text));
            }
            if text.is_empty() {
                return Err(empty(path));
            }
            let values: Vec<&str> = values
                .iter()
                .filter_map(Value::as_str)
                .filter(|value| !value.is_empty())
                .collect();
            let choice = match values.as_slice() {
                [] => String::new(),
                [only] => (*only).to_owned(),
                [others @ .., last] => format!("one of {}, or {last}", others.join(", ")),
            };
            let message = format!("Invalid {path}: must be {choice}");
            return Err(ApiError::parameter(path, message));
        }
        let plain_text = matches!(self.kind.as_deref(), None | Some("string"));
        if text.is_empty() && (required || !plain_text) {
            return Err(empty(path));
        }
        match self.kind.as_deref() {
            Some("integer") => text.parse::<i64>().map(Value::from).map_err(|_| {
                ApiError::parameter(path, format!("Invalid integer: {text}"))
                    .with("code", "parameter_invalid_integer")
            }),
            Some("boolean") => text
                .parse::<bool>()
                .map(Value::from)
                .map_err(|_| ApiError::parameter(path, format!("Invalid boolean: {text}"))),
            // Decimals stay as written: the sandbox never computes with floating point.
            Some("number") if text.parse::<f64>().is_ok_and(f64::is_finite) => {
                Ok(Value::String(text))
            }
            Some("number") => Err(ApiError::parameter(
                path,
                format!("Invalid decimal: {text}"),
            )),
            _ => self.typed_text(text, path),
        }
    }

    fn typed_text(&self, text: String, path: &str) -> Result<Value, ApiError> {
        if let Some(max) = self.max_length
            && text.chars().count() > max
        {
            let message = format!("Invalid string: must be at most {max} characters");
            return Err(
                ApiError::parameter(path, message).with("code", "parameter_invalid_string_length")
            );
        }
        if self.format.as_deref() == Some("currency") && !text.is_empty() {
            return currencies::check(&text, path).map(Value::String);
        }
        Ok(Value::String(text))
    }
}

fn empty(path: &str) -> ApiError {
    let message = format!(
        "You passed an empty string for '{path}'. An empty value unsets a parameter, and '{path}' \
         cannot be unset: leave it out or give it a value."
    );
    ApiError::parameter(path, message).with("code", "parameter_invalid_empty")
}

#[cfg(test)]
mod tests;
