//! The scripts that Leptos writes into a page: which they are, so that the page's policy allows exactly those.
//!
//! Leptos marks each of its scripts with the rendering's nonce. A nonce differs at each rendering, so a page that is kept
//! cannot use it; but a nonce that nobody could guess tells Leptos' own scripts from any that might have slipped into the page
//! by other ways. So scripts that carry it are hashed, and then it is taken out: the same page has the same bytes again.

use data_encoding::BASE64;
use sha2::{Digest, Sha256};

/// A page without nonces, and the sources that its policy must allow.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct InlineScripts {
    /// The page.
    pub(crate) html: String,
    /// Values for `script-src`, like `'sha256-…'`.
    pub(crate) sources: Vec<String>,
}

impl InlineScripts {
    /// Takes `nonce` out of `html`.
    pub(crate) fn settle(html: &str, nonce: &str) -> InlineScripts {
        let attribute = format!(" nonce=\"{nonce}\"");
        let mut sources = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find("<script") {
            rest = &rest[at..];
            let Some(opened) = rest.find('>') else { break };
            let (tag, after) = rest.split_at(opened + 1);
            let Some(closed) = after.find("</script>") else {
                break;
            };
            let (content, after) = after.split_at(closed);
            if tag.contains(&attribute) && !content.is_empty() {
                let source = source(content);
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            rest = after;
        }
        // Leptos puts the nonce into `crossorigin` of preloading links too, where any value means the empty one.
        let html = html.replace(&attribute, "").replace(nonce, "");
        InlineScripts { html, sources }
    }
}

/// What a policy calls a script of this text (CSP level 3, "hash-source").
fn source(script: &str) -> String {
    format!("'sha256-{}'", BASE64.encode(&Sha256::digest(script)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scripts_of_this_rendering_are_allowed() {
        let html = "<head><script type=\"module\" nonce=\"N0\">go()</script></head>\
                    <p>&lt;script&gt;</p><script>evil()</script><script nonce=\"N1\">evil()</script>";
        let settled = InlineScripts::settle(html, "N0");
        assert_eq!(settled.sources, [source("go()")]);
        assert!(
            settled
                .html
                .contains("<script type=\"module\">go()</script>")
        );
        assert!(!settled.html.contains("N0"));
    }

    #[test]
    fn the_hash_is_the_one_that_browsers_compute() {
        // The example of the specification: https://www.w3.org/TR/CSP3/#external-hash uses alert('Hello, world.');
        assert_eq!(
            source("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn two_renderings_of_one_page_have_the_same_bytes() {
        let page = |nonce: &str| {
            let html = format!(
                "<link crossorigin=\"{nonce}\"><script nonce=\"{nonce}\">a</script>\
                 <script src=\"/a.js\" nonce=\"{nonce}\"></script><script nonce=\"{nonce}\">a</script>"
            );
            InlineScripts::settle(&html, nonce)
        };
        assert_eq!(page("first"), page("second"));
        assert_eq!(page("first").sources.len(), 1);
        assert!(page("first").html.contains("<link crossorigin=\"\">"));
    }

    #[test]
    fn an_unfinished_script_ends_the_search() {
        assert!(
            InlineScripts::settle("<script nonce=\"N\">a", "N")
                .sources
                .is_empty()
        );
    }
}
