//! An e-mail address.

use serde::{Deserialize, Serialize};

/// An address that mail could reach: something before and after one `@`, no spaces, 254 bytes at most (RFC 5321).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// The address, outer space removed, or `None` when it cannot be one.
    pub fn parse(text: &str) -> Option<EmailAddress> {
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@')?;
        let sound = !local.is_empty()
            && local.len() <= 64
            && text.len() <= 254
            && !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || "<>,;\"".contains(c))
            && !local.contains('@')
            && domain.contains('.')
            && domain
                .split('.')
                .all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
        sound.then(|| EmailAddress(text.to_owned()))
    }

    /// What two addresses have in common that are one mailbox: the text in lower case. Mail servers may tell `Ada@` from
    /// `ada@`, and none that people use does.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Prints nothing of the address, so that no log ever holds one.
impl std::fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mail_addresses_have_two_sides_and_no_tricks() {
        for good in [
            "a@b.co",
            " ada.byron+till@mail.example.org ",
            "ü@bücher.example",
        ] {
            assert!(EmailAddress::parse(good).is_some(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@b.co",
            "a@",
            "a@b",
            "a b@c.de",
            "a@b..de",
            "a@@b.de",
            "a@b.de\nBcc: x@y.z",
            "a,b@c.de",
        ] {
            assert!(EmailAddress::parse(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn one_mailbox_has_one_key_however_it_is_typed() {
        let key = |text| EmailAddress::parse(text).map(|address| address.key());
        assert_eq!(key("Ada@Example.ORG"), key(" ada@example.org"));
        assert_eq!(key("ÄDA@bücher.example"), key("äda@BÜCHER.example"));
        assert_ne!(key("ada+till@example.org"), key("ada@example.org"));
    }
}
