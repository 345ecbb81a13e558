//! The payment in the browser: load Stripe.js, mount, place, pay, authenticate, resume.

use std::{cell::RefCell, rc::Rc};

use commerce::{Money, contact::CheckoutForm, delivery::DeliveryMethod, payment::PaymentStep};
use leptos::{
    leptos_dom::helpers::{location, set_timeout},
    prelude::*,
    task::spawn_local,
};
use stripe_js::{ClientSecret, PublishableKey, Stripe, StripeJsError};
use words::Locale;

use super::{
    call::{cancel_payment, pay_order, place_order, resume_payment},
    draft, field_errors,
    form::{Loading, Phase, State},
    functions::PlaceAnswer,
    messages,
    payment_element::{self, Mounted, Typed},
};

/// Banks ask once, seldom twice; more is a loop.
const ROUNDS: usize = 5;
/// How often a payment whose answer was lost is asked after, and how long is waited in between, in milliseconds.
const ASK_AGAIN: [i32; 3] = [500, 1_500, 4_000];

/// The browser's half of the island.
pub(super) struct Browser {
    state: State,
    stripe: RefCell<Option<Stripe>>,
    mounted: RefCell<Option<Rc<Mounted>>>,
    /// The order that is being paid, from the moment it is placed.
    token: RefCell<Option<String>>,
    cancelled: RefCell<bool>,
}

/// Starts when the island does: puts back what was typed, and loads Stripe.js.
pub(super) fn start(state: State) -> Rc<Browser> {
    let browser = Rc::new(Browser {
        state,
        stripe: RefCell::new(None),
        mounted: RefCell::new(None),
        token: RefCell::new(None),
        cancelled: RefCell::new(false),
    });
    let starting = browser.clone();
    // The form is in the page only after the island has been hydrated.
    Effect::new(move |_| {
        if let Some(form) = state.form.get() {
            draft::restore(&form);
            starting.clone().changed();
        }
    });
    let mounting = browser.clone();
    Effect::new(move |_| {
        state.pay_by.track();
        if state.slot.get().is_some() {
            mounting.clone().load();
        }
    });
    browser
}

fn t() -> Locale {
    Locale::default()
}

async fn pause(milliseconds: i32) {
    let promise = js_sys::Promise::new(&mut |done, _| {
        if let Some(window) = web_sys::window() {
            // Without a timer there is nothing to wait for.
            let _ =
                window.set_timeout_with_callback_and_timeout_and_arguments_0(&done, milliseconds);
        }
    });
    let _ = wasm_bindgen_futures::JsFuture::from(promise).await;
}

impl Browser {
    /// One of the methods below as an event handler.
    pub(super) fn handler(
        self: &Rc<Self>,
        act: fn(Rc<Self>),
    ) -> impl Fn() + Copy + Send + Sync + use<> {
        let browser = StoredValue::new_local(self.clone());
        move || act(browser.get_value())
    }

    /// Loads Stripe.js, if need be, and mounts the chosen Element.
    pub(super) fn load(self: Rc<Self>) {
        let state = self.state;
        state.loading.set(Loading::Pending);
        state.card_error.set(None);
        // The old Element goes before another takes its place.
        self.mounted.replace(None);
        spawn_local(async move {
            if self.mount().await.is_none() {
                state.loading.set(Loading::Failed);
            }
        });
    }

    async fn mount(self: &Rc<Self>) -> Option<()> {
        let state = self.state;
        let config = state.config.get_value();
        let key = PublishableKey::parse(&config.publishable_key).ok()?;
        let stripe = stripe_js::load(&config.stripe_js_url, &key).await.ok()?;
        self.stripe.replace(Some(stripe.clone()));
        let by = state.pay_by.get_untracked();
        let slot = state.slot.get_untracked()?;
        slot.set_text_content(None);
        let ready = move || state.loading.set(Loading::Done);
        let typed = move |typed: Typed| match typed {
            Typed::Wrong(message) => state.card_error.set(Some(message)),
            Typed::Fine => state.card_error.set(None),
        };
        let failed = move || state.loading.set(Loading::Failed);
        let total = state.total.get_untracked();
        let mounted =
            payment_element::mount(&stripe, by, total, &slot, ready, typed, failed).ok()?;
        // The customer may have chosen again while Stripe.js was on its way.
        if state.pay_by.get_untracked() == by {
            self.mounted.replace(Some(Rc::new(mounted)));
        }
        Some(())
    }

    /// Something was typed or chosen.
    pub(super) fn changed(self: Rc<Self>) {
        let Some(form) = self.state.form.get_untracked() else {
            return;
        };
        draft::keep(&form);
        let total = self.total(&field_errors::read(&form));
        if total == self.state.total.get_untracked() {
            return;
        }
        self.state.total.set(total);
        let elements = self
            .mounted
            .borrow()
            .as_ref()
            .and_then(|mounted| mounted.elements());
        if let Some(elements) = elements {
            spawn_local(async move {
                // The amount in the Element is for show: what is charged is the server's.
                let _ = payment_element::set_total(&elements, total).await;
            });
        }
    }

