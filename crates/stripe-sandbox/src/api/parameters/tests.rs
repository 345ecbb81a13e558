//! What is taken, typed and refused.

#![allow(clippy::unwrap_used)]

use serde_json::json;

use super::*;
use crate::api::form;

fn checked(operation: &str, body: &str) -> Result<Value, (Value, Value)> {
    let form = form::decode(body.as_bytes()).unwrap();
    check(operation, form).map_err(|error| {
        let error = error.body()["error"].clone();
        (error["code"].clone(), error["param"].clone())
    })
}

const CREATE: &str = "POST /v1/payment_intents";

#[test]
fn values_get_their_types() {
    assert_eq!(
        checked(
            CREATE,
            "amount=500&currency=EUR&confirm=true&payment_method_types[0]=card&metadata[a]=1"
        ),
        Ok(json!({
            "amount": 500, "currency": "eur", "confirm": true,
            "payment_method_types": ["card"], "metadata": { "a": "1" }
        }))
    );
}

#[test]
fn unknown_parameters_are_refused_at_any_depth() {
    assert_eq!(
        checked(CREATE, "amount=500&currency=eur&amout=1"),
        Err((json!("parameter_unknown"), json!("amout")))
    );
    assert_eq!(
        checked(
            CREATE,
            "amount=500&currency=eur&payment_method_options[card][cvv]=1"
        ),
        Err((
            json!("parameter_unknown"),
            json!("payment_method_options[card][cvv]")
        ))
    );
}

#[test]
fn missing_and_malformed_parameters_name_themselves() {
    assert_eq!(
        checked(CREATE, "currency=eur"),
        Err((json!("parameter_missing"), json!("amount")))
    );
    assert_eq!(
        checked(CREATE, "amount=5.0&currency=eur"),
        Err((json!("parameter_invalid_integer"), json!("amount")))
    );
    assert_eq!(
        checked(CREATE, "amount=&currency=eur"),
        Err((json!("parameter_invalid_empty"), json!("amount")))
    );
    assert_eq!(
        checked(CREATE, "amount=500&currency=eur&confirm=yes"),
        Err((Value::Null, json!("confirm")))
    );
    assert_eq!(
        checked(CREATE, "amount=500&currency=eur&confirmation_method=both"),
        Err((Value::Null, json!("confirmation_method")))
    );
    assert_eq!(
        checked(
            CREATE,
            "amount=500&currency=eur&statement_descriptor=aaaaaaaaaaaaaaaaaaaaaaaa"
        ),
        Err((
            json!("parameter_invalid_string_length"),
            json!("statement_descriptor")
        ))
    );
}

#[test]
fn alternatives_are_told_apart_by_their_members() {
    let create = "POST /v1/payment_methods";
    assert_eq!(
        checked(create, "type=card&card[token]=tok_1"),
        Ok(json!({ "type": "card", "card": { "token": "tok_1" } }))
    );
    assert_eq!(
        checked(create, "type=card&card[number]=4242&card[exp_month]=1"),
        Err((json!("parameter_missing"), json!("card[exp_year]")))
    );
    assert_eq!(
        checked("GET /v1/payment_intents", "created[gte]=5&limit=3"),
        Ok(json!({ "created": { "gte": 5 }, "limit": 3 }))
    );
    assert_eq!(
        checked("GET /v1/payment_intents", "created=5"),
        Ok(json!({ "created": 5 }))
    );
}
