//! States as coloured words; the word alone says it too.

use crate::pages::html::{Markup, html};

/// What a state means to whoever looks for trouble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tone {
    Good,
    Waiting,
    Bad,
    Over,
}

/// A state under the name that Stripe gives it.
pub(super) fn badge(status: &str) -> Markup {
    let tone = match tone(status) {
        Tone::Good => "good",
        Tone::Waiting => "waiting",
        Tone::Bad => "bad",
        Tone::Over => "over",
    };
    html!(
        "<span class=\"badge {}\">{}</span>",
        tone,
        status.replace('_', " ")
    )
}

fn tone(status: &str) -> Tone {
    match status.strip_prefix("dispute ").unwrap_or(status) {
        "available" | "complete" | "delivered" | "enabled" | "paid" | "succeeded" | "won" => {
            Tone::Good
        }
        "declined" | "disputed" | "failed" | "lost" | "needs_response" => Tone::Bad,
        "canceled" | "closed" | "deleted" | "disabled" | "expired" | "refunded"
        | "partially refunded" => Tone::Over,
        // What waits for somebody, and what a later version adds.
        _ => Tone::Waiting,
    }
}
