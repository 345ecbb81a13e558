//! Every operation of the contract, with requests made from its schema.
//!
//! Skipped where the contract is not at hand. `client` validates each answer besides.

mod companions;
mod fixtures;
mod refused;
mod requests;

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::Value;

use crate::client::{Answer, Client};
use crate::contract::CONTRACT;
use companions::{OWN_CARD, companions, expandable};
use fixtures::{Fixture, fixture};
use refused::{needed, never_met, refusal};
use requests::{Pairs, Slot, Wrong, slots, with};

async fn call(client: &Client, operation: &str, path: &str, form: &Pairs) -> Answer {
    let (method, _) = operation.split_once(' ').unwrap();
    let form: Vec<(&str, &str)> = form
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    client
        .send(method, path, client.sandbox.secret_key(), &form, &[])
        .await
}

/// The operations with the schemas of their requests; none without the contract.
fn operations() -> impl Iterator<Item = (&'static String, &'static Value)> {
    let operations = CONTRACT
        .as_ref()
        .map(|contract| contract["operations"].as_object().unwrap());
    let operations = operations.into_iter().flatten();
    operations.map(|(name, operation)| (name, &operation["request"]))
}

/// Whether a form's name is this parameter or a part of it.
fn belongs(name: &str, parameter: &str) -> bool {
    name.strip_prefix(parameter)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('['))
}

/// Whether an operation is the one named, or begins so if the name ends with `*`.
fn covers(named: &str, operation: &str) -> bool {
    match named.strip_suffix('*') {
        Some(beginning) => operation.starts_with(beginning),
        None => operation == named,
    }
}

/// The form with one more parameter, and with what it makes sense with.
fn with_parameter(operation: &str, fixture: &Fixture, slot: &Slot<'_>, value: String) -> Pairs {
    let (beside, giving_way) = companions(operation, &slot.name);
    let mut form = fixture.form.clone();
    form.retain(|(name, _)| !giving_way.iter().any(|parameter| belongs(name, parameter)));
    let mut parameters = with(
        &with(&slot.beside, &beside),
        &vec![(slot.name.clone(), value)],
    );
    for (name, value) in &mut parameters {
        let mut known = fixture.known.iter().rev();
        let known = known.find(|(known, _)| known == name || *known == OWN_CARD && known == value);
        if let Some((_, known)) = known {
            value.clone_from(known);
        }
    }
    with(&form, &parameters)
}

#[tokio::test]
async fn valid_requests_are_accepted_with_each_optional_parameter() {
    let mut faults = Vec::new();
    let mut refused = BTreeSet::new();
    for (operation, schema) in operations() {
        let client = Client::start().await;
        let plain = fixture(&client, operation).await;
        let answer = call(&client, operation, &plain.path, &plain.form).await;
        if answer.status != 200 {
            match refusal(operation, "") {
                Some(refusal) if refusal.explains(&answer.body["error"]) => {
                    refused.insert(refusal);
                }
                _ => faults.push(format!("{operation}: {}", answer.body["error"])),
            }
            continue;
        }
        for slot in slots(schema) {
            if slot.name == "expand[0]" && expandable(operation).is_none() {
                continue;
            }
            for value in slot.right() {
                let anew;
                let fixture = if operation.starts_with("GET ") {
                    &plain
                } else {
                    anew = fixture(&client, operation).await;
                    &anew
                };
                let form = with_parameter(operation, fixture, &slot, value);
                let answer = call(&client, operation, &fixture.path, &form).await;
                let error = &answer.body["error"];
                match (answer.status, refusal(operation, &slot.name)) {
                    (200, None) => {}
                    (400 | 404, Some(refusal)) if refusal.explains(error) => {
                        refused.insert(refusal);
                    }
                    (status, refusal) => {
                        faults.push(format!(
                            "{operation} {form:?}: {status} {error} ({refusal:?})"
                        ));
                    }
                }
            }
        }
    }
    if CONTRACT.is_some() {
        faults.extend(never_met(&refused));
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

/// Sends each of the wrong requests of every operation, and fails unless each is refused for what
/// is wrong with it.
async fn refuses_every(wrong: fn(&Slot<'_>) -> Vec<Wrong>) {
    let mut faults = Vec::new();
    for (operation, schema) in operations() {
        let client = Client::start().await;
        // A refused request changes nothing, so one fixture serves them all.
        let fixture = fixture(&client, operation).await;
        let wrong: Vec<Wrong> = slots(schema).iter().flat_map(wrong).collect();
        for wrong in wrong {
            // An object is given anew, not half as in the valid request.
            let mut form = fixture.form.clone();
            let (object, _) = wrong.param.split_once('[').unwrap_or((&wrong.param, ""));
            form.retain(|(name, _)| !name.starts_with(&format!("{object}[")));
            let form = with(&form, &wrong.pairs);
            let answer = call(&client, operation, &fixture.path, &form).await;
            let error = &answer.body["error"];
            let as_expected = answer.status == 400
                && error["type"] == "invalid_request_error"
                && error["param"] == wrong.param.as_str()
                && wrong.code.is_none_or(|code| error["code"] == code);
            if !as_expected {
                faults.push(format!(
                    "{operation} {:?}: {} {error} (expected {} {:?})",
                    wrong.pairs, answer.status, wrong.param, wrong.code
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[tokio::test]
async fn unknown_parameters_are_refused_at_every_depth() {
    refuses_every(|slot| slot.unknown().into_iter().collect()).await;
}

#[tokio::test]
async fn values_of_the_wrong_type_are_refused() {
    refuses_every(|slot| slot.mistyped()).await;
}

#[tokio::test]
async fn incomplete_objects_are_refused() {
    refuses_every(|slot| slot.incomplete()).await;
}

#[tokio::test]
async fn required_parameters_are_missed() {
    let mut faults = Vec::new();
    for (operation, schema) in operations() {
        let client = Client::start().await;
        let fixture = fixture(&client, operation).await;
        let required = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        for missing in required.chain(needed(operation)) {
            let form = fixture
                .form
                .iter()
                .filter(|(name, _)| !belongs(name, missing))
                .cloned()
                .collect();
            let answer = call(&client, operation, &fixture.path, &form).await;
            let error = &answer.body["error"];
            if answer.status != 400
                || error["code"] != "parameter_missing"
                || error["param"] != missing
            {
                faults.push(format!(
                    "{operation} without {missing}: {} {error}",
                    answer.status
                ));
            }
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
