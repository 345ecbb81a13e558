//! The states of an order: which there are, what moves it from one to another, and what Stripe's news of a payment asks for.

mod news;
mod state;
mod status;

pub use news::{PaymentNews, Reaction};
pub use state::{BrokenLog, Captured, Closed, Hold, IllegalTransition, Open, OrderState};
pub use status::OrderStatus;
