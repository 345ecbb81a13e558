//! Stripe's Element in the page: which one, how it looks, and what is made of what was typed into it.

use commerce::{Money, contact::CheckoutForm};
use stripe_js::{
    Address, Appearance, BillingDetails, CardElement, CardOptions, ClientSecret, ConfirmPayment,
    Deferred, Elements, ElementsConfig, ElementsUpdate, FieldStyle, Labels, PaymentElement,
    PaymentMethodSource, PaymentOptions, Presentation, Stripe, StripeJsError, Theme, Variable,
    Variant, kind,
};
use web_sys::HtmlElement;
use words::Locale;

/// What an Element is mounted for.
pub(super) enum Purpose {
    /// A card on one line, to make a PaymentMethod or a token of.
    Card,
    /// A card in the Payment Element, to make a PaymentMethod of.
    Method(Money),
    /// All ways to pay, for an intent to come over this much.
    Deferred(Money),
    /// All ways to pay, for an intent that is there.
    Intent(ClientSecret),
}

/// A mounted Element. Dropped, it is destroyed.
pub(super) enum Mounted {
    Card {
        element: CardElement,
    },
    Payment {
        elements: Elements,
        element: PaymentElement,
        /// Of the intent that it is for, when that was there first.
        intent: Option<ClientSecret>,
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
    purpose: Purpose,
    slot: &HtmlElement,
    ready: impl FnMut() + 'static,
    mut typed: impl FnMut(Typed) + 'static,
    mut failed: impl FnMut() + 'static,
) -> Result<Mounted, StripeJsError> {
    let deferred = |total: Money| Deferred::payment(total.minor, total.currency.code());
    let (config, intent) = match purpose {
        Purpose::Card => {
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
            return Ok(Mounted::Card { element });
        }
        Purpose::Method(total) => {
            let deferred = Deferred {
                payment_method_creation_manual: true,
                payment_method_types: vec!["card".to_owned()],
                ..deferred(total)
            };
            (ElementsConfig::Deferred(deferred), None)
        }
        Purpose::Deferred(total) => (ElementsConfig::Deferred(deferred(total)), None),
        Purpose::Intent(client_secret) => {
            let intent = Some(client_secret.clone());
            (ElementsConfig::Intent { client_secret }, intent)
        }
    };
    let elements = stripe.elements(&config, &presentation())?;
    let options = PaymentOptions {
        hide_country: true,
        ..PaymentOptions::default()
    };
    let mut element = elements.create::<kind::Payment>(&options)?;
    element.on_ready(ready)?;
    element.on_change(move |_| typed(Typed::Fine))?;
    element.on_load_error(move |_| failed())?;
    element.mount(slot)?;
    Ok(Mounted::Payment {
        elements,
        element,
        intent,
    })
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

/// The Element that is mounted is not the one for this call.
fn other_element() -> StripeJsError {
    StripeJsError::Integration("another Element is mounted".to_owned())
}

impl Mounted {
    /// The group of Elements that knows the amount, if this one does.
    pub(super) fn elements(&self) -> Option<Elements> {
        match self {
            Mounted::Card { .. } => None,
            Mounted::Payment { elements, .. } => Some(elements.clone()),
        }
    }

    /// The intent that it was mounted for, if that was there first.
    pub(super) fn intent(&self) -> Option<&ClientSecret> {
        match self {
            Mounted::Card { .. } => None,
            Mounted::Payment { intent, .. } => intent.as_ref(),
        }
    }

    /// Moves the focus into the Element.
    pub(super) fn focus(&self) {
        // Losing a focus is no reason to fail.
        let _ = match self {
            Mounted::Card { element } => element.focus(),
            Mounted::Payment { element, .. } => element.focus(),
        };
    }

    /// Has what was typed checked and gathered, where Stripe wants that before anything is made of it.
    pub(super) async fn check(&self) -> Result<(), StripeJsError> {
        if let Mounted::Payment { elements, .. } = self {
            elements.submit().await?;
        }
        Ok(())
    }

    /// What was typed and checked, as the id of a PaymentMethod that only the server can charge.
    pub(super) async fn payment_method(
        &self,
        stripe: &Stripe,
        form: &CheckoutForm,
    ) -> Result<String, StripeJsError> {
        let source = match self {
            Mounted::Card { element } => PaymentMethodSource::Card(element),
            Mounted::Payment { elements, .. } => PaymentMethodSource::Elements(elements),
        };
        let method = stripe.create_payment_method(source, &billing(form)).await?;
        Ok(method.id)
    }

    /// The card as the id of a token that serves once.
    pub(super) async fn token(
        &self,
        stripe: &Stripe,
        form: &CheckoutForm,
    ) -> Result<String, StripeJsError> {
        let Mounted::Card { element } = self else {
            return Err(other_element());
        };
        let token = stripe.create_token(element, &billing(form)).await?;
        Ok(token.id)
    }

    /// Pays the intent with what was typed and checked. A way to pay that needs a redirect comes back to `return_url`.
    pub(super) async fn confirm(
        &self,
        stripe: &Stripe,
        form: &CheckoutForm,
        secret: &ClientSecret,
        return_url: &str,
    ) -> Result<(), StripeJsError> {
        let Mounted::Payment {
            elements, intent, ..
        } = self
        else {
            return Err(other_element());
        };
        let payment = ConfirmPayment {
            elements,
            // The group knows the intent that it was made for.
            client_secret: intent.is_none().then_some(secret),
            return_url,
            billing: &billing(form),
        };
        stripe.confirm_payment(&payment).await.map(drop)
    }
}
