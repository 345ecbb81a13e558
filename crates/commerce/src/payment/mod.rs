//! A payment as browser and server speak of it: flows, states, steps, declines and their reasons.

mod card;
mod decline;
mod flow;
mod state;
mod step;

pub use card::{CardExpiry, CardStep};
pub use decline::DeclineReason;
pub use flow::PaymentFlow;
pub use state::{IllegalPaymentTransition, PaymentEvent, PaymentState};
pub use step::PaymentStep;
