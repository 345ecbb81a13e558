//! Cards: brands, numbers, the test cards and what each of them does.

mod brand;
mod card;
mod country_cards;
mod decline;
mod test_cards;

pub(crate) use brand::Brand;
pub(crate) use card::{Address, BillingDetails, Card, CardDetails, is_cvc};
pub(crate) use decline::Decline;
pub(crate) use test_cards::{Authentication, Quarrel, Refunding, Risk, TestCard};
