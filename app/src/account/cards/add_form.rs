//! The island in which a card is typed to be saved.

use leptos::{html, prelude::*};
use words::Locale;

/// What the server tells the island, by attributes of an element: properties would bring a reader of JSON with them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StripeConfig {
    /// Where Stripe.js is loaded from.
    pub stripe_js_url: String,
    /// Key with which the browser speaks to Stripe.
    pub publishable_key: String,
}

#[cfg(any(feature = "ssr", feature = "hydrate"))]
const ID: &str = "card-config";

impl StripeConfig {
    /// The element that the browser reads.
    #[cfg(feature = "ssr")]
    pub(super) fn view(self) -> impl IntoView {
        view! {
            <div id=ID hidden data-stripe-js=self.stripe_js_url data-key=self.publishable_key></div>
        }
    }

    /// What the server told; nothing when the page is broken.
    #[cfg(feature = "hydrate")]
    pub(super) fn read() -> Option<StripeConfig> {
        let element = document().get_element_by_id(ID)?;
        Some(StripeConfig {
            stripe_js_url: element.get_attribute("data-stripe-js")?,
            publishable_key: element.get_attribute("data-key")?,
        })
    }
}

/// What the form is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser saves cards")
)]
pub(super) enum Phase {
    /// Stripe.js or its Element is on its way.
    Loading,
    /// It did not come.
    NotLoaded,
    /// Waiting for the customer.
    Ready,
    /// Working; the text says at what.
    Busy(&'static str),
    /// It did not work; the text says why and what to do.
    Failed(&'static str),
}

/// The island's state; cheap to copy.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) slot: NodeRef<html::Div>,
    pub(super) name: NodeRef<html::Input>,
    pub(super) phase: RwSignal<Phase>,
    /// What is wrong with what was typed into the Element.
    pub(super) card_error: RwSignal<Option<String>>,
}

/// A card's fields, what its owner consents to, and the button.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn AddCardForm() -> impl IntoView {
    let t = Locale::default();
    let state = State {
        slot: NodeRef::new(),
        name: NodeRef::new(),
        phase: RwSignal::new(Phase::Loading),
        card_error: RwSignal::new(None),
    };
    #[cfg(feature = "hydrate")]
    let browser = super::saving::start(state);
    #[cfg(feature = "hydrate")]
    let (submit, load_again) = (
        browser.handler(super::saving::Saving::submit),
        browser.handler(super::saving::Saving::load),
    );
    #[cfg(not(feature = "hydrate"))]
    let (submit, load_again) = (|| (), || ());

    let phase = move || state.phase.get();
    let busy = move || matches!(phase(), Phase::Busy(_));
    let said = move || match phase() {
        Phase::Busy(text) => text,
        Phase::Loading => t.checkout_payment_loading(),
        Phase::NotLoaded | Phase::Ready | Phase::Failed(_) => "",
    };
    let failure = move || match phase() {
        Phase::Failed(text) => text,
        Phase::Loading | Phase::NotLoaded | Phase::Ready | Phase::Busy(_) => "",
    };
    view! {
        <form
            class="panel add-card needs-script"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                submit();
            }
        >
            <p class="field">
                <label for="card-name">{t.cards_name()}</label>
                <input
                    id="card-name"
                    type="text"
                    autocomplete="cc-name"
                    maxlength="100"
                    node_ref=state.name
                />
            </p>
            <p class="slot-label">
                <strong>{t.cards_details()}</strong>
            </p>
            <div
                class="payment-slot"
                data-pay-by="card"
                aria-busy=move || (phase() == Phase::Loading).to_string()
            >
                <div node_ref=state.slot></div>
            </div>
            <p class="error" role="alert">
                {move || state.card_error.get()}
            </p>
            <div role="alert" hidden=move || phase() != Phase::NotLoaded>
                <p>{t.checkout_payment_failed_to_load()}</p>
                <button type="button" class="button" on:click=move |_| load_again()>
                    {t.checkout_payment_load_again()}
                </button>
            </div>
            <p class="quiet">{t.cards_consent()}</p>
            <p class="quiet" role="status">
                {said}
            </p>
            <div role="alert">
                <p class="notice error" hidden=move || failure().is_empty()>
                    {failure}
                </p>
            </div>
            <p class="actions">
                <button class="button primary" type="submit" aria-disabled=move || busy().to_string()>
                    {t.cards_save()}
                </button>
                <a class="button" href="/account/cards">
                    {t.cards_cancel()}
                </a>
            </p>
        </form>
    }
}
