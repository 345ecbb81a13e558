//! Stripe's Element in the page: which one, and what is made of what was typed into it.

use commerce::Money;
use stripe_js::{
    BillingDetails, CardCvcElement, CardCvcOptions, CardElement, CardOptions, Change, ClientSecret,
    ConfirmPayment, Deferred, Elements, ElementsConfig, ElementsUpdate, PaymentElement,
    PaymentMethodSource, PaymentOptions, Stripe, StripeJsError, kind,
};
use web_sys::HtmlElement;
use words::Locale;

use super::look::{field_style, presentation};

/// What an Element is mounted for.
pub(crate) enum Purpose {
    /// A card on one line, to make a PaymentMethod or a token of.
    Card,
    /// The CVC of a saved card, to make a token of.
    Cvc,
    /// A card in the Payment Element, to make a PaymentMethod of.
    Method(Money),
    /// All ways to pay, for an intent to come over this much.
    Deferred(Money),
    /// All ways to pay, for an intent that is there.
    Intent(ClientSecret),
}

/// A mounted Element. Dropped, it is destroyed.
pub(crate) enum Mounted {
    Card {
        element: CardElement,
    },
    Cvc {
        element: CardCvcElement,
    },
    Payment {
        elements: Elements,
        element: PaymentElement,
        /// Of the intent that it is for, when that was there first.
        intent: Option<ClientSecret>,
    },
}

/// What the customer typed into the Element.
pub(crate) enum Typed {
    /// Something is wrong; Stripe's sentence says what.
    Wrong(String),
    /// Nothing is wrong so far.
    Fine,
}

impl Typed {
    fn of(change: Change) -> Typed {
        change
            .error
            .map_or(Typed::Fine, |error| Typed::Wrong(error.message))
    }
}

/// Makes the Element and mounts it into the empty `slot`. `ready` is called when it can be typed into, `typed` when its
/// content changes, `failed` when it could not be drawn.
pub(crate) fn mount(
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
                style: field_style(),
                hide_postal_code: true,
                disable_link: true,
                ..CardOptions::default()
            };
            let mut element = elements.create::<kind::Card>(&options)?;
            element.on_ready(ready)?;
            element.on_change(move |change| typed(Typed::of(change)))?;
            element.mount(slot)?;
            return Ok(Mounted::Card { element });
        }
        Purpose::Cvc => {
            let elements = stripe.elements(&ElementsConfig::Plain, &presentation())?;
            let options = CardCvcOptions {
                style: field_style(),
                placeholder: Some(Locale::default().checkout_cvc_placeholder().to_owned()),
                ..CardCvcOptions::default()
            };
            let mut element = elements.create::<kind::CardCvc>(&options)?;
            element.on_ready(ready)?;
            element.on_change(move |change| typed(Typed::of(change)))?;
            element.mount(slot)?;
            return Ok(Mounted::Cvc { element });
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

/// Tells an Element that shows the amount what it is now.
pub(crate) async fn set_total(elements: &Elements, total: Money) -> Result<(), StripeJsError> {
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
    pub(crate) fn elements(&self) -> Option<Elements> {
        match self {
            Mounted::Card { .. } | Mounted::Cvc { .. } => None,
            Mounted::Payment { elements, .. } => Some(elements.clone()),
        }
    }

    /// The intent that it was mounted for, if that was there first.
    pub(crate) fn intent(&self) -> Option<&ClientSecret> {
        match self {
            Mounted::Card { .. } | Mounted::Cvc { .. } => None,
            Mounted::Payment { intent, .. } => intent.as_ref(),
        }
    }

    /// Moves the focus into the Element.
    pub(crate) fn focus(&self) {
        // Losing a focus is no reason to fail.
        let _ = match self {
            Mounted::Card { element } => element.focus(),
            Mounted::Cvc { element } => element.focus(),
            Mounted::Payment { element, .. } => element.focus(),
        };
    }

    /// Has what was typed checked and gathered, where Stripe wants that before anything is made of it.
    pub(crate) async fn check(&self) -> Result<(), StripeJsError> {
        if let Mounted::Payment { elements, .. } = self {
            elements.submit().await?;
        }
        Ok(())
    }

    /// What was typed and checked, as the id of a PaymentMethod that only the server can charge.
    pub(crate) async fn payment_method(
        &self,
        stripe: &Stripe,
        billing: &BillingDetails,
    ) -> Result<String, StripeJsError> {
        let source = match self {
            Mounted::Card { element } => PaymentMethodSource::Card(element),
            Mounted::Cvc { .. } => return Err(other_element()),
            Mounted::Payment { elements, .. } => PaymentMethodSource::Elements(elements),
        };
        let method = stripe.create_payment_method(source, billing).await?;
        Ok(method.id)
    }

    /// The card as the id of a token that serves once.
    pub(crate) async fn token(
        &self,
        stripe: &Stripe,
        billing: &BillingDetails,
    ) -> Result<String, StripeJsError> {
        let Mounted::Card { element } = self else {
            return Err(other_element());
        };
        let token = stripe.create_token(element, billing).await?;
        Ok(token.id)
    }

    /// The CVC of a saved card as the id of a token that serves once.
    pub(crate) async fn cvc_token(&self, stripe: &Stripe) -> Result<String, StripeJsError> {
        let Mounted::Cvc { element } = self else {
            return Err(other_element());
        };
        let token = stripe.create_cvc_token(element).await?;
        Ok(token.id)
    }

    /// Takes away a CVC that was used: the next try needs it typed again.
    pub(crate) fn clear_cvc(&self) {
        if let Mounted::Cvc { element } = self {
            // What stays there is refused by Stripe, which is no harm.
            let _ = element.clear();
        }
    }

    /// Pays the intent with what was typed and checked. A way to pay that needs a redirect comes back to `return_url`.
    pub(crate) async fn confirm(
        &self,
        stripe: &Stripe,
        billing: &BillingDetails,
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
            billing,
        };
        stripe.confirm_payment(&payment).await.map(drop)
    }
}