    fn total(&self, form: &CheckoutForm) -> Money {
        let config = self.state.config.get_value();
        let method = DeliveryMethod::from_form(&form.delivery).unwrap_or_default();
        config
            .items
            .plus(config.rates.of(method))
            .unwrap_or(config.items)
    }

    /// Pay was pressed.
    pub(super) fn submit(self: Rc<Self>) {
        if self.is_busy() {
            return;
        }
        self.state
            .phase
            .set(Phase::Busy(t().payment_checking_details()));
        self.cancelled.replace(false);
        spawn_local(async move {
            let phase = self.pay().await;
            self.finish(phase);
        });
    }

    fn is_busy(&self) -> bool {
        match self.state.phase.get_untracked() {
            Phase::Busy(_) | Phase::AtBank | Phase::Leaving(_) => true,
            Phase::Ready | Phase::Failed(_) | Phase::Changed => false,
        }
    }

    fn finish(&self, phase: Phase) {
        let failed = matches!(phase, Phase::Failed(_) | Phase::Changed);
        self.state.phase.set(phase);
        if failed {
            // After the text is in the page.
            set_timeout(
                || {
                    if let Some(place) = document().get_element_by_id("pay-failure") {
                        place.scroll_into_view();
                    }
                },
                std::time::Duration::from_millis(50),
            );
        }
    }

    async fn pay(self: &Rc<Self>) -> Phase {
        let Some(form) = self.state.form.get_untracked() else {
            return Phase::Ready;
        };
        let typed = field_errors::read(&form);
        let mounted = self.mounted.borrow().clone();
        let stripe = self.stripe.borrow().clone();
        let (Some(mounted), Some(stripe)) = (mounted, stripe) else {
            return Phase::Failed(t().checkout_payment_failed_to_load().to_owned());
        };
        let token = match self.place(&typed).await {
            Ok(token) => token,
            Err(phase) => return phase,
        };
        self.token.replace(Some(token.clone()));
        self.state.unfinished.set(None);
        self.state
            .phase
            .set(Phase::Busy(t().payment_sending_card()));
        let method = match mounted.payment_method(&stripe, &typed).await {
            Ok(method) => method,
            Err(error) => {
                mounted.focus();
                return self.not_sent(error);
            }
        };
        self.state.phase.set(Phase::Busy(t().payment_paying()));
        let step = asked(|| pay_order(token.clone(), method.clone()), self.state).await;
        self.go_on(&stripe, &token, step).await
    }

    /// The card was not sent: the Element shows what is wrong with it, or Stripe could not be reached.
    fn not_sent(&self, error: StripeJsError) -> Phase {
        let (code, decline_code) = match error.failure() {
            Some(failure) => (failure.code.clone(), failure.decline_code.clone()),
            None => return Phase::Failed(t().payment_trouble().to_owned()),
        };
        let incomplete = code
            .as_deref()
            .is_some_and(|code| code.starts_with("incomplete_") || code.starts_with("invalid_"));
        let message = error.failure().and_then(|failure| failure.message.clone());
        if incomplete {
            let message = message.unwrap_or_else(|| t().payment_card_incomplete().to_owned());
            self.state.card_error.set(Some(message));
            return Phase::Failed(t().payment_card_incomplete().to_owned());
        }
        if error
            .failure()
            .is_some_and(|f| f.kind == stripe_js::ErrorKind::ApiConnection)
        {
            return Phase::Failed(t().payment_unavailable().to_owned());
        }
        let reason =
            commerce::payment::DeclineReason::from_codes(code.as_deref(), decline_code.as_deref());
        Phase::Failed(messages::decline(t(), reason).to_owned())
    }

    async fn place(&self, typed: &CheckoutForm) -> Result<String, Phase> {
        let total = self.total(typed);
        let Some(answer) = place_order(typed.clone(), total.minor).await else {
            return Err(Phase::Failed(t().payment_offline().to_owned()));
        };
        if !matches!(answer, PlaceAnswer::Fields(_)) {
            field_errors::show(&[]);
        }
        Err(match answer {
            PlaceAnswer::Placed { token } => return Ok(token),
            PlaceAnswer::Fields(errors) => {
                field_errors::show(&errors);
                Phase::Failed(t().checkout_error_summary().to_owned())
            }
            PlaceAnswer::TotalChanged | PlaceAnswer::EmptyCart => Phase::Changed,
            PlaceAnswer::NotChargeable(why) => {
                Phase::Failed(messages::not_chargeable(t(), why, total))
            }
            PlaceAnswer::SeeOrder { order, paid: true } => self.leave(&order, t().payment_paid()),
            PlaceAnswer::SeeOrder { order, paid: false } => {
                self.leave(&order, t().payment_still_deciding())
            }
        })
    }

    fn leave(&self, path: &str, saying: &'static str) -> Phase {
        // `replace`, so that Back does not lead to a checkout that is over.
        if location().replace(path).is_err() {
            return Phase::Failed(t().payment_trouble().to_owned());
        }
        Phase::Leaving(saying)
    }

