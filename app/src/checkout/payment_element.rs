//! Stripe's Element in the page: which one, how it looks, and the PaymentMethod made from it.

use commerce::{Money, contact::CheckoutForm};
use stripe_js::{
    Address, Appearance, BillingDetails, CardElement, CardOptions, Deferred, Elements,
    ElementsConfig, ElementsUpdate, FieldStyle, Labels, PaymentElement, PaymentMethodSource,
    PaymentOptions, Presentation, Stripe, StripeJsError, Theme, Variable, Variant, kind,
};
use web_sys::HtmlElement;
use words::Locale;

use super::form::PayBy;

/// A mounted Element. Dropped, it is destroyed.
pub(super) enum Mounted {
    Card {
        element: CardElement,
    },
    More {
        elements: Elements,
        element: PaymentElement,
    },
}

/// What the customer typed into the Element.
pub(super) enum Typed {
    /// Something is wrong; Stripe's sentence says what.
    Wrong(String),
    /// Nothing is wrong so far.
    Fine,
}

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

fn presentation() -> Presentation {
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

fn card_style() -> FieldStyle {
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

/// Makes the Element and mounts it into the empty `slot`. `ready` is called when it can be typed into, `typed` when its
/// content changes, `failed` when it could not be drawn.
pub(super) fn mount(
    stripe: &Stripe,
    by: PayBy,
    total: Money,
    slot: &HtmlElement,
    ready: impl FnMut() + 'static,
    mut typed: impl FnMut(Typed) + 'static,
    mut failed: impl FnMut() + 'static,
) -> Result<Mounted, StripeJsError> {
    match by {
        PayBy::Card => {
            let elements = stripe.elements(&ElementsConfig::Plain, &presentation())?;
            let options = CardOptions {
                style: card_style(),
                hide_postal_code: true,
                disable_link: true,
                ..CardOptions::default()
            };
            let mut element = elements.create::<kind::Card>(&options)?;
            element.on_ready(ready)?;
            element.on_change(move |change| {
                typed(
                    change
                        .error
                        .map_or(Typed::Fine, |error| Typed::Wrong(error.message)),
                );
            })?;
            element.mount(slot)?;
            Ok(Mounted::Card { element })
        }
        PayBy::More => {
            let deferred = Deferred {
                payment_method_creation_manual: true,
                payment_method_types: vec!["card".to_owned()],
                ..Deferred::payment(total.minor, total.currency.code())
            };
            let elements = stripe.elements(&ElementsConfig::Deferred(deferred), &presentation())?;
            let options = PaymentOptions {
                hide_country: true,
                ..PaymentOptions::default()
            };
            let mut element = elements.create::<kind::Payment>(&options)?;
            element.on_ready(ready)?;
            element.on_change(move |_| typed(Typed::Fine))?;
            element.on_load_error(move |_| failed())?;
            element.mount(slot)?;
            Ok(Mounted::More { elements, element })
        }
    }
}

/// Stripe wants empty fields left out.
fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

fn billing(form: &CheckoutForm) -> BillingDetails {
    BillingDetails {
        name: filled(&form.name),
        email: filled(&form.email),
        phone: filled(&form.phone),
        address: Address {
            line1: filled(&form.line1),
            line2: filled(&form.line2),
            city: filled(&form.city),
            state: filled(&form.region),
            // The Element does not ask for it, so that it has to be there, empty or not.
            postal_code: Some(form.postal_code.trim().to_owned()),
            country: filled(&form.country),
        },
    }
}

/// Tells an Element that shows the amount what it is now.
pub(super) async fn set_total(elements: &Elements, total: Money) -> Result<(), StripeJsError> {
    elements
        .update(&ElementsUpdate {
            amount: Some(total.minor),
            ..ElementsUpdate::default()
        })
        .await
}

impl Mounted {
    /// The group of Elements that knows the amount, if this one does.
    pub(super) fn elements(&self) -> Option<Elements> {
        match self {
            Mounted::Card { .. } => None,
            Mounted::More { elements, .. } => Some(elements.clone()),
        }
    }

    /// Moves the focus into the Element.
    pub(super) fn focus(&self) {
        // Losing a focus is no reason to fail.
        let _ = match self {
            Mounted::Card { element } => element.focus(),
            Mounted::More { element, .. } => element.focus(),
        };
    }

    /// What was typed, as the id of a PaymentMethod that only the server can charge.
    pub(super) async fn payment_method(
        &self,
        stripe: &Stripe,
        form: &CheckoutForm,
    ) -> Result<String, StripeJsError> {
        let source = match self {
            Mounted::Card { element } => PaymentMethodSource::Card(element),
            Mounted::More { elements, .. } => {
                // Stripe wants the form checked before anything is made of it.
                elements.submit().await?;
                PaymentMethodSource::Elements(elements)
            }
        };
        Ok(stripe
            .create_payment_method(source, &billing(form))
            .await?
            .id)
    }
}
