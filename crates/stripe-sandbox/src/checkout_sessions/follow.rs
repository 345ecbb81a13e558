//! What becomes of a session when something becomes of its payment.

use super::{CheckoutSession, PaymentStatus, Status};
use crate::payment_intents::{self, PaymentIntent};
use crate::store::State;

/// Moves the session that `intent` pays, if there is one, to where the payment is now.
pub(crate) fn follow(state: &mut State, intent: &PaymentIntent) {
    let session: Option<CheckoutSession> = intent
        .checkout_session
        .as_deref()
        .and_then(|id| state.get(id));
    let Some(mut session) = session else { return };
    let event = match (session.status, &intent.state) {
        (Status::Open, payment_intents::State::Succeeded { .. }) => {
            session.payment_status = PaymentStatus::Paid;
            Some("checkout.session.completed")
        }
        (Status::Open, payment_intents::State::Processing) => {
            session.bank_pending = true;
            Some("checkout.session.completed")
        }
        (Status::Open, payment_intents::State::RequiresCapture) => {
            Some("checkout.session.completed")
        }
        (Status::Complete, payment_intents::State::Succeeded { .. }) => {
            session.payment_status = PaymentStatus::Paid;
            session
                .bank_pending
                .then_some("checkout.session.async_payment_succeeded")
        }
        (Status::Complete, payment_intents::State::RequiresPaymentMethod)
            if session.bank_pending =>
        {
            Some("checkout.session.async_payment_failed")
        }
        (
            Status::Open | Status::Complete,
            payment_intents::State::RequiresPaymentMethod
            | payment_intents::State::RequiresConfirmation { .. }
            | payment_intents::State::RequiresAction(_)
            | payment_intents::State::Canceled { .. },
        )
        | (
            Status::Complete,
            payment_intents::State::Processing | payment_intents::State::RequiresCapture,
        )
        | (Status::Expired, _) => return,
    };
    if session.status == Status::Open {
        session.status = Status::Complete;
    } else {
        session.bank_pending = false;
    }
    if let Some(event) = event {
        let shape = session.shape(state.base_url());
        state.record(event, &shape);
    }
    state.put(session);
}
