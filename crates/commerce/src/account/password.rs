//! How long a password may be.

use serde::{Deserialize, Serialize};

/// Fewest characters of a password.
///
/// Source: NIST SP 800-63B rev. 3, 5.1.1.2, and the OWASP Authentication Cheat Sheet; common ones are refused on top of it.
pub const SHORTEST: usize = 8;
/// Most characters of a password: well above the 64 that both sources want to be possible, and still a short text to hash.
pub const LONGEST: usize = 128;

/// Why a password is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PasswordProblem {
    /// Fewer than [`SHORTEST`] characters.
    TooShort,
    /// More than [`LONGEST`] characters.
    TooLong,
    /// One of the first that somebody would try: a common one, a keyboard row, a date, the shop's name or the e-mail address.
    Common,
}

/// Counts the characters of a password, whatever they are.
///
/// # Errors
/// When there are too few or too many.
pub fn check_length(password: &str) -> Result<(), PasswordProblem> {
    match password.chars().count() {
        ..SHORTEST => Err(PasswordProblem::TooShort),
        SHORTEST..=LONGEST => Ok(()),
        _ => Err(PasswordProblem::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_and_not_bytes() {
        assert_eq!(check_length("éééé"), Err(PasswordProblem::TooShort));
        assert_eq!(check_length("ü ☂ 東京 ab"), Ok(()));
        assert_eq!(check_length(&"東".repeat(LONGEST)), Ok(()));
    }

    #[test]
    fn the_bounds_are_part_of_the_range() {
        assert_eq!(check_length("1234567"), Err(PasswordProblem::TooShort));
        assert_eq!(check_length("12345678"), Ok(()));
        assert_eq!(
            check_length(&"x".repeat(LONGEST + 1)),
            Err(PasswordProblem::TooLong)
        );
    }
}
