//! Which mail it is, with what only its occasion knows.

use std::fmt;

use commerce::Money;
use serde::{Deserialize, Serialize};

/// A mail that waits to be sent, before it has words. Links are absolute addresses.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Letter {
    /// Somebody wants an account for this address.
    Register {
        /// Where the account is made.
        link: String,
    },
    /// The same, and there is an account for it already.
    AlreadyRegistered {
        /// Where its owner logs in.
        log_in: String,
        /// Where its owner gets a new password.
        reset: String,
    },
    /// Somebody has forgotten the account's password.
    ResetPassword {
        /// Where a new one is set.
        link: String,
    },
    /// The same, and there is no account for this address.
    NoAccount {
        /// Where one is made.
        register: String,
    },
    /// The account's owner wants mail to go to this address from now on.
    EmailChange {
        /// Where the address is confirmed.
        link: String,
    },
    /// To the account's old address: it is no longer the account's.
    EmailChanged {
        /// The new address.
        to: String,
    },
    /// The account has another password.
    PasswordChanged,
    /// The account is gone.
    AccountDeleted,
    /// Money came, and the goods are the buyer's: the receipt.
    OrderPaid {
        /// The order's id.
        order: String,
    },
    /// Money goes back to the buyer.
    OrderRefunded {
        /// The order's id.
        order: String,
        /// What goes back.
        amount: Money,
        /// What of the payment is left with the shop then.
        left: Money,
    },
    /// Money that came a second time goes back; the order stays as it is.
    OrderSurplusRefunded {
        /// The order's id.
        order: String,
        /// What goes back.
        amount: Money,
    },
    /// The buyer was told that the payment was under way, and there will be no parcel.
    OrderFailed {
        /// The order's id.
        order: String,
        /// What came all the same and goes back, because the goods were gone; none if no money came.
        owed: Option<Money>,
    },
}

impl Letter {
    /// What kind of letter, for logs and metrics.
    pub fn kind(&self) -> &'static str {
        match self {
            Letter::Register { .. } => "register",
            Letter::AlreadyRegistered { .. } => "already_registered",
            Letter::ResetPassword { .. } => "reset_password",
            Letter::NoAccount { .. } => "no_account",
            Letter::EmailChange { .. } => "email_change",
            Letter::EmailChanged { .. } => "email_changed",
            Letter::PasswordChanged => "password_changed",
            Letter::AccountDeleted => "account_deleted",
            Letter::OrderPaid { .. } => "order_paid",
            Letter::OrderRefunded { .. } => "order_refunded",
            Letter::OrderSurplusRefunded { .. } => "order_surplus_refunded",
            Letter::OrderFailed { .. } => "order_failed",
        }
    }
}

/// Prints no link and no address.
impl fmt::Debug for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printed_letter_holds_neither_link_nor_address() {
        let letter = Letter::Register {
            link: "https://shop.example/account/link/secret".to_owned(),
        };
        assert_eq!(format!("{letter:?}"), "register");
    }

    #[test]
    fn the_kind_is_what_the_store_has() {
        let letter = Letter::EmailChanged {
            to: "mira@example.org".to_owned(),
        };
        let stored = serde_json::to_value(&letter).expect("JSON");
        assert_eq!(stored["kind"], letter.kind());
    }
}
