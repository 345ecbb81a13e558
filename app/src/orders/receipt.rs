//! The receipt of an order, to print.

use commerce::{Money, timeline::OrderEvent};
use http::StatusCode;
use leptos::{either::EitherOf3, prelude::*};
use leptos_router::hooks::use_params_map;
use shop::orders::{OrderLine, OrderView};
use words::Locale;

use super::{
    address_lines, card_words,
    found::{no_order, order_at},
};
use crate::{
    answer,
    error_page::PageError,
    layout::{Canonical, PageHead, page, site},
    moment::Moment,
};

/// What was bought and paid, at the order's own address.
#[component]
pub fn ReceiptPage() -> impl IntoView {
    let token = use_params_map().with_untracked(|params| params.get("token"));
    page(receipt(token))
}

async fn receipt(token: Option<String>) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    Ok(match order_at(token).await? {
        None => EitherOf3::A(no_order(t)),
        Some(order) => match Payment::of(&order) {
            None => EitherOf3::B(nothing_paid(t, &order)),
            Some(payment) => EitherOf3::C(shown(t, &order, &payment)),
        },
    })
}

/// The order's money as its log tells it; what came a second time is no part of it.
struct Payment {
    at: i64,
    amount: Money,
    /// What went back, and when; negative where it came back again.
    refunds: Vec<(i64, Money)>,
}

impl Payment {
    /// None while nothing was paid.
    fn of(order: &OrderView) -> Option<Payment> {
        let mut paid: Option<Payment> = None;
        for entry in &order.timeline {
            match entry.event {
                OrderEvent::Paid { amount } | OrderEvent::CannotBeFulfilled { amount } => {
                    paid = Some(Payment {
                        at: entry.at,
                        amount,
                        refunds: Vec::new(),
                    });
                }
                OrderEvent::Refunded { amount } => {
                    if let Some(payment) = &mut paid {
                        payment.refunds.push((entry.at, amount));
                    }
                }
                OrderEvent::RefundFailed { amount } => {
                    if let Some(payment) = &mut paid {
                        payment.refunds.push((entry.at, negative(amount)));
                    }
                }
                OrderEvent::Placed
                | OrderEvent::PaymentStarted
                | OrderEvent::ActionRequested
                | OrderEvent::ActionCompleted
                | OrderEvent::Declined { .. }
                | OrderEvent::Processing
                | OrderEvent::Authorised { .. }
                | OrderEvent::SurplusCaptured { .. }
                | OrderEvent::SurplusRefunded { .. }
                | OrderEvent::Disputed { .. }
                | OrderEvent::DisputeWon
                | OrderEvent::DisputeLost
                | OrderEvent::PaymentCancelled
                | OrderEvent::PaymentFailed
                | OrderEvent::Cancelled
                | OrderEvent::Expired => {}
            }
        }
        paid
    }

    fn left(&self) -> Money {
        let back: i64 = self.refunds.iter().map(|(_, amount)| amount.minor).sum();
        Money::new(self.amount.minor - back, self.amount.currency)
    }
}

fn negative(amount: Money) -> Money {
    Money::new(-amount.minor, amount.currency)
}

fn nothing_paid(t: Locale, order: &OrderView) -> impl IntoView + use<> {
    answer::set_status(StatusCode::NOT_FOUND);
    view! {
        <PageHead
            title=t.receipt_none_title()
            description=t.receipt_none_text()
            canonical=Canonical::Unlisted
        />
        <div class="wrap narrow stack">
            <h1>{t.receipt_none_title()}</h1>
            <p>{t.receipt_none_text()}</p>
            <p>
                <a class="button" href=order.token.path()>
                    {t.receipt_to_order()}
                </a>
            </p>
        </div>
    }
}

fn shown(t: Locale, order: &OrderView, payment: &Payment) -> impl IntoView + use<> {
    view! {
        <PageHead
            title=t.receipt_page_title(&order.number)
            description=t.receipt_description()
            canonical=Canonical::Unlisted
        />
        <article class="wrap receipt">
            <header>
                <p class="eyebrow">{t.order_number(&order.number)}</p>
                <h1>{t.receipt_heading()}</h1>
            </header>
            {facts(t, order, payment)}
            {lines(t, order, payment)}
            <p class="actions">
                <a class="button" href=order.token.path()>
                    {t.receipt_to_order()}
                </a>
            </p>
        </article>
    }
}

fn facts(t: Locale, order: &OrderView, payment: &Payment) -> impl IntoView + use<> {
    let site = site();
    let seller = vec![
        site.shop_name,
        site.base_url,
        t.shop_help_email().to_owned(),
    ];
    let paid_with = order.card.as_ref().map(|card| card_words(t, card));
    view! {
        <dl class="facts">
            {fact(t.receipt_seller(), seller)}
            {fact(t.receipt_buyer(), address_lines(t, &order.address))}
            {fact(t.receipt_placed(), vec![Moment::day(order.placed_at).human])}
            {fact(t.receipt_paid(), vec![Moment::day(payment.at).human])}
            {paid_with.map(|card| fact(t.order_paid_with(), vec![card]))}
        </dl>
    }
}

fn fact(name: &'static str, lines: Vec<String>) -> impl IntoView {
    let lines = lines
        .into_iter()
        .map(|line| view! { <span>{line}</span> })
        .collect_view();
    view! {
        <div>
            <dt>{name}</dt>
            <dd>{lines}</dd>
        </div>
    }
}

fn lines(t: Locale, order: &OrderView, payment: &Payment) -> impl IntoView + use<> {
    let refunds = payment
        .refunds
        .iter()
        .map(|(at, amount)| {
            let day = Moment::day(*at).human;
            let label = if amount.minor < 0 {
                t.receipt_refund_failed(&day)
            } else {
                t.receipt_refunded(&day)
            };
            sum(label, negative(*amount), "")
        })
        .collect_view();
    let left = (!payment.refunds.is_empty())
        .then(|| sum(t.receipt_left().to_owned(), payment.left(), "total"));
    view! {
        <table>
            <thead>
                <tr>
                    <th scope="col">{t.receipt_what()}</th>
                    <th scope="col">{t.receipt_unit()}</th>
                    <th scope="col">{t.receipt_quantity()}</th>
                    <th scope="col">{t.receipt_amount()}</th>
                </tr>
            </thead>
            <tbody>{order.lines.iter().map(line).collect_view()}</tbody>
            <tfoot>
                {sum(t.checkout_items().to_owned(), order.items, "")}
                {sum(t.checkout_delivery().to_owned(), order.delivery, "")}
                {sum(t.order_paid_total().to_owned(), payment.amount, "total")} {refunds} {left}
            </tfoot>
        </table>
        <p class="quiet">{t.checkout_tax_included()}</p>
    }
}

fn line(line: &OrderLine) -> impl IntoView + use<> {
    let options: Vec<_> = line
        .options
        .iter()
        .map(|option| option.value.as_str())
        .collect();
    // A line that was placed was counted before, so that its total fits.
    let total = line.unit.times(line.quantity).unwrap_or(line.unit);
    view! {
        <tr>
            <td>{line.title.clone()} " " <small>{options.join(" · ")}</small></td>
            <td>{line.unit.to_string()}</td>
            <td>{line.quantity}</td>
            <td>{total.to_string()}</td>
        </tr>
    }
}

fn sum(label: String, amount: Money, class: &'static str) -> impl IntoView {
    view! {
        <tr class=class>
            <th scope="row" colspan="3">
                {label}
            </th>
            <td>{amount.to_string()}</td>
        </tr>
    }
}
