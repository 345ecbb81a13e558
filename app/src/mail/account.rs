//! Mails about an account.

use words::Locale;

use super::sheet::{Part, Sheet};
use crate::Site;

pub(super) fn register(t: Locale, site: &Site, link: &str) -> Sheet {
    let shop = &site.shop_name;
    with_link(
        t,
        t.mail_register_subject(shop),
        t.mail_register_heading(),
        t.mail_register_text(shop),
        (t.mail_register_button(), link),
        t.mail_register_otherwise(),
    )
}

pub(super) fn already_registered(t: Locale, site: &Site, log_in: &str, reset: &str) -> Sheet {
    let shop = &site.shop_name;
    Sheet {
        subject: t.mail_registered_subject(shop),
        heading: t.mail_registered_heading().to_owned(),
        parts: vec![
            Part::Text(t.mail_registered_text(shop)),
            Part::Button {
                label: t.mail_registered_button().to_owned(),
                link: log_in.to_owned(),
            },
            Part::Link {
                label: t.mail_registered_reset().to_owned(),
                link: reset.to_owned(),
            },
            Part::Quiet(t.mail_registered_otherwise().to_owned()),
        ],
    }
}

pub(super) fn reset_password(t: Locale, site: &Site, link: &str) -> Sheet {
    let shop = &site.shop_name;
    with_link(
        t,
        t.mail_reset_subject(shop),
        t.mail_reset_heading(),
        t.mail_reset_text(shop),
        (t.mail_reset_button(), link),
        t.mail_reset_otherwise(),
    )
}

pub(super) fn no_account(t: Locale, site: &Site, register: &str) -> Sheet {
    let shop = &site.shop_name;
    with_link(
        t,
        t.mail_no_account_subject(shop),
        t.mail_no_account_heading(),
        t.mail_no_account_text(shop),
        (t.mail_no_account_button(), register),
        t.mail_no_account_otherwise(),
    )
}

pub(super) fn email_change(t: Locale, site: &Site, link: &str) -> Sheet {
    let shop = &site.shop_name;
    with_link(
        t,
        t.mail_email_change_subject(shop),
        t.mail_email_change_heading(),
        t.mail_email_change_text(shop),
        (t.mail_email_change_button(), link),
        t.mail_email_change_otherwise(),
    )
}

pub(super) fn email_changed(t: Locale, site: &Site, to: &str) -> Sheet {
    let shop = &site.shop_name;
    Sheet {
        subject: t.mail_email_changed_subject(shop),
        heading: t.mail_email_changed_heading().to_owned(),
        parts: vec![
            Part::Text(t.mail_email_changed_text(shop, &to)),
            Part::Text(t.mail_changed_otherwise().to_owned()),
        ],
    }
}

pub(super) fn password_changed(t: Locale, site: &Site) -> Sheet {
    let shop = &site.shop_name;
    Sheet {
        subject: t.mail_password_changed_subject(shop),
        heading: t.mail_password_changed_heading().to_owned(),
        parts: vec![
            Part::Text(t.mail_password_changed_text(shop)),
            Part::Text(t.mail_changed_otherwise().to_owned()),
        ],
    }
}

pub(super) fn deleted(t: Locale, site: &Site) -> Sheet {
    let shop = &site.shop_name;
    Sheet {
        subject: t.mail_deleted_subject(shop),
        heading: t.mail_deleted_heading().to_owned(),
        parts: vec![Part::Text(t.mail_deleted_text(shop))],
    }
}

/// A mail whose one purpose is a link that serves once.
fn with_link(
    t: Locale,
    subject: String,
    heading: &str,
    text: String,
    (label, link): (&str, &str),
    otherwise: &str,
) -> Sheet {
    Sheet {
        subject,
        heading: heading.to_owned(),
        parts: vec![
            Part::Text(text),
            Part::Button {
                label: label.to_owned(),
                link: link.to_owned(),
            },
            Part::Quiet(t.mail_link_lasts().to_owned()),
            Part::Quiet(otherwise.to_owned()),
        ],
    }
}
