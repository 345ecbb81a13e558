//! From a reading of the shop to a whole page.

use std::future::Future;

use leptos::{either::Either, prelude::*};
use shop::{Shop, StoreError, catalogue::CategoryCard};
use words::Locale;

use super::{Footer, Header};
use crate::{
    cart::{InCart, whose},
    error_page::PageError,
    posted::TooMany,
    site::Site,
};

/// The shop that this request is for.
pub fn shop() -> Shop {
    expect_context()
}

/// The site that this request came to.
pub fn site() -> Site {
    expect_context()
}

/// What header and footer show.
struct Frame {
    site: Site,
    categories: Vec<CategoryCard>,
    in_cart: u32,
}

impl Frame {
    /// Reads it. A page is still a page without its frame's data: what cannot be read is left out and logged.
    async fn read() -> Frame {
        let shop = shop();
        let categories = shop.categories().await.unwrap_or_else(|error| {
            tracing::error!(%error, "the header's categories could not be read");
            Vec::new()
        });
        let in_cart = in_cart(&shop).await.unwrap_or_else(|error| {
            tracing::error!(%error, "the cart's count could not be read");
            0
        });
        Frame {
            site: site(),
            categories,
            in_cart,
        }
    }
}

/// Pieces in the visitor's cart.
async fn in_cart(shop: &Shop) -> Result<u32, StoreError> {
    Ok(match whose::find().await? {
        Some(cart) => shop.cart(&cart).await?.count(),
        None => 0,
    })
}

/// A page whose content comes from `load`, with header and footer; a failure becomes the page that explains it.
pub fn page<V>(load: impl Future<Output = Result<V, PageError>> + Send + 'static) -> impl IntoView
where
    V: IntoView + 'static,
{
    Suspend::new(async move {
        let loaded = match use_context::<TooMany>() {
            Some(too_many) => Err(PageError::TooMany(too_many)),
            None => load.await,
        };
        let content = match loaded {
            Ok(content) => content.into_any(),
            Err(PageError::LedOn) => return Either::Left(()),
            Err(error) => error.into_page().await.into_any(),
        };
        let Frame {
            site,
            categories,
            in_cart,
        } = Frame::read().await;
        provide_context(InCart(in_cart));
        Either::Right(view! {
            <a class="skip-link" href="#main">{Locale::default().shop_skip()}</a>
            <Header shop_name=site.shop_name.clone() sandbox=site.sandbox categories=categories.clone() />
            <main id="main" tabindex="-1">{content}</main>
            <Footer shop_name=site.shop_name categories />
        })
    })
}
