//! A mail as HTML that mail programs show: tables for columns, styles on the elements, colours that stay as they are.

use leptos::prelude::*;
use words::Locale;

use super::sheet::{Part, Row, Sheet};
use crate::Site;

const PAGE: &str = "margin:0;padding:24px 12px;background-color:#faf7f1;color:#20302d;\
    font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5";
const SHEET: &str = "width:100%;max-width:560px;margin:0 auto;background-color:#fffdf9;border:1px solid #e1d8c9;border-radius:10px";
/// A name or an address may be longer than a phone is wide, with nowhere that a line would break.
const CELL: &str = "padding:28px 28px 20px;overflow-wrap:anywhere";
const NAME: &str =
    "font-family:Palatino,Georgia,serif;font-size:18px;color:#1d5f58;text-decoration:none";
const HEADING: &str = "font-family:Palatino,Georgia,serif;font-size:28px;line-height:1.2;font-weight:600;margin:20px 0 12px";
const TEXT: &str = "margin:0 0 16px";
const QUIET: &str = "margin:0 0 12px;color:#56635f;font-size:14px";
const BUTTON: &str = "display:inline-block;padding:12px 22px;border-radius:8px;background-color:#1d5f58;color:#ffffff;\
    font-weight:600;text-decoration:none";
const LINK: &str = "color:#1d5f58;overflow-wrap:anywhere";
const TABLE: &str =
    "width:100%;margin:8px 0 16px;border-collapse:collapse;border-top:1px solid #e1d8c9";
const LABEL: &str =
    "padding:8px 12px 8px 0;border-bottom:1px solid #e1d8c9;text-align:left;vertical-align:top";
const AMOUNT: &str = "padding:8px 0;border-bottom:1px solid #e1d8c9;text-align:right;vertical-align:top;white-space:nowrap";
const SUM_LABEL: &str = "padding:10px 12px 10px 0;text-align:left;font-weight:600";
const SUM: &str = "padding:10px 0;text-align:right;font-weight:600;white-space:nowrap";
const FACT: &str = "margin:0 0 12px";
const FACT_NAME: &str = "color:#56635f;font-size:14px";
const FOOT: &str =
    "max-width:560px;margin:16px auto 0;color:#56635f;font-size:13px;text-align:center";

/// The whole document.
pub(super) fn document(t: Locale, site: &Site, sheet: &Sheet) -> String {
    let body = sheet.parts.iter().map(|part| shown(t, part)).collect_view();
    let view = view! {
        <html lang=t.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light only" />
                <title>{sheet.subject.clone()}</title>
            </head>
            <body style=PAGE>
                <table role="presentation" style=SHEET>
                    <tr>
                        <td style=CELL>
                            <a href=site.url("/") style=NAME>
                                {site.shop_name.clone()}
                            </a>
                            <h1 style=HEADING>{sheet.heading.clone()}</h1>
                            {body}
                        </td>
                    </tr>
                </table>
                <p style=FOOT>{t.mail_help(&t.shop_help_email())}</p>
            </body>
        </html>
    };
    // Between texts Leptos leaves marks for a browser build that never comes to a mail.
    let html = view.to_html().replace("<!>", "");
    format!("<!DOCTYPE html>{html}")
}

fn shown(t: Locale, part: &Part) -> AnyView {
    match part {
        Part::Text(text) => view! { <p style=TEXT>{text.clone()}</p> }.into_any(),
        Part::Quiet(text) => view! { <p style=QUIET>{text.clone()}</p> }.into_any(),
        Part::Button { label, link } => view! {
            <p style=TEXT>
                <a href=link.clone() style=BUTTON>
                    {label.clone()}
                </a>
            </p>
            <p style=QUIET>
                {t.mail_link_by_hand()} " " <a href=link.clone() style=LINK>
                    {link.clone()}
                </a>
            </p>
        }
        .into_any(),
        Part::Link { label, link } => view! {
            <p style=TEXT>
                <a href=link.clone() style=LINK>
                    {label.clone()}
                </a>
            </p>
        }
        .into_any(),
        Part::Sums(rows) => sums(rows).into_any(),
        Part::Facts(facts) => facts
            .iter()
            .map(|(name, lines)| fact(name, lines))
            .collect_view()
            .into_any(),
    }
}

fn sums(rows: &[Row]) -> impl IntoView + use<> {
    let last = rows.len().saturating_sub(1);
    let rows = rows
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let (label, amount) = if index == last {
                (SUM_LABEL, SUM)
            } else {
                (LABEL, AMOUNT)
            };
            let detail = (!row.detail.is_empty()).then(|| {
                view! {
                    <br />
                    <span style=FACT_NAME>{row.detail.clone()}</span>
                }
            });
            view! {
                <tr>
                    <td style=label>{row.label.clone()} {detail}</td>
                    <td style=amount>{row.amount.clone()}</td>
                </tr>
            }
        })
        .collect_view();
    view! { <table style=TABLE>{rows}</table> }
}

fn fact(name: &str, lines: &[String]) -> impl IntoView + use<> {
    let lines = lines
        .iter()
        .map(|line| {
            view! {
                <br />
                {line.clone()}
            }
        })
        .collect_view();
    view! {
        <p style=FACT>
            <span style=FACT_NAME>{name.to_owned()}</span>
            {lines}
        </p>
    }
}
