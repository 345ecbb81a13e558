//! The currencies Stripe takes, their decimals and the smallest charge in each.
//!
//! Kept apart from the shop's own table on purpose: a mistake there must not be repeated here.

use crate::api::error::ApiError;

/// Every currency a charge can be made in.
const SUPPORTED: &str = "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bhd bif bmd bnd bob \
    brl bsd bwp byn bzd cad cdf chf clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel \
    gip gmd gnf gtq gyd hkd hnl htg huf idr ils inr isk jmd jod jpy kes kgs khr kmf krw kwd kyd kzt lak \
    lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur mvr mwk mxn myr mzn nad ngn nio nok npr nzd omr pab \
    pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr sek sgd shp sle sos srd std szl thb tjs tnd \
    top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xcg xof xpf yer zar zmw";

/// Minor units are whole units.
const ZERO_DECIMAL: &str = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf";

/// Three decimals, the last of which must be 0.
const THREE_DECIMAL: &str = "bhd jod kwd omr tnd";

/// Two decimals on the wire, both of which must be 0.
const WHOLE_UNITS_ONLY: &str = "isk ugx";

/// The most Stripe takes: eight digits.
const MAX_AMOUNT: i64 = 99_999_999;

fn contains(list: &str, currency: &str) -> bool {
    list.split_ascii_whitespace()
        .any(|member| member == currency)
}

/// The smallest charge, in minor units.
fn minimum(currency: &str) -> i64 {
    match currency {
        "usd" | "eur" | "cad" | "aud" | "nzd" | "sgd" | "chf" | "brl" | "inr" | "jpy" => 50,
        "gbp" => 30,
        "mxn" => 1_000,
        "hkd" => 400,
        "dkk" => 250,
        "sek" | "nok" => 300,
        "pln" | "ron" | "myr" | "aed" => 200,
        "czk" => 1_500,
        "huf" => 17_500,
        "thb" => 1_000,
        // Settled in US dollars, where it must still come to 50 cents at some rate near this one.
        "cny" => 360,
        _ => 1,
    }
}

/// The currency in lower case, if Stripe takes it.
pub(crate) fn check(currency: &str, param: &str) -> Result<String, ApiError> {
    let lower = currency.to_ascii_lowercase();
    if contains(SUPPORTED, &lower) {
        return Ok(lower);
    }
    let message = format!(
        "Invalid currency: {lower}. Stripe currently supports these currencies: {SUPPORTED}"
    );
    Err(ApiError::parameter(param, message))
}

/// Checks that `amount`, in minor units of `currency`, can be charged.
pub(crate) fn check_amount(amount: i64, currency: &str) -> Result<(), ApiError> {
    let refuse = |code: &str, message: String| {
        Err(ApiError::parameter("amount", message).with("code", code))
    };
    if amount < 1 {
        return refuse(
            "parameter_invalid_integer",
            "This value must be greater than or equal to 1.".to_owned(),
        );
    }
    if amount > MAX_AMOUNT {
        let most = format(MAX_AMOUNT, currency);
        return refuse(
            "amount_too_large",
            format!("Amount must be no more than {most}"),
        );
    }
    if amount < minimum(currency) {
        let least = format(minimum(currency), currency);
        return refuse(
            "amount_too_small",
            format!("Amount must be at least {least}"),
        );
    }
    let step = step(currency);
    if amount % step != 0 {
        let message = format!("Invalid amount for {currency}: it must be a multiple of {step}");
        return refuse("parameter_invalid_integer", message);
    }
    Ok(())
}

/// Checks the amount of one piece, in minor units of `currency`: it may be nothing, and less than the
/// smallest charge.
pub(crate) fn check_unit_amount(amount: i64, currency: &str, param: &str) -> Result<(), ApiError> {
    let refuse = |message: String| {
        Err(ApiError::parameter(param, message).with("code", "parameter_invalid_integer"))
    };
    if amount < 0 {
        return refuse("Invalid non-negative integer".to_owned());
    }
    if amount > MAX_AMOUNT {
        let most = format(MAX_AMOUNT, currency);
        return refuse(format!("Invalid integer: it must be no more than {most}"));
    }
    if amount % step(currency) != 0 {
        let step = step(currency);
        return refuse(format!(
            "Invalid amount for {currency}: it must be a multiple of {step}"
        ));
    }
    Ok(())
}

/// What every amount in `currency` must be a multiple of, in minor units.
fn step(currency: &str) -> i64 {
    if contains(THREE_DECIMAL, currency) {
        10
    } else if contains(WHOLE_UNITS_ONLY, currency) {
        100
    } else {
        1
    }
}

/// The smallest and the largest charge, in minor units.
pub(crate) fn least_and_most(currency: &str) -> (i64, i64) {
    (minimum(currency), MAX_AMOUNT)
}

/// An amount as a customer reads it, e.g. `€1,234.50` or `CHF 12.30`.
pub(crate) fn display(amount: i64, currency: &str) -> String {
    let plain = format(amount, currency);
    let number = plain.split(' ').next().unwrap_or_default();
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (number, String::new()),
    };
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let symbol = match currency {
        "eur" => "€".to_owned(),
        "usd" => "$".to_owned(),
        "gbp" => "£".to_owned(),
        "jpy" => "¥".to_owned(),
        other => format!("{}\u{a0}", other.to_uppercase()),
    };
    format!("{symbol}{grouped}{fraction}")
}

/// An amount as people write it, e.g. `12.30 eur`.
pub(crate) fn format(amount: i64, currency: &str) -> String {
    let decimals: usize = if contains(ZERO_DECIMAL, currency) {
        0
    } else if contains(THREE_DECIMAL, currency) {
        3
    } else {
        2
    };
    let digits = format!("{amount:0width$}", width = decimals + 1);
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    let point = if decimals > 0 { "." } else { "" };
    format!("{whole}{point}{fraction} {currency}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_with_their_decimals() {
        assert_eq!(format(1230, "eur"), "12.30 eur");
        assert_eq!(format(5, "usd"), "0.05 usd");
        assert_eq!(format(500, "jpy"), "500 jpy");
        assert_eq!(format(1230, "kwd"), "1.230 kwd");
    }

    #[test]
    fn customers_read_amounts_with_a_sign_and_groups() {
        assert_eq!(display(123_456_750, "eur"), "€1,234,567.50");
        assert_eq!(display(99_900, "usd"), "$999.00");
        assert_eq!(display(5, "gbp"), "£0.05");
        assert_eq!(display(1_500, "jpy"), "¥1,500");
        assert_eq!(display(1_230, "chf"), "CHF\u{a0}12.30");
    }

    #[test]
    fn minimum_maximum_and_steps_are_kept() {
        for (amount, currency, fine) in [
            (50, "usd", true),
            (49, "usd", false),
            (30, "gbp", true),
            (300, "cny", false),
            (50, "jpy", true),
            (49, "jpy", false),
            (1_000, "kwd", true),
            (1_005, "kwd", false),
            (1_000, "isk", true),
            (1_050, "isk", false),
            (99_999_999, "usd", true),
            (100_000_000, "usd", false),
            (0, "afn", false),
        ] {
            assert_eq!(
                check_amount(amount, currency).is_ok(),
                fine,
                "{amount} {currency}"
            );
        }
    }

    #[test]
    fn currencies_come_in_either_case_and_only_those_stripe_takes() {
        assert_eq!(check("EUR", "currency").ok().as_deref(), Some("eur"));
        assert!(check("xyz", "currency").is_err());
    }
}
