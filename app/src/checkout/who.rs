//! Who pays: for guests the way to log in; for customers with an account who they are, and the addresses of their book.

use commerce::contact::{AddressForm, CheckoutForm};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;
use shop::{
    Shop, StoreError,
    accounts::{Account, SavedAddress},
    cart::CartId,
};
use words::Locale;

use crate::account::{Next, signed_in};

/// Who pays, as far as it is known.
pub(super) struct Who {
    account: Option<Account>,
    book: Vec<SavedAddress>,
}

impl Who {
    /// Reads it.
    pub(super) async fn read(shop: &Shop) -> Result<Who, StoreError> {
        let account = signed_in().await?;
        let book = match &account {
            Some(account) => shop.addresses(&account.id).await?,
            None => Vec::new(),
        };
        Ok(Who { account, book })
    }

    /// What the form begins with: what is known already, and the address of the book that the page's address asks for.
    pub(super) async fn begins_with(
        &self,
        shop: &Shop,
        cart: &CartId,
    ) -> Result<CheckoutForm, StoreError> {
        let known = shop.last_details(cart, self.account.as_ref()).await?;
        let known = known.unwrap_or_default();
        let asked = use_query_map().get_untracked().get("address");
        let chosen = self
            .book
            .iter()
            .find(|saved| asked.as_deref() == Some(saved.id.as_str()));
        Ok(match chosen {
            Some(saved) => {
                CheckoutForm::filled(known.email, saved.address.clone().into(), known.delivery)
            }
            None => known,
        })
    }

    /// What the page says of it. `typed` is what the form shows.
    pub(super) fn view(self, t: Locale, typed: &CheckoutForm) -> impl IntoView + use<> {
        let Some(account) = self.account else {
            let log_in = Next::new("/checkout").log_in();
            return Either::Left(view! {
                <p>{t.account_checkout_guest()} " " <a href=log_in>{t.account_log_in()}</a></p>
            });
        };
        let typed = typed.address();
        let several = self.book.len() > 1;
        let book = several.then(|| {
            let links = self
                .book
                .into_iter()
                .map(|saved| address_link(saved, &typed))
                .collect_view();
            view! {
                <nav class="pills" aria-label=t.account_checkout_addresses()>
                    <span>{t.account_checkout_addresses()}</span>
                    {links}
                </nav>
            }
        });
        Either::Right(view! {
            <div class="who">
                <p>
                    {t.account_checkout_as(&account.email.as_str())} " "
                    <a href="/account">{t.account_title()}</a>
                </p>
                {book}
            </div>
        })
    }
}

/// A link and not a button of the form: it works before the script is there, and without one.
fn address_link(saved: SavedAddress, typed: &AddressForm) -> impl IntoView + use<> {
    let words = format!(
        "{}, {}, {}",
        saved.address.name, saved.address.line1, saved.address.city
    );
    let href = format!("/checkout?address={}", saved.id.as_str());
    let current = (AddressForm::from(saved.address) == *typed).then_some("true");
    view! {
        <a class="button small" href=href aria-current=current>
            {words}
        </a>
    }
}
