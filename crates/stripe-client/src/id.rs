//! Ids of Stripe's objects, one type for each, so that they cannot be mixed up or smuggle anything into a path.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de};

/// A text that cannot be the id it was meant to be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a Stripe {object} id")]
pub struct InvalidId {
    object: &'static str,
}

/// Stripe promises at most 255 characters for an id.
const MAX_LENGTH: usize = 255;

fn fits_a_path(text: &str) -> bool {
    (1..=MAX_LENGTH).contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

macro_rules! id {
    ($(#[$meta:meta])* $name:ident, $object:literal, [$($prefix:literal),+]) => {
        $(#[$meta])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
        pub struct $name(String);

        impl $name {
            /// Reads an id that came from outside, so prefix, characters and length are all checked.
            ///
            /// # Errors
            /// [`InvalidId`] when one of the three does not fit.
            pub fn parse(text: &str) -> Result<Self, InvalidId> {
                let prefixed = [$($prefix),+].iter().any(|prefix| {
                    text.strip_prefix(prefix).is_some_and(|rest| !rest.is_empty())
                });
                if prefixed && fits_a_path(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(InvalidId { object: $object })
                }
            }

            /// The id as Stripe writes it.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Self::parse(text)
            }
        }

        // Stripe's own answers are not held to the prefix: a new one must not make an answer unreadable.
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                if fits_a_path(&text) {
                    Ok(Self(text))
                } else {
                    Err(de::Error::custom(InvalidId { object: $object }))
                }
            }
        }
    };
}

id!(
    /// Id of a payment intent, `pi_...`.
    PaymentIntentId, "payment intent", ["pi_"]
);
id!(
    /// Id of a charge, `ch_...`, or `py_...` when it was not paid by card.
    ChargeId, "charge", ["ch_", "py_"]
);
id!(
    /// Id of a refund, `re_...`, or `pyr_...` when the charge was not paid by card.
    RefundId, "refund", ["re_", "pyr_"]
);
id!(
    /// Id of a payment method, `pm_...`, or of an older kind of saved card that serves as one.
    PaymentMethodId, "payment method", ["pm_", "card_", "src_"]
);
id!(
    /// Id of a customer, `cus_...`.
    CustomerId, "customer", ["cus_"]
);
id!(
    /// Id of a webhook event, `evt_...`.
    EventId, "event", ["evt_"]
);
id!(
    /// Id of a card's one-time token, `tok_...`.
    TokenId, "token", ["tok_"]
);
id!(
    /// Id of a one-time token of a security code that was typed again, `cvctok_...`.
    CvcTokenId, "CVC token", ["cvctok_"]
);

id!(
    /// Id of a Checkout Session, `cs_test_...` or `cs_live_...`.
    CheckoutSessionId, "checkout session", ["cs_"]
);
id!(
    /// Id of a line of a Checkout Session, `li_...`.
    LineItemId, "line item", ["li_"]
);
id!(
    /// Id of a dispute, `du_...`, or `dp_...` when it is older.
    DisputeId, "dispute", ["du_", "dp_"]
);
id!(
    /// Id of a movement of the shop's balance, `txn_...`.
    BalanceTransactionId, "balance transaction", ["txn_"]
);
id!(
    /// Id of a setup intent, `seti_...`.
    SetupIntentId, "setup intent", ["seti_"]
);
id!(
    /// Id of a webhook endpoint, `we_...`.
    WebhookEndpointId, "webhook endpoint", ["we_"]
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_from_outside_needs_prefix_characters_and_length() {
        assert!(PaymentIntentId::parse("pi_3Nabc").is_ok());
        for text in ["", "pi_", "ch_1", "pi_1/cancel", "pi_1?x", "pi_..", "pi_é"] {
            assert!(PaymentIntentId::parse(text).is_err(), "{text}");
        }
        assert!(PaymentIntentId::parse(&format!("pi_{}", "a".repeat(252))).is_ok());
        assert!(PaymentIntentId::parse(&format!("pi_{}", "a".repeat(253))).is_err());
    }

    #[test]
    fn an_id_from_stripe_may_have_a_new_prefix_but_never_leaves_its_path() {
        let read = |json: &str| serde_json::from_str::<ChargeId>(json);
        assert!(read(r#""newprefix_1""#).is_ok());
        assert!(read(r#""ch_1/../x""#).is_err());
    }
}
