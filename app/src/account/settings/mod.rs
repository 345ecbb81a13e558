//! What a customer sets: e-mail address, password, where they are logged in, and whether there is an account at all.

mod delete;
mod device;
mod email;
mod overview;
mod password;

pub(crate) use delete::DeletePage;
pub(crate) use email::EmailPage;
pub(crate) use overview::SettingsPage;
pub(crate) use password::PasswordPage;

const DELETE: &str = "/account/settings/delete";
const EMAIL: &str = "/account/settings/email";
const PASSWORD: &str = "/account/settings/password";
