//! What is answered where no route is: a file of the site, or a page that says there is nothing and helps on.

use axum::{
    body::Body,
    extract::Request,
    http::{
        HeaderValue, Method, StatusCode,
        header::{ACCEPT, LOCATION},
    },
    response::{IntoResponse, Response},
};
use words::Locale;

use super::{files::SiteFiles, page::Pages};

/// Which of its answers the fallback gave; travels with the response.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FallbackRoute {
    /// A file of the folder that the build fills.
    PackageFile,
    /// Another file of the site.
    SiteFile,
    /// There is nothing at this address.
    Nothing,
    /// There is something at the address without its slash.
    Redirect,
}

impl FallbackRoute {
    /// As metrics and logs name it. Never the path: somebody may have mistyped an order's, which is a secret.
    pub(crate) fn name(self) -> &'static str {
        match self {
            FallbackRoute::PackageFile => "/pkg/*",
            FallbackRoute::SiteFile => "/*",
            FallbackRoute::Nothing => "nothing",
            FallbackRoute::Redirect => "redirect",
        }
    }

    /// Whether a file was sent.
    pub(crate) fn is_file(self) -> bool {
        matches!(self, FallbackRoute::PackageFile | FallbackRoute::SiteFile)
    }
}

/// Answers what no route does.
#[derive(Clone)]
pub(super) struct Fallback {
    files: SiteFiles,
    pages: Pages,
}

impl Fallback {
    pub(super) fn new(files: SiteFiles, pages: Pages) -> Fallback {
        Fallback { files, pages }
    }

    pub(super) async fn answer(self, request: Request) -> Response {
        let path = request.uri().path();
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        if !reads || path.starts_with("/api/") {
            let text = Locale::default().refusals_no_function();
            return nothing((StatusCode::NOT_FOUND, text).into_response());
        }
        if let Some(location) = without_slash(&request) {
            let mut response = StatusCode::PERMANENT_REDIRECT.into_response();
            response.headers_mut().insert(LOCATION, location);
            response.extensions_mut().insert(FallbackRoute::Redirect);
            return response;
        }
        let file_name = path.rsplit('/').next().unwrap_or_default();
        if file_name.contains('.') {
            let wants_page = wants_page(&request);
            let (parts, _) = request.into_parts();
            let for_file = Request::from_parts(parts.clone(), Body::empty());
            if let Some(response) = self.files.find(for_file).await {
                return response;
            }
            if !wants_page {
                return nothing(StatusCode::NOT_FOUND.into_response());
            }
            let request = Request::from_parts(parts, Body::empty());
            return nothing(self.pages.render(request).await);
        }
        nothing(self.pages.render(request).await)
    }
}

fn nothing(mut response: Response) -> Response {
    response.extensions_mut().insert(FallbackRoute::Nothing);
    response
}

/// Whether a page would be of use: to a person, not to an `<img>`.
fn wants_page(request: &Request) -> bool {
    let accept = request
        .headers()
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// The address without the slash at its end, under which pages are.
fn without_slash(request: &Request) -> Option<HeaderValue> {
    let path = request.uri().path();
    let shorter = path.trim_end_matches('/');
    // Two slashes at the beginning would make it the address of another host.
    if shorter.len() == path.len() || shorter.is_empty() || shorter.starts_with("//") {
        return None;
    }
    let location = match request.uri().query() {
        Some(query) => format!("{shorter}?{query}"),
        None => shorter.to_owned(),
    };
    HeaderValue::try_from(location).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn location(uri: &str) -> Option<String> {
        let request = Request::get(uri).body(Body::empty()).expect("a request");
        without_slash(&request).map(|value| value.to_str().expect("text").to_owned())
    }

    #[test]
    fn a_slash_too_many_leads_to_the_page() {
        assert_eq!(location("/c/mugs/").as_deref(), Some("/c/mugs"));
        assert_eq!(
            location("/c/mugs/?sort=title").as_deref(),
            Some("/c/mugs?sort=title")
        );
        assert_eq!(location("/c/mugs"), None);
        assert_eq!(location("/"), None);
    }

    #[test]
    fn nobody_is_sent_to_another_host() {
        assert_eq!(location("//evil.example/"), None);
        assert_eq!(location("///"), None);
    }
}
