//! How customers reach the shop.

use std::fmt;

use url::Url;

/// The beginning of every address of the shop: scheme, host and port, no trailing slash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl(String);

impl BaseUrl {
    /// Reads an address like `https://shop.example`.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<BaseUrl, String> {
        let wrong = |why: &str| format!("\"{text}\" {why}; write it like https://shop.example");
        let url = Url::parse(text).map_err(|_| wrong("is not a web address"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(wrong("is neither http:// nor https://"));
        }
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        if !bare || !url.username().is_empty() || url.password().is_some() {
            return Err(wrong(
                "holds more than scheme, host and port (the shop answers at the root)",
            ));
        }
        Ok(BaseUrl(url.origin().ascii_serialization()))
    }

    /// The address without a trailing slash. It is also the origin that browsers send.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, if it is a name that the internet knows: no IP address and not `localhost`.
    pub fn domain(&self) -> Option<&str> {
        let (_, host) = self.0.split_once("://")?;
        let host = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
            _ => host,
        };
        let is_name = host.contains('.') && host.parse::<std::net::IpAddr>().is_err();
        is_name.then_some(host)
    }

    /// Whether the way to the customer is encrypted.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_url_has_no_slash_at_its_end_and_no_default_port() {
        let read = |text| BaseUrl::parse(text).map(|url| url.to_string());
        assert_eq!(
            read("https://shop.example/"),
            Ok("https://shop.example".to_owned())
        );
        assert_eq!(
            read("https://shop.example:443"),
            Ok("https://shop.example".to_owned())
        );
        assert_eq!(
            read("http://127.0.0.1:3000"),
            Ok("http://127.0.0.1:3000".to_owned())
        );
    }

    #[test]
    fn a_domain_is_a_name_that_others_know() {
        for (url, domain) in [
            ("https://shop.example", Some("shop.example")),
            ("http://shop.example:8080", Some("shop.example")),
            ("http://127.0.0.1:3000", None),
            ("http://[::1]:3000", None),
            ("http://localhost:3000", None),
        ] {
            let read = BaseUrl::parse(url).expect(url);
            assert_eq!(read.domain(), domain, "{url}");
        }
    }

    #[test]
    fn what_is_more_or_less_than_an_origin_is_refused() {
        for text in [
            "shop.example",
            "ftp://shop.example",
            "https://shop.example/till",
            "https://a:b@shop.example",
            "https://shop.example/?a=b",
        ] {
            let problem = BaseUrl::parse(text).expect_err(text);
            assert!(problem.contains("https://shop.example"), "{problem}");
        }
    }
}
