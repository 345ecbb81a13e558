//! Stripe's description, and whether a call keeps to it.

use std::path::PathBuf;

use serde_json::Value;
use stripe_client::{ApiQuery, ApiRequest};

pub(crate) fn contract() -> Option<Value> {
    let path = std::env::var_os("STRIPE_CONTRACT").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/stripe/contract.json"),
        PathBuf::from,
    );
    match std::fs::read(&path) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("the contract is JSON")),
        Err(_) => {
            eprintln!("skipped: no contract at {}", path.display());
            None
        }
    }
}

/// The schemas that a form key may mean, `anyOf` unfolded.
fn schemas_at<'a>(schema: &'a Value, segments: &[&str]) -> Vec<&'a Value> {
    if let Some(choices) = schema["anyOf"].as_array() {
        return choices
            .iter()
            .flat_map(|choice| schemas_at(choice, segments))
            .collect();
    }
    let Some((first, rest)) = segments.split_first() else {
        return vec![schema];
    };
    let inner = if schema["type"] == "array" && first.parse::<usize>().is_ok() {
        &schema["items"]
    } else if schema["properties"].get(first).is_some() {
        &schema["properties"][first]
    } else {
        &schema["additionalProperties"]
    };
    if inner.is_object() {
        schemas_at(inner, rest)
    } else {
        Vec::new()
    }
}

fn accepts(schema: &Value, value: &str) -> bool {
    let known = schema["enum"]
        .as_array()
        .is_none_or(|values| values.iter().any(|known| known == value));
    let typed = match schema["type"].as_str() {
        Some("integer") => value.parse::<i64>().is_ok(),
        Some("boolean") => value == "true" || value == "false",
        Some("string") => true,
        _ => false,
    };
    known && typed
}

fn check(contract: &Value, operation: &str, encoded: &str) {
    let schema = &contract["operations"][operation]["request"];
    assert!(schema.is_object(), "{operation} is not in the contract");
    let mut sent = Vec::new();
    for (key, value) in url::form_urlencoded::parse(encoded.as_bytes()) {
        let segments: Vec<&str> = key.split('[').map(|it| it.trim_end_matches(']')).collect();
        sent.push(segments[0].to_owned());
        let schemas = schemas_at(schema, &segments);
        assert!(!schemas.is_empty(), "{operation} does not know {key}");
        assert!(
            schemas.iter().any(|schema| accepts(schema, &value)),
            "{operation} does not take {value} for {key}"
        );
    }
    for required in schema["required"].as_array().into_iter().flatten() {
        let required = required.as_str().expect("names are texts");
        assert!(
            sent.iter().any(|it| it == required),
            "{operation} needs {required}"
        );
    }
}

pub(crate) fn check_request<T>(contract: &Value, operation: &str, request: &ApiRequest<T>) {
    check_path(operation, request.method(), request.path());
    check(contract, operation, &request.form_body());
}

pub(crate) fn check_query<T>(contract: &Value, operation: &str, query: &ApiQuery<T>) {
    check_path(operation, "GET", query.path());
    check(contract, operation, &query.query());
}

fn check_path(operation: &str, method: &str, path: &str) {
    let (expected, template) = operation.split_once(' ').expect("METHOD /path");
    assert_eq!(expected, method);
    let fits = template.split('/').count() == path.split('/').count()
        && template
            .split('/')
            .zip(path.split('/'))
            .all(|(wanted, sent)| wanted.starts_with('{') || wanted == sent);
    assert!(fits, "{path} is not {template}");
}
