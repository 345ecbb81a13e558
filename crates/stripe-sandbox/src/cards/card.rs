//! A card as the sandbox keeps it: everything but its number and its security code.

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::behaviour::Check;
use super::{Brand, Decline, TestCard};
use crate::api::error::ApiError;

/// What a caller sends of a card.
#[derive(Deserialize)]
pub(crate) struct CardDetails {
    number: String,
    exp_month: Count,
    exp_year: Count,
    cvc: Option<String>,
}

/// A number that one operation's list calls an integer and another's a string.
#[derive(Deserialize)]
#[serde(untagged)]
enum Count {
    Number(i64),
    Text(String),
}

impl Count {
    fn value(&self) -> Option<i64> {
        match self {
            Count::Number(number) => Some(*number),
            Count::Text(text) => text.parse().ok(),
        }
    }
}

/// A card without its number.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) brand: Brand,
    pub(crate) last4: String,
    pub(crate) exp_month: i64,
    pub(crate) exp_year: i64,
    pub(crate) funding: String,
    /// The same for every use of one number.
    pub(crate) fingerprint: String,
    /// Whether a security code was given.
    pub(crate) has_cvc: bool,
    /// The name of the test card it is.
    name: String,
}

impl CardDetails {
    /// Checks the details as Stripe does before a card becomes a PaymentMethod or a token.
    ///
    /// `now` is in seconds since 1970.
    pub(crate) fn check(self, now: i64) -> Result<Card, ApiError> {
        let refuse = |code: &str, param: &str, message: &str| {
            Err(ApiError::card(code, message).with("param", param))
        };
        let number: String = self
            .number
            .chars()
            .filter(|character| !matches!(character, ' ' | '-'))
            .collect();
        if !number.chars().all(|character| character.is_ascii_digit())
            || !(12..=19).contains(&number.len())
        {
            return refuse(
                "invalid_number",
                "number",
                "The card number is not a valid credit card number.",
            );
        }
        if !passes_luhn(&number) {
            return refuse(
                "incorrect_number",
                "number",
                "Your card number is incorrect.",
            );
        }
        let (exp_month, exp_year) =
            check_expiry(self.exp_month.value(), self.exp_year.value(), now)?;
        let Some(test_card) = TestCard::by_number(&number) else {
            return Err(ApiError::card(
                "card_declined",
                "Your card was declined. The sandbox takes Stripe's test card numbers and no others.",
            )
            .with("decline_code", "test_mode_live_card")
            .with("param", "number"));
        };
        let cvc = self.cvc.filter(|cvc| !cvc.is_empty());
        if let Some(cvc) = &cvc
            && !is_cvc(cvc, Some(test_card.brand))
        {
            return refuse(
                "invalid_cvc",
                "cvc",
                "Your card's security code is invalid.",
            );
        }
        Ok(Card::new(test_card, exp_month, exp_year, cvc.is_some()))
    }
}

/// Checks a month and a year, of two digits or four, until whose end a card is to be valid.
fn check_expiry(
    exp_month: Option<i64>,
    exp_year: Option<i64>,
    now: i64,
) -> Result<(i64, i64), ApiError> {
    let (year, month) = year_and_month(now);
    let invalid_month = || {
        ApiError::card(
            "invalid_expiry_month",
            "Your card's expiration month is invalid.",
        )
        .with("param", "exp_month")
    };
    let exp_month = exp_month
        .filter(|month| (1..=12).contains(month))
        .ok_or_else(invalid_month)?;
    let exp_year = exp_year
        .map(|year| if year < 100 { year + 2000 } else { year })
        .filter(|given| (year..=year + 50).contains(given))
        .ok_or_else(|| {
            ApiError::card(
                "invalid_expiry_year",
                "Your card's expiration year is invalid.",
            )
            .with("param", "exp_year")
        })?;
    if exp_year == year && exp_month < month {
        return Err(invalid_month());
    }
    Ok((exp_month, exp_year))
}

/// Whether a security code has the digits that the brand, or any brand, puts on its cards.
pub(crate) fn is_cvc(cvc: &str, brand: Option<Brand>) -> bool {
    let length = match brand {
        // Stripe takes three digits for American Express too.
        Some(brand) => (3..=brand.cvc_length()).contains(&cvc.len()),
        None => (3..=4).contains(&cvc.len()),
    };
    length && cvc.bytes().all(|byte| byte.is_ascii_digit())
}

impl Card {
    fn new(test_card: &TestCard, exp_month: i64, exp_year: i64, has_cvc: bool) -> Self {
        let digest = HEXLOWER.encode(&Sha256::digest(test_card.number.as_bytes()));
        Self {
            brand: test_card.brand,
            last4: test_card.number[test_card.number.len() - 4..].to_owned(),
            exp_month,
            exp_year,
            funding: test_card.funding.to_owned(),
            fingerprint: digest[..16].to_owned(),
            has_cvc,
            name: test_card.name.to_owned(),
        }
    }

