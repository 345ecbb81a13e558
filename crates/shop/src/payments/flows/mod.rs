//! The four ways to pay, a file for each: what the buyer's browser asks for, and what the server makes of it at Stripe.

mod element;
mod hosted;
mod manual;
mod resume;
mod token;

pub use hosted::HostedTexts;
pub use token::TokenUse;
