//! Passwords: the rule for a new one, and hashing by argon2id.

use std::{fmt, sync::Arc};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{self, PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use commerce::{
    account::{PasswordProblem, check_length},
    contact::EmailAddress,
};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use unicode_normalization::UnicodeNormalization;
use zxcvbn::Score;

use super::AccountsError;
use crate::Shop;

/// A password as somebody typed or pasted it.
///
/// It is brought to one of Unicode's normal forms, NFKC: the same keys give other code points on other machines (an `é` of
/// one piece or of two, full-width digits), and a password must open on all of them. NIST SP 800-63B 5.1.1.2 wants NFKC or
/// NFKD for that reason. Nothing is cut off or trimmed.
#[derive(Clone)]
pub struct Password(SecretString);

impl Password {
    /// Takes what was typed; whether it makes a good password is asked only of a new one.
    pub fn typed(text: &str) -> Password {
        Password(text.nfkc().collect::<String>().into())
    }

    /// Whether it is long enough, not too long, and none that would be tried first. What belongs to the account and the
    /// shop counts as common.
    fn check(&self, email: &EmailAddress, shop: &str) -> Result<(), PasswordProblem> {
        let text = self.0.expose_secret();
        check_length(text)?;
        let local = email.as_str().split('@').next().unwrap_or_default();
        let known = [email.as_str(), local, shop];
        // Below a million guesses; zxcvbn's own word for the scores refused is "too guessable" and "very guessable".
        if zxcvbn::zxcvbn(text, &known).score() < Score::Two {
            return Err(PasswordProblem::Common);
        }
        Ok(())
    }
}

/// Prints nothing.
impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// 19 MiB, two passes, one lane.
///
/// Source: the OWASP Password Storage Cheat Sheet.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// What a password is compared to where there is no account: it costs what a hash in the store costs, and nothing matches it.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGlzIHRoZXJl$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashing takes memory: so many at once, others wait.
const AT_ONCE: usize = 4;
/// And no more than so many, those at work included: some ten seconds of work on a small machine. The line of a flood would be
/// worked off long after whoever sent it has gone, and before anybody who comes then.
const IN_LINE: usize = 200;

/// Hashes passwords, a few at once.
pub(crate) struct Hashing {
    line: Arc<Semaphore>,
    work: Arc<Semaphore>,
}

impl Default for Hashing {
    fn default() -> Hashing {
        Hashing {
            line: Arc::new(Semaphore::new(IN_LINE)),
            work: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

/// A place at work, which was waited for in line.
struct Place {
    _line: OwnedSemaphorePermit,
    _work: OwnedSemaphorePermit,
}

impl Hashing {
    /// Waits for a place; none when the line is full.
    async fn place(&self) -> Option<Place> {
        Some(Place {
            _line: self.line.clone().try_acquire_owned().ok()?,
            _work: self.work.clone().acquire_owned().await.ok()?,
        })
    }
}

fn argon2id() -> Result<Argon2<'static>, password_hash::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash(password: &Password) -> Result<String, password_hash::Error> {
    let hash: PasswordHash = argon2id()?.hash_password(password.0.expose_secret().as_bytes())?;
    Ok(hash.to_string())
}

fn matches(password: &Password, stored: &str) -> Result<bool, password_hash::Error> {
    let password = password.0.expose_secret().as_bytes();
    match argon2id()?.verify_password(password, stored) {
        Ok(()) => Ok(true),
        Err(password_hash::Error::PasswordInvalid) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a hash was made with other parameters than today's.
pub(super) fn is_outdated(stored: &str) -> bool {
    let today = format!("$argon2id$v=19$m={MEMORY_KIB},t={PASSES},p={LANES}$");
    !stored.starts_with(&today)
}

impl Shop {
    /// Why the password is not taken for the account of this address, if it is not.
    pub(super) async fn problem_of(
        &self,
        password: &Password,
        email: &EmailAddress,
    ) -> Result<Option<PasswordProblem>, AccountsError> {
        let (password, email) = (password.clone(), email.clone());
        let shop = self.settings().name.clone();
        self.in_turn(move || password.check(&email, &shop).err())
            .await
    }

    /// The hash of a password, with a salt of its own, in PHC's form.
    pub(super) async fn hash_password(&self, password: &Password) -> Result<String, AccountsError> {
        let password = password.clone();
        self.hashing(move || hash(&password)).await
    }

    /// Whether the password is the one that `stored` is the hash of; without one the answer is no, after as much work.
    pub(super) async fn password_matches(
        &self,
        password: &Password,
        stored: Option<&str>,
    ) -> Result<bool, AccountsError> {
        let password = password.clone();
        let stored = stored.unwrap_or(NOBODYS).to_owned();
        self.hashing(move || matches(&password, &stored)).await
    }

    async fn hashing<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, password_hash::Error> + Send + 'static,
    ) -> Result<T, AccountsError> {
        metrics::counter!("till_password_hashes_total").increment(1);
        Ok(self.in_turn(work).await??)
    }

    /// Does what would keep others from this thread, beside it.
    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, AccountsError> {
        let place = self.hashing_permits().place().await;
        let place = place.ok_or(AccountsError::Busy)?;
        // The work goes on when the customer has gone, and so does its place.
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(place);
            done
        });
        done.await.map_err(|_| AccountsError::Interrupted)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(text: &str) -> Option<PasswordProblem> {
        let email = EmailAddress::parse("ada.byron@example.org").expect("an address");
        Password::typed(text).check(&email, "Kelp & Clay").err()
    }

    #[test]
    fn passwords_that_are_tried_first_are_refused() {
        for text in [
            "password",
            "P@ssw0rd",
            "qwertyuiop",
            "12345678",
            "aaaaaaaaaaaa",
            "iloveyou1",
            "ada.byron@example.org",
            "ada.byron1",
            "Kelp & Clay",
        ] {
            assert_eq!(problem(text), Some(PasswordProblem::Common), "{text}");
        }
    }

    #[test]
    fn any_characters_make_a_good_password() {
        for text in [
            "correct horse battery",
            "tide pool 東京 lantern",
            "v8$Kq!2zLw",
            "        ~ ~ harbour",
        ] {
            assert_eq!(problem(text), None, "{text}");
        }
    }

    #[test]
    fn the_same_keys_on_another_machine_are_the_same_password() {
        let hash = hash(&Password::typed("caf\u{e9} au lait, please")).expect("a hash");
        let typed = Password::typed("cafe\u{301} au lait, please");
        assert_eq!(matches(&typed, &hash), Ok(true));
        assert_eq!(
            matches(&Password::typed("cafe au lait, please"), &hash),
            Ok(false)
        );
    }

    #[test]
    fn a_hash_says_how_it_was_made() {
        let hash = hash(&Password::typed("tide pool lantern")).expect("a hash");
        assert!(!is_outdated(&hash) && !is_outdated(NOBODYS));
        assert!(is_outdated(&hash.replace("t=2", "t=1")));
    }

    #[test]
    fn nobodys_password_can_be_compared_to_and_never_matches() {
        assert_eq!(
            matches(&Password::typed("tide pool lantern"), NOBODYS),
            Ok(false)
        );
    }

    #[tokio::test]
    async fn a_line_that_is_full_takes_nobody_until_somebody_is_done() {
        let hashing = Arc::new(Hashing::default());
        let mut at_work = Vec::new();
        for _ in 0..AT_ONCE {
            at_work.push(hashing.place().await.expect("a place"));
        }
        let waits = |_| {
            let hashing = hashing.clone();
            tokio::spawn(async move { hashing.place().await.is_some() })
        };
        let waiting: Vec<_> = (AT_ONCE..IN_LINE).map(waits).collect();
        while hashing.line.available_permits() > 0 {
            tokio::task::yield_now().await;
        }
        assert!(hashing.place().await.is_none());
        drop(at_work);
        for placed in waiting {
            assert!(placed.await.expect("an answer"));
        }
        assert!(hashing.place().await.is_some());
    }

    #[test]
    fn a_printed_password_is_not_there() {
        assert_eq!(format!("{:?}", Password::typed("secret")), "Password(…)");
    }
}
