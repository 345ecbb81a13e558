//! What there is to choose from at paying: the customer's saved cards first, then the ways to pay that the shop offers.

use leptos::prelude::*;
use words::Locale;

use super::{
    CheckoutConfig, PayBy,
    config::SavedChoice,
    form::{Phase, State},
};

/// The radio buttons of one checkout.
pub(super) struct Choices {
    saved: Vec<SavedChoice>,
    offered: Vec<PayBy>,
}

impl Choices {
    pub(super) fn of(config: &CheckoutConfig) -> Choices {
        Choices {
            saved: config.saved.clone(),
            offered: config.offered.clone(),
        }
    }

    /// What is chosen before the customer chooses, with the saved card if it is one.
    pub(super) fn first(&self) -> (PayBy, Option<String>) {
        match self.saved.iter().find(|card| card.usable) {
            Some(card) => (PayBy::Saved, Some(card.id.clone())),
            None => (self.offered.first().copied().unwrap_or(PayBy::Card), None),
        }
    }

    /// The radio buttons; nothing where there is no choice.
    pub(super) fn view(self, state: State) -> Option<impl IntoView> {
        let t = Locale::default();
        if self.saved.is_empty() && self.offered.len() < 2 {
            return None;
        }
        let chosen = match self.first() {
            (_, Some(card)) => PayBy::value_of_saved(&card),
            (by, None) => by.as_str().to_owned(),
        };
        let Choices { saved, offered } = self;
        let beside_saved = !saved.is_empty();
        let cards: Vec<_> = saved
            .into_iter()
            .map(|card| Choice {
                id: format!("pay-{}", card.id),
                value: PayBy::value_of_saved(&card.id),
                label: card.label,
                note: card.note,
                usable: card.usable,
            })
            .map(|choice| choice.view(state, &chosen))
            .collect();
        let ways: Vec<_> = offered
            .iter()
            .map(|by| Choice {
                id: format!("pay-{}", by.as_str()),
                value: by.as_str().to_owned(),
                label: by.label(t, &offered, beside_saved).to_owned(),
                note: String::new(),
                usable: true,
            })
            .map(|choice| choice.view(state, &chosen))
            .collect();
        Some(view! {
            // While one is being paid by, another would take its Element away.
            <div
                role="radiogroup"
                aria-label=t.checkout_payment()
                inert=move || state.phase.with(Phase::is_busy)
            >
                <div class="choices saved-cards" hidden=!beside_saved>{cards}</div>
                <div class="choices">{ways}</div>
            </div>
        })
    }
}

/// A radio button.
struct Choice {
    id: String,
    value: String,
    label: String,
    note: String,
    usable: bool,
}

impl Choice {
    fn view(self, state: State, chosen: &str) -> impl IntoView + use<> {
        let checked = self.value == chosen;
        let value = self.value.clone();
        view! {
            <label class="choice" for=self.id.clone()>
                <input
                    type="radio"
                    id=self.id.clone()
                    name="pay_by"
                    value=self.value
                    checked=checked
                    disabled=!self.usable
                    on:change=move |_| state.choose(&value)
                />
                <span>{self.label} " " <small>{self.note}</small></span>
            </label>
        }
    }
}
