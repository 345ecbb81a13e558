//! The payment in the browser: place the order, send what the chosen way to pay makes of the card, and follow the server's
//! steps to the end. What Stripe.js answers is never believed: the server is asked.

use std::rc::Rc;

use commerce::{contact::CheckoutForm, payment::PaymentStep};
use leptos::{
    leptos_dom::helpers::{location, set_timeout},
    prelude::*,
    task::spawn_local,
};
use stripe_js::{ClientSecret, Stripe, StripeJsError};
use words::Locale;

use super::{
    PayBy,
    billing::billing,
    browser::Browser,
    call::{
        begin_payment, pay_order, pay_with_saved_card, pay_with_token, place_order, resume_payment,
    },
    draft, field_errors,
    form::{Phase, State},
    functions::PlaceAnswer,
    messages,
};
use crate::elements::Mounted;

/// Banks ask once, seldom twice; more is a loop.
const ROUNDS: usize = 5;
/// How often a payment whose answer was lost is asked after, and how long is waited in between, in milliseconds.
const ASK_AGAIN: [i32; 3] = [500, 1_500, 4_000];

pub(super) fn t() -> Locale {
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
    /// Pay was pressed.
    pub(super) fn submit(self: Rc<Self>) {
        if self.is_busy() {
            return;
        }
        if self.state.pay_by.get_untracked() == PayBy::Hosted {
            // The browser posts the form by itself, and is led on.
            let saying = t().payment_opening_stripe();
            self.state.phase.set(Phase::Leaving(saying));
            return;
        }
        self.state
            .phase
            .set(Phase::Busy(t().payment_checking_details()));
        self.cancelled.set(false);
        spawn_local(async move {
            let phase = self.pay().await;
            self.finish(phase);
        });
    }

    pub(super) fn finish(&self, phase: Phase) {
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
        let by = self.state.pay_by.get_untracked();
        let mounted = self.mounted.borrow().clone();
        let stripe = self.stripe.borrow().clone();
        let (Some(mounted), Some(stripe)) = (mounted, stripe) else {
            return Phase::Failed(t().checkout_payment_failed_to_load().to_owned());
        };
        // Before anything else that takes time: wallets open their windows only right after the press.
        let checked = match by {
            PayBy::Element => mounted.check().await,
            PayBy::Saved | PayBy::Card | PayBy::More | PayBy::Token | PayBy::Hosted => Ok(()),
        };
        if let Err(error) = checked {
            return self.not_sent(&mounted, error);
        }
        let token = match self.place(&typed).await {
            Ok(token) => token,
            Err(phase) => return phase,
        };
        self.token.replace(Some(token.clone()));
        self.state.unfinished.set(None);
        self.state
            .phase
            .set(Phase::Busy(t().payment_sending_card()));
        if by == PayBy::Element {
            return self.confirm(&stripe, &mounted, &typed, &token).await;
        }
        let made = match by {
            PayBy::Saved => mounted.cvc_token(&stripe).await,
            PayBy::Token => mounted.token(&stripe, &billing(&typed)).await,
            _ => match mounted.check().await {
                Ok(()) => mounted.payment_method(&stripe, &billing(&typed)).await,
                Err(error) => Err(error),
            },
        };
        let made = match made {
            Ok(made) => made,
            Err(error) => return self.not_sent(&mounted, error),
        };
        self.state.phase.set(Phase::Busy(t().payment_paying()));
        let saved = self.state.saved_card.get_untracked().unwrap_or_default();
        let save = by.can_save() && draft::wants_to_save(&form);
        let pay = async || match by {
            PayBy::Saved => pay_with_saved_card(&token, &saved, &made).await,
            PayBy::Token => pay_with_token(&token, &made).await,
            _ => pay_order(&token, &made, save).await,
        };
        let step = asked(pay, self.state).await;
        let phase = self.go_on(&stripe, &token, step).await;
        if matches!(phase, Phase::Failed(_)) {
            mounted.clear_cvc();
        }
        phase
    }

    /// The element flow: the server makes the intent, or has it already, and Stripe.js confirms it.
    async fn confirm(
        self: &Rc<Self>,
        stripe: &Stripe,
        mounted: &Mounted,
        typed: &CheckoutForm,
        token: &str,
    ) -> Phase {
        let step = asked(async || begin_payment(token).await, self.state).await;
        let Some(PaymentStep::ConfirmInBrowser {
            client_secret,
            order,
        }) = step
        else {
            return self.end(step);
        };
        let (Ok(secret), Ok(origin)) = (ClientSecret::parse(&client_secret), location().origin())
        else {
            return Phase::Failed(t().payment_trouble().to_owned());
        };
        if mounted.intent().is_some_and(|intent| *intent != secret) {
            // The intent that the Element was mounted for ran out of time.
            self.clone().load();
            return Phase::Failed(t().payment_no_open_order().to_owned());
        }
        self.state.phase.set(Phase::Busy(t().payment_paying()));
        let return_url = format!("{origin}{order}");
        let confirmed = mounted
            .confirm(stripe, &billing(typed), &secret, &return_url)
            .await;
        self.state.phase.set(Phase::Busy(t().payment_finishing()));
        let step = self.resumed(token).await;
        match (step, confirmed) {
            (Some(PaymentStep::ConfirmInBrowser { .. }), Err(error)) => {
                self.not_sent(mounted, error)
            }
            (step, _) => self.end(step),
        }
    }

    /// The card was not sent: the Element shows what is wrong with it, or Stripe could not be reached.
    fn not_sent(&self, mounted: &Mounted, error: StripeJsError) -> Phase {
        mounted.focus();
        let Some(failure) = error.failure() else {
            return Phase::Failed(t().payment_trouble().to_owned());
        };
        let code = failure.code.as_deref();
        let incomplete = code
            .is_some_and(|code| code.starts_with("incomplete_") || code.starts_with("invalid_"));
        if incomplete {
            let message = failure.message.clone();
            let message = message.unwrap_or_else(|| t().payment_card_incomplete().to_owned());
            self.state.card_error.set(Some(message));
            return Phase::Failed(t().payment_card_incomplete().to_owned());
        }
        if failure.kind == stripe_js::ErrorKind::ApiConnection {
            return Phase::Failed(t().payment_unavailable().to_owned());
        }
        let decline_code = failure.decline_code.as_deref();
        let reason = commerce::payment::DeclineReason::from_codes(code, decline_code);
        Phase::Failed(messages::decline(t(), reason).to_owned())
    }

    async fn place(&self, typed: &CheckoutForm) -> Result<String, Phase> {
        let total = self.total(typed);
        let logged_in = self.state.config.with_value(|config| config.logged_in);
        let Some(answer) = place_order(typed.clone(), total.minor, logged_in).await else {
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
            PlaceAnswer::LoggedOut => Phase::Failed(t().payment_logged_out().to_owned()),
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
    pub(super) async fn go_on(
        &self,
        stripe: &Stripe,
        token: &str,
        first: Option<PaymentStep>,
    ) -> Phase {
        let mut step = first;
        for _ in 0..ROUNDS {
            if self.cancelled.get() {
                return Phase::Failed(t().payment_cancelled().to_owned());
            }
            let (secret, by_server) = match &step {
                Some(PaymentStep::Authenticate { client_secret }) => (client_secret, true),
                Some(PaymentStep::ConfirmInBrowser { client_secret, .. }) => (client_secret, false),
                _ => return self.end(step),
            };
            let Ok(secret) = ClientSecret::parse(secret) else {
                return Phase::Failed(t().payment_trouble().to_owned());
            };
            self.state.phase.set(Phase::AtBank);
            // Failed, given up or confirmed: what counts is what the server finds when it asks.
            let handled = if by_server {
                stripe.handle_card_action(&secret).await
            } else {
                stripe.handle_next_action(&secret).await
            };
            if self.cancelled.get() {
                return Phase::Failed(t().payment_cancelled().to_owned());
            }
            self.state.phase.set(Phase::Busy(t().payment_finishing()));
            step = self.after_bank(token).await;
            let waits = matches!(
                step,
                Some(PaymentStep::Authenticate { .. } | PaymentStep::ConfirmInBrowser { .. })
            );
            if handled.is_err() && waits {
                // The window was closed without an answer.
                self.state.unfinished.set(Some(token.to_owned()));
                return Phase::Ready;
            }
        }
        self.end(step)
    }

    /// How the payment stands when the bank's window is closed. An order that is no longer open by then was given up, or
    /// paid, in another tab: its page tells.
    async fn after_bank(&self, token: &str) -> Option<PaymentStep> {
        let step = self.resumed(token).await?;
        Some(match step {
            PaymentStep::NoOpenOrder => PaymentStep::Checking {
                order: format!("/orders/{token}"),
            },
            step => step,
        })
    }

    /// How the order's payment stands, by the server.
    pub(super) async fn resumed(&self, token: &str) -> Option<PaymentStep> {
        asked(async || resume_payment(token).await, self.state).await
    }

    /// What the customer sees at the end.
    pub(super) fn end(&self, step: Option<PaymentStep>) -> Phase {
        match step {
            Some(PaymentStep::Paid { order }) => {
                if let Some(form) = self.state.form.get_untracked() {
                    draft::forget(&form);
                }
                self.leave(&order, t().payment_paid())
            }
            Some(PaymentStep::Checking { order }) => {
                self.leave(&order, t().payment_opening_order())
            }
            Some(PaymentStep::CartChanged) => Phase::Changed,
            Some(step) => {
                let total = self.state.total.get_untracked();
                Phase::Failed(messages::stopped(t(), step, total))
            }
            None => Phase::Failed(t().payment_offline().to_owned()),
        }
    }
}

/// Asks the server, and asks again when the answer is lost: the server knows a call that it has seen, so that this never
/// charges twice.
async fn asked(call: impl AsyncFn() -> Option<PaymentStep>, state: State) -> Option<PaymentStep> {
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
