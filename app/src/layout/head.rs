//! A page's title, description and addresses for browsers, search engines and link previews.

use commerce::catalogue::Picture;
use leptos::prelude::*;
use leptos_meta::{Link, Meta, Title};
use words::Locale;

use super::site;

/// Where a page lives, for search engines.
#[derive(Debug, Clone)]
pub enum Canonical {
    /// This path, whatever the query; it begins with a slash.
    Path(String),
    /// Nowhere: it is one visitor's own, or one of endless many, and is kept out of search engines.
    Unlisted,
}

/// The head of one page. `title` stands alone on the home page and before the shop's name elsewhere.
#[component]
pub fn PageHead(
    /// What the page is called.
    #[prop(into)]
    title: String,
    /// One or two sentences for search results and previews.
    #[prop(into)]
    description: String,
    /// Where it lives.
    canonical: Canonical,
    /// What a preview shows, instead of the shop's own picture.
    #[prop(optional_no_strip)]
    picture: Option<Picture>,
    /// The Open Graph type.
    #[prop(default = "website")]
    kind: &'static str,
) -> impl IntoView {
    let site = site();
    let home = matches!(&canonical, Canonical::Path(path) if path == "/");
    let full_title = if home {
        format!("{} – {title}", site.shop_name)
    } else {
        Locale::default().shop_title_with_shop(&site.shop_name, &title)
    };
    let address = match canonical {
        Canonical::Path(path) => Some(site.url(&path)),
        Canonical::Unlisted => None,
    };
    // Link previews show no vector pictures.
    let picture = picture
        .filter(|picture| !picture.src.ends_with(".svg"))
        .unwrap_or_else(|| Picture {
            src: "/og.png".to_owned(),
            alt: format!("{} – {}", site.shop_name, Locale::default().shop_claim()),
            width: 1200,
            height: 630,
        });
    view! {
        <Title text=escaped(&full_title) />
        <Meta name="description" content=description.clone() />
        {match address {
            Some(address) => {
                view! {
                    <Link rel="canonical" href=address.clone() />
                    <Meta property="og:url" content=address />
                }
                    .into_any()
            }
            None => view! { <Meta name="robots" content="noindex" /> }.into_any(),
        }}
        <Meta property="og:site_name" content=site.shop_name.clone() />
        <Meta property="og:type" content=kind />
        <Meta property="og:title" content=title />
        <Meta property="og:description" content=description />
        <Meta name="twitter:card" content="summary_large_image" />
        <Meta property="og:image" content=site.url(&picture.src) />
        <Meta property="og:image:alt" content=picture.alt />
        <Meta property="og:image:width" content=picture.width.to_string() />
        <Meta property="og:image:height" content=picture.height.to_string() />
    }
}

/// The text with nothing in it that could end the title's element. `leptos_meta` writes a title as it is, and what was
/// searched for is part of one.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_searched_for_cannot_leave_the_title() {
        assert_eq!(
            escaped("Search: </title><script>alert('&lt;')</script>"),
            "Search: &lt;/title>&lt;script>alert('&amp;lt;')&lt;/script>"
        );
    }
}
