//! Payments as lists show them: payment intents, and charges made without one.

use std::sync::Arc;

use super::badge::badge;
use super::instruments::last4;
use super::links;
use super::table::{number, table, text};
use crate::api;
use crate::charges::Charge;
use crate::customers::Customer;
use crate::pages::html::{Markup, html};
use crate::payment_intents::PaymentIntent;
use crate::store::{HasTable, State, Table};

/// A payment and what a row tells of it.
pub(super) struct Payment {
    source: Source,
    customer: Option<Arc<Customer>>,
    /// The status of the dispute about it.
    dispute: Option<String>,
}

enum Source {
    /// An intent, and the last attempt to charge for it.
    Intent(Arc<PaymentIntent>, Option<Arc<Charge>>),
    /// A charge made directly.
    Charge(Arc<Charge>),
}

impl Payment {
    /// The payment intent or direct charge with this id.
    pub(super) fn find(state: &State, id: &str) -> Option<Self> {
        let intents: &Table<PaymentIntent> = state.table();
        let charges: &Table<Charge> = state.table();
        match intents.get(id) {
            Some(intent) => Some(Self::of_intent(state, intent)),
            None => charges
                .get(id)
                .filter(|charge| charge.payment_intent.is_none())
                .map(|charge| Self::of_charge(state, charge)),
        }
    }

    fn of_intent(state: &State, intent: &Arc<PaymentIntent>) -> Self {
        let charge = intent
            .latest_charge
            .as_ref()
            .and_then(|id| HasTable::<Charge>::table(state).get(id));
        Self {
            dispute: charge.and_then(|charge| dispute(state, charge)),
            source: Source::Intent(Arc::clone(intent), charge.cloned()),
            customer: customer(state, intent.customer.as_deref()),
        }
    }

    fn of_charge(state: &State, charge: &Arc<Charge>) -> Self {
        Self {
            dispute: dispute(state, charge),
            source: Source::Charge(Arc::clone(charge)),
            customer: customer(state, charge.customer.as_deref()),
        }
    }

    pub(super) fn id(&self) -> &str {
        match &self.source {
            Source::Intent(intent, _) => &intent.id,
            Source::Charge(charge) => &charge.id,
        }
    }

    pub(super) fn created(&self) -> i64 {
        match &self.source {
            Source::Intent(intent, _) => intent.created,
            Source::Charge(charge) => charge.created,
        }
    }

    fn charge(&self) -> Option<&Charge> {
        match &self.source {
            Source::Intent(_, charge) => charge.as_deref(),
            Source::Charge(charge) => Some(charge),
        }
    }

    fn description(&self) -> Option<&str> {
        match &self.source {
            Source::Intent(intent, _) => intent.description.as_deref(),
            Source::Charge(charge) => charge.description.as_deref(),
        }
    }

    /// The id of the customer, who may be gone.
    pub(super) fn customer_id(&self) -> Option<&str> {
        match &self.source {
            Source::Intent(intent, _) => intent.customer.as_deref(),
            Source::Charge(charge) => charge.customer.as_deref(),
        }
    }