    /// Follows the steps until there is none left.
    async fn go_on(&self, stripe: &Stripe, token: &str, first: Option<PaymentStep>) -> Phase {
        let mut step = first;
        for _ in 0..ROUNDS {
            if *self.cancelled.borrow() {
                return Phase::Failed(t().payment_cancelled().to_owned());
            }
            let Some(PaymentStep::Authenticate { client_secret }) = &step else {
                return self.end(step);
            };
            let Ok(secret) = ClientSecret::parse(client_secret) else {
                return Phase::Failed(t().payment_trouble().to_owned());
            };
            self.state.phase.set(Phase::AtBank);
            // Failed, given up or confirmed: what counts is what the server finds when it asks.
            let handled = stripe.handle_card_action(&secret).await;
            if *self.cancelled.borrow() {
                return Phase::Failed(t().payment_cancelled().to_owned());
            }
            self.state.phase.set(Phase::Busy(t().payment_finishing()));
            step = asked(|| resume_payment(token.to_owned()), self.state).await;
            if handled.is_err() && matches!(step, Some(PaymentStep::Authenticate { .. })) {
                // The window was closed without an answer.
                self.state.unfinished.set(Some(token.to_owned()));
                return Phase::Ready;
            }
        }
        match step {
            Some(PaymentStep::Authenticate { .. }) => {
                Phase::Failed(t().payment_too_many_rounds().to_owned())
            }
            other => self.end(other),
        }
    }

    fn end(&self, step: Option<PaymentStep>) -> Phase {
        let total = self.state.total.get_untracked();
        let text = match step {
            Some(PaymentStep::Paid { order }) => {
                if let Some(form) = self.state.form.get_untracked() {
                    draft::forget(&form);
                }
                return self.leave(&order, t().payment_paid());
            }
            Some(PaymentStep::Checking { order }) => {
                return self.leave(&order, t().payment_opening_order());
            }
            Some(PaymentStep::CartChanged) => return Phase::Changed,
            Some(PaymentStep::Declined(reason)) => messages::decline(t(), reason).to_owned(),
            Some(PaymentStep::NotChargeable(why)) => messages::not_chargeable(t(), why, total),
            Some(PaymentStep::TooManyAttempts { seconds }) => {
                t().payment_too_many_attempts(&seconds.div_ceil(60))
            }
            Some(
                PaymentStep::Unavailable
                | PaymentStep::NotOffered
                | PaymentStep::ConfirmInBrowser { .. }
                | PaymentStep::Redirect { .. },
            ) => t().payment_unavailable().to_owned(),
            Some(PaymentStep::NoOpenOrder) => t().payment_no_open_order().to_owned(),
            Some(PaymentStep::Authenticate { .. }) => t().payment_too_many_rounds().to_owned(),
            None => t().payment_offline().to_owned(),
        };
        Phase::Failed(text)
    }

    /// The buyer goes on with a payment that waits for the bank, after a reload.
    pub(super) fn resume(self: Rc<Self>) {
        let Some(token) = self
            .state
            .unfinished
            .get_untracked()
            .filter(|_| !self.is_busy())
        else {
            return;
        };
        self.state.phase.set(Phase::Busy(t().payment_finishing()));
        self.cancelled.replace(false);
        self.token.replace(Some(token.clone()));
        spawn_local(async move {
            let Some(stripe) = self.stripe.borrow().clone() else {
                self.finish(Phase::Failed(
                    t().checkout_payment_failed_to_load().to_owned(),
                ));
                return;
            };
            let step = asked(|| resume_payment(token.clone()), self.state).await;
            self.state.unfinished.set(None);
            let phase = self.go_on(&stripe, &token, step).await;
            self.finish(phase);
        });
    }

    /// The buyer gives up the payment that waits for the bank.
    pub(super) fn cancel(self: Rc<Self>) {
        let waiting = self.state.unfinished.get_untracked();
        let Some(token) = waiting.or_else(|| self.token.borrow().clone()) else {
            return;
        };
        self.cancelled.replace(true);
        spawn_local(async move {
            self.state.phase.set(Phase::Busy(t().payment_finishing()));
            let _ = cancel_payment(token.clone()).await;
            // It may have been paid the moment before: the server knows.
            let step = asked(|| resume_payment(token.clone()), self.state).await;
            self.state.unfinished.set(None);
            let phase = match step {
                Some(PaymentStep::Paid { .. } | PaymentStep::Checking { .. }) => self.end(step),
                _ => Phase::Failed(t().payment_cancelled().to_owned()),
            };
            self.finish(phase);
        });
    }
}

/// Asks the server, and asks again when the answer is lost: the server knows a call that it has seen, so that this never
/// charges twice.
async fn asked<F>(call: impl Fn() -> F, state: State) -> Option<PaymentStep>
where
    F: Future<Output = Option<PaymentStep>>,
{
    if let Some(step) = call().await {
        return Some(step);
    }
    for wait in ASK_AGAIN {
        state.phase.set(Phase::Busy(t().payment_asking_again()));
        pause(wait).await;
        if let Some(step) = call().await {
            return Some(step);
        }
    }
    None
}
