//! The one table of currencies: decimals, how Stripe wants amounts, the smallest charge.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize, de};

/// How amounts of a currency are written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Two decimals, in any multiple of the minor unit.
    Cents,
    /// No minor unit: the amount is in whole units (Stripe's zero-decimal currencies).
    Whole,
    /// No minor unit in daily use, but Stripe takes hundredths and wants them to be zero (ISK, UGX).
    WholeInCents,
    /// Three decimals, of which Stripe wants the last to be zero (BHD, JOD, KWD, OMR, TND).
    Mils,
}

struct Row {
    code: &'static str,
    scale: Scale,
    symbol: &'static str,
    /// Smallest charge in minor units, 0 where Stripe publishes none.
    minimum: i64,
}

/// A currency that Stripe can charge in; compares and copies like a number.
///
/// Source: <https://docs.stripe.com/currencies>.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(u8);

/// The text is not the ISO 4217 code of a currency that Stripe can charge in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is not a currency that can be charged; use a three-letter code like EUR")]
pub struct UnknownCurrency(pub String);

impl Currency {
    /// Euro.
    pub const EUR: Currency = Currency::find("EUR");
    /// United States dollar.
    pub const USD: Currency = Currency::find("USD");
    /// Japanese yen.
    pub const JPY: Currency = Currency::find("JPY");

    const fn find(code: &str) -> Currency {
        let mut index = 0;
        while index < TABLE.len() {
            let (a, b) = (TABLE[index].code.as_bytes(), code.as_bytes());
            if a[0] == b[0] && a[1] == b[1] && a[2] == b[2] {
                return Currency(index as u8);
            }
            index += 1;
        }
        panic!("no such currency");
    }

    /// Every currency, by its code.
    pub fn all() -> impl Iterator<Item = Currency> {
        (0..TABLE.len()).map(|index| Currency(index as u8))
    }

