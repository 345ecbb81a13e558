//! Orders: the page that tells the truth about one.

mod watch;

#[cfg(feature = "ssr")]
mod facts;
#[cfg(feature = "ssr")]
mod found;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
mod receipt;
#[cfg(feature = "ssr")]
mod words_of;

#[cfg(feature = "ssr")]
pub(crate) use facts::{address_lines, card_words};
#[cfg(feature = "ssr")]
pub use page::OrderPage;
#[cfg(feature = "ssr")]
pub use receipt::ReceiptPage;
pub use watch::{OrderStatusNow, OrderWatch};
#[cfg(feature = "ssr")]
pub(crate) use words_of::{brand, country_name, status as status_words};
