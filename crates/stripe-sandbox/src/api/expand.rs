//! `expand[]`: puts whole objects where an answer would hold their ids.

use serde_json::{Value, json};

use super::error::ApiError;
use crate::balance_transactions::BalanceTransaction;
use crate::store::State;
use crate::{
    charges, checkout_sessions, customers, disputes, payment_intents, payment_methods, prices,
    products, refunds, setup_intents,
};

/// How deep Stripe expands.
const MAX_DEPTH: usize = 4;

/// Members that hold the id of another object, or stand for one that is null.
const EXPANDABLE: &[&str] = &[
    "application",
    "application_fee",
    "balance_transaction",
    "charge",
    "customer",
    "default_payment_method",
    "default_price",
    "default_source",
    "dispute",
    "failure_balance_transaction",
    "invoice",
    "latest_attempt",
    "latest_charge",
    "mandate",
    "on_behalf_of",
    "payment_intent",
    "payment_link",
    "payment_method",
    "product",
    "review",
    "setup_intent",
    "shipping_rate",
    "single_use_mandate",
    "source",
    "source_transfer",
    "source_transfer_reversal",
    "subscription",
    "tax_code",
    "test_clock",
    "transfer_reversal",
];

/// Members of such a name that are an id and nothing more.
const PLAIN: &[(&str, &str)] = &[("charge", "payment_method")];

/// Members that an answer has only when they are asked for.
const INCLUDABLE: &[(&str, &str)] = &[
    ("charge", "refunds"),
    ("checkout.session", "line_items"),
    ("customer", "sources"),
    ("customer", "subscriptions"),
    ("customer", "tax_ids"),
];

/// Takes the `expand` parameter out of the checked parameters.
pub(super) fn take(parameters: &mut Value) -> Vec<String> {
    let expand = parameters
        .as_object_mut()
        .and_then(|parameters| parameters.remove("expand"));
    let Some(Value::Array(paths)) = expand else {
        return Vec::new();
    };
    paths
        .into_iter()
        .filter_map(|path| path.as_str().map(str::to_owned))
        .collect()
}

/// Expands each of `paths` in `answer`.
pub(super) fn apply(
    answer: &mut Value,
    paths: &[String],
    state: &State,
    base_url: &str,
) -> Result<(), ApiError> {
    for path in paths {
        let segments: Vec<&str> = path.split('.').collect();
        if segments.len() > MAX_DEPTH {
            let message = format!("You cannot expand more than {MAX_DEPTH} levels of a property");
            return Err(ApiError::parameter("expand", message));
        }
        expand(answer, &segments, path, state, base_url)?;
    }
    Ok(())
}

fn expand(
    node: &mut Value,
    segments: &[&str],
    path: &str,
    state: &State,
    base_url: &str,
) -> Result<(), ApiError> {
    let Some((segment, rest)) = segments.split_first() else {
        return Ok(());
    };
    if let Value::Array(elements) = node {
        return elements
            .iter_mut()
            .try_for_each(|element| expand(element, segments, path, state, base_url));
    }
    let Value::Object(object) = node else {
        return Ok(());
    };
    let kind = object
        .get("object")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let kind = kind.as_str();
    if INCLUDABLE.contains(&(kind, segment)) && !object.contains_key(*segment) {
        let id = object.get("id").and_then(Value::as_str).unwrap_or_default();
        let list = match kind {
            "charge" => refunds::of_charge(state, id),
            "checkout.session" => checkout_sessions::whole_list(state, id)?,
            // A customer of the sandbox never has any.
            _ => json!({
                "object": "list",
                "data": [],
                "has_more": false,
                "url": format!("/v1/customers/{id}/{segment}"),
            }),
        };
        object.insert((*segment).to_owned(), list);
    }
    let Some(member) = object.get_mut(*segment) else {
        return Err(not_expandable(path));
    };
    let expandable = EXPANDABLE.contains(segment) && !PLAIN.contains(&(kind, segment));
    if !member.is_object() && !member.is_array() && !expandable {
        return Err(not_expandable(path));
    }
    let expanded = member.as_str().and_then(|id| match *segment {
        // Callers name their products as they like.
        "product" => state
            .get(id)
            .map(|product: products::Product| product.shape()),
        _ => whole(id, state, base_url),
    });
    if let Some(whole) = expanded {
        *member = whole;
    }
    expand(member, rest, path, state, base_url)
}

fn not_expandable(path: &str) -> ApiError {
    ApiError::parameter(
        "expand",
        format!("This property cannot be expanded ({path})."),
    )
}

/// The object with this id, in the shape of an answer.
pub(crate) fn whole(id: &str, state: &State, base_url: &str) -> Option<Value> {
    let (prefix, _) = id.split_once('_')?;
    match prefix {
        "ch" | "py" => state.get(id).map(|charge: charges::Charge| charge.shape()),
        "cs" => state
            .get(id)
            .map(|session: checkout_sessions::CheckoutSession| session.shape(base_url)),
        "cus" => state
            .get(id)
            .map(|customer: customers::Customer| customer.shape()),
        "du" => state
            .get(id)
            .map(|dispute: disputes::Dispute| dispute.shape(state)),
        "pi" => state
            .get(id)
            .map(|intent: payment_intents::PaymentIntent| intent.shape(base_url)),
        "seti" => state
            .get(id)
            .map(|intent: setup_intents::SetupIntent| intent.shape(base_url)),
        "setatt" => state
            .get(id)
            .map(|attempt: setup_intents::SetupAttempt| attempt.shape()),
        "pm" => state
            .get(id)
            .map(|method: payment_methods::PaymentMethod| method.shape()),
        "price" => state.get(id).map(|price: prices::Price| price.shape()),
        "prod" => state
            .get(id)
            .map(|product: products::Product| product.shape()),
        "re" => state.get(id).map(|refund: refunds::Refund| refund.shape()),
        "txn" => state
            .get(id)
            .map(|transaction: BalanceTransaction| transaction.shape(state.now())),
        "shr" => state
            .get(id)
            .map(|rate: checkout_sessions::ShippingRate| rate.shape()),
        _ => None,
    }
}
