//! An address that was sent when nobody was logged in any more. It goes along with the form to log in, so that it need not be
//! typed again.

use leptos::prelude::*;

use super::{frame::Place, next::Next};
use crate::posted::PostedForm;

/// The fields of an address.
const FIELDS: [&str; 8] = [
    "name",
    "line1",
    "line2",
    "city",
    "region",
    "postal_code",
    "country",
    "phone",
];

/// What was typed, by the names of its fields; nothing where there is nothing to carry.
#[derive(Debug, Default)]
pub(super) struct Carried(Vec<(&'static str, String)>);

impl Carried {
    /// What `form` holds of an address, if that is what `next` takes.
    pub(super) fn of(form: &PostedForm, next: &Next) -> Carried {
        let takes_it = next
            .as_str()
            .strip_prefix(Place::Addresses.path())
            .is_some_and(|rest| rest.starts_with('/'));
        if !takes_it {
            return Carried::default();
        }
        let typed = FIELDS.map(|name| (name, form.get(name).to_owned()));
        Carried(
            typed
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The fields that nobody sees.
    pub(super) fn fields(self) -> impl IntoView {
        self.0
            .into_iter()
            .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
            .collect_view()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_goes_along_to_where_addresses_are_kept_and_nowhere_else() {
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let form = PostedForm::new(vec![
            pair("line1", "1 Quay"),
            pair("line2", ""),
            pair("password", "x"),
        ]);
        let to = |path| Carried::of(&form, &Next::new(path)).0;
        let along = [("line1", "1 Quay".to_owned())];
        assert_eq!(to("/account/addresses/new"), along);
        assert_eq!(to("/account/addresses/5"), along);
        for elsewhere in [
            "/account/addresses",
            "/account/addressesx",
            "/account/settings/delete",
            "/checkout",
        ] {
            assert!(to(elsewhere).is_empty(), "{elsewhere}");
        }
    }
}
