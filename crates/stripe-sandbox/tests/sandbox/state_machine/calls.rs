//! Random calls, and the requests they are.

use proptest::prelude::*;
use proptest::sample::Index;

use super::model::{Caller, Card, Confirming};

/// One thing that a shop, a browser or a cardholder does.
#[derive(Debug, Clone)]
pub(super) enum Call {
    Create(Creation),
    Confirm {
        intent: Index,
        caller: Caller,
        with: Confirming,
    },
    /// Answers the question of the bank that was asked last, even if it is long over.
    Authenticate {
        intent: Index,
        complete: bool,
    },
    Capture {
        intent: Index,
        share: Share,
    },
    Cancel {
        intent: Index,
    },
    ChangeAmount {
        intent: Index,
        amount: i64,
    },
    ChangeCard {
        intent: Index,
        card: Card,
    },
    Refund {
        intent: Index,
        share: Share,
    },
}

/// What a PaymentIntent is created with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Creation {
    pub(super) amount: i64,
    pub(super) manual_confirmation: bool,
    pub(super) manual_capture: bool,
    /// Confirms at once, or else only names the card.
    pub(super) confirm: bool,
    pub(super) with: Confirming,
}

/// How much of an amount.
#[derive(Debug, Clone, Copy)]
pub(super) enum Share {
    /// All that there is: the request says no amount.
    Whole,
    /// So many hundredths, at least one minor unit.
    Hundredths(i64),
    TooMuch,
}

impl Share {
    pub(super) fn of(self, amount: i64) -> Option<i64> {
        match self {
            Share::Whole => None,
            Share::Hundredths(hundredths) => Some((amount * hundredths / 100).max(1)),
            Share::TooMuch => Some(amount + 1),
        }
    }
}

/// How a call is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delivery {
    Once,
    /// Twice at the same time with one idempotency key, as after a lost connection.
    TwiceWithOneKey,
    /// Twice at the same time with a key each, as from two tabs.
    TwiceWithTwoKeys,
}

#[derive(Debug, Clone)]
pub(super) enum Step {
    Call(Call, Delivery),
    /// An earlier request again, with its key.
    Repeat(Index),
    /// The key of an earlier request for another one.
    Reuse(Index),
}

fn confirming() -> impl Strategy<Value = Confirming> {
    let card = prop::option::weighted(0.7, prop::sample::select(&Card::ALL[..]));
    let flag = || prop::bool::weighted(0.2);
    (card, flag(), flag()).prop_map(|(card, off_session, error_on_requires_action)| Confirming {
        card,
        off_session,
        error_on_requires_action,
    })
}

fn amount() -> impl Strategy<Value = i64> {
    100..10_000_i64
}

fn share() -> impl Strategy<Value = Share> {
    prop_oneof![
        Just(Share::Whole),
        (1..100_i64).prop_map(Share::Hundredths),
        Just(Share::TooMuch),
    ]
}

fn creation() -> impl Strategy<Value = Call> {
    (
        amount(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        confirming(),
    )
        .prop_map(
            |(amount, manual_confirmation, manual_capture, confirm, with)| {
                Call::Create(Creation {
                    amount,
                    manual_confirmation,
                    manual_capture,
                    confirm,
                    with,
                })
            },
        )
}

fn confirmation() -> impl Strategy<Value = Call> {
    (any::<Index>(), prop::bool::weighted(0.3), confirming()).prop_map(
        |(intent, browser, mut with)| {
            let caller = if browser {
                Caller::Browser
            } else {
                Caller::Server
            };
            // A cardholder at the browser is on session.
            with.off_session &= !browser;
            Call::Confirm {
                intent,
                caller,
                with,
            }
        },
    )
}

fn call() -> impl Strategy<Value = Call> {
    prop_oneof![
        2 => creation(),
        5 => confirmation(),
        4 => (any::<Index>(), prop::bool::weighted(0.7))
            .prop_map(|(intent, complete)| Call::Authenticate { intent, complete }),
        3 => (any::<Index>(), share()).prop_map(|(intent, share)| Call::Capture { intent, share }),
        1 => any::<Index>().prop_map(|intent| Call::Cancel { intent }),
        1 => (any::<Index>(), amount())
            .prop_map(|(intent, amount)| Call::ChangeAmount { intent, amount }),
        1 => (any::<Index>(), prop::sample::select(&Card::ALL[..]))
            .prop_map(|(intent, card)| Call::ChangeCard { intent, card }),
        3 => (any::<Index>(), share()).prop_map(|(intent, share)| Call::Refund { intent, share }),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let delivery = prop_oneof![
        6 => Just(Delivery::Once),
        1 => Just(Delivery::TwiceWithOneKey),
        1 => Just(Delivery::TwiceWithTwoKeys),
    ];
    prop_oneof![
        12 => (call(), delivery).prop_map(|(call, delivery)| Step::Call(call, delivery)),
        1 => any::<Index>().prop_map(Step::Repeat),
        1 => any::<Index>().prop_map(Step::Reuse),
    ]
}

/// A payment, and what may befall it and others.
pub(super) fn story() -> impl Strategy<Value = Vec<Step>> {
    let first = creation().prop_map(|call| Step::Call(call, Delivery::Once));
    (first, prop::collection::vec(step(), 1..30)).prop_map(|(first, mut steps)| {
        steps.insert(0, first);
        steps
    })
}
