//! The database's address.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};

use super::{ConfigError, Environment};

/// Address of the database; `Debug` shows its kind only, because it may hold a password.
#[derive(Clone)]
pub struct DatabaseUrl(SecretString);

impl DatabaseUrl {
    pub(super) fn read(environment: &Environment) -> Result<DatabaseUrl, ConfigError> {
        let read = environment.parsed("DATABASE_URL", DatabaseUrl::parse)?;
        Ok(read.unwrap_or_else(|| DatabaseUrl("sqlite://data/till.db".into())))
    }

    /// Reads an address like `sqlite://data/till.db` or `postgres://user:password@host/database`.
    ///
    /// # Errors
    /// When it is of neither kind; the text does not repeat it.
    pub fn parse(text: &str) -> Result<DatabaseUrl, String> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if known.iter().any(|beginning| text.starts_with(beginning)) {
            Ok(DatabaseUrl(text.into()))
        } else {
            Err("the address is of no database that can be used; write it like sqlite://data/till.db \
                 or postgres://user:password@host/database"
                .to_owned())
        }
    }

    /// The whole address, password included: for opening, never for showing.
    pub fn as_str(&self) -> &str {
        self.0.expose_secret()
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.as_str().split(':').next().unwrap_or_default();
        write!(f, "DatabaseUrl({kind}://..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_another_kind_is_refused_without_repeating_its_password() {
        let problem = DatabaseUrl::parse("mysql://till:hidden@db/till").expect_err("refused");
        assert!(
            problem.contains("sqlite://") && !problem.contains("hidden"),
            "{problem}"
        );
    }
}
