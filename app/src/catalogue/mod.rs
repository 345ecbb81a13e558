//! Home, category, product and search pages, and what they share.

#[cfg(feature = "ssr")]
mod add_form;
#[cfg(feature = "ssr")]
mod breadcrumbs;
#[cfg(feature = "ssr")]
mod card;
#[cfg(feature = "ssr")]
mod category;
#[cfg(feature = "ssr")]
mod choices;
#[cfg(feature = "ssr")]
mod home;
mod offer;
#[cfg(feature = "ssr")]
mod picture;
#[cfg(feature = "ssr")]
mod product;
#[cfg(feature = "ssr")]
mod search;
#[cfg(feature = "ssr")]
mod search_box;
#[cfg(feature = "ssr")]
mod sorting;
#[cfg(feature = "ssr")]
mod structured_data;

#[cfg(feature = "ssr")]
pub(crate) use {
    card::category_grid, category::CategoryPage, home::HomePage, product::ProductPage,
    search::SearchPage, search_box::SearchBox,
};
