//! What the shop's mails say: each [`Letter`] as subject, text and HTML.
//!
//! A letter becomes a sheet of words first; text and HTML are two ways to show it. The HTML is for mail
//! programs: one column, styles on the elements, nothing to load and nothing to run.

mod account;
mod html;
mod order;
mod sheet;
#[cfg(test)]
mod tests;

use shop::{
    Shop, StoreError,
    mail::{Letter, Write, Written},
};
use words::Locale;

use crate::Site;
use sheet::Sheet;

/// Writes the mails of one site.
#[derive(Debug, Clone)]
pub struct Letters {
    site: Site,
}

impl Letters {
    /// For the site that links lead to and whose name stands on them.
    pub fn new(site: Site) -> Letters {
        Letters { site }
    }

    fn written(&self, t: Locale, sheet: Sheet) -> Written {
        Written {
            text: sheet.text(&self.site.shop_name),
            html: html::document(t, &self.site, &sheet),
            subject: sheet.subject,
        }
    }
}

impl Write for Letters {
    async fn write(
        &self,
        shop: &Shop,
        locale: &str,
        letter: &Letter,
    ) -> Result<Written, StoreError> {
        let t = Locale::from_tag(locale);
        let sheet = match letter {
            Letter::OrderPaid { order } => {
                order::paid(t, &self.site, &shop.order_as_stored(order).await?)
            }
            Letter::OrderRefunded {
                order,
                amount,
                left,
            } => order::refunded(
                t,
                &self.site,
                &shop.order_as_stored(order).await?,
                *amount,
                *left,
            ),
            Letter::OrderSurplusRefunded { order, amount } => {
                order::surplus_refunded(t, &self.site, &shop.order_as_stored(order).await?, *amount)
            }
            Letter::OrderFailed { order, owed } => {
                order::failed(t, &self.site, &shop.order_as_stored(order).await?, *owed)
            }
            Letter::Register { link } => account::register(t, &self.site, link),
            Letter::AlreadyRegistered { log_in, reset } => {
                account::already_registered(t, &self.site, log_in, reset)
            }
            Letter::ResetPassword { link } => account::reset_password(t, &self.site, link),
            Letter::NoAccount { register } => account::no_account(t, &self.site, register),
            Letter::EmailChange { link } => account::email_change(t, &self.site, link),
            Letter::EmailChanged { to } => account::email_changed(t, &self.site, to),
            Letter::PasswordChanged => account::password_changed(t, &self.site),
            Letter::AccountDeleted => account::deleted(t, &self.site),
        };
        Ok(self.written(t, sheet))
    }
}
