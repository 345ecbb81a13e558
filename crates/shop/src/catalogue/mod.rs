//! The catalogue: what pages read of it, the import of an owner's file, and which products changed since when.

mod cards;
mod category;
mod changes;
mod currency;
mod folding;
mod home;
mod import;
mod product;
mod search;
mod sitemap;

pub(crate) use cards::picture;
pub use cards::{CategoryCard, ProductCard};
pub use category::CategoryPage;
pub(crate) use changes::record_change;
pub use changes::{CatalogueChanges, Changed};
pub(crate) use currency::{currency, currency_in};
pub use home::HomePage;
pub use import::{ImportError, ImportReport, LineError, MOST_ERRORS, Tally};
pub use product::ProductPage;
pub use search::SearchPage;
pub use sitemap::SitemapEntry;
