//! Proving who one is by a password.

use commerce::contact::EmailAddress;

use super::{
    AccountId, AccountsError, Password,
    account::Stored,
    attempts::{Attempt, Counted},
};
use crate::Shop;

/// How trying a password went.
pub(super) enum Proof {
    /// It is the account's.
    Right(Stored),
    /// It is not, or there is no account.
    Wrong,
    /// Too many were wrong; this one was not tried.
    TooMany {
        /// When the next may be tried.
        seconds: u64,
    },
}

impl Shop {
    /// Tries a password for the account of an address. Without such an account it takes the same steps. The right one starts
    /// counting anew.
    pub(super) async fn prove(
        &self,
        email: &EmailAddress,
        password: &Password,
    ) -> Result<Proof, AccountsError> {
        if let Counted::TooMany { seconds } = self.count_attempt(Attempt::Password, email).await? {
            return Ok(Proof::TooMany { seconds });
        }
        let mut connection = self.store().connection().await?;
        let stored = Stored::by_email(&mut connection, email).await?;
        drop(connection);
        let hash = stored.as_ref().map(|stored| stored.password.as_str());
        let right = self.password_matches(password, hash).await?;
        match stored {
            Some(stored) if right => {
                self.forgive_attempts(email).await?;
                Ok(Proof::Right(stored))
            }
            Some(_) | None => Ok(Proof::Wrong),
        }
    }

    /// [`Shop::prove`] for somebody who is logged in: a session alone does not change what an account hangs on.
    pub(super) async fn prove_owner(
        &self,
        account: &AccountId,
        password: &Password,
    ) -> Result<Proof, AccountsError> {
        let mut connection = self.store().connection().await?;
        let stored = Stored::by_id(&mut connection, account).await?;
        drop(connection);
        let Some(stored) = stored else {
            return Ok(Proof::Wrong);
        };
        let proof = self.prove(&stored.account.email, password).await?;
        Ok(match proof {
            // The address may have gone to another account in this moment.
            Proof::Right(found) if found.account.id != *account => Proof::Wrong,
            proof => proof,
        })
    }
}