    fn row(self) -> &'static Row {
        &TABLE[usize::from(self.0)]
    }

    /// ISO 4217 code in capitals, like `EUR`.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The code as Stripe's API writes it, like `eur`.
    pub fn stripe_code(self) -> String {
        self.row().code.to_ascii_lowercase()
    }

    /// Digits after the point of an amount in minor units: 0, 2 or 3.
    pub fn decimals(self) -> u32 {
        match self.row().scale {
            Scale::Whole => 0,
            Scale::Cents | Scale::WholeInCents => 2,
            Scale::Mils => 3,
        }
    }

    /// What is written before an amount, like `€`; the code and a space where no symbol is widely known.
    pub fn symbol(self) -> &'static str {
        self.row().symbol
    }

    /// Every amount sent to Stripe is a multiple of this many minor units.
    pub fn step(self) -> i64 {
        match self.row().scale {
            Scale::Cents | Scale::Whole => 1,
            Scale::WholeInCents => 100,
            Scale::Mils => 10,
        }
    }

    /// Smallest charge in minor units when the account settles in this currency; 0 where none is published.
    ///
    /// Source: <https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts>. Stripe may still refuse
    /// more with `amount_too_small`, because the minimum goes by the currency that the account settles in.
    pub fn minimum_charge(self) -> i64 {
        self.row().minimum
    }

    /// Largest charge in minor units: eight digits.
    pub fn maximum_charge(self) -> i64 {
        99_999_999
    }

    /// Whether customers expect to see decimals (ISK and UGX are counted in hundredths but shown whole).
    pub(crate) fn shown_decimals(self) -> u32 {
        match self.row().scale {
            Scale::Whole | Scale::WholeInCents => 0,
            Scale::Cents => 2,
            Scale::Mils => 3,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Currency {
    type Err = UnknownCurrency;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let index = TABLE.binary_search_by(|row| {
            row.code
                .bytes()
                .cmp(text.bytes().map(|byte| byte.to_ascii_uppercase()))
        });
        match index {
            Ok(index) => Ok(Currency(index as u8)),
            Err(_) => Err(UnknownCurrency(text.to_owned())),
        }
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: de::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Sorted by code: [`Currency::from_str`] searches it.
static TABLE: [Row; 139] = [
    row("AED", Scale::Cents, "AED ", 200),
    row("AFN", Scale::Cents, "AFN ", 0),
    row("ALL", Scale::Cents, "ALL ", 0),
    row("AMD", Scale::Cents, "AMD ", 0),
    row("ANG", Scale::Cents, "ANG ", 0),
    row("AOA", Scale::Cents, "AOA ", 0),
    row("ARS", Scale::Cents, "ARS ", 0),
    row("AUD", Scale::Cents, "A$", 50),
    row("AWG", Scale::Cents, "AWG ", 0),
    row("AZN", Scale::Cents, "AZN ", 0),
    row("BAM", Scale::Cents, "BAM ", 0),
    row("BBD", Scale::Cents, "BBD ", 0),
    row("BDT", Scale::Cents, "BDT ", 0),
    row("BGN", Scale::Cents, "BGN ", 0),
    row("BHD", Scale::Mils, "BHD ", 0),
    row("BIF", Scale::Whole, "BIF ", 0),
    row("BMD", Scale::Cents, "BMD ", 0),
    row("BND", Scale::Cents, "BND ", 0),
    row("BOB", Scale::Cents, "BOB ", 0),
    row("BRL", Scale::Cents, "R$", 50),
    row("BSD", Scale::Cents, "BSD ", 0),
    row("BWP", Scale::Cents, "BWP ", 0),
    row("BYN", Scale::Cents, "BYN ", 0),
    row("BZD", Scale::Cents, "BZD ", 0),
    row("CAD", Scale::Cents, "CA$", 50),
    row("CDF", Scale::Cents, "CDF ", 0),
    row("CHF", Scale::Cents, "CHF ", 50),
    row("CLP", Scale::Whole, "CLP ", 0),
    row("CNY", Scale::Cents, "CN¥", 0),
    row("COP", Scale::Cents, "COP ", 0),
    row("CRC", Scale::Cents, "CRC ", 0),
    row("CVE", Scale::Cents, "CVE ", 0),
    row("CZK", Scale::Cents, "CZK ", 1_500),
    row("DJF", Scale::Whole, "DJF ", 0),
    row("DKK", Scale::Cents, "DKK ", 250),
    row("DOP", Scale::Cents, "DOP ", 0),
    row("DZD", Scale::Cents, "DZD ", 0),
    row("EGP", Scale::Cents, "EGP ", 0),
    row("ETB", Scale::Cents, "ETB ", 0),
    row("EUR", Scale::Cents, "€", 50),
    row("FJD", Scale::Cents, "FJD ", 0),
    row("FKP", Scale::Cents, "FKP ", 0),
    row("GBP", Scale::Cents, "£", 30),
    row("GEL", Scale::Cents, "GEL ", 0),
    row("GIP", Scale::Cents, "GIP ", 0),
    row("GMD", Scale::Cents, "GMD ", 0),
    row("GNF", Scale::Whole, "GNF ", 0),
    row("GTQ", Scale::Cents, "GTQ ", 0),
    row("GYD", Scale::Cents, "GYD ", 0),
    row("HKD", Scale::Cents, "HK$", 400),
    row("HNL", Scale::Cents, "HNL ", 0),
    row("HTG", Scale::Cents, "HTG ", 0),
    row("HUF", Scale::Cents, "HUF ", 17_500),
    row("IDR", Scale::Cents, "IDR ", 0),
    row("ILS", Scale::Cents, "₪", 0),
    row("INR", Scale::Cents, "₹", 50),
    row("ISK", Scale::WholeInCents, "ISK ", 0),
    row("JMD", Scale::Cents, "JMD ", 0),
    row("JOD", Scale::Mils, "JOD ", 0),
    row("JPY", Scale::Whole, "¥", 50),
    row("KES", Scale::Cents, "KES ", 0),
    row("KGS", Scale::Cents, "KGS ", 0),
    row("KHR", Scale::Cents, "KHR ", 0),
    row("KMF", Scale::Whole, "KMF ", 0),
    row("KRW", Scale::Whole, "₩", 0),
    row("KWD", Scale::Mils, "KWD ", 0),
    row("KYD", Scale::Cents, "KYD ", 0),
    row("KZT", Scale::Cents, "KZT ", 0),
    row("LAK", Scale::Cents, "LAK ", 0),
    row("LBP", Scale::Cents, "LBP ", 0),
    row("LKR", Scale::Cents, "LKR ", 0),
    row("LRD", Scale::Cents, "LRD ", 0),
    row("LSL", Scale::Cents, "LSL ", 0),
    row("MAD", Scale::Cents, "MAD ", 0),
    row("MDL", Scale::Cents, "MDL ", 0),
    row("MGA", Scale::Whole, "MGA ", 0),
    row("MKD", Scale::Cents, "MKD ", 0),
    row("MMK", Scale::Cents, "MMK ", 0),
    row("MNT", Scale::Cents, "MNT ", 0),
    row("MOP", Scale::Cents, "MOP ", 0),
    row("MUR", Scale::Cents, "MUR ", 0),
    row("MVR", Scale::Cents, "MVR ", 0),
    row("MWK", Scale::Cents, "MWK ", 0),
    row("MXN", Scale::Cents, "MX$", 1_000),
    row("MYR", Scale::Cents, "MYR ", 200),
    row("MZN", Scale::Cents, "MZN ", 0),
    row("NAD", Scale::Cents, "NAD ", 0),
    row("NGN", Scale::Cents, "NGN ", 0),
    row("NIO", Scale::Cents, "NIO ", 0),
    row("NOK", Scale::Cents, "NOK ", 300),
    row("NPR", Scale::Cents, "NPR ", 0),
    row("NZD", Scale::Cents, "NZ$", 50),
    row("OMR", Scale::Mils, "OMR ", 0),
    row("PAB", Scale::Cents, "PAB ", 0),
    row("PEN", Scale::Cents, "PEN ", 0),
    row("PGK", Scale::Cents, "PGK ", 0),
    row("PHP", Scale::Cents, "₱", 0),
    row("PKR", Scale::Cents, "PKR ", 0),
    row("PLN", Scale::Cents, "PLN ", 200),
    row("PYG", Scale::Whole, "PYG ", 0),
    row("QAR", Scale::Cents, "QAR ", 0),
    row("RON", Scale::Cents, "RON ", 200),
    row("RSD", Scale::Cents, "RSD ", 0),
    row("RUB", Scale::Cents, "RUB ", 0),
    row("RWF", Scale::Whole, "RWF ", 0),
    row("SAR", Scale::Cents, "SAR ", 0),
    row("SBD", Scale::Cents, "SBD ", 0),
    row("SCR", Scale::Cents, "SCR ", 0),
    row("SEK", Scale::Cents, "SEK ", 300),
    row("SGD", Scale::Cents, "S$", 50),
    row("SHP", Scale::Cents, "SHP ", 0),
    row("SLE", Scale::Cents, "SLE ", 0),
    row("SOS", Scale::Cents, "SOS ", 0),
    row("SRD", Scale::Cents, "SRD ", 0),
    row("STD", Scale::Cents, "STD ", 0),
    row("SZL", Scale::Cents, "SZL ", 0),
    row("THB", Scale::Cents, "THB ", 1_000),
    row("TJS", Scale::Cents, "TJS ", 0),
    row("TND", Scale::Mils, "TND ", 0),
    row("TOP", Scale::Cents, "TOP ", 0),
    row("TRY", Scale::Cents, "TRY ", 0),
    row("TTD", Scale::Cents, "TTD ", 0),
    row("TWD", Scale::Cents, "NT$", 0),
    row("TZS", Scale::Cents, "TZS ", 0),
    row("UAH", Scale::Cents, "UAH ", 0),
    row("UGX", Scale::WholeInCents, "UGX ", 0),
    row("USD", Scale::Cents, "$", 50),
    row("UYU", Scale::Cents, "UYU ", 0),
    row("UZS", Scale::Cents, "UZS ", 0),
    row("VND", Scale::Whole, "₫", 0),
    row("VUV", Scale::Whole, "VUV ", 0),
    row("WST", Scale::Cents, "WST ", 0),
    row("XAF", Scale::Whole, "XAF ", 0),
    row("XCD", Scale::Cents, "XCD ", 0),
    row("XOF", Scale::Whole, "XOF ", 0),
    row("XPF", Scale::Whole, "XPF ", 0),
    row("YER", Scale::Cents, "YER ", 0),
    row("ZAR", Scale::Cents, "ZAR ", 0),
    row("ZMW", Scale::Cents, "ZMW ", 0),
];

const fn row(code: &'static str, scale: Scale, symbol: &'static str, minimum: i64) -> Row {
    Row {
        code,
        scale,
        symbol,
        minimum,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimals_of(codes: &str, expected: u32) {
        for code in codes.split(' ') {
            let currency: Currency = code.parse().expect(code);
            assert_eq!(currency.decimals(), expected, "{code}");
        }
    }

    #[test]
    fn the_table_is_sorted_so_that_every_code_is_found() {
        assert!(TABLE.is_sorted_by(|a, b| a.code < b.code));
        for currency in Currency::all() {
            assert_eq!(currency.code().parse(), Ok(currency));
            assert_eq!(currency.stripe_code().parse(), Ok(currency));
        }
    }

    #[test]
    fn zero_decimal_currencies_are_those_that_stripe_lists() {
        let listed = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF";
        decimals_of(listed, 0);
        assert_eq!(
            Currency::all().filter(|c| c.decimals() == 0).count(),
            listed.split(' ').count()
        );
    }

    #[test]
    fn three_decimal_currencies_end_in_a_zero() {
        decimals_of("BHD JOD KWD OMR TND", 3);
        for code in ["BHD", "JOD", "KWD", "OMR", "TND"] {
            assert_eq!(code.parse::<Currency>().map(Currency::step), Ok(10));
        }
    }

    #[test]
    fn ugx_and_isk_are_sent_in_hundredths_of_whole_units() {
        decimals_of("UGX ISK", 2);
        for code in ["UGX", "ISK"] {
            let currency: Currency = code.parse().expect(code);
            assert_eq!((currency.step(), currency.shown_decimals()), (100, 0));
        }
    }

    #[test]
    fn minimum_charges_are_those_that_stripe_publishes() {
        let published = [
            ("USD EUR CAD AUD NZD SGD CHF BRL INR JPY", 50),
            ("GBP", 30),
            ("MXN THB", 1_000),
            ("HKD", 400),
            ("DKK", 250),
            ("SEK NOK", 300),
            ("PLN RON MYR AED", 200),
            ("CZK", 1_500),
            ("HUF", 17_500),
        ];
        let mut counted = 0;
        for (codes, minimum) in published {
            for code in codes.split(' ') {
                let currency: Currency = code.parse().expect(code);
                assert_eq!(currency.minimum_charge(), minimum, "{code}");
                counted += 1;
            }
        }
        assert_eq!(
            Currency::all().filter(|c| c.minimum_charge() > 0).count(),
            counted
        );
    }

    #[test]
    fn other_codes_are_refused() {
        for text in ["", "EU", "EURO", "XXX", "€"] {
            assert_eq!(
                text.parse::<Currency>(),
                Err(UnknownCurrency(text.to_owned()))
            );
        }
    }
}
