//! Amounts: integer minor units with their currency, checked, never mixed.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Currency;

/// An amount in minor units (cents for EUR, whole yen for JPY) of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; what Stripe's API calls `amount`.
    pub minor: i64,
    /// The currency that the minor units are of.
    pub currency: Currency,
}

/// Why an amount could not be computed or charged.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two amounts of different currencies met.
    #[error("amounts in {0} and {1} cannot be added")]
    MixedCurrencies(Currency, Currency),
    /// The result does not fit.
    #[error("the amount is too large to be counted")]
    Overflow,
    /// The text is not an amount of this currency.
    #[error("\"{0}\" is not an amount in {1}; write it like {2}")]
    NotAnAmount(String, Currency, &'static str),
}

/// Why an amount cannot be charged, before Stripe is asked.
///
/// Source: <https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum NotChargeable {
    /// Below the smallest charge of the currency, which is given.
    #[error("the amount is below the smallest charge of {0}")]
    TooSmall(Money),
    /// Above the eight digits that Stripe takes; the largest charge is given.
    #[error("the amount is above the largest charge of {0}")]
    TooLarge(Money),
    /// Not a multiple of what the currency is paid in, which is given (ISK, UGX, three-decimal currencies).
    #[error("the amount is not a multiple of {0}")]
    NotAStep(Money),
}

impl Money {
    /// `minor` minor units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// Nothing, in `currency`.
    pub const fn zero(currency: Currency) -> Money {
        Money::new(0, currency)
    }

    /// The sum.
    ///
    /// # Errors
    /// [`MoneyError::MixedCurrencies`] and [`MoneyError::Overflow`].
    pub fn plus(self, other: Money) -> Result<Money, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::MixedCurrencies(self.currency, other.currency));
        }
        let minor = self
            .minor
            .checked_add(other.minor)
            .ok_or(MoneyError::Overflow)?;
        Ok(Money::new(minor, self.currency))
    }

    /// This amount `count` times.
    ///
    /// # Errors
    /// [`MoneyError::Overflow`].
    pub fn times(self, count: u32) -> Result<Money, MoneyError> {
        let minor = self
            .minor
            .checked_mul(i64::from(count))
            .ok_or(MoneyError::Overflow)?;
        Ok(Money::new(minor, self.currency))
    }

    /// Whether Stripe's published limits let this amount be charged.
    ///
    /// # Errors
    /// The limit that is not kept.
    pub fn chargeable(self) -> Result<(), NotChargeable> {
        let of = |minor| Money::new(minor, self.currency);
        let minimum = self.currency.minimum_charge().max(1);
        if self.minor < minimum {
            Err(NotChargeable::TooSmall(of(minimum)))
        } else if self.minor > self.currency.maximum_charge() {
            Err(NotChargeable::TooLarge(of(self.currency.maximum_charge())))
        } else if self.minor % self.currency.step() != 0 {
            Err(NotChargeable::NotAStep(of(self.currency.step())))
        } else {
            Ok(())
        }
    }

    /// Reads a plain decimal number in major units, like `24.00` or `24`, with a point and no grouping.
    ///
    /// # Errors
    /// [`MoneyError::NotAnAmount`] for anything else, more decimals than the currency has included.
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let wrong = || {
            let example = match currency.decimals() {
                0 => "2400",
                2 => "24.00",
                _ => "24.000",
            };
            MoneyError::NotAnAmount(text.to_owned(), currency, example)
        };
        let (whole, fraction) = match text.split_once('.') {
            Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
            Some(_) => return Err(wrong()),
            None => (text, ""),
        };
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let decimals = currency.decimals() as usize;
        if whole.is_empty() || !digits(whole) || !digits(fraction) || fraction.len() > decimals {
            return Err(wrong());
        }
        let mut minor: i64 = 0;
        let padding = std::iter::repeat_n(b'0', decimals - fraction.len());
        for digit in whole.bytes().chain(fraction.bytes()).chain(padding) {
            minor = minor
                .checked_mul(10)
                .and_then(|minor| minor.checked_add(i64::from(digit - b'0')))
                .ok_or(MoneyError::Overflow)?;
        }
        Ok(Money::new(minor, currency))
    }

    /// The amount in major units with a point and no symbol, like `24.00`: for machines (JSON-LD, CSV).
    pub fn to_decimal(self) -> String {
        self.written(self.currency.decimals(), "")
    }

    fn written(self, decimals: u32, group: &str) -> String {
        let scale = 10_u64.pow(self.currency.decimals());
        let amount = self.minor.unsigned_abs();
        let (whole, fraction) = (amount / scale, amount % scale);
        let digits = whole.to_string();
        let mut text = String::with_capacity(digits.len() + 8);
        for (index, digit) in digits.chars().enumerate() {
            if index > 0 && (digits.len() - index) % 3 == 0 {
                text.push_str(group);
            }
            text.push(digit);
        }
        if decimals > 0 {
            let width = decimals as usize;
            text.push('.');
            let fraction = fraction.to_string();
            for _ in fraction.len()..width {
                text.push('0');
            }
            text.push_str(&fraction);
        }
        if self.minor < 0 {
            text.insert(0, '-');
        }
        text
    }
}

