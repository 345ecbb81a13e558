//! What statuses, events, brands and countries are called.

use commerce::{country::Country, order::OrderStatus, timeline::OrderEvent};
use words::Locale;

use crate::checkout::decline;

/// The page's heading and its first sentence.
pub(super) fn headline(t: Locale, status: OrderStatus) -> (&'static str, &'static str) {
    match status {
        OrderStatus::Draft | OrderStatus::AwaitingPayment => {
            (t.order_heading_open(), t.order_text_awaiting())
        }
        OrderStatus::RequiresAction => (t.order_heading_open(), t.order_text_requires_action()),
        OrderStatus::Processing | OrderStatus::Authorised => {
            (t.order_heading_checking(), t.order_text_processing())
        }
        OrderStatus::Paid => (t.order_heading_paid(), t.order_text_paid()),
        OrderStatus::PartlyRefunded => (t.order_heading_paid(), t.order_text_partly_refunded()),
        OrderStatus::RefundDue => (t.order_heading_refunded(), t.order_text_refund_due()),
        OrderStatus::Refunded => (t.order_heading_refunded(), t.order_text_refunded()),
        OrderStatus::Disputed => (t.order_heading_disputed(), t.order_text_disputed()),
        OrderStatus::Failed => (t.order_heading_closed(), t.order_text_failed()),
        OrderStatus::Cancelled => (t.order_heading_closed(), t.order_text_cancelled()),
        OrderStatus::Expired => (t.order_heading_closed(), t.order_text_expired()),
    }
}

/// A status in a word or three.
pub(crate) fn status(t: Locale, status: OrderStatus) -> &'static str {
    match status {
        OrderStatus::Draft | OrderStatus::AwaitingPayment => t.order_status_awaiting_payment(),
        OrderStatus::RequiresAction => t.order_status_requires_action(),
        OrderStatus::Processing | OrderStatus::Authorised => t.order_status_processing(),
        OrderStatus::Paid => t.order_status_paid(),
        OrderStatus::PartlyRefunded => t.order_status_partly_refunded(),
        OrderStatus::RefundDue => t.order_status_refund_due(),
        OrderStatus::Refunded => t.order_status_refunded(),
        OrderStatus::Disputed => t.order_status_disputed(),
        OrderStatus::Failed => t.order_status_failed(),
        OrderStatus::Cancelled => t.order_status_cancelled(),
        OrderStatus::Expired => t.order_status_expired(),
    }
}

/// A line of the timeline.
pub(super) fn event(t: Locale, event: &OrderEvent) -> String {
    let text = match event {
        OrderEvent::Placed => t.order_event_placed(),
        OrderEvent::PaymentStarted => t.order_event_payment_started(),
        OrderEvent::ActionRequested => t.order_event_action_requested(),
        OrderEvent::ActionCompleted => t.order_event_action_completed(),
        OrderEvent::Declined { reason } => return t.order_event_declined(&decline(t, *reason)),
        OrderEvent::Processing => t.order_event_processing(),
        OrderEvent::Paid { amount } => return t.order_event_paid(amount),
        OrderEvent::Authorised { amount } => return t.order_event_authorised(amount),
        OrderEvent::CannotBeFulfilled { .. } => t.order_event_cannot_be_fulfilled(),
        OrderEvent::Refunded { amount } => return t.order_event_refunded(amount),
        OrderEvent::RefundFailed { amount } => return t.order_event_refund_failed(amount),
        OrderEvent::SurplusCaptured { amount } => return t.order_event_surplus_captured(amount),
        OrderEvent::SurplusRefunded { amount } => return t.order_event_surplus_refunded(amount),
        OrderEvent::Disputed { amount } => return t.order_event_disputed(amount),
        OrderEvent::DisputeWon => t.order_event_dispute_won(),
        OrderEvent::DisputeLost => t.order_event_dispute_lost(),
        OrderEvent::PaymentCancelled => t.order_event_payment_cancelled(),
        OrderEvent::PaymentFailed => t.order_event_payment_failed(),
        OrderEvent::Cancelled => t.order_event_cancelled(),
        OrderEvent::Expired => t.order_event_expired(),
    };
    text.to_owned()
}

/// A card brand's own name. Source: the values of `payment_method_details.card.brand`.
pub(crate) fn brand(t: Locale, brand: &str) -> &'static str {
    match brand {
        "visa" => t.order_brand_visa(),
        "mastercard" => t.order_brand_mastercard(),
        "amex" => t.order_brand_amex(),
        "discover" => t.order_brand_discover(),
        _ => t.order_brand_other(),
    }
}

/// A country's name.
pub(crate) fn country_name(t: Locale, country: Country) -> &'static str {
    match country.code() {
        "AT" => t.country_at(),
        "BE" => t.country_be(),
        "BG" => t.country_bg(),
        "CH" => t.country_ch(),
        "CY" => t.country_cy(),
        "CZ" => t.country_cz(),
        "DE" => t.country_de(),
        "DK" => t.country_dk(),
        "EE" => t.country_ee(),
        "ES" => t.country_es(),
        "FI" => t.country_fi(),
        "FR" => t.country_fr(),
        "GB" => t.country_gb(),
        "GR" => t.country_gr(),
        "HR" => t.country_hr(),
        "HU" => t.country_hu(),
        "IE" => t.country_ie(),
        "IS" => t.country_is(),
        "IT" => t.country_it(),
        "LI" => t.country_li(),
        "LT" => t.country_lt(),
        "LU" => t.country_lu(),
        "LV" => t.country_lv(),
        "MT" => t.country_mt(),
        "NL" => t.country_nl(),
        "NO" => t.country_no(),
        "PL" => t.country_pl(),
        "PT" => t.country_pt(),
        "RO" => t.country_ro(),
        "SE" => t.country_se(),
        "SI" => t.country_si(),
        "SK" => t.country_sk(),
        "US" => t.country_us(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_that_is_delivered_to_has_a_name() {
        for country in Country::all() {
            assert_ne!(country_name(Locale::En, country), country.code());
        }
    }
}
