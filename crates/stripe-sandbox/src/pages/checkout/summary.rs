//! What is bought and what it comes to, for every way of sending that can be chosen.

use crate::checkout_sessions::{CheckoutSession, DeliveryEstimate, LineItem};
use crate::currencies::display;
use crate::pages::html::{Markup, html};

/// An amount that depends on the way of sending: each is there, and the style sheet shows that of
/// the one which is chosen.
fn by_option(session: &CheckoutSession, amount: impl Fn(usize) -> i64) -> Markup {
    let shown = |option| display(amount(option), &session.currency);
    if session.shipping_options.is_empty() {
        return html!("{}", shown(0));
    }
    (0..session.shipping_options.len())
        .map(|option| {
            html!(
                r#"<span class="by-option option-{}">{}</span>"#,
                option,
                shown(option)
            )
        })
        .collect()
}

/// What is to be paid.
pub(super) fn total(session: &CheckoutSession) -> Markup {
    by_option(session, |option| session.total_with(option))
}

/// The left side of the page.
pub(super) fn summary(session: &CheckoutSession, merchant: &str) -> Markup {
    let back = session.cancel_url.as_ref().map(|url| {
        html!(
            r#"<a class="back" href="{}"><span aria-hidden="true">←</span> Back to {}</a>"#,
            url,
            merchant
        )
    });
    let lines: Markup = session.lines.iter().map(line).collect();
    let sums = (!session.shipping_options.is_empty()).then(|| {
        html!(
            r#"<div><dt>Subtotal</dt><dd>{}</dd></div>
<div><dt>Delivery</dt><dd>{}</dd></div>"#,
            display(session.subtotal(), &session.currency),
            by_option(session, |option| session.shipping_options[option].amount)
        )
    });
    html!(
        r#"<section class="summary" aria-label="Order summary">
{}<h1><span class="quiet">{} {}</span> <span class="total">{}</span></h1>
<ul class="lines">{}</ul>
<dl class="sums">{}<div class="due"><dt>Total due</dt><dd>{}</dd></div></dl>
</section>"#,
        back,
        verb(session),
        merchant,
        total(session),
        lines,
        sums,
        total(session)
    )
}

/// What the customer does, as the merchant calls it.
pub(super) fn verb(session: &CheckoutSession) -> &'static str {
    match session.submit_type.as_deref() {
        Some("book") => "Book",
        Some("donate") => "Donate",
        _ => "Pay",
    }
}

fn line(line: &LineItem) -> Markup {
    let currency = &line.price.currency;
    let image = line.image.as_ref().map(|image| {
        html!(
            r#"<img src="{}" alt="" width="48" height="48" loading="lazy">"#,
            image
        )
    });
    let details = line
        .details
        .as_ref()
        .map(|details| html!(r#"<span class="quiet">{}</span>"#, details));
    let each =
        (line.quantity > 1).then(|| html!(", {} each", display(line.price.unit_amount, currency)));
    html!(
        r#"<li>{}<div class="what"><span class="name">{}</span>{}<span class="quiet">Quantity {}{}</span></div>
<span class="amount">{}</span></li>"#,
        image,
        line.description,
        details,
        line.quantity,
        each,
        display(line.amount(), currency)
    )
}

/// How long it takes to arrive, e.g. `3–5 business days`.
pub(super) fn estimate(estimate: &DeliveryEstimate) -> Option<String> {
    let units = |value: i64, unit: &str| {
        let unit = unit.replace('_', " ");
        let plural = if value == 1 { "" } else { "s" };
        format!("{value} {unit}{plural}")
    };
    match (&estimate.minimum, &estimate.maximum) {
        (None, None) => None,
        (Some(least), None) => Some(format!("At least {}", units(least.value, &least.unit))),
        (None, Some(most)) => Some(format!("Up to {}", units(most.value, &most.unit))),
        (Some(least), Some(most)) if least.unit == most.unit => {
            Some(format!("{}–{}", least.value, units(most.value, &most.unit)))
        }
        (Some(least), Some(most)) => Some(format!(
            "{} to {}",
            units(least.value, &least.unit),
            units(most.value, &most.unit)
        )),
    }
}
