//! The island in the browser: what was typed before is put back, Stripe.js is loaded, and the Element of the chosen way to
//! pay is mounted. `flow` pays, and `waiting` goes on with a payment that waits for its buyer.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use commerce::{Money, contact::CheckoutForm, delivery::DeliveryMethod, payment::PaymentStep};
use leptos::{ev, prelude::*, task::spawn_local};
use stripe_js::{ClientSecret, PublishableKey, Stripe};

use super::{
    PayBy,
    call::resume_payment,
    draft, field_errors,
    form::{Loading, Phase, State},
};
use crate::elements::{self, Mounted, Purpose, Typed};

/// The browser's half of the island.
pub(super) struct Browser {
    pub(super) state: State,
    pub(super) stripe: RefCell<Option<Stripe>>,
    pub(super) mounted: RefCell<Option<Rc<Mounted>>>,
    /// How often mounting was begun: who was overtaken stops.
    mountings: Cell<u32>,
    /// The order that is being paid, from the moment it is placed.
    pub(super) token: RefCell<Option<String>>,
    pub(super) cancelled: Cell<bool>,
}

/// Starts when the island does.
pub(super) fn start(state: State) -> Rc<Browser> {
    let browser = Rc::new(Browser {
        state,
        stripe: RefCell::new(None),
        mounted: RefCell::new(None),
        mountings: Cell::new(0),
        token: RefCell::new(None),
        cancelled: Cell::new(false),
    });
    let starting = browser.clone();
    // The form is in the page only after the island has been hydrated.
    Effect::new(move |_| {
        if let Some(form) = state.form.get() {
            draft::restore(&form);
            if let Some(value) = draft::pay_by(&form) {
                state.choose(&value);
            }
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
    // Back from Stripe's page, perhaps to this very page as the browser kept it.
    let leaving = move |_| {
        if state
            .phase
            .with_untracked(|phase| matches!(phase, Phase::Leaving(_)))
        {
            state.phase.set(Phase::Ready);
        }
    };
    window_event_listener(ev::pageshow, leaving);
    browser
}

impl Browser {
    /// One of the methods as an event handler.
    pub(super) fn handler(
        self: &Rc<Self>,
        act: fn(Rc<Self>),
    ) -> impl Fn() + Copy + Send + Sync + use<> {
        let browser = StoredValue::new_local(self.clone());
        move || act(browser.get_value())
    }

    /// Loads Stripe.js, if need be, and mounts the Element of the chosen way to pay.
    pub(super) fn load(self: Rc<Self>) {
        let state = self.state;
        let turn = self.mountings.get() + 1;
        self.mountings.set(turn);
        state.card_error.set(None);
        // What went wrong with another way to pay says nothing about this one.
        if state
            .phase
            .with_untracked(|phase| matches!(phase, Phase::Failed(_)))
        {
            state.phase.set(Phase::Ready);
        }
        // The old Element goes before another takes its place.
        self.mounted.replace(None);
        if state.pay_by.get_untracked() == PayBy::Hosted {
            state.loading.set(Loading::Done);
            return;
        }
        state.loading.set(Loading::Pending);
        spawn_local(async move {
            if self.mount(turn).await.is_none() && self.mountings.get() == turn {
                state.loading.set(Loading::Failed);
            }
        });
    }

    async fn mount(self: &Rc<Self>, turn: u32) -> Option<()> {
        let state = self.state;
        let config = state.config.get_value();
        let key = PublishableKey::parse(&config.publishable_key).ok()?;
        let stripe = stripe_js::load(&config.stripe_js_url, &key).await.ok()?;
        self.stripe.replace(Some(stripe.clone()));
        let by = state.pay_by.get_untracked();
        let begun = match by {
            PayBy::Element => self.begun().await,
            PayBy::Saved | PayBy::Card | PayBy::More | PayBy::Token | PayBy::Hosted => None,
        };
        // The customer may have chosen again meanwhile.
        if self.mountings.get() != turn {
            return Some(());
        }
        let total = state.total.get_untracked();
        let purpose = match (by, begun) {
            (PayBy::Saved, _) => Purpose::Cvc,
            (PayBy::Card | PayBy::Token, _) => Purpose::Card,
            (PayBy::More, _) => Purpose::Method(total),
            (PayBy::Element, None) => Purpose::Deferred(total),
            (PayBy::Element, Some(intent)) => Purpose::Intent(intent),
            (PayBy::Hosted, _) => return Some(()),
        };
        let slot = state.slot.get_untracked()?;
        slot.set_text_content(None);
        let ready = move || state.loading.set(Loading::Done);
        let typed = move |typed: Typed| match typed {
            Typed::Wrong(message) => state.card_error.set(Some(message)),
            Typed::Fine => state.card_error.set(None),
        };
        let failed = move || state.loading.set(Loading::Failed);
        let mounted = elements::mount(&stripe, purpose, &slot, ready, typed, failed).ok()?;
        self.mounted.replace(Some(Rc::new(mounted)));
        Some(())
    }

    /// The intent that was begun before the page was loaded, while it can be confirmed and is over what the page shows.
    async fn begun(&self) -> Option<ClientSecret> {
        let begun = self
            .state
            .config
            .with_value(|config| config.begun.clone())?;
        if begun.total != self.state.total.get_untracked() {
            return None;
        }
        match resume_payment(&begun.token).await? {
            PaymentStep::ConfirmInBrowser { client_secret, .. } => {
                ClientSecret::parse(&client_secret).ok()
            }
            over @ (PaymentStep::Paid { .. } | PaymentStep::Checking { .. }) => {
                let phase = self.end(Some(over));
                self.state.phase.set(phase);
                None
            }
            // A card that was declined before says nothing about the next one.
            _ => None,
        }
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
        let Some(mounted) = self.mounted.borrow().clone() else {
            return;
        };
        if mounted.intent().is_some() {
            // That intent is over another amount.
            self.load();
        } else if let Some(group) = mounted.elements() {
            spawn_local(async move {
                // The amount in the Element is for show: what is charged is the server's.
                let _ = elements::set_total(&group, total).await;
            });
        }
    }

    /// What is to be paid, by the page.
    pub(super) fn total(&self, form: &CheckoutForm) -> Money {
        let config = self.state.config.get_value();
        let method = DeliveryMethod::from_form(&form.delivery).unwrap_or_default();
        config
            .items
            .plus(config.rates.of(method))
            .unwrap_or(config.items)
    }

    pub(super) fn is_busy(&self) -> bool {
        self.state.phase.with_untracked(Phase::is_busy)
    }
}
