//! Which address is answered by what, and what every request passes on its way.

mod account_data;
mod fallback;
mod files;
mod forms;
mod functions;
mod health;
mod limits;
mod page;
mod rendering;
mod returning;
mod robots;
mod sitemap;
mod to_its_end;
mod webhooks;

pub(crate) use fallback::FallbackRoute;
pub(crate) use page::Rendered;
pub(crate) use webhooks::WEBHOOK_PATH;

use app::Site;
use axum::{Router, http::header::CACHE_CONTROL, middleware, routing::get};
use leptos_axum::{LeptosRoutes, generate_route_list_with_exclusions_and_ssg_and_context};
use shop::Shop;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionLayer, CompressionLevel,
        predicate::{DefaultPredicate, Predicate},
    },
    limit::RequestBodyLimitLayer,
};
use url::Url;

use self::{fallback::Fallback, files::SiteFiles, page::Pages};
use crate::{
    config::SiteFolder,
    observe::observe,
    security::{Csp, Origins, RateLimits, ResponseHeaders},
};

/// Forms of the shop are far smaller; uploads are not its business.
const MAX_BODY: usize = 64 * 1024;
/// Answers that are made for one visitor are compressed while they are sent: quickly rather than small.
const BROTLI_QUALITY: i32 = 4;

/// What the router is made of.
pub(crate) struct Parts {
    pub(crate) shop: Shop,
    pub(crate) site: Site,
    pub(crate) folder: SiteFolder,
    pub(crate) stripe_js: Url,
    pub(crate) rates: RateLimits,
}

/// Everything behind the page cache.
pub(crate) fn router(parts: Parts) -> Router {
    let Parts {
        shop,
        site,
        folder,
        stripe_js,
        rates,
    } = parts;
    let options = folder.leptos_options();
    let csp = Csp::new(&stripe_js, folder.reload_port);
    let headers = ResponseHeaders::new(&stripe_js, site.base_url.starts_with("https://"));
    let origins = Origins::new(&site.base_url);
    let pages = Pages::new(shop.clone(), site.clone(), options.clone(), csp);

    let context = pages.base_context();
    let (listings, _) =
        generate_route_list_with_exclusions_and_ssg_and_context(app::App, None, context);
    let page = pages.clone();
    let forms = forms::routes(&pages, &listings);
    let rendered = Router::new()
        .leptos_routes_with_handler(listings, move |request| page.clone().render(request))
        .with_state(options)
        .merge(forms)
        .merge(functions::routes(&pages))
        .route(
            "/sitemap.xml",
            get(sitemap::answer).with_state((shop.clone(), site.clone())),
        )
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(BROTLI_QUALITY))
                .compress_when(DefaultPredicate::new().and(is_not_secret)),
        );

    let fallback = Fallback::new(SiteFiles::new(&folder), pages);
    let customers = Router::new()
        .merge(rendered)
        .route("/robots.txt", get(robots::answer).with_state(site))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready).with_state(shop.clone()))
        .fallback(move |request| fallback.clone().answer(request))
        .layer(RequestBodyLimitLayer::new(MAX_BODY))
        .layer(middleware::from_fn_with_state(rates, RateLimits::check))
        .layer(middleware::from_fn_with_state(origins, Origins::check));
    customers
        .merge(webhooks::routes(shop))
        .layer(middleware::from_fn(limits::end_in_time))
        .layer(CatchPanicLayer::custom(limits::explain_panic))
        .layer(middleware::from_fn_with_state(
            headers,
            ResponseHeaders::put_on,
        ))
        .layer(middleware::from_fn(observe))
}

/// A secret and what an attacker can put beside it must not be compressed together: the length would tell of the secret.
fn is_not_secret(
    _: axum::http::StatusCode,
    _: axum::http::Version,
    headers: &axum::http::HeaderMap,
    _: &axum::http::Extensions,
) -> bool {
    headers
        .get(CACHE_CONTROL)
        .is_none_or(|value| value != "no-store")
}
