//! The IBANs that Stripe publishes for tests of SEPA Direct Debit.

/// How long a bank takes that answers at once, in seconds: long enough that a shop sees the payment
/// while it is on its way.
const SOON: i64 = 2;

/// How long a slow bank takes, in seconds.
const LATER: i64 = 180;

/// One of Stripe's test accounts.
pub(super) struct TestAccount {
    pub(super) iban: &'static str,
    pub(super) bank_code: &'static str,
    pub(super) pays: bool,
    /// Seconds until the bank answers.
    pub(super) delay: i64,
}

impl TestAccount {
    /// The account with this IBAN, written without spaces.
    pub(super) fn by_iban(iban: &str) -> Option<&'static Self> {
        ALL.iter().find(|account| account.iban == iban)
    }
}

const fn austrian(iban: &'static str, pays: bool, delay: i64) -> TestAccount {
    TestAccount {
        iban,
        bank_code: "19043",
        pays,
        delay,
    }
}

const fn german(iban: &'static str, pays: bool, delay: i64) -> TestAccount {
    TestAccount {
        iban,
        bank_code: "37040044",
        pays,
        delay,
    }
}

/// All of them, but for those whose debits are disputed.
pub(super) static ALL: &[TestAccount] = &[
    austrian("AT611904300234573201", true, SOON),
    austrian("AT321904300235473204", true, LATER),
    austrian("AT861904300235473202", false, SOON),
    austrian("AT051904300235473205", false, LATER),
    german("DE89370400440532013000", true, SOON),
    german("DE08370400440532013003", true, LATER),
    german("DE62370400440532013001", false, SOON),
    german("DE78370400440532013004", false, LATER),
];
