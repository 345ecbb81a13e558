//! Customers who come back from their bank. Stripe adds the payment's client secret to the address that they come back to;
//! it is taken off again before anything else sees it.

use axum::http::{HeaderValue, Uri};

/// What Stripe adds. Source: <https://docs.stripe.com/js/payment_intents/confirm_payment>.
const ADDED: [&str; 3] = [
    "payment_intent",
    "payment_intent_client_secret",
    "redirect_status",
];

/// The address without what Stripe added; nothing if that is not there. The shop asks Stripe itself how the payment went.
pub(super) fn without_additions(uri: &Uri) -> Option<HeaderValue> {
    let query = uri.query()?;
    let is_added = |pair: &&str| {
        let name = pair.split('=').next().unwrap_or_default();
        ADDED.contains(&name)
    };
    if !query.split('&').any(|pair| is_added(&pair)) {
        return None;
    }
    let kept: Vec<_> = query.split('&').filter(|pair| !is_added(pair)).collect();
    // More than one slash at the beginning would make it the address of another host.
    let path = uri.path().trim_start_matches('/');
    let address = if kept.is_empty() {
        format!("/{path}")
    } else {
        format!("/{path}?{}", kept.join("&"))
    };
    HeaderValue::try_from(address).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(uri: &str) -> Option<String> {
        let cleaned = without_additions(&uri.parse().expect("an address"));
        cleaned.map(|value| value.to_str().expect("text").to_owned())
    }

    #[test]
    fn what_stripe_added_is_taken_off_and_nothing_else() {
        let added = "payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded";
        assert_eq!(
            address(&format!("/orders/abc?{added}")).as_deref(),
            Some("/orders/abc")
        );
        assert_eq!(
            address(&format!("/orders/abc?a=1&{added}&b=2")).as_deref(),
            Some("/orders/abc?a=1&b=2")
        );
        assert_eq!(address("/orders/abc"), None);
        assert_eq!(address("/search?q=payment_intent"), None);
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
        assert_eq!(
            address("//evil.example/?redirect_status=failed").as_deref(),
            Some("/evil.example/")
        );
    }
}
