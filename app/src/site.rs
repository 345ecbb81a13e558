//! What pages know of the site they are served from.

/// The site; the server provides it as context beside [`shop::Shop`].
#[derive(Debug, Clone)]
pub struct Site {
    /// Scheme and host that customers use, without a trailing slash: `https://shop.example`.
    pub base_url: String,
    /// Name of the shop, as customers read it.
    pub shop_name: String,
    /// Where Stripe.js is loaded from.
    pub stripe_js_url: String,
    /// Origin of Stripe's own pages, to which a checkout may lead.
    pub stripe_pages: String,
    /// Key with which the browser speaks to Stripe.
    pub publishable_key: String,
    /// Whether payments go to the sandbox, so that no money moves.
    pub sandbox: bool,
    /// The folder that mails are written into instead of being sent, where the sandbox's customers may be told of it.
    pub mail_folder: Option<String>,
    /// Whether cookies are for TLS only (then they carry the `__Host-` prefix).
    pub secure_cookies: bool,
}

impl Site {
    /// Absolute address of a path of this site that begins with a slash.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base_url)
    }

    /// Whether an absolute address is of one of Stripe's own pages.
    pub(crate) fn is_stripes_page(&self, url: &str) -> bool {
        url.strip_prefix(self.stripe_pages.as_str())
            .is_some_and(|path| path.starts_with('/'))
    }
}
