//! Files of the site: scripts, WebAssembly, style, pictures. With compressed copies beside them (`cargo leptos build
//! --precompress`) those are sent.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderValue, StatusCode, header::CACHE_CONTROL},
    response::Response,
};
use tower::ServiceExt;
use tower_http::services::ServeDir;

use super::FallbackRoute;
use crate::config::SiteFolder;

/// The name changes with the content, so a copy is good for ever; a year is how the web says that.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Pictures keep their names when they are drawn anew; an hour later everybody sees the new one.
const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// The site's folder.
#[derive(Clone)]
pub(super) struct SiteFiles {
    folder: ServeDir,
    package: String,
}

impl SiteFiles {
    pub(super) fn new(site: &SiteFolder) -> SiteFiles {
        SiteFiles {
            folder: ServeDir::new(&site.root)
                .precompressed_br()
                .precompressed_gzip()
                .append_index_html_on_directories(false),
            package: format!("/{}/", site.pkg.trim_matches('/')),
        }
    }

    /// The file at the request's path; none, with the request, if there is none.
    pub(super) async fn find(self, request: Request) -> Option<Response> {
        let path = request.uri().path();
        let package = path.starts_with(&self.package);
        let lifetime = if package && is_hashed(path) {
            FOR_EVER
        } else {
            FOR_AN_HOUR
        };
        let Ok(response) = self.folder.oneshot(request).await;
        if response.status() == StatusCode::NOT_FOUND {
            return None;
        }
        let mut response = response.map(Body::new);
        response.headers_mut().insert(CACHE_CONTROL, lifetime);
        let route = if package {
            FallbackRoute::PackageFile
        } else {
            FallbackRoute::SiteFile
        };
        response.extensions_mut().insert(route);
        Some(response)
    }
}

/// Whether a file's name carries the hash of its content, as in `till.R8mUSmZZq2ZvS0kvXcoyQg.css`.
fn is_hashed(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    let mut parts = name.rsplit('.');
    let (extension, hash, rest) = (parts.next(), parts.next(), parts.next());
    let is_hash = |text: &str| {
        text.len() >= 16
            && text
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    };
    extension.is_some() && rest.is_some() && hash.is_some_and(is_hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_with_a_hash_are_good_for_ever() {
        for path in [
            "/pkg/till.R8mUSmZZq2ZvS0kvXcoyQg.css",
            "/pkg/till.a-b_c4567890123456789A.wasm",
        ] {
            assert!(is_hashed(path), "{path}");
        }
        for path in [
            "/pkg/till.css",
            "/pkg/till_bg.wasm",
            "/pkg/till.min.css",
            "/pkg/R8mUSmZZq2ZvS0kvXcoyQg.css",
        ] {
            assert!(!is_hashed(path), "{path}");
        }
    }
}
