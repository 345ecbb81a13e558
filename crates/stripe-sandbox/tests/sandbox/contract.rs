//! Stripe's published description: every answer must fit it, and the lists of parameters equal it.
//!
//! It is looked for in `STRIPE_CONTRACT`, or beside the repository; without it these checks are skipped.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use serde_json::{Map, Value, json};

const PARAMETERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/contract/parameters.json");

pub(crate) static CONTRACT: LazyLock<Option<Value>> = LazyLock::new(|| {
    let path = std::env::var_os("STRIPE_CONTRACT").map_or_else(
        || {
            PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../.."))
                .join("shared/stripe/contract.json")
        },
        PathBuf::from,
    );
    match std::fs::read_to_string(&path) {
        Ok(text) => Some(serde_json::from_str(&text).expect("the contract is JSON")),
        Err(_) => {
            eprintln!("skipped: Stripe's contract is not here; STRIPE_CONTRACT can name its file");
            None
        }
    }
});

static VALIDATORS: LazyLock<Mutex<BTreeMap<String, &'static Validator>>> =
    LazyLock::new(Mutex::default);

/// Fails the test if an answer of `/v1` is not as the contract says.
pub(crate) fn check_answer(method: &str, path: &str, status: u16, body: &Value) {
    let Some(contract) = CONTRACT.as_ref() else {
        return;
    };
    let (name, schema) = if status == 200 {
        let operations = contract["operations"].as_object().unwrap();
        let found = operations
            .iter()
            .find(|(name, _)| matches(name, method, path));
        // An operation that only browsers or tests of a server call answers with a known object.
        let object = body["object"].as_str().unwrap_or_default();
        match found {
            Some((name, operation)) => (name.as_str(), &operation["response"]),
            None => (object, &contract["schemas"][object]),
        }
    } else {
        ("error", &contract["schemas"]["error"])
    };
    let validator = validator(name, schema, contract);
    // Telling the faults takes longer than telling that there are none.
    if validator.is_valid(body) {
        return;
    }
    let faults: Vec<String> = validator
        .iter_errors(body)
        .map(|fault| format!("{} at {}", fault, fault.instance_path()))
        .collect();
    panic!("{method} {path}: {faults:#?}\n{body:#}");
}

fn validator(name: &str, schema: &Value, contract: &Value) -> &'static Validator {
    let mut validators = VALIDATORS
        .lock()
        .unwrap_or_else(|poisoned| poisoned.into_inner());
    validators.entry(name.to_owned()).or_insert_with(|| {
        let whole = json!({ "allOf": [schema], "schemas": contract["schemas"] });
        Box::leak(Box::new(
            jsonschema::draft7::new(&whole).expect("the contract holds schemas"),
        ))
    })
}

/// Whether a path is one of an operation, e.g. of `GET /v1/charges/{charge}`.
fn matches(operation: &str, method: &str, path: &str) -> bool {
    let Some((expected_method, template)) = operation.split_once(' ') else {
        return false;
    };
    let (template, path): (Vec<_>, Vec<_>) =
        (template.split('/').collect(), path.split('/').collect());
    expected_method == method
        && template.len() == path.len()
        && template
            .iter()
            .zip(&path)
            .all(|(expected, given)| expected.starts_with('{') || expected == given)
}

/// Set `UPDATE_PARAMETERS=1` to write the lists anew from the contract.
#[test]
fn lists_of_parameters_equal_the_contract() {
    let Some(contract) = CONTRACT.as_ref() else {
        return;
    };
    let lists: Map<String, Value> = contract["operations"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, operation)| (name.clone(), operation["request"].clone()))
        .collect();
    if std::env::var_os("UPDATE_PARAMETERS").is_some() {
        let lines: Vec<String> = lists
            .iter()
            .map(|(name, list)| format!("{}: {list}", json!(name)))
            .collect();
        std::fs::write(PARAMETERS, format!("{{\n{}\n}}\n", lines.join(",\n"))).unwrap();
    }
    let kept: Value = serde_json::from_str(&std::fs::read_to_string(PARAMETERS).unwrap()).unwrap();
    assert_eq!(
        kept,
        Value::Object(lists),
        "UPDATE_PARAMETERS=1 writes the lists anew"
    );
}
