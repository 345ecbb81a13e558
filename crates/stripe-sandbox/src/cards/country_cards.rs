//! Test cards that stand for the country of their issuer. They all pay.

use super::Brand;
use super::test_cards::{TestCard, card};

const fn issued(number: &'static str, name: &'static str, country: &'static str) -> TestCard {
    TestCard {
        country,
        ..card(number, name, Brand::Visa)
    }
}

/// A card for each country that Stripe has one for, and some more.
pub(super) static COUNTRY_CARDS: &[TestCard] = &[
    issued("4000007840000001", "ae", "AE"),
    issued("4000000320000021", "ar", "AR"),
    issued("4000000400000008", "at", "AT"),
    issued("4000000360000006", "au", "AU"),
    issued("4000000560000004", "be", "BE"),
    issued("4000001000000000", "bg", "BG"),
    issued("4000000760000002", "br", "BR"),
    issued("4000001120000005", "by", "BY"),
    issued("4000001240000000", "ca", "CA"),
    issued("4000007560000009", "ch", "CH"),
    issued("4000001520000001", "cl", "CL"),
    issued("4000001560000002", "cn", "CN"),
    issued("4000001700000003", "co", "CO"),
    issued("4000001880000005", "cr", "CR"),
    issued("4000001960000008", "cy", "CY"),
    issued("4000002030000002", "cz", "CZ"),
    issued("4000002760000016", "de", "DE"),
    issued("4000002080000001", "dk", "DK"),
    issued("4000002180000000", "ec", "EC"),
    issued("4000002330000009", "ee", "EE"),
    issued("4000007240000007", "es", "ES"),
    issued("4000002460000001", "fi", "FI"),
    issued("4000002500000003", "fr", "FR"),
    issued("4000008260000000", "gb", "GB"),
    issued("4000002920000005", "gi", "GI"),
    issued("4000003000000030", "gr", "GR"),
    issued("4000003440000004", "hk", "HK"),
    issued("4000001910000009", "hr", "HR"),
    issued("4000003480000005", "hu", "HU"),
    issued("4000003720000005", "ie", "IE"),
    issued("4000003560000008", "in", "IN"),
    issued("4000003800000008", "it", "IT"),
    issued("4000003920000003", "jp", "JP"),
    issued("4000004380000004", "li", "LI"),
    issued("4000004400000000", "lt", "LT"),
    issued("4000004420000006", "lu", "LU"),
    issued("4000004280000005", "lv", "LV"),
    issued("4000004700000007", "mt", "MT"),
    issued("4000004840008001", "mx", "MX"),
    issued("4000004580000002", "my", "MY"),
    issued("4000005280000002", "nl", "NL"),
    issued("4000005780000007", "no", "NO"),
    issued("4000005540000008", "nz", "NZ"),
    issued("4000005910000000", "pa", "PA"),
    issued("4000006040000068", "pe", "PE"),
    issued("4000006160000005", "pl", "PL"),
    issued("4000006200000007", "pt", "PT"),
    issued("4000006000000066", "py", "PY"),
    issued("4000006420000001", "ro", "RO"),
    issued("4000006820000007", "sa", "SA"),
    issued("4000007520000008", "se", "SE"),
    issued("4000007020000003", "sg", "SG"),
    issued("4000007050000006", "si", "SI"),
    issued("4000007030000001", "sk", "SK"),
    issued("4000007640000003", "th_credit", "TH"),
    issued("4000001580000008", "tw", "TW"),
    issued("4000008580000003", "uy", "UY"),
    TestCard {
        funding: "debit",
        ..issued("4000058260000005", "gb_debit", "GB")
    },
    TestCard {
        country: "GB",
        ..card("5555558265554449", "gb_mastercard", Brand::Mastercard)
    },
    TestCard {
        country: "JP",
        ..card("3530111333300000", "jcb_jp", Brand::Jcb)
    },
    TestCard {
        funding: "debit",
        ..issued("4000057640000008", "th_debit", "TH")
    },
];