    /// The card of `pm_card_NAME` or `tok_NAME`, valid for some years more.
    pub(crate) fn ready_made(name: &str, now: i64) -> Option<Self> {
        let (year, month) = year_and_month(now);
        TestCard::by_name(name).map(|card| Self::new(card, month, year + 1, true))
    }

    /// What the card does.
    pub(crate) fn behaviour(&self) -> Result<&'static TestCard, ApiError> {
        TestCard::by_name(&self.name).ok_or_else(|| {
            tracing::error!(name = self.name, "the store names a test card that is gone");
            ApiError::internal()
        })
    }

    /// How the issuer answers a charge at `now`: `None` approves.
    pub(crate) fn decline(&self, now: i64) -> Result<Option<Decline>, ApiError> {
        let of_card = self.behaviour()?.decline;
        let has_ended = (self.exp_year, self.exp_month) < year_and_month(now);
        Ok(of_card.or(has_ended.then_some(Decline::ExpiredCard)))
    }

    /// Has the card be valid until another month's end, even one that is over.
    pub(crate) fn end(&mut self, exp_month: i64, exp_year: i64) {
        (self.exp_month, self.exp_year) = (exp_month, exp_year);
    }

    /// Changes until when the card is valid.
    pub(crate) fn renew(
        &mut self,
        exp_month: Option<i64>,
        exp_year: Option<i64>,
        now: i64,
    ) -> Result<(), ApiError> {
        if exp_month.is_some() || exp_year.is_some() {
            (self.exp_month, self.exp_year) = check_expiry(
                exp_month.or(Some(self.exp_month)),
                exp_year.or(Some(self.exp_year)),
                now,
            )?;
        }
        Ok(())
    }

    /// The outcome of the issuer's check of the security code: `charged` says whether there was one.
    pub(crate) fn cvc_check(&self, charged: bool) -> Option<&'static str> {
        self.check(self.has_cvc, charged, |card| card.cvc_check)
    }

    /// The outcome of the issuer's check of the first line of an address.
    pub(crate) fn line1_check(&self, line1: Option<&str>, charged: bool) -> Option<&'static str> {
        let given = line1.is_some_and(|line1| !line1.is_empty());
        self.check(given, charged, |card| card.line1_check)
    }

    /// The outcome of the issuer's check of a postal code.
    pub(crate) fn postal_code_check(
        &self,
        postal_code: Option<&str>,
        charged: bool,
    ) -> Option<&'static str> {
        let given = postal_code.is_some_and(|postal_code| !postal_code.is_empty());
        self.check(given, charged, |card| card.postal_code_check)
    }

    fn check(
        &self,
        given: bool,
        charged: bool,
        check: fn(&TestCard) -> Check,
    ) -> Option<&'static str> {
        match (given, charged) {
            (false, _) => None,
            (true, false) => Some("unchecked"),
            (true, true) => {
                let check = TestCard::by_name(&self.name).map(check);
                Some(check.unwrap_or(Check::Pass).as_str())
            }
        }
    }

    /// Where the card was issued: two letters, ISO 3166-1.
    pub(crate) fn country(&self) -> &'static str {
        TestCard::by_name(&self.name).map_or("US", |card| card.country)
    }

    /// Whether the card could be used with 3D Secure.
    pub(crate) fn supports_three_d_secure(&self) -> bool {
        TestCard::by_name(&self.name)
            .is_some_and(|card| card.authentication != super::Authentication::Unsupported)
    }
}

/// Whether the digits satisfy the Luhn check (ISO/IEC 7812-1, annex B).
pub(super) fn passes_luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(position, digit)| {
            let digit = u32::from(digit.saturating_sub(b'0'));
            let weighted = if position % 2 == 1 { digit * 2 } else { digit };
            if weighted > 9 { weighted - 9 } else { weighted }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// Year and month of a time in seconds since 1970, in UTC.
fn year_and_month(now: i64) -> (i64, i64) {
    let time = jiff::Timestamp::from_second(now)
        .unwrap_or_default()
        .to_zoned(jiff::tz::TimeZone::UTC);
    (time.year().into(), time.month().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_counted_in_utc() {
        for (now, date) in [
            (0, (1970, 1)),
            (951_782_399, (2000, 2)),
            (951_868_800, (2000, 3)),
            (1_798_761_599, (2026, 12)),
            (1_798_761_600, (2027, 1)),
        ] {
            assert_eq!(year_and_month(now), date, "{now}");
        }
    }

    #[test]
    fn luhn_catches_a_wrong_digit() {
        assert!(passes_luhn("4242424242424242"));
        assert!(!passes_luhn("4242424242424241"));
    }
}
