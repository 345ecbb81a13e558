//! Whose card it is: what was typed at the checkout, as Stripe wants it.

use commerce::contact::CheckoutForm;
use stripe_js::{Address, BillingDetails};

/// Stripe wants empty fields left out.
fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

pub(super) fn billing(form: &CheckoutForm) -> BillingDetails {
    BillingDetails {
        name: filled(&form.name),
        email: filled(&form.email),
        phone: filled(&form.phone),
        address: Address {
            line1: filled(&form.line1),
            line2: filled(&form.line2),
            city: filled(&form.city),
            state: filled(&form.region),
            // The Element does not ask for it, so that it has to be there, empty or not.
            postal_code: Some(form.postal_code.trim().to_owned()),
            country: filled(&form.country),
        },
    }
}
