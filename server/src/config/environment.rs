//! Where settings come from: the process's environment, and a `.env` file under it.

use std::{collections::HashMap, path::Path};

use super::ConfigError;

/// Beginnings of the names that this program reads; everything else in the environment is none of its business.
const OURS: [&str; 5] = ["TILL_", "STRIPE_", "LEPTOS_", "DATABASE_URL", "RUST_LOG"];

/// Names and values that settings are read from. Has no `Debug`, because values may be secrets.
#[derive(Clone, Default)]
pub struct Environment(HashMap<String, String>);

impl Environment {
    /// The process's environment, completed by the `.env` file of the working directory or the nearest folder above it.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn load() -> Result<Environment, ConfigError> {
        let mut values = HashMap::new();
        match dotenvy::dotenv_iter() {
            Ok(pairs) => {
                for pair in pairs {
                    let (name, value) = pair.map_err(|error| unreadable(&error))?;
                    values.insert(name, value);
                }
            }
            Err(error) if error.not_found() => {}
            Err(error) => return Err(unreadable(&error)),
        }
        let process = std::env::vars_os().filter_map(|(name, value)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        });
        values.extend(process);
        Ok(Environment::of(values))
    }

    /// Exactly these names and values.
    pub fn of(values: impl IntoIterator<Item = (String, String)>) -> Environment {
        let ours = |name: &str| OURS.iter().any(|beginning| name.starts_with(beginning));
        Environment(values.into_iter().filter(|(name, _)| ours(name)).collect())
    }

    /// The value of `name` without white space around it; one that is empty counts as not set.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The value of `name` read by `parse`, whose error says what is wrong with it.
    pub(super) fn parsed<T, E: ToString>(
        &self,
        name: &'static str,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(value) = self.get(name) else {
            return Ok(None);
        };
        parse(value)
            .map(Some)
            .map_err(|problem| ConfigError::new(name, problem))
    }

    /// The value of `name` as a path.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        self.get(name).map(Path::new)
    }
}

/// A line that cannot be read is not repeated: it may hold a secret.
fn unreadable(error: &dotenvy::Error) -> ConfigError {
    let problem = match error {
        dotenvy::Error::LineParse(_, column) => {
            format!(
                "a line cannot be read (at its character {column}); write NAME=value or NAME=\"value\""
            )
        }
        other => other.to_string(),
    };
    ConfigError::new(".env", problem)
}
