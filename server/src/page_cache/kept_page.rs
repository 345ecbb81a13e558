//! A page that was rendered once, in each form that clients take it in.

use std::sync::Arc;

use app::Depends;
use axum::{
    body::{Body, Bytes},
    http::{
        HeaderMap, HeaderValue, Response, StatusCode,
        header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, SET_COOKIE},
    },
};
use shop::catalogue::Changed;
use tokio::sync::OnceCell;

use super::encoding::Encoding;
use crate::{observe::request_id, router::Rendered};

/// One form of a page, ready to be sent.
struct Form {
    body: Bytes,
    headers: HeaderMap,
    /// What is sent to who has this form already.
    not_modified: HeaderMap,
}

/// A page as it is sent to everybody without a cart, until something on it changes.
pub(crate) struct KeptPage {
    dependencies: Depends,
    identity: Form,
    brotli: OnceCell<Form>,
    gzip: OnceCell<Form>,
}

impl KeptPage {
    /// The page of a response, if it is one that can be kept: complete, the same for everybody, and of known dependencies.
    pub(crate) fn of(response: &Response<Body>) -> Option<KeptPage> {
        let rendered = response.extensions().get::<Rendered>()?;
        let dependencies = rendered.dependencies.clone()?;
        let personal = response.headers().contains_key(SET_COOKIE);
        if response.status() != StatusCode::OK || personal {
            return None;
        }
        let mut headers = response.headers().clone();
        // Each answer has its own, and finds room for it.
        headers.insert(request_id::HEADER, HeaderValue::from_static(""));
        headers.remove(CONTENT_LENGTH);
        headers.insert(ETAG, rendered.digest.strong_etag());
        Some(KeptPage {
            dependencies,
            identity: Form::new(rendered.body.clone(), headers),
            brotli: OnceCell::new(),
            gzip: OnceCell::new(),
        })
    }

    /// Whether the page shows something of what changed.
    pub(crate) fn shows(&self, changed: &Changed) -> bool {
        match (changed, &self.dependencies) {
            (Changed::Nothing, _) => false,
            (Changed::Everything, _) | (_, Depends::Everything) => true,
            (Changed::Products(changed), Depends::Products(shown)) => {
                changed.iter().any(|slug| shown.contains(slug))
            }
        }
    }

    /// Bytes that the page takes at most. Compressed forms come later; together they are smaller than the page.
    pub(crate) fn weight(&self) -> usize {
        self.identity.body.len() * 2 + 4096
    }

    /// The answer to a request with these headers.
    pub(crate) async fn answer(self: &Arc<Self>, request: &HeaderMap) -> Response<Body> {
        match Encoding::accepted(request) {
            Encoding::Identity => self.identity.answer(request),
            encoding @ Encoding::Brotli => self.form(encoding, &self.brotli).await.answer(request),
            encoding @ Encoding::Gzip => self.form(encoding, &self.gzip).await.answer(request),
        }
    }

    async fn form<'a>(&'a self, encoding: Encoding, made: &'a OnceCell<Form>) -> &'a Form {
        if let Some(form) = made.get() {
            return form;
        }
        made.get_or_init(|| async {
            let body = self.identity.body.clone();
            let encoded = tokio::task::spawn_blocking(move || encoding.encode(&body)).await;
            match encoded {
                Ok(body) => self.identity.encoded(encoding, body.into()),
                // Only a panic while compressing leads here, and the page itself is still good.
                Err(_) => Form::new(self.identity.body.clone(), self.identity.headers.clone()),
            }
        })
        .await
    }
}

impl Form {
    fn new(body: Bytes, headers: HeaderMap) -> Form {
        let mut not_modified = headers.clone();
        for name in [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LENGTH] {
            not_modified.remove(name);
        }
        Form {
            body,
            headers,
            not_modified,
        }
    }

    fn encoded(&self, encoding: Encoding, body: Bytes) -> Form {
        let mut headers = self.headers.clone();
        if let Some(name) = encoding.name() {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static(name));
            // Another form has other bytes, and a strong entity tag stands for bytes.
            if let Some(etag) = headers.get(ETAG).and_then(|etag| etag.to_str().ok()) {
                let tagged = format!("{}.{name}\"", etag.trim_end_matches('"'));
                if let Ok(etag) = HeaderValue::try_from(tagged) {
                    headers.insert(ETAG, etag);
                }
            }
        }
        Form::new(body, headers)
    }

    fn answer(&self, request: &HeaderMap) -> Response<Body> {
        let etag = self.headers.get(ETAG);
        if etag.is_some_and(|etag| super::etag::matches(request.get(IF_NONE_MATCH), etag)) {
            let mut response = Response::new(Body::empty());
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            *response.headers_mut() = self.not_modified.clone();
            return response;
        }
        let mut response = Response::new(Body::from(self.body.clone()));
        *response.headers_mut() = self.headers.clone();
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page_cache::etag::Digest;

    fn response(dependencies: Option<Depends>) -> Response<Body> {
        let mut response = Response::new(Body::empty());
        let body = Bytes::from_static(b"<p>Stoneware</p>");
        response.extensions_mut().insert(Rendered {
            digest: Digest::of(&body),
            body,
            dependencies,
            needs_stripe: false,
        });
        response
    }

    fn products(slugs: &[&str]) -> Vec<commerce::catalogue::Slug> {
        slugs
            .iter()
            .map(|slug| slug.parse().expect("a slug"))
            .collect()
    }

    #[test]
    fn a_page_goes_when_something_on_it_changes() {
        let shows = |dependencies| KeptPage::of(&response(Some(dependencies))).expect("kept");
        let mug = shows(Depends::Products(products(&["mug", "bowl"])));
        assert!(mug.shows(&Changed::Products(products(&["plate", "bowl"]))));
        assert!(mug.shows(&Changed::Everything));
        assert!(!mug.shows(&Changed::Products(products(&["plate"]))));
        assert!(!mug.shows(&Changed::Nothing));
        let home = shows(Depends::Everything);
        assert!(home.shows(&Changed::Products(products(&["plate"]))));
    }

    #[test]
    fn only_whole_pages_that_are_the_same_for_all_are_kept() {
        assert!(KeptPage::of(&response(None)).is_none());
        let mut missing = response(Some(Depends::Everything));
        *missing.status_mut() = StatusCode::NOT_FOUND;
        assert!(KeptPage::of(&missing).is_none());
        let mut personal = response(Some(Depends::Everything));
        personal
            .headers_mut()
            .insert(SET_COOKIE, HeaderValue::from_static("till_cart=a"));
        assert!(KeptPage::of(&personal).is_none());
    }
}
