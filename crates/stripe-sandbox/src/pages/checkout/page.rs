//! The page while the session is open.

use super::fields::{Country, Field, country, fault, field};
use super::form::{Faults, Typed};
use super::summary::{estimate, summary, total, verb};
use crate::checkout_sessions::{BillingAddress, CheckoutSession};
use crate::currencies::display;
use crate::pages::html::{Markup, html};

/// The whole page.
pub(super) fn page(
    session: &CheckoutSession,
    typed: &Typed,
    faults: &Faults,
    merchant: &str,
) -> Markup {
    let problem = faults.problem.as_ref().map(|problem| {
        html!(
            r#"<p class="problem" id="problem" role="alert" tabindex="-1" autofocus>{}</p>"#,
            problem
        )
    });
    let text = session
        .submit_text()
        .map(|text| html!(r#"<p class="quiet">{}</p>"#, text));
    let form = html!(
        r#"<main><form method="post" action="/c/pay/{}" id="form">
{}{}{}{}{}{}
<button class="pay" type="submit"><span class="label">{} {}</span></button>
{}</form></main>"#,
        session.id,
        contact(session, typed, faults),
        address(session, typed, faults),
        delivery(session, typed, faults),
        problem,
        payment(session, typed, faults, merchant),
        html!(r#"<p id="status" class="unseen" role="status"></p>"#),
        verb(session),
        total(session),
        text
    );
    let title = format!("Pay {merchant}");
    document(
        &title,
        &html!(
            r#"<div class="page">{}{}</div>"#,
            summary(session, merchant),
            form
        ),
    )
}

/// A page of the sandbox's, marked as one.
pub(super) fn document(title: &str, content: &Markup) -> Markup {
    html!(
        r#"<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{}</title>
<link rel="icon" href="/dashboard.svg" type="image/svg+xml">
<link rel="stylesheet" href="/checkout.css">
<script type="module" src="/checkout.js"></script>
</head>
<body>
<aside class="test-mode" aria-label="Test mode"><p><strong>Test page</strong> No money moves here. Pay with 4242 4242 4242 4242, any date to come and any code.</p></aside>
{}
</body>
</html>
"#,
        title,
        *content
    )
}

fn contact(session: &CheckoutSession, typed: &Typed, faults: &Faults) -> Markup {
    let email = field(
        Field {
            name: "email",
            label: "Email",
            value: &typed.email,
            autocomplete: "email",
            kind: "email",
            missing: "Email is required.",
            locked: session.known_email.is_some(),
            ..Field::default()
        },
        faults,
    );
    let phone = session.asks_for_phone.then(|| {
        field(
            Field {
                name: "phone",
                label: "Phone number",
                value: &typed.phone,
                autocomplete: "tel",
                kind: "tel",
                missing: "Your phone number is incomplete.",
                ..Field::default()
            },
            faults,
        )
    });
    html!(
        r#"<fieldset><legend>Contact information</legend>{}{}</fieldset>"#,
        email,
        phone
    )
}

fn address(session: &CheckoutSession, typed: &Typed, faults: &Faults) -> Option<Markup> {
    let countries = session.shipping_countries.as_deref()?;
    let name = field(
        Field {
            name: "shipping_name",
            label: "Full name",
            value: &typed.shipping_name,
            autocomplete: "shipping name",
            missing: "Name is required.",
            ..Field::default()
        },
        faults,
    );
    // A shop that sends to one country only leaves nothing to choose.
    let chosen = match countries {
        [only] => only,
        _ => &typed.shipping_country,
    };
    let country = country(
        &Country {
            name: "shipping_country",
            chosen,
            autocomplete: "shipping country",
            only: Some(countries),
        },
        faults,
    );
    let lines = lines(
        [
            ("shipping_line1", &typed.shipping_line1),
            ("shipping_line2", &typed.shipping_line2),
            ("shipping_postal_code", &typed.shipping_postal_code),
            ("shipping_city", &typed.shipping_city),
            ("shipping_state", &typed.shipping_state),
        ],
        "shipping",
        faults,
    );
    Some(html!(
        r#"<fieldset class="address"><legend>Delivery address</legend>{}{}{}</fieldset>"#,
        name,
        country,
        lines
    ))
}

/// The lines of an address: street, more of it, postal code, city, state.
fn lines(values: [(&str, &str); 5], section: &str, faults: &Faults) -> Markup {
    let labels = [
        ("Address line 1", "address-line1", "Address is required."),
        ("Address line 2", "address-line2", ""),
        // Needed in some countries.
        ("Postal code", "postal-code", ""),
        ("City", "address-level2", "City is required."),
        ("State or province", "address-level1", ""),
    ];
    values
        .into_iter()
        .zip(labels)
        .map(|((name, value), (label, autocomplete, missing))| {
            field(
                Field {
                    name,
                    label,
                    value,
                    autocomplete: &format!("{section} {autocomplete}"),
                    missing,
                    optional: ["address-line2", "address-level1"].contains(&autocomplete),
                    ..Field::default()
                },
                faults,
            )
        })
        .collect()
}

fn delivery(session: &CheckoutSession, typed: &Typed, faults: &Faults) -> Option<Markup> {
    if session.shipping_options.is_empty() {
        return None;
    }
    let options: Markup = session
        .shipping_options
        .iter()
        .enumerate()
        .map(|(index, rate)| {
            let checked = (typed.shipping_option == index.to_string()).then(|| html!(" checked"));
            let estimate = rate
                .delivery_estimate
                .as_ref()
                .and_then(estimate)
                .map(|estimate| html!(r#"<span class="quiet">{}</span>"#, estimate));
            let amount = match rate.amount {
                0 => "Free".to_owned(),
                amount => display(amount, &session.currency),
            };
            html!(
                r#"<label class="choice"><input type="radio" name="shipping_option" id="option-{}" value="{}"{}>
<span class="what"><span class="name">{}</span>{}</span><span class="amount">{}</span></label>"#,
                index,
                index,
                checked,
                rate.display_name,
                estimate,
                amount
            )
        })
        .collect();
    Some(html!(
        r#"<fieldset class="choices" aria-describedby="shipping_option-fault"><legend>Delivery method</legend>{}{}</fieldset>"#,
        options,
        fault("shipping_option", faults)
    ))
}

/// Nothing is asked for if every way of sending leaves nothing to pay.
fn payment(
    session: &CheckoutSession,
    typed: &Typed,
    faults: &Faults,
    merchant: &str,
) -> Option<Markup> {
    let options = session.shipping_options.len().max(1);
    if (0..options).all(|option| session.total_with(option) == 0) {
        return None;
    }
    let types = session.payment_method_types();
    let choice = (types.len() > 1).then(|| {
        let choices: Markup = types.iter().map(|kind| method(kind, typed)).collect();
        html!(
            r#"<div class="choices methods" role="radiogroup" aria-label="Way to pay">{}</div>"#,
            choices
        )
    });
    let only = (types.len() == 1).then(|| {
        html!(
            r#"<input type="hidden" name="method" value="{}">"#,
            types[0]
        )
    });
    let card = types.contains(&"card").then(|| card(faults));
    let debit = types
        .contains(&"sepa_debit")
        .then(|| debit(faults, merchant));
    let name_label = match types.as_slice() {
        ["card"] => "Name on card",
        ["sepa_debit"] => "Name of the account’s holder",
        _ => "Name on card or account",
    };
    let name = field(
        Field {
            name: "name",
            label: name_label,
            value: &typed.name,
            autocomplete: "cc-name",
            missing: "Name is required.",
            ..Field::default()
        },
        faults,
    );
    Some(html!(
        r#"<fieldset class="payment"><legend>Payment</legend>{}{}{}{}{}{}</fieldset>"#,
        choice,
        only,
        card,
        debit,
        name,
        billing(session, typed, faults)
    ))
}

fn method(kind: &str, typed: &Typed) -> Markup {
    let label = match kind {
        "sepa_debit" => "SEPA Direct Debit",
        _ => "Card",
    };
    let checked = (typed.method == kind).then(|| html!(" checked"));
    html!(
        r#"<label class="choice"><input type="radio" name="method" id="by-{}" value="{}"{}> <span class="name">{}</span></label>"#,
        kind,
        kind,
        checked,
        label
    )
}

/// What is typed of a card never comes back.
fn card(faults: &Faults) -> Markup {
    let digits = Field {
        keyboard: "numeric",
        ..Field::default()
    };
    let number = Field {
        name: "number",
        label: "Card number",
        autocomplete: "cc-number",
        placeholder: "1234 1234 1234 1234",
        missing: "Your card number is incomplete.",
        ..digits
    };
    let expiry = Field {
        name: "expiry",
        label: "Expiration date",
        autocomplete: "cc-exp",
        placeholder: "MM / YY",
        missing: "Your card's expiration date is incomplete.",
        ..digits
    };
    let cvc = Field {
        name: "cvc",
        label: "Security code",
        autocomplete: "cc-csc",
        placeholder: "CVC",
        missing: "Your card's security code is incomplete.",
        ..digits
    };
    html!(
        r#"<div class="card by-method for-card">{}{}{}</div>"#,
        field(number, faults),
        field(expiry, faults),
        field(cvc, faults)
    )
}

fn debit(faults: &Faults, merchant: &str) -> Markup {
    let iban = Field {
        name: "iban",
        label: "IBAN",
        autocomplete: "off",
        placeholder: "AT61 1904 3002 3457 3201",
        missing: "Your IBAN is incomplete.",
        ..Field::default()
    };
    html!(
        r#"<div class="by-method for-sepa_debit">{}<p class="quiet">By paying you allow {} to debit this account once, and your bank to pay. You can ask your bank for the money back within eight weeks.</p></div>"#,
        field(iban, faults),
        merchant
    )
}

fn billing(session: &CheckoutSession, typed: &Typed, faults: &Faults) -> Markup {
    let whole = session.billing_address == Some(BillingAddress::Required);
    let country = country(
        &Country {
            name: "country",
            chosen: &typed.country,
            autocomplete: "billing country",
            only: None,
        },
        faults,
    );
    let lines = if whole {
        lines(
            [
                ("line1", &typed.line1),
                ("line2", &typed.line2),
                ("postal_code", &typed.postal_code),
                ("city", &typed.city),
                ("state", &typed.state),
            ],
            "billing",
            faults,
        )
    } else {
        field(
            Field {
                name: "postal_code",
                label: "Postal code",
                value: &typed.postal_code,
                autocomplete: "billing postal-code",
                ..Field::default()
            },
            faults,
        )
    };
    let class = if whole {
        "address"
    } else {
        "by-method for-card"
    };
    html!(
        r#"<div class="{} billing">{}{}</div>"#,
        class,
        country,
        lines
    )
}
