//! What search engines are told of products, as JSON-LD.
//!
//! Source of the terms: <https://schema.org/Product>, <https://schema.org/BreadcrumbList>.

use commerce::catalogue::VariantOffer;
use leptos::prelude::*;
use serde_json::{Value, json};
use shop::catalogue::ProductPage;

use crate::site::Site;

/// A script element that holds the data. A browser never runs it, so no content security policy need allow it.
pub(super) fn json_ld(data: &Value) -> impl IntoView + use<> {
    view! { <script type="application/ld+json" inner_html=inert(data)></script> }
}

/// The data as text that cannot end its script element: no `<` is left in it.
fn inert(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

/// A product with an offer for each of its variants.
pub(super) fn product(site: &Site, product: &ProductPage) -> Value {
    let url = site.url(&format!("/p/{}", product.slug));
    let offers: Vec<_> = product
        .variants
        .iter()
        .map(|variant| offer(&url, variant))
        .collect();
    json!({
        "@context": "https://schema.org",
        "@type": "Product",
        "name": product.title,
        "description": product.summary,
        "image": [site.url(&product.picture.src)],
        "url": url,
        "category": product.category.title,
        "brand": { "@type": "Brand", "name": site.shop_name },
        "offers": offers,
    })
}

fn offer(url: &str, variant: &VariantOffer) -> Value {
    let availability = if variant.available == 0 {
        "OutOfStock"
    } else {
        "InStock"
    };
    let mut offer = json!({
        "@type": "Offer",
        "url": url,
        "sku": variant.sku,
        "price": variant.price.to_decimal(),
        "priceCurrency": variant.price.currency.to_string().to_ascii_uppercase(),
        "availability": format!("https://schema.org/{availability}"),
        "itemCondition": "https://schema.org/NewCondition",
    });
    if !variant.options.is_empty() {
        let values: Vec<_> = variant
            .options
            .iter()
            .map(|option| option.value.as_str())
            .collect();
        offer["name"] = Value::from(values.join(", "));
    }
    offer
}

/// The steps from the home page, each as title and path.
pub(super) fn breadcrumb_list(site: &Site, steps: &[(String, String)]) -> Value {
    let items: Vec<_> = steps
        .iter()
        .zip(1..)
        .map(|((title, path), position)| {
            json!({ "@type": "ListItem", "position": position, "name": title, "item": site.url(path) })
        })
        .collect();
    json!({
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": items,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_of_a_product_can_end_its_script_element() {
        let data = json!({ "name": "</script><script>alert(1)</script><!--" });
        let text = inert(&data);
        assert!(!text.contains('<'));
        let read: Value = serde_json::from_str(&text).expect("still JSON");
        assert_eq!(read, data);
    }
}
