//! The addresses of the book, each with what can be done with it.

use leptos::{either::Either, prelude::*};
use shop::accounts::{AccountId, AddressId, MOST_ADDRESSES, SavedAddress};
use words::Locale;

use crate::{
    account::{
        form::posted,
        frame::{Place, account_page},
        said::Said,
        session::required,
    },
    error_page::PageError,
    layout::{page, shop},
    orders::address_lines,
    posted::PostedForm,
};

/// All addresses, the default first.
#[component]
pub(crate) fn AddressesPage() -> impl IntoView {
    page(addresses())
}

async fn addresses() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let account = required().await?.account;
    if let Some(form) = posted() {
        return Err(change(&account.id, &form).await?);
    }
    let book = shop().addresses(&account.id).await?;
    let content = if book.is_empty() {
        Either::Left(view! {
            <div class="panel form">
                <p>{t.account_addresses_none()}</p>
                {add(t, true)}
            </div>
        })
    } else {
        let full = book.len() >= MOST_ADDRESSES;
        let items = book.into_iter().map(|saved| item(t, saved)).collect_view();
        Either::Right(view! {
            <ul class="address-cards">{items}</ul>
            {if full {
                Either::Left(view! { <p class="quiet">{t.account_addresses_full()}</p> })
            } else {
                Either::Right(add(t, false))
            }}
        })
    };
    Ok(account_page(
        t,
        Place::Addresses,
        t.account_addresses_title(),
        content,
    ))
}

fn add(t: Locale, only: bool) -> impl IntoView {
    view! {
        <p>
            <a class="button" class:primary=only href="/account/addresses/new">
                {t.account_address_add()}
            </a>
        </p>
    }
}

fn item(t: Locale, saved: SavedAddress) -> impl IntoView {
    let id = saved.id.as_str().to_owned();
    let of = [saved.address.name.as_str(), saved.address.line1.as_str()].join(", ");
    let default = if saved.is_default {
        Either::Left(view! { <p class="badge">{t.account_address_default()}</p> })
    } else {
        Either::Right(())
    };
    let button = |name: &'static str, text: &'static str, label: String| {
        view! {
            <form method="post" action=Place::Addresses.path()>
                <button class="text-button" name=name value=id.clone() aria-label=label>
                    {text}
                </button>
            </form>
        }
    };
    view! {
        <li class="panel">
            {default}
            <address>
                {address_lines(t, &saved.address)
                    .into_iter()
                    .map(|line| view! { <span>{line}</span> })
                    .collect_view()}
            </address>
            <div class="entry-actions">
                <a
                    class="text-button"
                    href=format!("/account/addresses/{id}")
                    aria-label=t.account_address_change_of(&of)
                >
                    {t.account_address_change()}
                </a>
                {(!saved.is_default)
                    .then(|| {
                        button(
                            "default",
                            t.account_address_make_default(),
                            t.account_address_make_default_of(&of),
                        )
                    })}
                {button("remove", t.account_address_remove(), t.account_address_remove_of(&of))}
            </div>
        </li>
    }
}

/// Does what a button of the list asks. What is gone already, or never was this account's, leads back to the list as it is.
async fn change(account: &AccountId, form: &PostedForm) -> Result<PageError, PageError> {
    let (remove, default) = (form.get("remove"), form.get("default"));
    let shop = shop();
    let done = if !remove.is_empty() {
        let id = AddressId::from_text(remove);
        let removed = shop.remove_address(account, &id).await?;
        removed.then_some(Said::AddressRemoved)
    } else {
        let id = AddressId::from_text(default);
        let made = shop.make_address_default(account, &id).await?;
        made.then_some(Said::DefaultChanged)
    };
    let list = Place::Addresses.path();
    Ok(PageError::see_other(
        &done.map_or_else(|| list.to_owned(), |said| said.at(list)),
    ))
}
