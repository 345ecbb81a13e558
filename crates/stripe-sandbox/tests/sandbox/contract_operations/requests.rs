//! Requests made from the schemas of the contract: right ones, and wrong ones with what is wrong.

use std::collections::BTreeSet;

use serde_json::Value;

/// Names and values of a form.
pub(super) type Pairs = Vec<(String, String)>;

/// A name that no operation knows.
const UNKNOWN: &str = "surely_unknown";

/// A place in a form where a value may stand.
pub(super) struct Slot<'a> {
    /// As a client writes it, e.g. `line_items[0][price_data][currency]`.
    pub(super) name: String,
    /// What may stand there: one schema, or the members of an `anyOf`.
    alternatives: Vec<&'a Value>,
    /// What must be given for the objects around it to be whole.
    pub(super) beside: Pairs,
}

/// A request that must be refused.
pub(super) struct Wrong {
    /// What is added to the valid request.
    pub(super) pairs: Pairs,
    /// Which parameter the error must name.
    pub(super) param: String,
    /// The error's code, where Stripe has one for the fault.
    pub(super) code: Option<&'static str>,
}

fn is(schema: &Value, kind: &str) -> bool {
    schema["type"] == kind
}

fn is_scalar(schema: &Value) -> bool {
    !is(schema, "object") && !is(schema, "array")
}

fn alternatives(schema: &Value) -> Vec<&Value> {
    match schema["anyOf"].as_array() {
        Some(members) => members.iter().flat_map(alternatives).collect(),
        None => vec![schema],
    }
}

fn nested(parent: &str, child: &str) -> String {
    if parent.is_empty() {
        child.to_owned()
    } else {
        format!("{parent}[{child}]")
    }
}

fn required(schema: &Value) -> Vec<&str> {
    let required = schema["required"].as_array().into_iter().flatten();
    required.filter_map(Value::as_str).collect()
}

/// Every place in an operation's request, the request itself (without a name) included.
pub(super) fn slots(request: &Value) -> Vec<Slot<'_>> {
    let mut found = Vec::new();
    collect(request, String::new(), Vec::new(), &mut found);
    // The members of an `anyOf` may have members of the same name: they are one place.
    let mut slots: Vec<Slot<'_>> = Vec::new();
    for slot in found {
        match slots.iter_mut().find(|other| other.name == slot.name) {
            Some(other) => {
                other.alternatives.extend(slot.alternatives);
                other.beside = with(&other.beside, &slot.beside);
            }
            None => slots.push(slot),
        }
    }
    slots
}

fn collect<'a>(schema: &'a Value, name: String, beside: Pairs, slots: &mut Vec<Slot<'a>>) {
    let alternatives = alternatives(schema);
    for alternative in &alternatives {
        for (child, schema) in alternative["properties"].as_object().into_iter().flatten() {
            let mut beside = beside.clone();
            // What the request itself requires is in the valid request already.
            for sibling in required(alternative) {
                if sibling != child && !name.is_empty() {
                    let schema = &alternative["properties"][sibling];
                    beside.extend(least(schema, &nested(&name, sibling)));
                }
            }
            collect(schema, nested(&name, child), beside, slots);
        }
        if alternative["additionalProperties"].is_object() {
            let each = &alternative["additionalProperties"];
            collect(each, nested(&name, "key"), beside.clone(), slots);
        }
        if alternative["items"].is_object() {
            collect(
                &alternative["items"],
                nested(&name, "0"),
                beside.clone(),
                slots,
            );
        }
    }
    slots.push(Slot {
        name,
        alternatives,
        beside,
    });
}

/// The least that can stand at a place: what is required or, where nothing is, every plain value;
/// one element of a list.
fn least(schema: &Value, name: &str) -> Pairs {
    let alternatives = alternatives(schema);
    let scalar = alternatives.iter().find(|schema| is_scalar(schema));
    let schema = scalar.unwrap_or(&alternatives[0]);
    if is(schema, "array") {
        return least(&schema["items"], &nested(name, "0"));
    }
    if is(schema, "object") {
        let optional = schema["properties"].as_object().into_iter().flatten();
        let plain = optional.filter(|(_, schema)| is_scalar(schema) && schema["anyOf"].is_null());
        let members = match required(schema) {
            required if required.is_empty() => plain.map(|(member, _)| member.as_str()).collect(),
            required => required,
        };
        let members = members.into_iter();
        return members
            .flat_map(|member| least(&schema["properties"][member], &nested(name, member)))
            .collect();
    }
    vec![(name.to_owned(), value(schema, name))]
}

/// A value that the schema allows, and that makes sense where its name says what it is.
fn value(schema: &Value, name: &str) -> String {
    let last = name.trim_end_matches("[0]").trim_end_matches(']');
    let last = last.rsplit('[').next().unwrap_or(last);
    let meant = match last {
        "ip_address" => "127.0.0.1",
        "country" | "address_country" => "DE",
        "cvc" => "123",
        "email" | "receipt_email" | "customer_email" | "instructions_email" => "ada@example.com",
        "exp_month" => "12",
        "exp_year" => "2034",
        "number" if name.contains("card") => "4242424242424242",
        "url" | "images" | "cancel_url" | "return_url" | "success_url" => "https://example.com/",
        "background_color" | "button_color" => "#ffffff",
        "unit_amount" | "unit_amount_decimal" | "amount" | "maximum" | "preset" => "1500",
        "invoice_prefix" => "TEA",
        "minimum" => "500",
        "preferred" => "visa",
        _ => "",
    };
    let text = |value: &str| value.to_owned();
    let allowed = schema["enum"].as_array();
    if let Some(values) = allowed {
        let mut values = values.iter().filter_map(Value::as_str);
        let first = values.clone().next().unwrap_or_default();
        let by_name =
            |value: &&str| *value == meant || *value == "card" && !name.contains("excluded");
        let meant = values.find(by_name);
        return text(meant.unwrap_or(first));
    }
    if !meant.is_empty() && schema["type"] != "boolean" {
        return text(meant);
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (_, Some("unix-time")) => text("4102444800"),
        (_, Some("currency")) => text("eur"),
        (_, Some("decimal")) | (Some("integer" | "number"), _) => text("1"),
        (Some("boolean"), _) => text("true"),
        _ => {
            let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
            "text"
                .chars()
                .take(usize::try_from(most).unwrap_or(usize::MAX))
                .collect()
        }
    }
}

