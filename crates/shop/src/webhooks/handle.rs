//! Handling one event: its payment is asked for at Stripe and settled.

use std::time::Duration;

use commerce::timeline::Actor;
use stripe_client::Event;

use super::subject::{self, NotFound};
use crate::{Shop, StoreError, payments::Asked};

/// What became of an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The order is as Stripe says.
    Handled,
    /// It moves no order of this shop.
    Ignored,
    /// Somebody works on the payment at this moment.
    Busy,
    /// Why it could not be handled now.
    NotNow(String),
}

impl Shop {
    /// Handles the event whose body is `body`.
    pub(super) async fn handle_event(&self, body: &str) -> Result<Outcome, StoreError> {
        let Ok(event) = Event::from_slice(body.as_bytes()) else {
            return Ok(Outcome::NotNow("the body is no event".to_owned()));
        };
        let Some(subject) = subject::subject(&event) else {
            return Ok(Outcome::Ignored);
        };
        let payment = match self.payment_of(subject).await {
            Ok(Some(payment)) => payment,
            Ok(None) => return Ok(Outcome::Ignored),
            Err(NotFound::Store(error)) => return Err(error),
            Err(error @ NotFound::Stripe(_)) => return Ok(Outcome::NotNow(error.to_string())),
        };
        Ok(
            match self.ask(&payment, Actor::Webhook, Duration::ZERO).await? {
                Asked::Settled => Outcome::Handled,
                Asked::Busy => Outcome::Busy,
                Asked::NoAnswer => Outcome::NotNow("Stripe could not be asked".to_owned()),
            },
        )
    }
}
