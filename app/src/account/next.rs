//! Where somebody goes on who had to log in first.

/// The address of the page to log in.
pub const LOG_IN: &str = "/account/login";

/// A path of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Next(String);

impl Default for Next {
    fn default() -> Next {
        Next("/account".to_owned())
    }
}

impl Next {
    /// What was asked for, if it cannot lead to another site; else the account.
    pub(crate) fn new(asked: &str) -> Next {
        if is_of_this_site(asked) {
            Next(asked.to_owned())
        } else {
            Next::default()
        }
    }

    /// The path.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// The page to log in that leads on to it.
    pub(crate) fn log_in(&self) -> String {
        if *self == Next::default() {
            return LOG_IN.to_owned();
        }
        format!("{LOG_IN}?next={}", self.0)
    }
}

/// Letters, digits and a few signs only: browsers take `//`, `/\` and what is left of `/\t/` for another host's address, and
/// nothing here needs a query.
fn is_of_this_site(path: &str) -> bool {
    path.starts_with('/')
        && !path.contains("//")
        && path.len() <= 200
        && path
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_paths_of_this_site_are_led_to() {
        for path in ["/checkout", "/account/orders", "/orders/aB-_9"] {
            assert_eq!(Next::new(path).as_str(), path);
        }
        for elsewhere in [
            "",
            "checkout",
            "//evil.example",
            "/\\evil.example",
            "/\t/evil.example",
            "https://evil.example",
            "/@evil.example",
            "/%2f/evil.example",
            "javascript:alert(1)",
            "/a//b",
        ] {
            assert_eq!(Next::new(elsewhere), Next::default(), "{elsewhere}");
        }
    }

    #[test]
    fn the_way_to_log_in_says_where_to_go_on() {
        assert_eq!(
            Next::new("/checkout").log_in(),
            "/account/login?next=/checkout"
        );
        assert_eq!(Next::default().log_in(), "/account/login");
    }
}
