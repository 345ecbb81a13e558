//! A payment that waits for its buyer at the bank: going on with it after a reload, and giving it up.

use std::rc::Rc;

use commerce::payment::PaymentStep;
use leptos::{prelude::*, task::spawn_local};

use super::{browser::Browser, call::cancel_payment, flow::t, form::Phase};

impl Browser {
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
        self.cancelled.set(false);
        self.token.replace(Some(token.clone()));
        spawn_local(async move {
            let Some(stripe) = self.stripe.borrow().clone() else {
                self.finish(Phase::Failed(
                    t().checkout_payment_failed_to_load().to_owned(),
                ));
                return;
            };
            let step = self.resumed(&token).await;
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
        self.cancelled.set(true);
        spawn_local(async move {
            self.state.phase.set(Phase::Busy(t().payment_finishing()));
            let _ = cancel_payment(&token).await;
            // It may have been paid the moment before: the server knows.
            let step = self.resumed(&token).await;
            self.state.unfinished.set(None);
            let phase = match step {
                Some(PaymentStep::Paid { .. } | PaymentStep::Checking { .. }) => self.end(step),
                _ => Phase::Failed(t().payment_cancelled().to_owned()),
            };
            self.finish(phase);
        });
    }
}
