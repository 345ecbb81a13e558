//! `/robots.txt`: what search engines are asked to leave alone, and where the sitemap is.

use app::Site;
use axum::extract::State;

/// Pages that belong to one visitor, or that there are endlessly many of.
const NOT_FOR_ROBOTS: [&str; 5] = ["/api/", "/cart", "/checkout", "/orders/", "/search"];

pub(super) async fn answer(State(site): State<Site>) -> String {
    let mut text = "User-agent: *\n".to_owned();
    for path in NOT_FOR_ROBOTS {
        text.push_str(&format!("Disallow: {path}\n"));
    }
    text.push_str(&format!("\nSitemap: {}\n", site.url("/sitemap.xml")));
    text
}
