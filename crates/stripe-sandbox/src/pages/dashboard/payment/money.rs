//! What became of a payment's money: refunds, disputes, and what they did to the balance.

use serde_json::Value;

use crate::pages::dashboard::badge::badge;
use crate::pages::dashboard::links;
use crate::pages::dashboard::table::{number, table, text};
use crate::pages::html::{Markup, html};

/// A table of refunds.
pub(super) fn refund_table(refunds: &[Value]) -> Markup {
    let rows = refunds
        .iter()
        .map(|refund| {
            let why = ["failure_reason", "pending_reason", "reason"]
                .iter()
                .find_map(|name| refund[*name].as_str());
            [
                time(refund, "created"),
                badge(word(refund, "status")),
                links::id(word(refund, "id")),
                html!("{}", why.unwrap_or_default().replace('_', " ")),
                amount(refund, "amount"),
            ]
        })
        .collect();
    let columns = [
        text("Time"),
        text("Status"),
        text("Refund"),
        text("Reason"),
        number("Amount"),
    ];
    table("Refunds", columns, rows, "No refunds.")
}

/// A table of disputes.
pub(super) fn dispute_table(disputes: &[Value]) -> Markup {
    let rows = disputes
        .iter()
        .map(|dispute| {
            [
                time(dispute, "created"),
                badge(word(dispute, "status")),
                links::id(word(dispute, "id")),
                html!("{}", word(dispute, "reason").replace('_', " ")),
                time(&dispute["evidence_details"], "due_by"),
                amount(dispute, "amount"),
            ]
        })
        .collect();
    let columns = [
        text("Time"),
        text("Status"),
        text("Dispute"),
        text("Reason"),
        text("Answer by").told(),
        number("Amount"),
    ];
    table("Disputes", columns, rows, "No disputes.")
}

/// A table of balance transactions, and what they come to.
pub(super) fn movement_table(movements: &[Value]) -> Markup {
    let rows = movements
        .iter()
        .map(|movement| {
            [
                time(movement, "created"),
                html!("{}", word(movement, "reporting_category").replace('_', " ")),
                links::id(word(movement, "id")),
                links::id(word(movement, "source")),
                amount(movement, "amount"),
                amount(movement, "fee"),
                amount(movement, "net"),
            ]
        })
        .collect();
    let columns = [
        text("Time"),
        text("Kind"),
        text("Balance transaction"),
        text("Source"),
        number("Amount").told(),
        number("Fee").told(),
        number("Net").told(),
    ];
    let net = movements
        .iter()
        .filter_map(|movement| movement["net"].as_i64())
        .sum();
    let currency = movements.first().map(|movement| word(movement, "currency"));
    html!(
        "{}<p class=\"sum\">Left of it: {}</p>",
        table("Balance", columns, rows, "No money has moved."),
        currency.map(|currency| links::amount(net, currency)),
    )
}

fn word<'a>(object: &'a Value, name: &str) -> &'a str {
    object[name].as_str().unwrap_or_default()
}

fn time(object: &Value, name: &str) -> Markup {
    html!("{}", object[name].as_i64().map(links::time))
}

fn amount(object: &Value, name: &str) -> Markup {
    let amount = object[name].as_i64().unwrap_or_default();
    links::amount(amount, word(object, "currency"))
}
