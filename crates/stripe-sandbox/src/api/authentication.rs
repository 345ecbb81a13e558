//! Who calls: Basic and Bearer authentication with the sandbox's two keys.

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;
use data_encoding::BASE64;

use super::error::ApiError;
use crate::config::Config;

/// Which of the two keys a caller holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyKind {
    /// The server's key: may do everything.
    Secret,
    /// The browser's key: may do what a cardholder may.
    Publishable,
}

impl KeyKind {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            KeyKind::Secret => "secret",
            KeyKind::Publishable => "publishable",
        }
    }

    /// Checks the client secret of an object, which a browser must give and a server may.
    pub(crate) fn check_client_secret(
        self,
        object: &str,
        id: &str,
        secret: &str,
        given: Option<&str>,
    ) -> Result<(), ApiError> {
        match given {
            Some(given) if same(given, secret) => Ok(()),
            Some(_) => Err(ApiError::missing(object, id, "client_secret")),
            None if self == KeyKind::Secret => Ok(()),
            None => Err(ApiError::parameter(
                "client_secret",
                "Missing required param: client_secret.",
            )
            .with("code", "parameter_missing")),
        }
    }
}

/// Who may call an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Only a server.
    SecretKey,
    /// A browser too; the operation itself asks for a client secret where Stripe does.
    EitherKey,
}

/// The kind of the key the request carries, if it may call the operation.
pub(super) fn authenticate(
    headers: &HeaderMap,
    config: &Config,
    access: Access,
) -> Result<KeyKind, ApiError> {
    let Some(key) = key(headers) else {
        return Err(ApiError::unauthorized(
            "You did not provide an API key. Provide it in the Authorization header, as a Bearer \
             token or as the user name of Basic authentication.",
        ));
    };
    if key.starts_with("sk_live_") || key.starts_with("rk_live_") || key.starts_with("pk_live_") {
        return Err(ApiError::unauthorized(
            "This is a sandbox: it never takes a live mode key. Use the test keys it was started with.",
        ));
    }
    let kind = if same(&key, &config.secret_key) {
        KeyKind::Secret
    } else if same(&key, &config.publishable_key) {
        KeyKind::Publishable
    } else {
        return Err(ApiError::unauthorized(format!(
            "Invalid API Key provided: {}",
            masked(&key)
        )));
    };
    if access == Access::SecretKey && kind == KeyKind::Publishable {
        return Err(ApiError::unauthorized(
            "This API call cannot be made with a publishable API key. Please use a secret API key.",
        )
        .with("code", "secret_key_required"));
    }
    Ok(kind)
}

/// Checks that a request carries the secret key.
pub(crate) fn is_server(headers: &HeaderMap, config: &Config) -> Result<(), ApiError> {
    authenticate(headers, config, Access::SecretKey).map(|_| ())
}

fn key(headers: &HeaderMap) -> Option<String> {
    let (scheme, credentials) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let credentials = credentials.trim();
    if scheme.eq_ignore_ascii_case("bearer") {
        return Some(credentials.to_owned()).filter(|key| !key.is_empty());
    }
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(BASE64.decode(credentials.as_bytes()).ok()?).ok()?;
    let user = decoded
        .split_once(':')
        .map_or(decoded.as_str(), |(user, _)| user);
    Some(user.to_owned()).filter(|key| !key.is_empty())
}

/// Compares without telling by its duration where two keys differ.
fn same(given: &str, expected: &str) -> bool {
    let differences = given
        .bytes()
        .zip(expected.bytes())
        .fold(0, |all, (a, b)| all | (a ^ b));
    given.len() == expected.len() && differences == 0
}

/// The key as it may be shown: its prefix and its last four characters.
fn masked(key: &str) -> String {
    let characters: Vec<char> = key.chars().collect();
    let (start, end) = (
        characters.len().min(8),
        characters.len().saturating_sub(4).max(8),
    );
    let start: String = characters.iter().take(start).collect();
    let end: String = characters.iter().skip(end).collect();
    format!("{start}****{end}")
}
