//! The attempts to take the money of a payment.

use std::sync::Arc;

use crate::cards::Card;
use crate::charges::Charge;
use crate::pages::dashboard::badge::badge;
use crate::pages::dashboard::instruments::instrument;
use crate::pages::dashboard::links;
use crate::pages::dashboard::table::{number, table, text};
use crate::pages::html::{Markup, html};

/// A table of charges.
pub(super) fn attempt_table(attempts: &[Arc<Charge>]) -> Markup {
    table(
        "Attempts",
        [
            text("Time"),
            text("Outcome"),
            text("Charge"),
            text("Paid with"),
            text("3D Secure").told(),
            text("CVC").told(),
            number("Amount").told(),
            number("Captured").told(),
        ],
        attempts.iter().map(|charge| row(charge)).collect(),
        "Nothing has reached the card network.",
    )
}

fn row(charge: &Charge) -> [Markup; 8] {
    let (state, why) = match charge.decline {
        Some(decline) => (
            "declined",
            Some(decline.decline_code().unwrap_or(decline.code())),
        ),
        None if charge.pending => ("pending", None),
        None if charge.captured => ("succeeded", None),
        None if charge.amount_refunded > 0 => ("released", None),
        None => ("authorized", None),
    };
    let captured = if charge.captured {
        charge.amount_captured
    } else {
        0
    };
    let asked = if charge.authenticated {
        "authenticated"
    } else {
        "not asked"
    };
    [
        links::time(charge.created),
        html!(
            "{}{}",
            badge(state),
            why.map(|why| html!("<span class=\"why\">{}</span>", why))
        ),
        html!(
            "<a class=\"id\" id=\"{}\" href=\"/objects/{}\">{}</a>",
            charge.id,
            charge.id,
            charge.id
        ),
        instrument(&charge.instrument),
        html!("{}", asked),
        html!("{}", charge.instrument.card().map_or("none", cvc)),
        links::amount(charge.amount, &charge.currency),
        links::amount(captured, &charge.currency),
    ]
}

/// What came of checking the security code.
fn cvc(card: &Card) -> &'static str {
    card.cvc_check(true).unwrap_or("not given")
}
