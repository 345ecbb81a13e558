//! The island around the checkout's fields: Stripe's Element, the button, and what is said meanwhile.

use commerce::Money;
use leptos::{html, prelude::*};
use words::Locale;

use super::{CheckoutConfig, PayBy, choices::Choices};

/// What the form is doing.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser pays")
)]
pub(super) enum Phase {
    /// Waiting for the customer.
    Ready,
    /// Working; the text says at what.
    Busy(&'static str),
    /// The bank's window is open.
    AtBank,
    /// It did not work; the text says why and what to do.
    Failed(String),
    /// The total is another one now; the page has to be loaded anew.
    Changed,
    /// Going to another page.
    Leaving(&'static str),
}

impl Phase {
    /// Whether pressing Pay does nothing now.
    pub(super) fn is_busy(&self) -> bool {
        match self {
            Phase::Busy(_) | Phase::AtBank | Phase::Leaving(_) => true,
            Phase::Ready | Phase::Failed(_) | Phase::Changed => false,
        }
    }
}

/// What the Element's place shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser loads Stripe.js")
)]
pub(super) enum Loading {
    /// Stripe.js or its Element is on its way.
    Pending,
    /// The Element can be typed into.
    Done,
    /// It did not come.
    Failed,
}

/// The island's state, shared by its handlers; cheap to copy.
#[derive(Clone, Copy)]
#[cfg_attr(
    not(feature = "hydrate"),
    expect(dead_code, reason = "only the browser pays")
)]
pub(super) struct State {
    pub(super) config: StoredValue<CheckoutConfig>,
    pub(super) form: NodeRef<html::Form>,
    pub(super) slot: NodeRef<html::Div>,
    pub(super) pay_by: RwSignal<PayBy>,
    /// The saved card that is chosen, if one is.
    pub(super) saved_card: RwSignal<Option<String>>,
    pub(super) phase: RwSignal<Phase>,
    pub(super) loading: RwSignal<Loading>,
    pub(super) card_error: RwSignal<Option<String>>,
    pub(super) total: RwSignal<Money>,
    pub(super) unfinished: RwSignal<Option<String>>,
}

impl State {
    /// Pays by what the radio button of that value stands for.
    pub(super) fn choose(self, value: &str) {
        if let Some(by) = PayBy::parse(value) {
            let saved = PayBy::saved_card(value).map(str::to_owned);
            self.saved_card.set(saved);
            self.pay_by.set(by);
        }
    }
}

