//! The test cards: the only numbers the sandbox takes, and what each does.

use super::behaviour::{Authentication, Check, Quarrel, Refunding, Risk};
use super::country_cards::COUNTRY_CARDS;
use super::{Brand, Decline};

/// One test card.
#[derive(Debug)]
pub(crate) struct TestCard {
    /// The number, without spaces.
    pub(crate) number: &'static str,
    /// What follows `pm_card_` in the id of its ready-made PaymentMethod.
    pub(crate) name: &'static str,
    pub(crate) brand: Brand,
    pub(crate) funding: &'static str,
    pub(crate) authentication: Authentication,
    /// How the issuer answers a charge: `None` approves.
    pub(crate) decline: Option<Decline>,
    /// Whether the issuer lets the card be saved, though it may decline what is charged later.
    pub(crate) can_be_saved: bool,
    /// Where it was issued: two letters, ISO 3166-1.
    pub(crate) country: &'static str,
    /// The issuer's check of a given security code.
    pub(crate) cvc_check: Check,
    /// The issuer's check of a given first line of the address.
    pub(crate) line1_check: Check,
    /// The issuer's check of a given postal code.
    pub(crate) postal_code_check: Check,
    pub(crate) refunding: Refunding,
    /// Whether a captured charge is disputed a moment later.
    pub(crate) quarrel: Option<Quarrel>,
    pub(crate) risk: Risk,
    /// Whether the money of a charge may be paid out at once.
    pub(crate) bypasses_pending: bool,
}

pub(super) const fn card(number: &'static str, name: &'static str, brand: Brand) -> TestCard {
    TestCard {
        number,
        name,
        brand,
        funding: "credit",
        authentication: Authentication::NotEnrolled,
        decline: None,
        can_be_saved: true,
        country: "US",
        cvc_check: Check::Pass,
        line1_check: Check::Pass,
        postal_code_check: Check::Pass,
        refunding: Refunding::AtOnce,
        quarrel: None,
        risk: Risk::Normal,
        bypasses_pending: false,
    }
}

const fn declining(number: &'static str, name: &'static str, decline: Decline) -> TestCard {
    TestCard {
        decline: Some(decline),
        can_be_saved: false,
        ..card(number, name, Brand::Visa)
    }
}

const fn authenticating(
    number: &'static str,
    name: &'static str,
    authentication: Authentication,
) -> TestCard {
    TestCard {
        authentication,
        ..card(number, name, Brand::Visa)
    }
}

const fn disputed(number: &'static str, name: &'static str, quarrel: Quarrel) -> TestCard {
    TestCard {
        quarrel: Some(quarrel),
        ..card(number, name, Brand::Visa)
    }
}

/// A card whose address the issuer checks with these results.
const fn addressed(
    number: &'static str,
    name: &'static str,
    line1_check: Check,
    postal_code_check: Check,
) -> TestCard {
    TestCard {
        line1_check,
        postal_code_check,
        ..card(number, name, Brand::Visa)
    }
}

