//! Reading a row's columns into the domain's types.

use std::str::FromStr;

use commerce::{Currency, Money};
use serde::de::DeserializeOwned;
use sqlx::{Row, any::AnyRow};

use super::StoreError;

/// Typed reading of columns by name.
pub(crate) trait Columns {
    /// A text.
    fn text(&self, column: &str) -> Result<String, StoreError>;
    /// A text that may be absent.
    fn optional_text(&self, column: &str) -> Result<Option<String>, StoreError>;
    /// A whole number.
    fn integer(&self, column: &str) -> Result<i64, StoreError>;
    /// A whole number that may be absent.
    fn optional_integer(&self, column: &str) -> Result<Option<i64>, StoreError>;
    /// A count: a whole number that is not negative; a deficit reads as none.
    fn count(&self, column: &str) -> Result<u32, StoreError>;
    /// A text of a type's own form.
    fn parsed<T: FromStr>(&self, column: &str, expected: &'static str) -> Result<T, StoreError>;
    /// A text that holds JSON.
    fn json<T: DeserializeOwned>(
        &self,
        column: &str,
        expected: &'static str,
    ) -> Result<T, StoreError>;
    /// An amount in minor units, of the currency in the column `currency`.
    fn money(&self, column: &str) -> Result<Money, StoreError>;
}

impl Columns for AnyRow {
    fn text(&self, column: &str) -> Result<String, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn optional_text(&self, column: &str) -> Result<Option<String>, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn integer(&self, column: &str) -> Result<i64, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn optional_integer(&self, column: &str) -> Result<Option<i64>, StoreError> {
        Ok(self.try_get(column)?)
    }

    fn count(&self, column: &str) -> Result<u32, StoreError> {
        let number = self.integer(column)?.max(0);
        u32::try_from(number).map_err(|_| StoreError::corrupt("a count", number))
    }

    fn parsed<T: FromStr>(&self, column: &str, expected: &'static str) -> Result<T, StoreError> {
        let text = self.text(column)?;
        text.parse()
            .map_err(|_| StoreError::corrupt(expected, text))
    }

    fn json<T: DeserializeOwned>(
        &self,
        column: &str,
        expected: &'static str,
    ) -> Result<T, StoreError> {
        let text = self.text(column)?;
        serde_json::from_str(&text).map_err(|_| StoreError::corrupt(expected, text))
    }

    fn money(&self, column: &str) -> Result<Money, StoreError> {
        let currency: Currency = self.parsed("currency", "a currency")?;
        Ok(Money::new(self.integer(column)?, currency))
    }
}