    /// The `status` that Stripe calls it.
    pub(super) fn status(&self) -> &'static str {
        match &self.source {
            Source::Intent(intent, _) => intent.state.status(),
            Source::Charge(charge) if charge.decline.is_some() => "failed",
            Source::Charge(charge) if charge.pending => "pending",
            Source::Charge(charge) if !charge.captured => "uncaptured",
            Source::Charge(_) => "succeeded",
        }
    }

    pub(super) fn amount(&self) -> Markup {
        match &self.source {
            Source::Intent(intent, _) => links::amount(intent.amount, &intent.currency),
            Source::Charge(charge) => links::amount(charge.amount, &charge.currency),
        }
    }

    /// The status, and what has become of the payment since.
    pub(super) fn badges(&self) -> Markup {
        let mut badges = vec![badge(self.status())];
        if let Some(charge) = self.charge() {
            if let Some(decline) = charge.decline {
                badges.push(html!(
                    "<span class=\"why\">{}</span>",
                    decline.decline_code().unwrap_or(decline.code())
                ));
            }
            if charge.captured && charge.amount_refunded > 0 {
                let whole = charge.amount_refunded >= charge.amount_captured;
                badges.push(badge(if whole {
                    "refunded"
                } else {
                    "partially refunded"
                }));
            }
        }
        if let Some(status) = &self.dispute {
            badges.push(badge(&format!("dispute {status}")));
        }
        badges.into_iter().collect()
    }

    /// Where to write to whoever pays, as far as anybody said.
    pub(super) fn email(&self) -> Option<&str> {
        let of_intent = match &self.source {
            Source::Intent(intent, _) => intent.receipt_email.as_deref(),
            Source::Charge(_) => None,
        };
        of_intent
            .or_else(|| self.charge()?.receipt_email.as_deref())
            .or_else(|| self.customer.as_ref()?.email.as_deref())
            .or_else(|| self.charge()?.billing_details.email.as_deref())
            .filter(|email| !email.is_empty())
    }

    /// Whether one of the texts by which people know a payment contains `text`, which is in
    /// lower case.
    pub(super) fn mentions(&self, text: &str) -> bool {
        let contains = |value: &str| value.to_lowercase().contains(text);
        let metadata = match &self.source {
            Source::Intent(intent, _) => &intent.metadata,
            Source::Charge(charge) => &charge.metadata,
        };
        contains(self.id())
            || self.email().is_some_and(contains)
            || self.description().is_some_and(contains)
            || metadata.values().any(|value| contains(value))
            || self
                .charge()
                .is_some_and(|charge| contains(&charge.id) || last4(&charge.instrument) == text)
    }

    fn row(&self) -> [Markup; 6] {
        let metadata = match &self.source {
            Source::Intent(intent, _) => &intent.metadata,
            Source::Charge(charge) => &charge.metadata,
        };
        let who = self.email().or(self.customer_id());
        let who = who.map(|who| html!("<span class=\"entry\">{}</span>", who));
        let who = match self.customer_id() {
            Some(id) => html!("<a href=\"{}\">{}</a>", links::path(id), who),
            None => html!("{}", who),
        };
        [
            self.amount(),
            self.badges(),
            html!(
                "{}<span class=\"below\">{}</span>",
                links::id(self.id()),
                self.description()
            ),
            who,
            links::metadata(metadata, 2),
            links::time(self.created()),
        ]
    }
}

fn customer(state: &State, id: Option<&str>) -> Option<Arc<Customer>> {
    HasTable::<Customer>::table(state).get(id?).cloned()
}

/// The status of the dispute about a charge.
fn dispute(state: &State, charge: &Charge) -> Option<String> {
    let dispute = api::whole(charge.dispute.as_ref()?, state, state.base_url())?;
    dispute["status"].as_str().map(str::to_owned)
}

/// Every payment, the newest first, from the one after `after` on if that is still there.
pub(super) fn newest_first<'a>(
    state: &'a State,
    after: Option<&str>,
) -> impl Iterator<Item = Payment> + 'a {
    let after = after.and_then(|id| Payment::find(state, id));
    // Of one second, intents come before charges.
    let (intent, intents_before, charge, charges_before) = match after.map(|after| after.source) {
        None => (None, i64::MAX, None, i64::MAX),
        Some(Source::Intent(intent, _)) => {
            let next = intent.created.saturating_add(1);
            (Some(intent), i64::MAX, None, next)
        }
        Some(Source::Charge(charge)) => {
            let same = charge.created;
            (None, same, Some(charge), i64::MAX)
        }
    };
    let mut intents = HasTable::<PaymentIntent>::table(state)
        .newest_first_after(intent.as_ref().map(|intent| intent.id.as_str()))
        .skip_while(move |intent| intent.created >= intents_before)
        .peekable();
    let mut charges = HasTable::<Charge>::table(state)
        .newest_first_after(charge.as_ref().map(|charge| charge.id.as_str()))
        .skip_while(move |charge| charge.created >= charges_before)
        .peekable();
    std::iter::from_fn(move || {
        let next_intent = intents.peek().map(|intent| intent.created);
        while let Some(charge) =
            charges.next_if(|charge| next_intent.is_none_or(|next| charge.created > next))
        {
            if charge.payment_intent.is_none() {
                return Some(Payment::of_charge(state, charge));
            }
        }
        let intent = intents.next()?;
        Some(Payment::of_intent(state, intent))
    })
}

/// A table of payments.
pub(super) fn payment_table(payments: &[Payment], empty: &str) -> Markup {
    let rows = payments.iter().map(Payment::row).collect();
    table(
        "Payments",
        [
            number("Amount"),
            text("Status"),
            text("Payment"),
            text("Customer"),
            text("Metadata"),
            text("Time"),
        ],
        rows,
        empty,
    )
}
