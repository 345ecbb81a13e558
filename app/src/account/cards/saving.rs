//! Saving a card in the browser: Stripe.js makes a PaymentMethod of what was typed, the server saves it, and the bank is
//! asked where it wants to be.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use commerce::payment::{CardStep, DeclineReason};
use leptos::{leptos_dom::helpers::location, prelude::*, server_fn::ServerFn, task::spawn_local};
use stripe_js::{BillingDetails, PublishableKey, SetupClientSecret, Stripe, StripeJsError};
use words::Locale;

use super::{
    add_form::{Phase, State, StripeConfig},
    functions::{FinishSavingCard, SaveCard},
};
use crate::{
    elements::{self, Mounted, Purpose, Typed},
    post::post_json,
};

/// Banks ask once, seldom twice; more is a loop.
const ROUNDS: usize = 3;

fn t() -> Locale {
    Locale::default()
}

/// The browser's half of the island.
pub(super) struct Saving {
    state: State,
    stripe: RefCell<Option<Stripe>>,
    mounted: RefCell<Option<Rc<Mounted>>>,
    /// How often mounting was begun: who was overtaken stops.
    mountings: Cell<u32>,
}

/// Starts when the island does.
pub(super) fn start(state: State) -> Rc<Saving> {
    let saving = Rc::new(Saving {
        state,
        stripe: RefCell::new(None),
        mounted: RefCell::new(None),
        mountings: Cell::new(0),
    });
    let mounting = saving.clone();
    // The place is in the page only after the island has been hydrated.
    Effect::new(move |_| {
        if state.slot.get().is_some() {
            mounting.clone().load();
        }
    });
    saving
}

impl Saving {
    /// One of the methods as an event handler.
    pub(super) fn handler(
        self: &Rc<Self>,
        act: fn(Rc<Self>),
    ) -> impl Fn() + Copy + Send + Sync + use<> {
        let saving = StoredValue::new_local(self.clone());
        move || act(saving.get_value())
    }

    /// Loads Stripe.js, if need be, and mounts its Element.
    pub(super) fn load(self: Rc<Self>) {
        let turn = self.mountings.get() + 1;
        self.mountings.set(turn);
        self.mounted.replace(None);
        self.state.phase.set(Phase::Loading);
        spawn_local(async move {
            if self.mount(turn).await.is_none() && self.mountings.get() == turn {
                self.state.phase.set(Phase::NotLoaded);
            }
        });
    }

    async fn mount(self: &Rc<Self>, turn: u32) -> Option<()> {
        let state = self.state;
        let config = StripeConfig::read()?;
        let key = PublishableKey::parse(&config.publishable_key).ok()?;
        let stripe = stripe_js::load(&config.stripe_js_url, &key).await.ok()?;
        if self.mountings.get() != turn {
            return Some(());
        }
        let slot = state.slot.get_untracked()?;
        slot.set_text_content(None);
        let ready = move || state.phase.set(Phase::Ready);
        let typed = move |typed: Typed| match typed {
            Typed::Wrong(message) => state.card_error.set(Some(message)),
            Typed::Fine => state.card_error.set(None),
        };
        let failed = move || state.phase.set(Phase::NotLoaded);
        let mounted = elements::mount(&stripe, Purpose::Card, &slot, ready, typed, failed).ok()?;
        self.stripe.replace(Some(stripe));
        self.mounted.replace(Some(Rc::new(mounted)));
        Some(())
    }

    /// Save was pressed.
    pub(super) fn submit(self: Rc<Self>) {
        let waits = self
            .state
            .phase
            .with_untracked(|phase| matches!(phase, Phase::Ready | Phase::Failed(_)));
        let stripe = self.stripe.borrow().clone();
        let mounted = self.mounted.borrow().clone();
        let (true, Some(stripe), Some(mounted)) = (waits, stripe, mounted) else {
            return;
        };
        self.state.phase.set(Phase::Busy(t().cards_saving()));
        spawn_local(async move {
            let phase = self.save(&stripe, &mounted).await;
            self.state.phase.set(phase);
        });
    }

