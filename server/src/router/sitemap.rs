//! `/sitemap.xml`: every page that search engines may show (<https://www.sitemaps.org/protocol.html>).

use app::Site;
use axum::{
    extract::State,
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use shop::{Shop, catalogue::SitemapEntry};

pub(super) async fn answer(State((shop, site)): State<(Shop, Site)>) -> Response {
    match shop.sitemap().await {
        Ok(entries) => {
            let home = std::iter::once("/".to_owned());
            let paths = home.chain(entries.iter().map(SitemapEntry::path));
            ([(CONTENT_TYPE, "application/xml")], document(&site, paths)).into_response()
        }
        Err(error) => {
            tracing::error!(%error, "the sitemap could not be read from the store");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn document(site: &Site, paths: impl Iterator<Item = String>) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
                   <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
        .to_owned();
    for path in paths {
        // Paths are made of slugs, and a base URL is an origin: neither holds what XML would have to escape.
        xml.push_str(&format!("<url><loc>{}</loc></url>\n", site.url(&path)));
    }
    xml.push_str("</urlset>\n");
    xml
}
