//! Which requests are for a page that can be kept, and what tells such pages apart.

use std::hash::{Hash, Hasher};

use axum::http::{HeaderMap, Method, Request, Uri, header::COOKIE};
use commerce::catalogue::Sort;
use quick_cache::Equivalent;

/// A kind of page that can be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Home,
    Category,
    Product,
}

impl Kind {
    /// Every kind, in the order of their numbers.
    pub(crate) const ALL: [Kind; 3] = [Kind::Home, Kind::Category, Kind::Product];

    /// The route, as metrics and logs name it.
    pub(crate) fn route(self) -> &'static str {
        match self {
            Kind::Home => "/",
            Kind::Category => "/c/{slug}",
            Kind::Product => "/p/{slug}",
        }
    }
}

/// Name of a page that can be kept: its path, and for a category the order of its products. Every other query parameter is
/// left out, because no such page depends on one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageKey {
    path: Box<str>,
    sort: Sort,
}

/// A [`PageKey`] that still lies in its request.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PageKeyRef<'a> {
    pub(crate) kind: Kind,
    path: &'a str,
    sort: Sort,
}

impl<'a> PageKeyRef<'a> {
    /// The key of a request that a kept page can answer: a plain GET of a catalogue page by somebody without a cart.
    pub(crate) fn of<B>(request: &'a Request<B>) -> Option<PageKeyRef<'a>> {
        if request.method() != Method::GET || names_a_visitor(request.headers()) {
            return None;
        }
        let path = request.uri().path();
        let kind = match path.strip_prefix('/')? {
            "" => Kind::Home,
            rest => match rest.split_once('/')? {
                ("c", slug) if is_slug(slug) => Kind::Category,
                ("p", slug) if is_slug(slug) => Kind::Product,
                _ => return None,
            },
        };
        let sort = match kind {
            Kind::Category => sort_of(request.uri().query()),
            Kind::Home | Kind::Product => Sort::default(),
        };
        Some(PageKeyRef { kind, path, sort })
    }

    /// A key that outlives the request.
    pub(crate) fn to_key(self) -> PageKey {
        PageKey {
            path: self.path.into(),
            sort: self.sort,
        }
    }
}

impl PageKey {
    /// The one address that this page is rendered for, whatever the request's query was.
    pub(crate) fn canonical_uri(&self) -> Uri {
        let address = if self.sort == Sort::default() {
            self.path.to_string()
        } else {
            format!("{}?sort={}", self.path, self.sort.as_str())
        };
        Uri::try_from(address).expect("a path of letters, digits, hyphens and slashes")
    }

    /// Bytes that the key takes.
    pub(crate) fn len(&self) -> usize {
        self.path.len()
    }
}

impl Hash for PageKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(&self.path, self.sort, state);
    }
}

impl Hash for PageKeyRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        hash(self.path, self.sort, state);
    }
}

fn hash<H: Hasher>(path: &str, sort: Sort, state: &mut H) {
    path.hash(state);
    sort.hash(state);
}

impl Equivalent<PageKey> for PageKeyRef<'_> {
    fn equivalent(&self, key: &PageKey) -> bool {
        *self.path == *key.path && self.sort == key.sort
    }
}

/// Whether the path's last part may name a product or category. Deliberately wider than the type's own rule: the page
/// itself decides, and answers 404.
fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn sort_of(query: Option<&str>) -> Sort {
    let parameters = query.unwrap_or_default().split('&');
    let sort = parameters
        .filter_map(|parameter| parameter.strip_prefix("sort="))
        .next();
    sort.map(Sort::from_query).unwrap_or_default()
}

/// Whether a cookie of ours says who asks: their pages show their own cart. Cookies of others mean nothing to a page.
pub(crate) fn names_a_visitor(headers: &HeaderMap) -> bool {
    headers.get_all(COOKIE).iter().any(|cookies| {
        cookies
            .as_bytes()
            .split(|byte| *byte == b';')
            .any(|cookie| {
                let cookie = cookie.trim_ascii_start();
                let cookie = cookie.strip_prefix(b"__Host-").unwrap_or(cookie);
                cookie.starts_with(b"till_")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(uri: &str) -> Request<()> {
        Request::builder().uri(uri).body(()).expect("a request")
    }

    fn canonical(uri: &str) -> Option<String> {
        let request = get(uri);
        let key = PageKeyRef::of(&request)?.to_key();
        Some(key.canonical_uri().to_string())
    }

    #[test]
    fn catalogue_pages_can_be_kept_and_others_cannot() {
        assert_eq!(canonical("/").as_deref(), Some("/"));
        assert_eq!(
            canonical("/p/stoneware-mug").as_deref(),
            Some("/p/stoneware-mug")
        );
        for uri in [
            "/search?q=mug",
            "/cart",
            "/checkout",
            "/orders/abc",
            "/c/",
            "/p/a/b",
            "/p/%2e",
            "/pkg/till.css",
        ] {
            assert_eq!(canonical(uri), None, "{uri}");
        }
    }

    #[test]
    fn only_a_known_order_tells_category_pages_apart() {
        assert_eq!(
            canonical("/c/mugs?sort=price-up").as_deref(),
            Some("/c/mugs?sort=price-up")
        );
        assert_eq!(
            canonical("/c/mugs?utm=x&sort=price-up&y").as_deref(),
            Some("/c/mugs?sort=price-up")
        );
        for uri in [
            "/c/mugs",
            "/c/mugs?sort=relevance",
            "/c/mugs?sort=newest",
            "/c/mugs?q=1",
        ] {
            assert_eq!(canonical(uri).as_deref(), Some("/c/mugs"), "{uri}");
        }
        assert_eq!(canonical("/p/mug?sort=price-up").as_deref(), Some("/p/mug"));
    }

    #[test]
    fn who_has_a_cart_gets_a_page_of_their_own() {
        let with = |cookie: &str| {
            let mut request = get("/");
            request
                .headers_mut()
                .insert(COOKIE, cookie.parse().expect("a header"));
            PageKeyRef::of(&request).is_some()
        };
        assert!(!with("till_cart=abc"));
        assert!(!with("a=b; __Host-till_cart=abc"));
        assert!(!with("a=b;till_session=abc"));
        assert!(with("__stripe_mid=abc; not_till_cart=1"));
    }

    #[test]
    fn other_methods_are_not_answered_from_the_cache() {
        let mut request = get("/");
        *request.method_mut() = Method::POST;
        assert!(PageKeyRef::of(&request).is_none());
    }

    #[test]
    fn a_key_is_found_by_its_borrowed_form() {
        use std::hash::{BuildHasher, RandomState};
        let request = get("/c/mugs?sort=title");
        let borrowed = PageKeyRef::of(&request).expect("a key");
        let owned = borrowed.to_key();
        let state = RandomState::new();
        assert_eq!(state.hash_one(borrowed), state.hash_one(&owned));
        assert!(borrowed.equivalent(&owned));
    }
}
