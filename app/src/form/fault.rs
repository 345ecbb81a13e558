//! What the server found wrong with a form.

use commerce::contact::{Field, FieldError};
use words::Locale;

use crate::checkout::field_error;

/// What is wrong with one field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fault {
    /// The sentence for the field; nothing if it is right.
    pub(crate) text: Option<String>,
    /// Whether it is the first that is wrong, where typing goes on.
    pub(crate) is_first: bool,
}

impl Fault {
    /// The only fault of a form.
    pub(crate) fn only(text: impl Into<String>) -> Fault {
        Fault {
            text: Some(text.into()),
            is_first: true,
        }
    }

    /// The value of `aria-invalid`.
    pub(crate) fn invalid(&self) -> Option<&'static str> {
        self.text.as_ref().map(|_| "true")
    }
}

/// What is wrong with the fields of contact and address.
#[derive(Clone)]
pub(crate) struct Faults(pub(crate) Vec<FieldError>);

impl Faults {
    /// What is wrong with this field.
    pub(crate) fn of(&self, t: Locale, field: Field) -> Fault {
        let error = self.0.iter().find(|error| error.field == field);
        Fault {
            text: error.map(|error| field_error(t, *error)),
            is_first: error.is_some() && self.0.first() == error,
        }
    }
}
