//! What customers are told about a field or a payment, in their words.

use commerce::{
    Money,
    contact::{Field, FieldError, Problem},
    money::NotChargeable,
    payment::{DeclineReason, PaymentStep},
};
use words::Locale;

/// Why a card did not pay, and what to do.
pub(crate) fn decline(t: Locale, reason: DeclineReason) -> &'static str {
    match reason {
        DeclineReason::Generic => t.payment_declined_generic(),
        DeclineReason::InsufficientFunds => t.payment_declined_insufficient_funds(),
        DeclineReason::LimitExceeded => t.payment_declined_limit_exceeded(),
        DeclineReason::ExpiredCard => t.payment_declined_expired_card(),
        DeclineReason::IncorrectCvc => t.payment_declined_incorrect_cvc(),
        DeclineReason::IncorrectNumber => t.payment_declined_incorrect_number(),
        DeclineReason::NotSupported => t.payment_declined_not_supported(),
        DeclineReason::AuthenticationFailed => t.payment_declined_authentication_failed(),
        DeclineReason::ProcessingError => t.payment_declined_processing_error(),
    }
}

/// Why an amount cannot be charged. `total` is what was to be paid.
pub(super) fn not_chargeable(t: Locale, why: NotChargeable, total: Money) -> String {
    match why {
        // The limit equals the total only when Stripe refused what our table let pass.
        NotChargeable::TooSmall(limit) if limit == total => t.payment_too_small_bank().to_owned(),
        NotChargeable::TooSmall(minimum) => t.payment_too_small(&minimum),
        NotChargeable::TooLarge(maximum) => t.payment_too_large(&maximum),
        NotChargeable::NotAStep(_) => t.payment_trouble().to_owned(),
    }
}

/// Why a payment came to no end, and what to do. `total` is what was to be paid.
pub(super) fn stopped(t: Locale, step: PaymentStep, total: Money) -> String {
    let text = match step {
        PaymentStep::Paid { .. } => t.payment_paid(),
        PaymentStep::Checking { .. } => t.payment_opening_order(),
        PaymentStep::CartChanged => t.payment_cart_changed(),
        PaymentStep::Declined(reason) => decline(t, reason),
        PaymentStep::NotChargeable(why) => return not_chargeable(t, why, total),
        PaymentStep::TooManyAttempts { seconds } => {
            return t.payment_too_many_attempts(&seconds.div_ceil(60));
        }
        PaymentStep::NotOffered => t.payment_not_offered(),
        PaymentStep::Unavailable
        | PaymentStep::ConfirmInBrowser { .. }
        | PaymentStep::Redirect { .. } => t.payment_unavailable(),
        PaymentStep::NoOpenOrder => t.payment_no_open_order(),
        PaymentStep::SavedCardGone => t.payment_saved_card_gone(),
        PaymentStep::LoggedOut => t.payment_logged_out(),
        PaymentStep::Authenticate { .. } => t.payment_too_many_rounds(),
    };
    text.to_owned()
}

/// What is wrong with a field, and what belongs there.
pub(crate) fn field_error(t: Locale, error: FieldError) -> String {
    let text = match (error.problem, error.field) {
        (Problem::Missing, Field::Email) => t.checkout_error_missing_email(),
        (Problem::Missing, Field::Name) => t.checkout_error_missing_name(),
        (Problem::Missing, Field::Line1) => t.checkout_error_missing_line1(),
        (Problem::Missing, Field::City) => t.checkout_error_missing_city(),
        (Problem::Missing, Field::PostalCode) => t.checkout_error_missing_postal_code(),
        (Problem::Missing, Field::Country) => t.checkout_error_missing_country(),
        (Problem::Missing, _) => t.checkout_error_missing_other(),
        (Problem::TooLong, _) => t.checkout_error_too_long(),
        (Problem::Malformed, Field::Email) => t.checkout_error_malformed_email(),
        (Problem::Malformed, Field::Phone) => t.checkout_error_malformed_phone(),
        (Problem::Malformed, _) => t.checkout_error_malformed_other(),
        (Problem::NotOfCountry(country), _) => {
            return t.checkout_error_postal_code_of_country(&country.postal_code_example());
        }
    };
    text.to_owned()
}
