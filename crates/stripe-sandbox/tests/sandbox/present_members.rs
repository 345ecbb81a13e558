//! Every object has each member that npm's `stripe` calls present.
//!
//! `contract/present-members.json` is written from the package's declarations by `npm run members`
//! in `browser`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Value, json};

/// What the declarations say.
#[derive(Deserialize)]
struct Declared {
    api_version: String,
    /// The type of what says `object`; a deleted one is under `deleted OBJECT`.
    objects: BTreeMap<String, String>,
    types: BTreeMap<String, Type>,
}

#[derive(Deserialize)]
struct Type {
    /// Members that are always there, `null` included.
    present: Vec<String>,
    /// Members, present or not, whose values are of a type of their own.
    members: BTreeMap<String, String>,
}

static DECLARED: LazyLock<Declared> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../contract/present-members.json")).unwrap()
});

/// Fails the test if an object in an answer for a server lacks a member.
pub(crate) fn check(body: &Value) {
    let missing = missing(body);
    assert!(missing.is_empty(), "{missing:#?} in\n{body:#}");
}

/// The paths of the members that are missing.
pub(crate) fn missing(body: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    walk(body, None, "", &mut missing);
    missing
}

fn walk(value: &Value, declared_as: Option<&str>, path: &str, missing: &mut Vec<String>) {
    match value {
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(element, declared_as, &format!("{path}.{index}"), missing);
            }
        }
        Value::Object(members) => {
            let object = members.get("object").and_then(Value::as_str);
            let type_name = object.and_then(|object| {
                let deleted = members.get("deleted") == Some(&Value::Bool(true));
                let deleted = deleted.then(|| format!("deleted {object}"));
                DECLARED.objects.get(deleted.as_deref().unwrap_or(object))
            });
            let type_name = type_name.map(String::as_str).or(declared_as);
            let declared = type_name.and_then(|name| DECLARED.types.get(name));
            let list = ["data", "has_more", "url"].map(str::to_owned);
            let present = match (object, declared) {
                (Some("list"), _) => list.as_slice(),
                (_, Some(declared)) => declared.present.as_slice(),
                (_, None) => &[],
            };
            for name in present {
                if !members.contains_key(name) {
                    missing.push(format!("{path}.{name}"));
                }
            }
            for (name, value) in members {
                let member = declared.and_then(|declared| declared.members.get(name));
                let path = format!("{path}.{name}");
                walk(value, member.map(String::as_str), &path, missing);
            }
        }
        _ => {}
    }
}

#[test]
fn the_declarations_are_those_of_the_version_the_sandbox_speaks() {
    assert_eq!(DECLARED.api_version, stripe_sandbox::API_VERSION);
}

#[test]
fn a_missing_member_is_found_at_any_depth() {
    let charge = json!({ "object": "charge", "outcome": { "type": "authorized" } });
    let list = json!({ "object": "list", "url": "/", "has_more": false, "data": [charge] });
    let missing = missing(&list);
    for expected in [".data.0.amount", ".data.0.outcome.reason"] {
        assert!(missing.iter().any(|path| path == expected), "{missing:?}");
    }
}
