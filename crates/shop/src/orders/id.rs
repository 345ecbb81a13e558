//! The unguessable part of an order page's address.

use std::{fmt, str::FromStr};

use data_encoding::BASE32_NOPAD;
use rand::Rng;
use serde::{Deserialize, Serialize};

/// 160 random bits as 32 small letters and digits. Who has it may see the order.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderToken(String);

/// The text is not an order's token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the address of an order")]
pub struct InvalidOrderToken;

const LENGTH: usize = 32;

impl OrderToken {
    /// A new one.
    pub fn generate() -> OrderToken {
        let mut bytes = [0_u8; 20];
        rand::rng().fill_bytes(&mut bytes);
        OrderToken(BASE32_NOPAD.encode(&bytes).to_ascii_lowercase())
    }

    /// The token as it stands in an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Path of the order's page.
    pub fn path(&self) -> String {
        format!("/orders/{}", self.0)
    }

    /// Path of the order's receipt.
    pub fn receipt_path(&self) -> String {
        format!("/orders/{}/receipt", self.0)
    }
}

impl FromStr for OrderToken {
    type Err = InvalidOrderToken;
    fn from_str(text: &str) -> Result<Self, InvalidOrderToken> {
        let fits = text.len() == LENGTH
            && text
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'2'..=b'7'));
        if fits {
            Ok(OrderToken(text.to_owned()))
        } else {
            Err(InvalidOrderToken)
        }
    }
}

impl TryFrom<String> for OrderToken {
    type Error = InvalidOrderToken;
    fn try_from(text: String) -> Result<Self, InvalidOrderToken> {
        text.parse()
    }
}

impl From<OrderToken> for String {
    fn from(token: OrderToken) -> String {
        token.0
    }
}

/// Prints nothing: the token opens the order's page.
impl fmt::Debug for OrderToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OrderToken(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_reads_back_and_no_two_are_alike() {
        let (one, other) = (OrderToken::generate(), OrderToken::generate());
        assert_eq!(one.as_str().parse(), Ok(one.clone()));
        assert_ne!(one, other);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "abc",
            &"A".repeat(32),
            &"a".repeat(33),
            "../../../../../../etc/passwd.....",
        ] {
            assert_eq!(text.parse::<OrderToken>(), Err(InvalidOrderToken));
        }
    }
}
