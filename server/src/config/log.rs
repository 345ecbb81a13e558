//! How the log looks, and what is in it.

use tracing_subscriber::EnvFilter;

use super::{ConfigError, Environment};

/// What is logged when `RUST_LOG` says nothing.
const DEFAULT_FILTER: &str = "info,sqlx=warn,hyper=warn";

/// Form of a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line, for programs.
    Json,
}

/// How the log looks, and what is in it.
#[derive(Debug, Clone)]
pub struct Log {
    /// `TILL_LOG_FORMAT`.
    pub format: LogFormat,
    /// `RUST_LOG`, in the form of `tracing_subscriber::EnvFilter`.
    pub filter: String,
}

impl Log {
    pub(super) fn read(environment: &Environment) -> Result<Log, ConfigError> {
        let format = environment.parsed("TILL_LOG_FORMAT", |text| match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            other => Err(format!("\"{other}\" is neither text nor json")),
        })?;
        let filter = environment.parsed("RUST_LOG", |text| {
            EnvFilter::try_new(text)
                .map(|_| text.to_owned())
                .map_err(|error| format!("{error}; write it like info or till=debug,shop=info"))
        })?;
        Ok(Log {
            format: format.unwrap_or(LogFormat::Text),
            filter: filter.unwrap_or_else(|| DEFAULT_FILTER.to_owned()),
        })
    }
}