impl Slot<'_> {
    /// Right values of this parameter, one for each kind that it takes.
    pub(super) fn right(&self) -> Vec<String> {
        let scalars = self.alternatives.iter().filter(|schema| is_scalar(schema));
        let values: BTreeSet<_> = scalars.map(|schema| value(schema, &self.name)).collect();
        values.into_iter().collect()
    }

    fn wrong(&self, pairs: Pairs, param: &str, code: Option<&'static str>) -> Wrong {
        Wrong {
            pairs: self.beside.iter().cloned().chain(pairs).collect(),
            param: param.to_owned(),
            code,
        }
    }

    /// An unknown member of an object.
    pub(super) fn unknown(&self) -> Option<Wrong> {
        let closed =
            |schema: &&&Value| is(schema, "object") && !schema["additionalProperties"].is_object();
        let object = self.alternatives.iter().find(closed)?;
        let name = nested(&self.name, UNKNOWN);
        let mut pairs = if self.name.is_empty() {
            Vec::new()
        } else {
            least(object, &self.name)
        };
        pairs.push((name.clone(), "1".to_owned()));
        Some(self.wrong(pairs, &name, Some("parameter_unknown")))
    }

    /// Values of the wrong kind: text for numbers, text for objects, objects for text, no member
    /// of an enumeration, nothing for a number, too much text.
    pub(super) fn mistyped(&self) -> Vec<Wrong> {
        if self.name.is_empty() {
            return Vec::new();
        }
        let every =
            |holds: &dyn Fn(&Value) -> bool| self.alternatives.iter().all(|schema| holds(schema));
        let one = |name: &str, value: String, code| {
            self.wrong(vec![(name.to_owned(), value)], &self.name, code)
        };
        let mut wrong = Vec::new();
        if every(&|schema| !is(schema, "string") || schema["enum"].is_array()) {
            let integer =
                every(&|schema| is(schema, "integer")).then_some("parameter_invalid_integer");
            wrong.push(one(&self.name, "no such value".to_owned(), integer));
        }
        if every(&|schema| is(schema, "integer") || is(schema, "boolean") || is(schema, "number")) {
            wrong.push(one(
                &self.name,
                String::new(),
                Some("parameter_invalid_empty"),
            ));
        }
        if every(&is_scalar) {
            wrong.push(one(&nested(&self.name, UNKNOWN), "1".to_owned(), None));
        }
        let longest = self
            .alternatives
            .iter()
            .filter_map(|schema| schema["maxLength"].as_u64())
            .max();
        let limited = every(&|schema| schema["maxLength"].is_u64() || schema["enum"].is_array());
        if let Some(longest) = longest.filter(|_| limited) {
            let long = "x".repeat(usize::try_from(longest).unwrap() + 1);
            wrong.push(one(&self.name, long, None));
        }
        wrong
    }

    /// Objects that lack a required member, one for each.
    pub(super) fn incomplete(&self) -> Vec<Wrong> {
        let objects = self
            .alternatives
            .iter()
            .filter(|schema| is(schema, "object"));
        let objects: Vec<_> = objects.collect();
        let Some(object) = objects.first().filter(|_| !self.name.is_empty()) else {
            return Vec::new();
        };
        let mut wrong = Vec::new();
        for missing in required(object) {
            if !objects
                .iter()
                .all(|object| required(object).contains(&missing))
            {
                continue;
            }
            let optional = object["properties"].as_object().into_iter().flatten();
            // Without another member the object would not be there at all.
            let optional = optional.map(|(name, _)| name.as_str()).take(1);
            let others = required(object).into_iter().chain(optional);
            let others: BTreeSet<_> = others.filter(|name| *name != missing).collect();
            let others: Pairs = others
                .into_iter()
                .flat_map(|name| least(&object["properties"][name], &nested(&self.name, name)))
                .collect();
            if !others.is_empty() {
                let param = nested(&self.name, missing);
                wrong.push(self.wrong(others, &param, Some("parameter_missing")));
            }
        }
        wrong
    }
}

/// `form` with `pairs` in place of what stands there.
pub(super) fn with(form: &Pairs, pairs: &Pairs) -> Pairs {
    let clashes = |name: &str, other: &str| {
        name == other
            || name
                .strip_prefix(other)
                .is_some_and(|rest| rest.starts_with('['))
            || other
                .strip_prefix(name)
                .is_some_and(|rest| rest.starts_with('['))
    };
    let kept = form
        .iter()
        .filter(|(name, _)| !pairs.iter().any(|(other, _)| clashes(name, other)));
    kept.chain(pairs).cloned().collect()
}
