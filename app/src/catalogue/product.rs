//! A product: what it is, which variants there are, and the form that puts one into the cart.

use leptos::prelude::*;
use words::Locale;

use super::{
    add_form::add_form,
    breadcrumbs::breadcrumbs,
    card::{Place, product_grid},
    category::slug_of_request,
    picture::{Fetch, picture_element},
    structured_data,
};
use crate::{
    error_page::PageError,
    layout::{Canonical, PageHead, page, shop, site},
    page_facts::{Depends, PageFacts},
};

/// The page of a product.
#[component]
pub(crate) fn ProductPage() -> impl IntoView {
    let slug = slug_of_request();
    page(async move {
        let slug = slug?;
        let product = shop().product(&slug).await?.ok_or(PageError::NotFound)?;
        let shown = std::iter::once(&product.slug)
            .chain(product.related.iter().map(|related| &related.slug))
            .cloned()
            .collect();
        expect_context::<PageFacts>().keep_until_changed(Depends::Products(shown));

        let words = Locale::default();
        let data = structured_data::json_ld(&structured_data::product(&site(), &product));
        let path = format!("/p/{slug}");
        let steps = vec![
            (
                product.category.title.clone(),
                format!("/c/{}", product.category.slug),
            ),
            (product.title.clone(), path.clone()),
        ];
        let paragraphs = product
            .text
            .into_iter()
            .map(|text| view! { <p>{text}</p> })
            .collect_view();
        let form = add_form(&product.variants);
        let alt = product.picture.alt.clone();
        Ok(view! {
            <PageHead
                title=product.title.clone()
                description=product.summary.clone()
                canonical=Canonical::Path(path)
                picture=Some(product.picture.clone())
                kind="product"
            />
            {data}
            <div class="wrap">
                {breadcrumbs(steps)}
                <article class="product">
                    <div class="product-picture">
                        {picture_element(product.picture.clone(), alt, Fetch::First)}
                    </div>
                    <div class="product-words">
                        <h1>{product.title.clone()}</h1>
                        <p class="lead">{product.summary}</p>
                        {form}
                        <ul class="assurances">
                            <li>{words.catalogue_assurance_delivery()}</li>
                            <li>{words.catalogue_assurance_returns()}</li>
                            <li>{words.catalogue_assurance_payment()}</li>
                        </ul>
                        <section class="product-text" aria-label=words.catalogue_details()>
                            {paragraphs}
                        </section>
                    </div>
                </article>
                {(!product.related.is_empty())
                    .then(|| {
                        view! {
                            <section class="section" aria-labelledby="related">
                                <h2 id="related">
                                    {words.catalogue_related(&product.category.title)}
                                </h2>
                                {product_grid(product.related, Place::Below)}
                            </section>
                        }
                    })}
            </div>
        })
    })
}
