//! Named points at which a test can have the process die, to see that nothing is lost. They exist only in builds with the
//! feature `fault-injection`; in every other build they are nothing.

use super::calls::Operation;

/// A moment between two things that must agree: a call and its record, a commit and what follows from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FaultPoint {
    /// A call is written down and not sent.
    CallWritten(Operation),
    /// Stripe has answered, and that is not written down.
    CallAnswered(Operation),
    /// The answer is written down, and nothing was made of it.
    AnswerWritten(Operation),
    /// The order is placed and no payment begun.
    OrderPlaced,
    /// A payment is begun, and no stock reserved.
    PaymentBegun,
    /// Stock is reserved, and nothing sent.
    StockReserved,
    /// The order was moved by what Stripe says; that is not committed.
    Settling,
    /// That is committed, and nobody told.
    Settled,
    /// An event of Stripe's is stored and not answered.
    EventStored,
    /// An event's payment is settled, and the event is not marked as handled.
    EventHandled,
    /// A refund that is due is written down and not asked for.
    RefundWritten,
    /// A refund's news is in the transaction and not committed.
    RefundSettling,
    /// An account's customer is begun and not asked for.
    CustomerBegun,
    /// Stripe has made it, or not, and that is not written down.
    CustomerAnswered,
    /// It is written down, and nothing was done with it.
    CustomerWritten,
    /// A card is about to be saved.
    CardSaving,
    /// Stripe has saved it, or not, and nobody knows.
    CardAnswered,
    /// A card is about to be detached.
    CardDetaching,
    /// It is detached, and nobody knows.
    CardDetached,
    /// Mails are taken by the worker, and not sent.
    MailTaken,
    /// A mail is sent, and not marked as sent.
    MailSent,
}

#[cfg(feature = "fault-injection")]
mod armed {
    use super::{FaultPoint, Operation};

    impl FaultPoint {
        /// Every point there is.
        pub(crate) fn all() -> Vec<FaultPoint> {
            let mut points: Vec<_> = Operation::ALL
                .into_iter()
                .flat_map(|operation| {
                    [
                        FaultPoint::CallWritten(operation),
                        FaultPoint::CallAnswered(operation),
                        FaultPoint::AnswerWritten(operation),
                    ]
                })
                .collect();
            points.extend([
                FaultPoint::OrderPlaced,
                FaultPoint::PaymentBegun,
                FaultPoint::StockReserved,
                FaultPoint::Settling,
                FaultPoint::Settled,
                FaultPoint::EventStored,
                FaultPoint::EventHandled,
                FaultPoint::RefundWritten,
                FaultPoint::RefundSettling,
                FaultPoint::CustomerBegun,
                FaultPoint::CustomerAnswered,
                FaultPoint::CustomerWritten,
                FaultPoint::CardSaving,
                FaultPoint::CardAnswered,
                FaultPoint::CardDetaching,
                FaultPoint::CardDetached,
                FaultPoint::MailTaken,
                FaultPoint::MailSent,
            ]);
            points
        }

        /// Its name in `TILL_FAULT`.
        pub(crate) fn name(self) -> String {
            let (moment, operation) = match self {
                FaultPoint::CallWritten(operation) => ("call_written", Some(operation)),
                FaultPoint::CallAnswered(operation) => ("call_answered", Some(operation)),
                FaultPoint::AnswerWritten(operation) => ("answer_written", Some(operation)),
                FaultPoint::OrderPlaced => ("order_placed", None),
                FaultPoint::PaymentBegun => ("payment_begun", None),
                FaultPoint::StockReserved => ("stock_reserved", None),
                FaultPoint::Settling => ("settling", None),
                FaultPoint::Settled => ("settled", None),
                FaultPoint::EventStored => ("event_stored", None),
                FaultPoint::EventHandled => ("event_handled", None),
                FaultPoint::RefundWritten => ("refund_written", None),
                FaultPoint::RefundSettling => ("refund_settling", None),
                FaultPoint::CustomerBegun => ("customer_begun", None),
                FaultPoint::CustomerAnswered => ("customer_answered", None),
                FaultPoint::CustomerWritten => ("customer_written", None),
                FaultPoint::CardSaving => ("card_saving", None),
                FaultPoint::CardAnswered => ("card_answered", None),
                FaultPoint::CardDetaching => ("card_detaching", None),
                FaultPoint::CardDetached => ("card_detached", None),
                FaultPoint::MailTaken => ("mail_taken", None),
                FaultPoint::MailSent => ("mail_sent", None),
            };
            operation.map_or_else(
                || moment.to_owned(),
                |operation| format!("{moment}:{}", operation.as_str()),
            )
        }
    }

    /// Names of all points, for the test that walks them.
    pub fn fault_points() -> Vec<String> {
        FaultPoint::all()
            .into_iter()
            .map(FaultPoint::name)
            .collect()
    }

    /// Ends the process at once, as a power cut would, if `TILL_FAULT` names this point.
    pub(crate) fn point(point: FaultPoint) {
        if std::env::var("TILL_FAULT").is_ok_and(|named| named == point.name()) {
            eprintln!("the process dies at {}", point.name());
            std::process::abort();
        }
    }
}

#[cfg(feature = "fault-injection")]
pub use armed::fault_points;
#[cfg(feature = "fault-injection")]
pub(crate) use armed::point;

/// Nothing, in a build without fault injection.
#[cfg(not(feature = "fault-injection"))]
pub(crate) fn point(_: FaultPoint) {}
