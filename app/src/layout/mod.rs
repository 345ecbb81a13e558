//! What surrounds each page: head, header, footer, and the step from reading the shop to a rendered page.

mod footer;
mod head;
mod header;
mod icon;
mod page;

pub use head::{Canonical, PageHead};
pub(crate) use icon::magnifier;
pub use page::{page, shop, site};

use footer::Footer;
use header::Header;
