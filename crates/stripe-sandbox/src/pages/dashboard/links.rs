//! Links to objects, and small things that stand in many pages: amounts, times, metadata.

use jiff::Timestamp;

use crate::api::metadata::Metadata;
use crate::currencies;
use crate::pages::html::{Markup, html};

/// Where an object has its page.
pub(super) fn path(id: &str) -> String {
    if id.starts_with("we_") {
        return format!("/webhooks#{id}");
    }
    let folder = match id.split_once('_').map_or("", |(prefix, _)| prefix) {
        "ch" | "pi" | "py" => "payments",
        "cus" => "customers",
        "evt" => "events",
        _ => "objects",
    };
    format!("/{folder}/{id}")
}

/// Whether `text` looks like the id of an object: a short prefix and many letters and digits.
/// Client secrets do not.
pub(super) fn is_id(text: &str) -> bool {
    /// How long the part after the prefix must be to be no word.
    const RANDOM: usize = 14;
    text.rsplit_once('_').is_some_and(|(prefix, rest)| {
        matches!(
            prefix,
            "ch" | "cs_test"
                | "cus"
                | "du"
                | "evt"
                | "pi"
                | "pm"
                | "price"
                | "prod"
                | "py"
                | "re"
                | "setatt"
                | "seti"
                | "shr"
                | "txn"
                | "we"
        ) && rest.len() >= RANDOM
            && rest
                .chars()
                .all(|character| character.is_ascii_alphanumeric())
    })
}

/// The id of an object, leading to its page if there can be one.
pub(super) fn id(id: &str) -> Markup {
    if is_id(id) {
        html!("<a class=\"id\" href=\"{}\">{}</a>", path(id), id)
    } else {
        html!("<span class=\"id\">{}</span>", id)
    }
}

/// Text that a button beside it copies.
pub(super) fn copied(text: &str) -> Markup {
    html!("<code data-copy>{}</code>", text)
}

/// An amount in minor units, as people write it: `12.30 EUR`.
pub(super) fn amount(amount: i64, currency: &str) -> Markup {
    let sign = if amount < 0 { "−" } else { "" };
    let figures = currencies::format(amount.saturating_abs(), currency).to_uppercase();
    html!("<span class=\"amount\">{}{}</span>", sign, figures)
}

/// A time given in seconds since 1970.
pub(super) fn time(seconds: i64) -> Markup {
    let time = Timestamp::from_second(seconds).unwrap_or_default();
    html!(
        "<time datetime=\"{}\">{}</time>",
        time.to_string(),
        time.strftime("%Y-%m-%d %H:%M:%S").to_string(),
    )
}

/// At most `most` entries of metadata; what names an order comes first.
pub(super) fn metadata(metadata: &Metadata, most: usize) -> Markup {
    let mut entries: Vec<_> = metadata.iter().collect();
    entries.sort_by_key(|(key, _)| !key.to_ascii_lowercase().contains("order"));
    entries
        .into_iter()
        .take(most)
        .map(|(key, value)| {
            html!(
                "<span class=\"entry\"><b>{}</b> {}</span>",
                key,
                value.as_str()
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_words_and_secrets() {
        assert!(is_id("pi_3NvXk2abcDEF01234567890x"));
        assert!(is_id("cs_test_a1b2c3d4e5f6a7b8"));
        for text in [
            "requires_action",
            "card_declined",
            "pi_3NvXk2abcDEF0123_secret_3NvXk2abcDEF0123",
            "prod_a/../b0123456789",
            "whsec_0123456789abcdef",
        ] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn what_names_an_order_comes_first() {
        let entries = Metadata::from([
            ("cart".to_owned(), "c1".to_owned()),
            ("order_id".to_owned(), "<7>".to_owned()),
        ]);
        assert_eq!(
            metadata(&entries, 1).into_string(),
            "<span class=\"entry\"><b>order_id</b> &lt;7&gt;</span>"
        );
    }
}
