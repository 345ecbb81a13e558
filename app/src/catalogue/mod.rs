//! Home, category, product and search pages, and what they share.

mod breadcrumbs;
mod card;
mod category;
mod choices;
mod home;
mod picture;
mod product;
mod search;
mod search_box;
mod sorting;
mod structured_data;

pub(crate) use card::category_grid;
pub(crate) use category::CategoryPage;
pub(crate) use home::HomePage;
pub(crate) use product::ProductPage;
pub(crate) use search::SearchPage;
pub(crate) use search_box::SearchBox;
