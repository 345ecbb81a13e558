//! What a page of the account says about what was done before it came. It travels in the address, as a word of this list and
//! never as a sentence: an address can be made up by anyone.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use words::Locale;

/// Something that was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    LoggedOut,
    SessionOver,
    Deleted,
    Registered,
    PasswordSet,
    PasswordChanged,
    EmailAsked,
    EmailChanged,
    SessionEnded,
    OthersEnded,
    AddressAdded,
    AddressChanged,
    AddressRemoved,
    DefaultChanged,
    CardSaved,
    CardRemoved,
    CardMadeDefault,
}

impl Said {
    const ALL: [Said; 17] = [
        Said::LoggedOut,
        Said::SessionOver,
        Said::Deleted,
        Said::Registered,
        Said::PasswordSet,
        Said::PasswordChanged,
        Said::EmailAsked,
        Said::EmailChanged,
        Said::SessionEnded,
        Said::OthersEnded,
        Said::AddressAdded,
        Said::AddressChanged,
        Said::AddressRemoved,
        Said::DefaultChanged,
        Said::CardSaved,
        Said::CardRemoved,
        Said::CardMadeDefault,
    ];

    fn word(self) -> &'static str {
        match self {
            Said::LoggedOut => "logged-out",
            Said::SessionOver => "session-over",
            Said::Deleted => "deleted",
            Said::Registered => "registered",
            Said::PasswordSet => "password-set",
            Said::PasswordChanged => "password-changed",
            Said::EmailAsked => "email-asked",
            Said::EmailChanged => "email-changed",
            Said::SessionEnded => "session-ended",
            Said::OthersEnded => "others-ended",
            Said::AddressAdded => "address-added",
            Said::AddressChanged => "address-changed",
            Said::AddressRemoved => "address-removed",
            Said::DefaultChanged => "default-changed",
            Said::CardSaved => "card-saved",
            Said::CardRemoved => "card-removed",
            Said::CardMadeDefault => "card-default",
        }
    }

    fn text(self, t: Locale) -> &'static str {
        match self {
            Said::LoggedOut => t.account_said_logged_out(),
            Said::SessionOver => t.account_said_session_over(),
            Said::Deleted => t.account_said_deleted(),
            Said::Registered => t.account_said_registered(),
            Said::PasswordSet => t.account_said_password_set(),
            Said::PasswordChanged => t.account_said_password_changed(),
            Said::EmailAsked => t.account_said_email_asked(),
            Said::EmailChanged => t.account_said_email_changed(),
            Said::SessionEnded => t.account_said_session_ended(),
            Said::OthersEnded => t.account_said_others_ended(),
            Said::AddressAdded => t.account_said_address_added(),
            Said::AddressChanged => t.account_said_address_changed(),
            Said::AddressRemoved => t.account_said_address_removed(),
            Said::DefaultChanged => t.account_said_default_changed(),
            Said::CardSaved => t.cards_said_saved(),
            Said::CardRemoved => t.cards_said_removed(),
            Said::CardMadeDefault => t.cards_said_default(),
        }
    }

    /// The address of a page that says it.
    pub(super) fn at(self, path: &str) -> String {
        let and = if path.contains('?') { '&' } else { '?' };
        format!("{path}{and}said={}", self.word())
    }

    /// How the sentence looks: something was done, or was not.
    fn look(self) -> &'static str {
        match self {
            Said::SessionOver => "notice warning",
            _ => "notice success",
        }
    }

    /// What the page's address has it say.
    fn from_query() -> Option<Said> {
        let asked = use_query_map().get_untracked().get("said")?;
        Said::ALL.into_iter().find(|said| said.word() == asked)
    }
}

/// The sentence that the page's address asks for, if it does. A page that answers a form says something else.
pub(super) fn said(t: Locale) -> Option<impl IntoView> {
    let said = Said::from_query()?;
    Some(view! {
        <p class=said.look() role="status">
            {said.text(t)}
        </p>
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_with_a_query_can_say_it_too() {
        assert_eq!(Said::Deleted.at("/a"), "/a?said=deleted");
        assert_eq!(Said::Deleted.at("/a?next=/b"), "/a?next=/b&said=deleted");
    }

    #[test]
    fn each_word_means_one_thing() {
        for (at, said) in Said::ALL.into_iter().enumerate() {
            let found = Said::ALL
                .iter()
                .position(|other| other.word() == said.word());
            assert_eq!(found, Some(at));
        }
    }
}
