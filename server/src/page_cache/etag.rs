//! Entity tags: what stands for a page's bytes, and whether a client has them already (RFC 9110, 8.8.3 and 13.1.2).

use axum::http::HeaderValue;
use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest as _, Sha256};

/// What a page's bytes come down to: 128 bits of their SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Digest([u8; 16]);

impl Digest {
    /// Of these bytes.
    pub(crate) fn of(body: &[u8]) -> Digest {
        let mut digest = [0; 16];
        digest.copy_from_slice(&Sha256::digest(body)[..16]);
        Digest(digest)
    }

    /// A tag that stands for exactly these bytes.
    pub(crate) fn strong_etag(self) -> HeaderValue {
        self.tag("")
    }

    /// A tag that stands for the same page, whichever way it is compressed on its way.
    pub(crate) fn weak_etag(self) -> HeaderValue {
        self.tag("W/")
    }

    fn tag(self, prefix: &str) -> HeaderValue {
        let tag = format!("{prefix}\"{}\"", BASE64URL_NOPAD.encode(&self.0));
        HeaderValue::try_from(tag).unwrap_or_else(|_| HeaderValue::from_static("\"\""))
    }
}

/// Whether the client that sent `if_none_match` has what `etag` stands for.
pub(crate) fn matches(if_none_match: Option<&HeaderValue>, etag: &HeaderValue) -> bool {
    let Some(listed) = if_none_match else {
        return false;
    };
    let etag = opaque(etag.as_bytes());
    listed
        .as_bytes()
        .split(|byte| *byte == b',')
        .map(<[u8]>::trim_ascii)
        .any(|tag| tag == b"*" || opaque(tag) == etag)
}

/// The comparison for `If-None-Match` is the weak one: proxies weaken the tags of what they compress.
fn opaque(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &'static str) -> HeaderValue {
        HeaderValue::from_static(text)
    }

    #[test]
    fn a_tag_follows_the_bytes() {
        assert_eq!(
            Digest::of(b"a").strong_etag(),
            Digest::of(b"a").strong_etag()
        );
        assert_ne!(
            Digest::of(b"a").strong_etag(),
            Digest::of(b"b").strong_etag()
        );
        assert!(Digest::of(b"a").weak_etag().as_bytes().starts_with(b"W/\""));
    }

    #[test]
    fn a_client_may_list_several_tags_weak_ones_too() {
        let etag = value("\"abc\"");
        for listed in ["\"abc\"", "W/\"abc\"", "\"x\", \"abc\"", "*"] {
            assert!(matches(Some(&value(listed)), &etag), "{listed}");
        }
        assert!(matches(Some(&value("\"abc\"")), &value("W/\"abc\"")));
        for listed in ["\"abd\"", "abc", "\"abc.br\""] {
            assert!(!matches(Some(&value(listed)), &etag), "{listed}");
        }
        assert!(!matches(None, &etag));
    }
}
