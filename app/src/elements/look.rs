//! How Stripe's Elements look: as the page around them.

use stripe_js::{Appearance, FieldStyle, Labels, Presentation, Theme, Variable, Variant};
use words::Locale;

/// A colour or length of the shop's style sheet, so that the Element looks like the page around it.
fn token(name: &str, otherwise: &str) -> String {
    let root = web_sys::window()
        .and_then(|window| Some((window.clone(), window.document()?.document_element()?)));
    let value = root.and_then(|(window, root)| {
        window
            .get_computed_style(&root)
            .ok()??
            .get_property_value(name)
            .ok()
    });
    let value = value
        .map(|value| value.trim().to_owned())
        .filter(|value| !value.is_empty());
    value.unwrap_or_else(|| otherwise.to_owned())
}

fn is_dark() -> bool {
    web_sys::window()
        .and_then(|window| {
            window
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
        })
        .is_some_and(|query| query.matches())
}

/// What Stripe's frames are drawn with: system fonts, for they cannot see the page's.
const FONT: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";

pub(super) fn presentation() -> Presentation {
    let appearance = Appearance::new(if is_dark() {
        Theme::Night
    } else {
        Theme::Stripe
    })
    .variable(Variable::ColorPrimary, token("--color-accent", "#1f5f5b"))
    .variable(Variable::ColorBackground, token("--color-field", "#ffffff"))
    .variable(Variable::ColorText, token("--color-ink", "#22302e"))
    .variable(Variable::ColorDanger, token("--color-error", "#a4262c"))
    .variable(
        Variable::ColorTextSecondary,
        token("--color-quiet", "#5b6664"),
    )
    .variable(Variable::FontFamily, FONT)
    .variable(Variable::FontSizeBase, "16px")
    .variable(Variable::BorderRadius, token("--radius-small", "6px"))
    .labels(Labels::Above);
    Presentation {
        locale: Some(Locale::default().tag().to_owned()),
        appearance: Some(appearance),
        font_style_sheets: Vec::new(),
    }
}

pub(super) fn field_style() -> FieldStyle {
    let quiet = token("--color-quiet", "#5b6664");
    FieldStyle {
        base: Variant::default()
            .set("color", token("--color-ink", "#22302e"))
            .set("iconColor", quiet.clone())
            .set("fontFamily", FONT)
            .set("fontSize", "16px")
            .set_for("::placeholder", "color", quiet),
        invalid: Variant::default().set("color", token("--color-error", "#a4262c")),
        ..FieldStyle::default()
    }
}
