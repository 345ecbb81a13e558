//! Bank accounts that can be debited: Stripe's test IBANs, and what a direct debit from each comes to.

mod test_accounts;

use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::api::error::ApiError;
use test_accounts::TestAccount;

/// What a caller sends of a bank account.
#[derive(Deserialize)]
pub(crate) struct AccountDetails {
    iban: String,
}

/// A bank account without its IBAN.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct BankAccount {
    bank_code: String,
    country: String,
    /// The same for every use of one account.
    fingerprint: String,
    pub(crate) last4: String,
    /// Whether a debit succeeds.
    pub(crate) pays: bool,
    /// How long the bank takes to say so, in seconds.
    pub(crate) delay: i64,
}

impl AccountDetails {
    /// Checks the IBAN before it becomes a PaymentMethod; `param` is the parameter that holds it.
    pub(crate) fn check(&self, param: &str) -> Result<BankAccount, ApiError> {
        let refuse = |message: &str| {
            ApiError::parameter(param, message).with("code", "invalid_bank_account_iban")
        };
        let iban: String = self
            .iban
            .chars()
            .filter(|character| !character.is_whitespace())
            .map(|character| character.to_ascii_uppercase())
            .collect();
        if !is_iban(&iban) {
            return Err(refuse("The IBAN you entered is invalid."));
        }
        let account = TestAccount::by_iban(&iban)
            .ok_or_else(|| refuse("The sandbox takes Stripe's test IBANs and no others."))?;
        let digest = HEXLOWER.encode(&Sha256::digest(iban.as_bytes()));
        Ok(BankAccount {
            bank_code: account.bank_code.to_owned(),
            country: iban[..2].to_owned(),
            fingerprint: digest[..16].to_owned(),
            last4: iban[iban.len() - 4..].to_owned(),
            pays: account.pays,
            delay: account.delay,
        })
    }
}

impl BankAccount {
    /// The `sepa_debit` of a PaymentMethod.
    pub(crate) fn shape(&self) -> Value {
        json!({
            "bank_code": self.bank_code,
            "branch_code": "",
            "country": self.country,
            "fingerprint": self.fingerprint,
            "generated_from": { "charge": null, "setup_attempt": null },
            "last4": self.last4,
        })
    }

    /// The `sepa_debit` of a charge's `payment_method_details`.
    pub(crate) fn charge_shape(&self) -> Value {
        json!({
            "bank_code": self.bank_code,
            "branch_code": "",
            "country": self.country,
            "fingerprint": self.fingerprint,
            "last4": self.last4,
            "mandate": null,
        })
    }
}

/// Whether this has an IBAN's form and its check digits (ISO 13616, ISO/IEC 7064 MOD 97-10).
fn is_iban(text: &str) -> bool {
    let bytes = text.as_bytes();
    if !(15..=34).contains(&bytes.len())
        || !bytes.iter().all(u8::is_ascii_alphanumeric)
        || !bytes[..2].iter().all(u8::is_ascii_alphabetic)
        || !bytes[2..4].iter().all(u8::is_ascii_digit)
    {
        return false;
    }
    let remainder =
        bytes[4..]
            .iter()
            .chain(&bytes[..4])
            .fold(0, |remainder: u32, byte| match byte {
                b'0'..=b'9' => (remainder * 10 + u32::from(byte - b'0')) % 97,
                letter => (remainder * 100 + u32::from(letter - b'A') + 10) % 97,
            });
    remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_test_account_has_an_iban() {
        for account in test_accounts::ALL {
            assert!(is_iban(account.iban), "{}", account.iban);
            assert_eq!(
                &account.iban[4..4 + account.bank_code.len()],
                account.bank_code
            );
        }
    }

    #[test]
    fn check_digits_catch_a_wrong_digit() {
        assert!(is_iban("AT611904300234573201"));
        assert!(!is_iban("AT611904300234573202"));
        assert!(!is_iban("AT61"));
        assert!(!is_iban("6119043002345732011"));
    }
}
