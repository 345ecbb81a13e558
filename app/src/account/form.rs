//! What the forms of an account have in common.

use commerce::{account::PasswordProblem, contact::EmailAddress};
use http::{StatusCode, header::USER_AGENT, request::Parts};
use leptos::prelude::*;
use words::Locale;

use crate::{
    answer,
    form::{Fault, PasswordField, TextField},
    posted::PostedForm,
};

/// The form that this page is to answer, if it is asked for by POST.
pub(super) fn posted() -> Option<PostedForm> {
    use_context()
}

/// What the browser calls itself.
pub(super) fn user_agent() -> String {
    use_context::<Parts>()
        .and_then(|parts| {
            parts
                .headers
                .get(USER_AGENT)?
                .to_str()
                .ok()
                .map(str::to_owned)
        })
        .unwrap_or_default()
}

/// Says that the form needs another look; the page shows it again.
pub(super) fn needs_another_look() {
    answer::set_status(StatusCode::UNPROCESSABLE_ENTITY);
}

/// Says that too many passwords were tried for an address; the page is answered so.
pub(super) fn too_many_tries(t: Locale, seconds: u64) -> String {
    answer::set_status(StatusCode::TOO_MANY_REQUESTS);
    answer::set_retry_after(seconds);
    let minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
    t.account_error_too_many_tries(minutes)
}

/// The e-mail address that was typed, or what is wrong with it.
pub(super) fn email_of(t: Locale, form: &PostedForm) -> Result<EmailAddress, Fault> {
    let typed = form.get("email").trim();
    if typed.is_empty() {
        return Err(Fault::only(t.account_error_missing_email()));
    }
    EmailAddress::parse(typed).ok_or_else(|| Fault::only(t.checkout_error_malformed_email()))
}

/// The field for an e-mail address. `autocomplete`: `username` where it is what one logs in with.
pub(super) fn email_field(
    label: &'static str,
    autocomplete: &'static str,
    value: String,
    fault: Fault,
) -> impl IntoView {
    let field = TextField {
        name: "email",
        label,
        hint: None,
        kind: "email",
        autocomplete,
        required: true,
        value,
        fault,
    };
    field.view()
}

/// The field for a password that the account is to have.
pub(super) fn new_password_field(t: Locale, fault: Fault) -> impl IntoView {
    let field = PasswordField {
        name: "new_password",
        label: t.account_new_password(),
        hint: Some(t.account_new_password_hint(&commerce::account::SHORTEST)),
        new: true,
        fault,
    };
    field.view()
}

/// The field for the account's password.
pub(super) fn current_password_field(
    name: &'static str,
    label: &'static str,
    fault: Fault,
) -> impl IntoView {
    let field = PasswordField {
        name,
        label,
        hint: None,
        new: false,
        fault,
    };
    field.view()
}

/// Why a new password is not taken.
pub(super) fn password_problem(t: Locale, problem: PasswordProblem) -> Fault {
    Fault::only(match problem {
        PasswordProblem::TooShort => t.account_error_password_short(&commerce::account::SHORTEST),
        PasswordProblem::TooLong => t.account_error_password_long(&commerce::account::LONGEST),
        PasswordProblem::Common => t.account_error_password_common().to_owned(),
    })
}

/// A sentence about the whole form.
pub(super) fn problem(text: Option<String>) -> impl IntoView {
    text.map(|text| {
        view! {
            <p class="notice error" role="alert">
                {text}
            </p>
        }
    })
}
