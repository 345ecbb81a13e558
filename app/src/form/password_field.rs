//! A field for a password, and the box that shows what is typed.

use leptos::{nonce::use_nonce, prelude::*};
use words::Locale;

use super::Fault;

/// Lets what is typed be seen. The policy of the page allows it by its hash; without it passwords are typed unseen, and all else
/// works.
const REVEAL: &str = "document.addEventListener(\"change\",e=>{const b=e.target;if(b.matches(\"[data-reveals]\"))\
for(const i of b.form.querySelectorAll(\"[data-secret]\"))i.type=b.checked?\"text\":\"password\"})";

/// A field: `NAME` is its id too. What was typed never comes back from the server.
pub(crate) struct PasswordField {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) hint: Option<String>,
    /// Whether it is for a password that is not the account's yet.
    pub(crate) new: bool,
    pub(crate) fault: Fault,
}

impl PasswordField {
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
        let autocomplete = if self.new {
            "new-password"
        } else {
            "current-password"
        };
        view! {
            <p class="field">
                <label for=self.name>{self.label}</label>
                <input
                    id=self.name
                    name=self.name
                    type="password"
                    data-secret
                    autocomplete=autocomplete
                    autocapitalize="none"
                    spellcheck="false"
                    required
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

/// The box that shows the passwords of its form; there is one in a page.
pub(crate) fn reveal_passwords(t: Locale) -> impl IntoView {
    view! {
        <p class="reveal needs-script">
            <label>
                <input type="checkbox" data-reveals autocomplete="off" />
                {t.account_show_password()}
            </label>
        </p>
        <script nonce=use_nonce() inner_html=REVEAL></script>
    }
}
