//! Mails about an order: receipts, and what else becomes of its money.

use commerce::Money;
use shop::orders::OrderView;
use words::Locale;

use super::sheet::{Part, Row, Sheet};
use crate::{Site, checkout::delivery_words, moment::Moment, orders};

pub(super) fn paid(t: Locale, site: &Site, order: &OrderView) -> Sheet {
    Sheet {
        subject: t.mail_paid_subject(&order.number),
        heading: t.mail_paid_heading().to_owned(),
        parts: [Part::Text(t.mail_paid_text(&order.total))]
            .into_iter()
            .chain(links(t, site, order))
            .chain(contents(t, order))
            .collect(),
    }
}

pub(super) fn refunded(
    t: Locale,
    site: &Site,
    order: &OrderView,
    amount: Money,
    left: Money,
) -> Sheet {
    let rest = if left.minor == 0 {
        t.mail_refunded_all().to_owned()
    } else {
        t.mail_refunded_left(&left)
    };
    Sheet {
        subject: t.mail_refunded_subject(&amount, &order.number),
        heading: t.mail_refunded_heading().to_owned(),
        parts: [
            Part::Text(t.mail_refunded_text(&amount, &order.number)),
            Part::Text(rest),
        ]
        .into_iter()
        .chain(links(t, site, order))
        .chain(contents(t, order))
        .collect(),
    }
}

pub(super) fn surplus_refunded(t: Locale, site: &Site, order: &OrderView, amount: Money) -> Sheet {
    Sheet {
        subject: t.mail_surplus_subject(&amount),
        heading: t.mail_surplus_heading().to_owned(),
        parts: [Part::Text(t.mail_surplus_text(&amount, &order.number))]
            .into_iter()
            .chain(links(t, site, order))
            .collect(),
    }
}

/// `owed` is what came all the same and goes back.
pub(super) fn failed(t: Locale, site: &Site, order: &OrderView, owed: Option<Money>) -> Sheet {
    let number = &order.number;
    let (subject, heading, text) = match owed {
        Some(amount) => (
            t.mail_owed_subject(number),
            t.mail_owed_heading(),
            t.mail_owed_text(&amount, number),
        ),
        None => (
            t.mail_failed_subject(number),
            t.mail_failed_heading(),
            t.mail_failed_text(number),
        ),
    };
    Sheet {
        subject,
        heading: heading.to_owned(),
        parts: [Part::Text(text), page(t, site, order)]
            .into_iter()
            .chain(contents(t, order))
            .collect(),
    }
}

fn page(t: Locale, site: &Site, order: &OrderView) -> Part {
    Part::Button {
        label: t.mail_order_button().to_owned(),
        link: site.url(&order.token.path()),
    }
}

/// To the order's page, and to the receipt.
fn links(t: Locale, site: &Site, order: &OrderView) -> [Part; 2] {
    [
        page(t, site, order),
        Part::Link {
            label: t.mail_receipt_link().to_owned(),
            link: site.url(&order.token.receipt_path()),
        },
    ]
}

/// What was bought, what it came to, and where it goes.
fn contents(t: Locale, order: &OrderView) -> [Part; 2] {
    let lines = order.lines.iter().map(|line| {
        let options: Vec<_> = line
            .options
            .iter()
            .map(|option| option.value.as_str())
            .collect();
        Row {
            label: t.mail_bought_line(&line.quantity, &line.title),
            detail: options.join(" · "),
            // A line that was placed was counted before, so that its total fits.
            amount: line
                .unit
                .times(line.quantity)
                .unwrap_or(line.unit)
                .to_string(),
        }
    });
    let sums = [
        Row::new(t.checkout_items(), order.items),
        Row::new(t.checkout_delivery(), order.delivery),
        Row::new(t.checkout_total(), order.total),
    ];
    let (delivery, how_long) = delivery_words(t, order.delivery_method);
    let mut facts = vec![
        (
            t.order_number(&order.number),
            vec![Moment::day(order.placed_at).human],
        ),
        (
            t.order_delivery_to().to_owned(),
            orders::address_lines(t, &order.address),
        ),
        (
            t.order_delivery_by().to_owned(),
            vec![format!("{delivery}, {how_long}")],
        ),
    ];
    if let Some(card) = &order.card {
        facts.push((
            t.order_paid_with().to_owned(),
            vec![orders::card_words(t, card)],
        ));
    }
    [Part::Sums(lines.chain(sums).collect()), Part::Facts(facts)]
}