/// As a customer reads it: `€1,240.00`, `¥2,400`.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.written(self.currency.shown_decimals(), ",");
        match text.strip_prefix('-') {
            Some(amount) => write!(f, "-{}{amount}", self.currency.symbol()),
            None => write!(f, "{}{text}", self.currency.symbol()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn of(minor: i64, code: &str) -> Money {
        Money::new(minor, code.parse().expect(code))
    }

    #[test]
    fn sums_never_mix_currencies_nor_wrap() {
        assert_eq!(euro(150).plus(euro(50)), Ok(euro(200)));
        assert_eq!(
            euro(1).plus(Money::new(1, Currency::USD)),
            Err(MoneyError::MixedCurrencies(Currency::EUR, Currency::USD))
        );
        assert_eq!(euro(i64::MAX).plus(euro(1)), Err(MoneyError::Overflow));
        assert_eq!(euro(i64::MAX).times(2), Err(MoneyError::Overflow));
    }

    #[test]
    fn amounts_are_written_as_customers_read_them() {
        assert_eq!(euro(5).to_string(), "€0.05");
        assert_eq!(euro(123_456_789).to_string(), "€1,234,567.89");
        assert_eq!(euro(-1_250).to_string(), "-€12.50");
        assert_eq!(Money::new(2_400, Currency::JPY).to_string(), "¥2,400");
        assert_eq!(of(250_000, "ISK").to_string(), "ISK\u{a0}2,500");
        assert_eq!(of(12_340, "KWD").to_string(), "KWD\u{a0}12.340");
    }

    #[test]
    fn amounts_are_read_in_major_units() {
        assert_eq!(Money::parse("24", Currency::EUR), Ok(euro(2_400)));
        assert_eq!(Money::parse("24.5", Currency::EUR), Ok(euro(2_450)));
        assert_eq!(Money::parse("0.80", Currency::EUR), Ok(euro(80)));
        assert_eq!(
            Money::parse("2400", Currency::JPY),
            Ok(Money::new(2_400, Currency::JPY))
        );
        for text in [
            "", ".5", "5.", "-1", "+1", "1,50", "1.234", "1e3", "٣", "€5",
        ] {
            assert!(Money::parse(text, Currency::EUR).is_err(), "{text}");
        }
        assert!(Money::parse("24.0", Currency::JPY).is_err());
        assert_eq!(
            Money::parse("99999999999999999999", Currency::EUR),
            Err(MoneyError::Overflow)
        );
    }

    #[test]
    fn what_is_read_is_what_is_written_in_every_currency() {
        for currency in Currency::all() {
            for minor in [0, 1, 9, 10, 99, 100, 12_345, 99_999_999] {
                let money = Money::new(minor, currency);
                assert_eq!(Money::parse(&money.to_decimal(), currency), Ok(money));
            }
        }
    }

    #[test]
    fn stripes_limits_are_known_before_stripe_is_asked() {
        assert_eq!(
            euro(49).chargeable(),
            Err(NotChargeable::TooSmall(euro(50)))
        );
        assert_eq!(euro(50).chargeable(), Ok(()));
        assert_eq!(euro(99_999_999).chargeable(), Ok(()));
        assert_eq!(
            euro(100_000_000).chargeable(),
            Err(NotChargeable::TooLarge(euro(99_999_999)))
        );
        assert_eq!(
            of(2_550, "ISK").chargeable(),
            Err(NotChargeable::NotAStep(of(100, "ISK")))
        );
        assert_eq!(
            of(0, "AFN").chargeable(),
            Err(NotChargeable::TooSmall(of(1, "AFN")))
        );
    }
}
