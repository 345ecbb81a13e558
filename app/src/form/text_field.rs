//! A field of one line.

use leptos::prelude::*;

use super::Fault;

/// A field: `NAME` is its id too, `NAME-hint` and `NAME-error` are those of what is said beside it.
pub(crate) struct TextField {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) hint: Option<&'static str>,
    /// The input's type.
    pub(crate) kind: &'static str,
    /// The field's name in the HTML standard's list of autofill names.
    pub(crate) autocomplete: &'static str,
    pub(crate) required: bool,
    pub(crate) value: String,
    pub(crate) fault: Fault,
}

impl TextField {
    /// The field as it stands in a form.
    pub(crate) fn view(self) -> impl IntoView {
        let (error_id, hint_id) = (
            format!("{}-error", self.name),
            format!("{}-hint", self.name),
        );
        let described = match self.hint {
            Some(_) => format!("{hint_id} {error_id}"),
            None => error_id.clone(),
        };
        view! {
            <p class="field" data-field=self.name>
                <label for=self.name>{self.label}</label>
                <input
                    id=self.name
                    name=self.name
                    type=self.kind
                    autocomplete=self.autocomplete
                    required=self.required
                    maxlength="254"
                    value=self.value
                    aria-describedby=described
                    aria-invalid=self.fault.invalid()
                    autofocus=self.fault.is_first
                />
                {self.hint.map(|hint| view! { <span class="hint" id=hint_id>{hint}</span> })}
                <span class="error" id=error_id>
                    {self.fault.text}
                </span>
            </p>
        }
    }
}
