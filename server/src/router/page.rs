//! Rendering a page: the app makes the HTML, this adds what browsers and caches have to know of it.

use std::sync::Arc;

use app::{
    Depends, PageFacts, Site,
    account::{CurrentSession, is_account_page},
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::Request,
    http::{
        HeaderMap, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
            IF_NONE_MATCH, LOCATION, REFERRER_POLICY, VARY,
        },
    },
    response::{IntoResponse, Response},
};
use leptos::{config::LeptosOptions, context::provide_context, nonce::Nonce};
use shop::Shop;

use super::{limits, rendering::RenderingOwner, returning};
use crate::{
    page_cache::{etag, etag::Digest, names_a_visitor},
    security::{Csp, InlineScripts},
};

/// What the server knows of a page that it rendered; travels with the response.
#[derive(Clone)]
pub(crate) struct Rendered {
    /// The page.
    pub(crate) body: Bytes,
    /// Of the body.
    pub(crate) digest: Digest,
    /// Until when the page may be kept, if at all.
    pub(crate) dependencies: Option<Depends>,
    /// Whether the page loads Stripe.js.
    pub(crate) needs_stripe: bool,
}

struct Inner {
    shop: Shop,
    site: Site,
    options: LeptosOptions,
    csp: Csp,
}

/// Renders pages; cheap to clone.
#[derive(Clone)]
pub(crate) struct Pages(Arc<Inner>);

impl Pages {
    pub(crate) fn new(shop: Shop, site: Site, options: LeptosOptions, csp: Csp) -> Pages {
        Pages(Arc::new(Inner {
            shop,
            site,
            options,
            csp,
        }))
    }

    pub(super) fn shop(&self) -> &Shop {
        &self.0.shop
    }

    pub(super) fn site(&self) -> &Site {
        &self.0.site
    }

    /// Provides what pages and server functions find as context.
    pub(crate) fn base_context(&self) -> impl Fn() + Clone + Send + Sync + 'static {
        let this = self.clone();
        move || {
            provide_context(this.0.shop.clone());
            provide_context(this.0.site.clone());
            provide_context(this.0.options.clone());
            provide_context(PageFacts::default());
            provide_context(CurrentSession::default());
        }
    }

    /// Renders the page at the request's address.
    pub(crate) async fn render(self, request: Request) -> Response {
        if let Some(location) = returning::without_additions(request.uri()) {
            let mut response = StatusCode::SEE_OTHER.into_response();
            let headers = response.headers_mut();
            headers.insert(LOCATION, location);
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            // The address that was come from holds a secret.
            headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            return response;
        }
        self.render_with(request, || {}).await
    }

    /// Renders a page as the answer to its form, which it finds as context.
    pub(crate) async fn render_posted<F: Clone + Send + Sync + 'static>(
        self,
        request: Request,
        posted: F,
    ) -> Response {
        self.render_with(request, move || provide_context(posted.clone()))
            .await
    }

    async fn render_with(
        self,
        request: Request,
        more: impl Fn() + Clone + Send + Sync + 'static,
    ) -> Response {
        let privacy = Privacy::of(&request);
        let known = request.headers().get(IF_NONE_MATCH).cloned();
        let facts = PageFacts::default();
        let nonce = Nonce::new();
        let owner = RenderingOwner::default();
        let context = {
            let (base, facts, nonce) = (self.base_context(), facts.clone(), nonce.clone());
            let owner = owner.clone();
            move || {
                owner.note();
                base();
                provide_context(facts.clone());
                provide_context(nonce.clone());
                more();
            }
        };
        let options = self.0.options.clone();
        let app = move || app::shell(options.clone());
        let render = leptos_axum::render_app_async_with_context(context, app);
        let rendering = async {
            let (parts, body) = render(request).await.into_parts();
            // Nothing comes over a network here, so there is nothing that could fail.
            (parts, to_bytes(body, usize::MAX).await.unwrap_or_default())
        };
        let (mut parts, html) = owner.run(rendering).await;
        let Ok(html) = std::str::from_utf8(&html) else {
            return limits::broken();
        };
        let InlineScripts { html, sources } = InlineScripts::settle(html, &nonce);
        let body = Bytes::from(html);
        let rendered = Rendered {
            digest: Digest::of(&body),
            body: body.clone(),
            dependencies: facts.dependencies(),
            needs_stripe: facts.needs_stripe(),
        };

        let policy = self.0.csp.of_page(&sources, rendered.needs_stripe);
        parts.headers.insert(CONTENT_SECURITY_POLICY, policy);
        parts.headers.remove(CONTENT_LENGTH);
        privacy.tell(&mut parts.headers);
        let mut body = Body::from(body);
        if parts.status == StatusCode::OK && privacy != Privacy::Secret {
            let etag = rendered.digest.weak_etag();
            if etag::matches(known.as_ref(), &etag) {
                parts.status = StatusCode::NOT_MODIFIED;
                parts.headers.remove(CONTENT_TYPE);
                body = Body::empty();
            }
            parts.headers.insert(ETAG, etag);
        }
        parts.extensions.insert(rendered);
        Response::from_parts(parts, body)
    }
}

/// Who may keep a copy of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Privacy {
    /// Anybody, and asks before each use.
    Public,
    /// The visitor's own browser, and asks before each use.
    Personal,
    /// Nobody: names, addresses, payments.
    Secret,
}

impl Privacy {
    fn of<B>(request: &axum::http::Request<B>) -> Privacy {
        let path = request.uri().path();
        let is_payment = path == "/checkout" || path.starts_with("/checkout/");
        if is_payment || path.starts_with("/orders/") || is_account_page(path) {
            Privacy::Secret
        } else if names_a_visitor(request.headers()) {
            Privacy::Personal
        } else {
            Privacy::Public
        }
    }

    fn tell(self, headers: &mut HeaderMap) {
        let control = match self {
            Privacy::Public => "no-cache",
            Privacy::Personal => "private, no-cache",
            Privacy::Secret => "no-store",
        };
        headers.insert(CACHE_CONTROL, HeaderValue::from_static(control));
        headers.insert(VARY, HeaderValue::from_static("Cookie, Accept-Encoding"));
        if self == Privacy::Secret {
            // The address of an order or of a link from a mail is a secret, which other sites must not be told. Not told to
            // the shop either, forms would come without their origin.
            headers.insert(REFERRER_POLICY, HeaderValue::from_static("same-origin"));
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::header::COOKIE;

    use super::*;

    fn of(path: &str, cookie: Option<&str>) -> Privacy {
        let mut request = axum::http::Request::get(path);
        if let Some(cookie) = cookie {
            request = request.header(COOKIE, cookie);
        }
        Privacy::of(&request.body(()).expect("a request"))
    }

    #[test]
    fn names_and_payments_are_never_kept() {
        for path in [
            "/checkout",
            "/checkout/return",
            "/orders/abc",
            "/account",
            "/account/link/abc",
        ] {
            assert_eq!(of(path, None), Privacy::Secret, "{path}");
        }
        assert_eq!(of("/c/orders", None), Privacy::Public);
        assert_eq!(of("/accountants", None), Privacy::Public);
    }

    #[test]
    fn a_visitor_with_a_cart_gets_a_page_of_their_own() {
        assert_eq!(of("/", None), Privacy::Public);
        assert_eq!(of("/", Some("till_cart=abc")), Privacy::Personal);
    }
}