/// The form: `children` are the fields, as the server wrote them.
#[cfg_attr(feature = "split", island(lazy))]
#[cfg_attr(not(feature = "split"), island)]
pub fn CheckoutIsland(children: Children) -> impl IntoView {
    let config = CheckoutConfig::read();
    let t = Locale::default();
    let standard = config
        .items
        .plus(config.rates.standard)
        .unwrap_or(config.items);
    let choices = Choices::of(&config);
    let can_save = config.can_save;
    let (first, first_saved) = choices.first();
    let state = State {
        form: NodeRef::new(),
        slot: NodeRef::new(),
        pay_by: RwSignal::new(first),
        saved_card: RwSignal::new(first_saved),
        phase: RwSignal::new(Phase::Ready),
        loading: RwSignal::new(Loading::Pending),
        card_error: RwSignal::new(None),
        total: RwSignal::new(standard),
        unfinished: RwSignal::new(config.unfinished.clone()),
        config: StoredValue::new(config),
    };
    #[cfg(feature = "hydrate")]
    let browser = super::browser::start(state);
    #[cfg(feature = "hydrate")]
    let (submit, cancel, resume, change, load_again) = (
        browser.handler(super::browser::Browser::submit),
        browser.handler(super::browser::Browser::cancel),
        browser.handler(super::browser::Browser::resume),
        browser.handler(super::browser::Browser::changed),
        browser.handler(super::browser::Browser::load),
    );
    #[cfg(not(feature = "hydrate"))]
    let (submit, cancel, resume, change, load_again) =
        (nothing, nothing, nothing, nothing, nothing);

    let busy = move || state.phase.with(Phase::is_busy);
    let said = move || match state.phase.get() {
        Phase::Busy(text) | Phase::Leaving(text) => text,
        Phase::AtBank => t.payment_authenticating(),
        Phase::Ready | Phase::Failed(_) | Phase::Changed => "",
    };
    let failure = move || match state.phase.get() {
        Phase::Failed(text) => text,
        Phase::Changed => t.payment_cart_changed().to_owned(),
        Phase::Ready | Phase::Busy(_) | Phase::AtBank | Phase::Leaving(_) => String::new(),
    };
    let hosted = move || state.pay_by.get() == PayBy::Hosted;
    let saved = move || state.pay_by.get() == PayBy::Saved;
    let choices = choices.view(state);
    let save_choice = can_save.then(|| save_choice(t, state));

    view! {
        <form
            class="checkout-form"
            method="post"
            action="/checkout"
            novalidate
            node_ref=state.form
            on:submit=move |event| {
                // What is paid on Stripe's page is posted by the browser itself, once.
                if state.phase.with_untracked(Phase::is_busy)
                    || state.pay_by.get_untracked() != PayBy::Hosted
                {
                    event.prevent_default();
                }
                submit();
            }
            on:input=move |_| change()
        >
                <div class="notice warning" role="alert" hidden=move || state.unfinished.get().is_none()>
                    <h2>{t.checkout_unfinished_title()}</h2>
                    <p>{t.checkout_unfinished_text()}</p>
                    <p class="actions">
                        <button
                            type="button"
                            class="button primary"
                            disabled=busy
                            on:click=move |_| resume()
                        >
                            {t.checkout_unfinished_continue()}
                        </button>
                        <button
                            type="button"
                            class="button"
                            disabled=busy
                            on:click=move |_| cancel()
                        >
                            {t.checkout_unfinished_other_card()}
                        </button>
                    </p>
                </div>
            {children()}
            <fieldset class="panel payment needs-script">
                <legend>{t.checkout_payment()}</legend>
                {choices}
                <p hidden=move || !hosted()>{t.checkout_hosted_text()}</p>
                <p class="slot-label" hidden=move || !saved()>
                    <strong>{t.checkout_cvc()}</strong>
                    " "
                    <small>{t.checkout_cvc_hint()}</small>
                </p>
                <div
                    class="payment-slot"
                    hidden=hosted
                    data-pay-by=move || state.pay_by.get().element()
                    aria-busy=move || (state.loading.get() == Loading::Pending).to_string()
                >
                    <div node_ref=state.slot></div>
                    <p class="quiet" hidden=move || state.loading.get() != Loading::Pending>
                        {t.checkout_payment_loading()}
                    </p>
                        <div role="alert" hidden=move || state.loading.get() != Loading::Failed>
                            <p>{t.checkout_payment_failed_to_load()}</p>
                            <button type="button" class="button" on:click=move |_| load_again()>
                                {t.checkout_payment_load_again()}
                            </button>
                        </div>
                </div>
                <p class="error" id="card-error" role="alert">
                    {move || state.card_error.get()}
                </p>
                {save_choice}
                <p class="quiet secure">{t.checkout_secure_note()}</p>
            </fieldset>
            <div class="pay needs-script">
                <p class="pay-status" role="status">
                    {said}
                </p>
                <div role="alert" class="pay-failure" tabindex="-1" id="pay-failure">
                    <p class="notice error" hidden=move || failure().is_empty()>
                        {failure}
                    </p>
                    <p hidden=move || state.phase.get() != Phase::Changed>
                        <a class="button" href="/checkout">
                            {t.payment_cart_changed_look()}
                        </a>
                    </p>
                </div>
                <button class="button primary wide" type="submit" aria-disabled=move || busy().to_string()>
                    {move || {
                        if hosted() {
                            t.checkout_pay_hosted().to_owned()
                        } else {
                            t.checkout_pay(&state.total.get())
                        }
                    }}
                </button>
                <button
                    type="button"
                    class="button wide"
                    hidden=move || state.phase.get() != Phase::AtBank
                    on:click=move |_| cancel()
                >
                    {t.payment_cancel()}
                </button>
            </div>
        </form>
    }
}

/// Whether a new card is kept for the next time, and what the customer consents to by that.
/// Source of the consent: <https://docs.stripe.com/payments/save-and-reuse#compliance>.
fn save_choice(t: Locale, state: State) -> impl IntoView {
    view! {
        <label class="save-card" for="save-card" hidden=move || !state.pay_by.get().can_save()>
            <input type="checkbox" id="save-card" name="save_card" value="yes" />
            <span>
                {t.checkout_save_card()} " " <small>{t.checkout_save_card_consent()}</small>
            </span>
        </label>
    }
}

/// On the server nothing is pressed.
#[cfg(not(feature = "hydrate"))]
fn nothing() {}
