//! A form that a browser posted to the address of a page, for the page itself to answer.

use std::{fmt, sync::Arc};

/// Fields and values as they were sent. The server provides it as context when a page is asked for by POST.
#[derive(Clone, Default)]
pub struct PostedForm(Arc<[(String, String)]>);

impl PostedForm {
    /// Of names and values, in the order of the form.
    pub fn new(fields: Vec<(String, String)>) -> PostedForm {
        PostedForm(fields.into())
    }

    /// The first value of the field; empty when the form has no such field.
    pub(crate) fn get(&self, name: &str) -> &str {
        self.0
            .iter()
            .find(|(found, _)| found == name)
            .map_or("", |(_, value)| value)
    }
}

/// Prints nothing: forms hold passwords and addresses.
impl fmt::Debug for PostedForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PostedForm(…)")
    }
}

/// Why the form of a page is not looked at: its sender sent too many. Provided by the server beside the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooMany {
    /// When the next is taken.
    pub seconds: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_found_by_its_name_and_an_absent_one_is_empty() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = PostedForm::new(vec![pair("email", "ada@example.org"), pair("email", "eve")]);
        assert_eq!(form.get("email"), "ada@example.org");
        assert_eq!(form.get("password"), "");
        assert_eq!(format!("{form:?}"), "PostedForm(…)");
    }
}