/// Every test card but those that stand for a country.
static TEST_CARDS: &[TestCard] = &[
    card("4242424242424242", "visa", Brand::Visa),
    TestCard {
        funding: "debit",
        ..card("4000056655665556", "visa_debit", Brand::Visa)
    },
    card("5555555555554444", "mastercard", Brand::Mastercard),
    card("2223003122003222", "mastercard_2series", Brand::Mastercard),
    TestCard {
        funding: "debit",
        ..card("5200828282828210", "mastercard_debit", Brand::Mastercard)
    },
    TestCard {
        funding: "prepaid",
        ..card("5105105105105100", "mastercard_prepaid", Brand::Mastercard)
    },
    TestCard {
        authentication: Authentication::Unsupported,
        ..card("378282246310005", "amex", Brand::Amex)
    },
    TestCard {
        authentication: Authentication::Unsupported,
        ..card("371449635398431", "amex_second", Brand::Amex)
    },
    card("6011111111111117", "discover", Brand::Discover),
    card("6011000990139424", "discover_second", Brand::Discover),
    TestCard {
        funding: "debit",
        ..card("6011981111111113", "discover_debit", Brand::Discover)
    },
    card("3056930009020004", "diners", Brand::Diners),
    card("36227206271667", "diners_14digits", Brand::Diners),
    card("3566002020360505", "jcb", Brand::Jcb),
    card("6200000000000005", "unionpay", Brand::Unionpay),
    declining("4000000000000002", "chargeDeclined", Decline::Generic),
    declining(
        "4000000000009995",
        "chargeDeclinedInsufficientFunds",
        Decline::InsufficientFunds,
    ),
    declining(
        "4000000000009987",
        "chargeDeclinedLostCard",
        Decline::LostCard,
    ),
    declining(
        "4000000000009979",
        "chargeDeclinedStolenCard",
        Decline::StolenCard,
    ),
    declining(
        "4000000000006975",
        "chargeDeclinedVelocityLimitExceeded",
        Decline::CardVelocityExceeded,
    ),
    declining(
        "4000000000000069",
        "chargeDeclinedExpiredCard",
        Decline::ExpiredCard,
    ),
    TestCard {
        cvc_check: Check::Fail,
        ..declining(
            "4000000000000127",
            "chargeDeclinedIncorrectCvc",
            Decline::IncorrectCvc,
        )
    },
    declining(
        "4000000000000119",
        "chargeDeclinedProcessingError",
        Decline::ProcessingError,
    ),
    declining("4100000000000019", "radarBlock", Decline::Fraudulent),
    declining("4000000000004954", "riskLevelHighest", Decline::Fraudulent),
    TestCard {
        risk: Risk::Elevated,
        ..card("4000000000009235", "riskLevelElevated", Brand::Visa)
    },
    TestCard {
        can_be_saved: true,
        ..declining("4000000000000341", "chargeCustomerFail", Decline::Generic)
    },
    TestCard {
        cvc_check: Check::Fail,
        ..card("4000000000000101", "cvcCheckFail", Brand::Visa)
    },
    addressed("4000000000000010", "avsFail", Check::Fail, Check::Fail),
    addressed("4000000000000028", "avsLine1Fail", Check::Fail, Check::Pass),
    addressed("4000000000000036", "avsZipFail", Check::Pass, Check::Fail),
    addressed(
        "4000000000000044",
        "avsUnchecked",
        Check::Unavailable,
        Check::Unavailable,
    ),
    TestCard {
        bypasses_pending: true,
        ..card("4000000000000077", "bypassPending", Brand::Visa)
    },
    TestCard {
        bypasses_pending: true,
        ..card(
            "4000003720000278",
            "bypassPendingInternational",
            Brand::Visa,
        )
    },
    card("4000000000000093", "domesticPricing", Brand::Visa),
    authenticating(
        "4000000000003220",
        "threeDSecure2Required",
        Authentication::Always,
    ),
    authenticating(
        "4000002500003155",
        "authenticationRequiredOnSetup",
        Authentication::UnlessSetUp,
    ),
    authenticating(
        "4000002760003184",
        "authenticationRequired",
        Authentication::Always,
    ),
    authenticating(
        "4000003800000446",
        "authenticationRequiredSetupForOffSession",
        Authentication::OnSession,
    ),
    TestCard {
        authentication: Authentication::Always,
        can_be_saved: true,
        ..declining(
            "4000008260003178",
            "authenticationRequiredChargeDeclinedInsufficientFunds",
            Decline::InsufficientFunds,
        )
    },
    TestCard {
        authentication: Authentication::Always,
        can_be_saved: true,
        ..declining(
            "4000008400001629",
            "threeDSecureRequiredChargeDeclined",
            Decline::Generic,
        )
    },
    declining(
        "4000008400001280",
        "threeDSecureRequiredProcessingError",
        Decline::Generic,
    ),
    authenticating(
        "4000000000003055",
        "threeDSecureOptional",
        Authentication::OnRequest,
    ),
    disputed("4000000000000259", "createDispute", Quarrel::Fraudulent),
    disputed(
        "4000000000002685",
        "createDisputeProductNotReceived",
        Quarrel::ProductNotReceived,
    ),
    disputed("4000000000001976", "createDisputeInquiry", Quarrel::Inquiry),
    TestCard {
        refunding: Refunding::Later,
        ..card("4000000000007726", "pendingRefund", Brand::Visa)
    },
    TestCard {
        refunding: Refunding::FailsLater,
        ..card("4000000000005126", "refundFail", Brand::Visa)
    },
];

fn all() -> impl Iterator<Item = &'static TestCard> {
    TEST_CARDS.iter().chain(COUNTRY_CARDS)
}

impl TestCard {
    /// Why the issuer refuses a card that is to be saved, without a charge.
    pub(crate) fn decline_of_check(&self) -> Option<Decline> {
        self.decline.filter(|_| !self.can_be_saved)
    }

    /// The card with this number.
    pub(crate) fn by_number(number: &str) -> Option<&'static TestCard> {
        all().find(|card| card.number == number)
    }

    /// The card of `pm_card_NAME`.
    pub(crate) fn by_name(name: &str) -> Option<&'static TestCard> {
        all().find(|card| card.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::super::card::passes_luhn;
    use super::*;

    #[test]
    fn numbers_pass_luhn_and_numbers_and_names_are_unique() {
        for (index, card) in all().enumerate() {
            assert!(passes_luhn(card.number), "{}", card.number);
            for other in all().skip(index + 1) {
                assert_ne!(card.number, other.number);
                assert_ne!(card.name, other.name);
            }
        }
    }
}