    async fn save(&self, stripe: &Stripe, mounted: &Mounted) -> Phase {
        let name = self.state.name.get_untracked().map(|input| input.value());
        let billing = BillingDetails {
            name: name
                .map(|name| name.trim().to_owned())
                .filter(|name| !name.is_empty()),
            ..BillingDetails::default()
        };
        let method = match mounted.payment_method(stripe, &billing).await {
            Ok(method) => method,
            Err(error) => return self.not_sent(mounted, &error),
        };
        let mut step = post_json(SaveCard::PATH, &[("method", method.as_str().into())]).await;
        for _ in 0..ROUNDS {
            let Some(CardStep::Authenticate {
                client_secret,
                setup,
            }) = &step
            else {
                break;
            };
            let Ok(secret) = SetupClientSecret::parse(client_secret) else {
                return Phase::Failed(t().payment_trouble());
            };
            self.state.phase.set(Phase::Busy(t().cards_at_bank()));
            // Failed, given up or confirmed: what counts is what the server finds when it asks.
            let handled = stripe.handle_setup_action(&secret).await;
            self.state.phase.set(Phase::Busy(t().cards_saving()));
            step = post_json(FinishSavingCard::PATH, &[("setup", setup.as_str().into())]).await;
            if handled.is_err() && matches!(step, Some(CardStep::Authenticate { .. })) {
                // The bank's window was closed without an answer.
                return Phase::Failed(refusal(DeclineReason::AuthenticationFailed));
            }
        }
        match step {
            Some(CardStep::Saved) => lead_to("/account/cards?said=card-saved", t().cards_saved()),
            Some(CardStep::Declined(reason)) => Phase::Failed(refusal(reason)),
            Some(CardStep::TooManyAttempts { .. }) => Phase::Failed(t().cards_too_many()),
            Some(CardStep::Unavailable) => Phase::Failed(t().cards_unavailable()),
            Some(CardStep::LoggedOut) => lead_to(
                "/account/login?next=/account/cards/new&said=session-over",
                t().cards_logged_out(),
            ),
            Some(CardStep::Authenticate { .. }) => {
                Phase::Failed(refusal(DeclineReason::AuthenticationFailed))
            }
            None => Phase::Failed(t().cards_offline()),
        }
    }

    /// The card was not sent: the Element shows what is wrong with it, or Stripe could not be reached.
    fn not_sent(&self, mounted: &Mounted, error: &StripeJsError) -> Phase {
        mounted.focus();
        let Some(failure) = error.failure() else {
            return Phase::Failed(t().payment_trouble());
        };
        if failure.kind == stripe_js::ErrorKind::ApiConnection {
            return Phase::Failed(t().cards_unavailable());
        }
        self.state.card_error.set(failure.message.clone());
        Phase::Failed(t().payment_card_incomplete())
    }
}

/// Leads to another page, and says why until that has come.
fn lead_to(address: &str, why: &'static str) -> Phase {
    match location().replace(address) {
        Ok(()) => Phase::Busy(why),
        Err(_) => Phase::Failed(t().payment_trouble()),
    }
}

/// Why a card was not saved, and what to do.
fn refusal(reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Generic => t().cards_refused(),
        DeclineReason::InsufficientFunds => t().cards_refused_funds(),
        DeclineReason::LimitExceeded => t().cards_refused_limit(),
        DeclineReason::ExpiredCard => t().payment_declined_expired_card(),
        DeclineReason::IncorrectCvc => t().cards_refused_cvc(),
        DeclineReason::IncorrectNumber => t().payment_declined_incorrect_number(),
        DeclineReason::NotSupported => t().cards_refused_kind(),
        DeclineReason::AuthenticationFailed => t().cards_refused_by_check(),
        DeclineReason::ProcessingError => t().cards_refused_on_the_way(),
    }
}
