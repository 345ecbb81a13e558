//! The content security policy: what a page of the shop may load, run and be shown in.

use std::fmt::Write;

use axum::http::HeaderValue;
use url::Url;

/// Policy of answers that are no pages: nothing may be loaded, by nobody.
pub(super) const NOTHING: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
);

/// Hosts that a page with Stripe's elements needs.
#[derive(Debug, Clone, PartialEq, Eq)]
struct StripeHosts {
    script: String,
    frame: String,
    connect: String,
    image: String,
    /// Where a form may lead: browsers hold redirects against the policy too.
    form: String,
}

/// Writes a page's policy.
#[derive(Debug, Clone)]
pub(crate) struct Csp {
    stripe: StripeHosts,
    /// Sources of the live reload, under `cargo leptos watch` only.
    reload: String,
}

impl Csp {
    /// For a shop whose Stripe.js is at `stripe_js`.
    pub(crate) fn new(stripe_js: &Url, reload_port: Option<u16>) -> Csp {
        let reload =
            reload_port.map(|port| format!(" ws://127.0.0.1:{port} ws://localhost:{port}"));
        Csp {
            stripe: StripeHosts::of(stripe_js),
            reload: reload.unwrap_or_default(),
        }
    }

    /// Origins of the frames that a page with Stripe's elements holds.
    pub(crate) fn frame_origin(stripe_js: &Url) -> String {
        stripe_js.origin().ascii_serialization()
    }

    /// Origin of Stripe's own pages, to which the checkout may lead.
    pub(crate) fn page_origin(stripe_js: &Url) -> String {
        StripeHosts::of(stripe_js).form
    }

    /// The policy of a page that holds `scripts` (sources like `'sha256-…'`), with or without Stripe's elements.
    pub(crate) fn of_page(&self, scripts: &[String], stripe: bool) -> HeaderValue {
        let mut script = "'self' 'wasm-unsafe-eval'".to_owned();
        for source in scripts {
            // Writing to a text cannot fail.
            let _ = write!(script, " {source}");
        }
        let mut image = "'self'".to_owned();
        let mut connect = format!("'self'{}", self.reload);
        let mut frame = "'none'".to_owned();
        let mut form = "'self'".to_owned();
        if stripe {
            let hosts = &self.stripe;
            let _ = write!(script, " {}", hosts.script);
            let _ = write!(image, " {}", hosts.image);
            let _ = write!(connect, " {}", hosts.connect);
            frame.clone_from(&hosts.frame);
            let _ = write!(form, " {}", hosts.form);
        }
        let policy = format!(
            "default-src 'self'; script-src {script}; img-src {image}; connect-src {connect}; \
             frame-src {frame}; base-uri 'none'; object-src 'none'; form-action {form}; frame-ancestors 'none'"
        );
        // Hosts come from parsed addresses and hashes from base64: all of it is visible ASCII.
        HeaderValue::try_from(policy).unwrap_or(NOTHING)
    }
}

impl StripeHosts {
    /// Source: <https://docs.stripe.com/security/guide#content-security-policy>; a stand-in has one origin for everything.
    fn of(stripe_js: &Url) -> StripeHosts {
        if stripe_js.host_str() == Some("js.stripe.com") {
            StripeHosts {
                script: "https://js.stripe.com https://*.js.stripe.com".to_owned(),
                frame: "https://js.stripe.com https://*.js.stripe.com https://hooks.stripe.com"
                    .to_owned(),
                connect: "https://api.stripe.com".to_owned(),
                image: "https://*.stripe.com".to_owned(),
                form: "https://checkout.stripe.com".to_owned(),
            }
        } else {
            let origin = Csp::frame_origin(stripe_js);
            StripeHosts {
                script: origin.clone(),
                frame: origin.clone(),
                connect: origin.clone(),
                image: origin.clone(),
                form: origin,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(stripe_js: &str, stripe: bool) -> String {
        let url = Url::parse(stripe_js).expect("an address");
        let scripts = ["'sha256-abc='".to_owned()];
        let value = Csp::new(&url, None).of_page(&scripts, stripe);
        value.to_str().expect("text").to_owned()
    }

    fn directive<'a>(policy: &'a str, name: &str) -> &'a str {
        policy
            .split("; ")
            .find(|directive| directive.starts_with(name))
            .expect(name)
    }

    const STRIPE: &str = "https://js.stripe.com/dahlia/stripe.js";

    #[test]
    fn nothing_inline_is_allowed_but_the_scripts_that_were_counted() {
        let policy = policy(STRIPE, false);
        assert!(
            !policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"),
            "{policy}"
        );
        assert_eq!(
            directive(&policy, "script-src"),
            "script-src 'self' 'wasm-unsafe-eval' 'sha256-abc='"
        );
        assert_eq!(
            directive(&policy, "frame-ancestors"),
            "frame-ancestors 'none'"
        );
    }

    #[test]
    fn stripe_is_let_in_only_where_it_is_needed() {
        assert!(!policy(STRIPE, false).contains("stripe.com"));
        let with = policy(STRIPE, true);
        assert!(
            directive(&with, "script-src")
                .ends_with("https://js.stripe.com https://*.js.stripe.com")
        );
        assert!(directive(&with, "frame-src").ends_with("https://hooks.stripe.com"));
        assert!(directive(&with, "connect-src").ends_with("https://api.stripe.com"));
        assert_eq!(
            directive(&with, "form-action"),
            "form-action 'self' https://checkout.stripe.com"
        );
    }

    #[test]
    fn a_stand_in_takes_the_place_of_stripes_hosts() {
        let with = policy("http://127.0.0.1:12111/v3/stripe.js", true);
        assert!(!with.contains("stripe.com"), "{with}");
        for name in [
            "script-src",
            "frame-src",
            "connect-src",
            "img-src",
            "form-action",
        ] {
            assert!(
                directive(&with, name).ends_with(" http://127.0.0.1:12111"),
                "{with}"
            );
        }
    }

    #[test]
    fn the_live_reload_is_let_in_while_developing() {
        let url = Url::parse(STRIPE).expect("an address");
        let value = Csp::new(&url, Some(3001)).of_page(&[], false);
        assert!(
            value
                .to_str()
                .expect("text")
                .contains("ws://127.0.0.1:3001")
        );
        assert!(!policy(STRIPE, false).contains("ws:"));
    }
}
