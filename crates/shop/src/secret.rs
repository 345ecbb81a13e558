//! Random texts that open something: what cookies and links hold, and what the store keeps of it.

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use rand::Rng;
use sha2::{Digest, Sha256};

const BYTES: usize = 32;

/// 256 random bits as 43 letters, digits, hyphens and underscores.
pub(crate) fn generate() -> String {
    let mut bytes = [0_u8; BYTES];
    rand::rng().fill_bytes(&mut bytes);
    BASE64URL_NOPAD.encode(&bytes)
}

/// Whether the text is of the form that [`generate`] gives.
pub(crate) fn is_one(text: &str) -> bool {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .is_ok_and(|bytes| bytes.len() == BYTES)
}

/// What the store keeps of it: its SHA-256 in hexadecimal. 256 random bits cannot be guessed, so that a fast hash is enough.
pub(crate) fn stored(secret: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(secret.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_has_one_form_and_no_two_are_alike() {
        let (one, other) = (generate(), generate());
        assert!(is_one(&one) && one != other);
        assert!(!stored(&one).contains(&one) && stored(&one).len() == 64);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "abc", &"=".repeat(43), &"é".repeat(43), &"A".repeat(44)] {
            assert!(!is_one(text), "{text}");
        }
    }
}
