//! Decodes forms as Stripe's clients write them: `a[b]=1`, `list[]=1`, `list[0][c]=1`.

use serde_json::{Map, Value};

use super::error::ApiError;

/// How deep brackets may nest; Stripe's own parameters stay below ten.
const MAX_DEPTH: usize = 16;

/// Decodes a query string or an `application/x-www-form-urlencoded` body.
///
/// Leaves are strings; which of them are numbers, and which objects with numbers for names are
/// lists, the parameters' schema decides.
pub(crate) fn decode(encoded: &[u8]) -> Result<Map<String, Value>, ApiError> {
    let mut root = Value::Object(Map::new());
    for (name, value) in url::form_urlencoded::parse(encoded) {
        let path = segments(&name)?;
        insert(&mut root, &path, &value, &name)?;
    }
    match root {
        Value::Object(map) => Ok(map),
        _ => Ok(Map::new()),
    }
}

/// `a[b][]` as `a`, `b` and the empty segment.
fn segments(name: &str) -> Result<Vec<&str>, ApiError> {
    let malformed = || ApiError::parameter(name, format!("Invalid parameter name: {name}"));
    let Some((first, mut rest)) = name.split_once('[') else {
        return Ok(vec![name]);
    };
    if first.is_empty() {
        return Err(malformed());
    }
    let mut path = vec![first];
    loop {
        let (segment, after) = rest.split_once(']').ok_or_else(malformed)?;
        path.push(segment);
        if path.len() > MAX_DEPTH {
            return Err(malformed());
        }
        if after.is_empty() {
            return Ok(path);
        }
        rest = after.strip_prefix('[').ok_or_else(malformed)?;
    }
}

fn insert(node: &mut Value, path: &[&str], value: &str, name: &str) -> Result<(), ApiError> {
    let Some((segment, rest)) = path.split_first() else {
        *node = Value::String(value.to_owned());
        return Ok(());
    };
    if segment.is_empty() {
        if node.is_null() {
            *node = Value::Array(Vec::new());
        }
        let Value::Array(list) = node else {
            return Err(conflicting(name));
        };
        // `list[][a]=1&list[][b]=2` fills one element until a name comes again.
        let continues = match (list.last(), rest.first()) {
            (Some(Value::Object(last)), Some(next)) => !last.contains_key(*next),
            _ => false,
        };
        if !continues {
            list.push(Value::Null);
        }
        let Some(last) = list.last_mut() else {
            return Ok(());
        };
        return insert(last, rest, value, name);
    }
    if node.is_null() {
        *node = Value::Object(Map::new());
    }
    let Value::Object(map) = node else {
        return Err(conflicting(name));
    };
    let child = map.entry(*segment).or_insert(Value::Null);
    if rest.is_empty() && !child.is_null() && !child.is_string() {
        return Err(conflicting(name));
    }
    insert(child, rest, value, name)
}

fn conflicting(name: &str) -> ApiError {
    ApiError::parameter(
        name,
        format!("{name} is given as different types in one request"),
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use serde_json::json;

    use super::*;

    fn decoded(form: &str) -> Value {
        Value::Object(decode(form.as_bytes()).unwrap())
    }

    #[test]
    fn brackets_nest() {
        assert_eq!(
            decoded("card[number]=4242&card[exp_month]=1&amount=5"),
            json!({ "card": { "number": "4242", "exp_month": "1" }, "amount": "5" })
        );
    }

    #[test]
    fn empty_brackets_append() {
        assert_eq!(
            decoded("expand[]=a&expand[]=b"),
            json!({ "expand": ["a", "b"] })
        );
        assert_eq!(
            decoded("items[][a]=1&items[][b]=2&items[][a]=3"),
            json!({ "items": [{ "a": "1", "b": "2" }, { "a": "3" }] })
        );
    }

    #[test]
    fn percent_signs_and_plus_are_decoded() {
        assert_eq!(decoded("a%5Bb%5D=x+y%26"), json!({ "a": { "b": "x y&" } }));
    }

    #[test]
    fn one_name_cannot_be_a_string_and_an_object() {
        assert!(decode(b"a=1&a[b]=2").is_err());
        assert!(decode(b"a[b]=2&a=1").is_err());
        assert!(decode(b"a[b=2").is_err());
        assert!(decode(format!("a{}=2", "[b]".repeat(40)).as_bytes()).is_err());
    }
}
