//! Which form of a page a client takes: as it is, or compressed.

use std::io::Write;

use axum::http::{HeaderMap, header::ACCEPT_ENCODING};

/// A middle way: a page is compressed once and sent many times, but the first visitor waits for it.
const BROTLI_QUALITY: i32 = 5;
/// log2 of brotli's window in bytes; pages are far smaller than these 256 kB.
const BROTLI_WINDOW: i32 = 18;

/// A content coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// As it is.
    Identity,
    /// `br`.
    Brotli,
    /// `gzip`.
    Gzip,
}

impl Encoding {
    /// The smallest form that the client takes.
    pub(crate) fn accepted(headers: &HeaderMap) -> Encoding {
        let mut accepted = Encoding::Identity;
        let values = headers
            .get_all(ACCEPT_ENCODING)
            .iter()
            .filter_map(|value| value.to_str().ok());
        for coding in values.flat_map(|value| value.split(',')) {
            let mut parts = coding.split(';').map(str::trim);
            let name = parts.next().unwrap_or_default();
            if parts.any(refuses) {
                continue;
            }
            match name {
                "br" => return Encoding::Brotli,
                "gzip" => accepted = Encoding::Gzip,
                _ => {}
            }
        }
        accepted
    }

    /// Value of `Content-Encoding`, if there is one.
    pub(crate) fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Identity => None,
            Encoding::Brotli => Some("br"),
            Encoding::Gzip => Some("gzip"),
        }
    }

    /// `body` in this form.
    pub(crate) fn encode(self, body: &[u8]) -> Vec<u8> {
        let mut encoded = Vec::with_capacity(body.len() / 3);
        // Writing to memory cannot fail.
        match self {
            Encoding::Identity => encoded.extend_from_slice(body),
            Encoding::Brotli => {
                let quality = BROTLI_QUALITY as u32;
                let window = BROTLI_WINDOW as u32;
                let mut writer = brotli::CompressorWriter::new(&mut encoded, 4096, quality, window);
                let _ = writer.write_all(body);
            }
            Encoding::Gzip => {
                let level = flate2::Compression::default();
                let mut writer = flate2::write::GzEncoder::new(&mut encoded, level);
                let _ = writer.write_all(body);
            }
        }
        encoded
    }
}

/// Whether a parameter is a weight of zero, which means "not this one" (RFC 9110, 12.4.2).
fn refuses(parameter: &str) -> bool {
    parameter.strip_prefix("q=").is_some_and(|weight| {
        weight.starts_with('0') && weight.bytes().all(|byte| matches!(byte, b'0' | b'.'))
    })
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    fn accepted(value: &str) -> Encoding {
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT_ENCODING, value.parse().expect("a header"));
        Encoding::accepted(&headers)
    }

    #[test]
    fn brotli_is_preferred_wherever_it_stands() {
        assert_eq!(accepted("gzip, deflate, br, zstd"), Encoding::Brotli);
        assert_eq!(accepted("br;q=0.5, gzip"), Encoding::Brotli);
        assert_eq!(accepted("gzip"), Encoding::Gzip);
        assert_eq!(accepted("deflate, *"), Encoding::Identity);
        assert_eq!(Encoding::accepted(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn a_weight_of_zero_refuses() {
        assert_eq!(accepted("br;q=0, gzip"), Encoding::Gzip);
        assert_eq!(accepted("br; q=0.000"), Encoding::Identity);
        assert_eq!(accepted("br; q=0.001"), Encoding::Brotli);
    }

    #[test]
    fn what_is_encoded_can_be_read_again() {
        let page = "<p>Stoneware</p>".repeat(100).into_bytes();
        let mut text = Vec::new();
        let brotli = Encoding::Brotli.encode(&page);
        assert!(brotli.len() < page.len());
        brotli::Decompressor::new(brotli.as_slice(), 4096)
            .read_to_end(&mut text)
            .expect("brotli");
        assert_eq!(text, page);
        text.clear();
        let gzip = Encoding::Gzip.encode(&page);
        flate2::read::GzDecoder::new(gzip.as_slice())
            .read_to_end(&mut text)
            .expect("gzip");
        assert_eq!(text, page);
    }
}
