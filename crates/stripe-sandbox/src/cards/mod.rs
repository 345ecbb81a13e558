//! Cards: brands, numbers, the test cards and what each of them does.

mod behaviour;
mod billing_details;
mod brand;
mod card;
mod country_cards;
mod decline;
mod test_cards;

pub(crate) use behaviour::{Authentication, Quarrel, Refunding, Risk};
pub(crate) use billing_details::{Address, BillingDetails};
pub(crate) use brand::Brand;
pub(crate) use card::{Card, CardDetails, is_cvc};
pub(crate) use decline::Decline;
pub(crate) use test_cards::TestCard;
