//! Saved cards: the list of them, and adding one. Only where a card is typed is there a script, and Stripe's.

mod add_form;
mod functions;

#[cfg(feature = "ssr")]
mod add_page;
#[cfg(feature = "ssr")]
mod list_page;
#[cfg(feature = "hydrate")]
mod saving;
#[cfg(feature = "ssr")]
mod words_of;

pub use add_form::{AddCardForm, StripeConfig};
#[cfg(feature = "ssr")]
pub(crate) use add_page::AddCardPage;
pub use functions::{FinishSavingCard, SaveCard};
#[cfg(feature = "ssr")]
pub(crate) use list_page::CardsPage;
#[cfg(feature = "ssr")]
pub(crate) use words_of::{card_expiry, card_label};
