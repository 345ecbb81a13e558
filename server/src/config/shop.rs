//! Name, delivery and reservations.

use std::time::Duration;

use commerce::{Currency, Money, delivery::DeliveryRates};
use shop::Settings;

use super::{ConfigError, Environment, payments};

/// Longest reservation: a day. Stock that is kept longer for somebody who went away is lost to others.
const MAX_RESERVATION_MINUTES: u64 = 24 * 60;

pub(super) fn read(environment: &Environment) -> Result<Settings, ConfigError> {
    let defaults = Settings::default();
    let name = environment.get("TILL_SHOP_NAME").map(str::to_owned);
    let reservation = environment.parsed("TILL_RESERVATION_MINUTES", parse_minutes)?;
    Ok(Settings {
        name: name.unwrap_or(defaults.name),
        delivery: delivery(environment)?,
        reservation: reservation.unwrap_or(defaults.reservation),
        flows: payments::flows(environment)?,
        token_use: payments::token_use(environment)?,
        webhook_secrets: payments::webhook_secrets(environment)?,
        reconcile_every: payments::reconcile_every(environment)?
            .unwrap_or(defaults.reconcile_every),
        base_url: defaults.base_url,
    })
}

fn delivery(environment: &Environment) -> Result<Option<DeliveryRates>, ConfigError> {
    let standard = environment.parsed("TILL_DELIVERY_STANDARD", parse_rate)?;
    let express = environment.parsed("TILL_DELIVERY_EXPRESS", parse_rate)?;
    match (standard, express) {
        (None, None) => Ok(None),
        (Some(standard), Some(express)) if standard.currency == express.currency => {
            Ok(Some(DeliveryRates { standard, express }))
        }
        (Some(standard), Some(_)) => Err(ConfigError::new(
            "TILL_DELIVERY_EXPRESS",
            format!(
                "must be in {}, like TILL_DELIVERY_STANDARD",
                standard.currency
            ),
        )),
        (Some(_), None) => Err(ConfigError::new(
            "TILL_DELIVERY_EXPRESS",
            "is missing; set both rates or none",
        )),
        (None, Some(_)) => Err(ConfigError::new(
            "TILL_DELIVERY_STANDARD",
            "is missing; set both rates or none",
        )),
    }
}

fn parse_rate(text: &str) -> Result<Money, String> {
    let (amount, code) = text.split_once(' ').ok_or_else(|| {
        format!("\"{text}\" is not an amount with its currency; write it like 4.90 EUR")
    })?;
    let currency: Currency = code.trim().parse().map_err(|error| format!("{error}"))?;
    Money::parse(amount, currency).map_err(|error| error.to_string())
}

fn parse_minutes(text: &str) -> Result<Duration, String> {
    match text.parse::<u64>() {
        Ok(minutes @ 1..=MAX_RESERVATION_MINUTES) => Ok(Duration::from_secs(minutes * 60)),
        _ => Err(format!(
            "\"{text}\" is not a whole number from 1 to {MAX_RESERVATION_MINUTES}"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::environment;
    use super::*;

    #[test]
    fn delivery_rates_come_in_pairs_of_one_currency() {
        let read = |pairs: &[(&str, &str)]| read(&environment(pairs));
        let both = [
            ("TILL_DELIVERY_STANDARD", "3.50 EUR"),
            ("TILL_DELIVERY_EXPRESS", "8 EUR"),
        ];
        let rates = read(&both).expect("rates").delivery.expect("set");
        assert_eq!((rates.standard.minor, rates.express.minor), (350, 800));
        let mixed = [
            ("TILL_DELIVERY_STANDARD", "3.50 EUR"),
            ("TILL_DELIVERY_EXPRESS", "8 USD"),
        ];
        assert!(read(&mixed).is_err());
        assert!(read(&both[..1]).is_err());
        assert!(read(&both[1..]).is_err());
        assert!(read(&[("TILL_DELIVERY_STANDARD", "4.90")]).is_err());
    }

    #[test]
    fn a_reservation_lasts_from_a_minute_to_a_day() {
        assert_eq!(parse_minutes("30"), Ok(Duration::from_secs(1800)));
        for text in ["0", "1441", "soon"] {
            assert!(parse_minutes(text).is_err(), "{text}");
        }
    }
}
