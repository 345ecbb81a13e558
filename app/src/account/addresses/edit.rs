//! Adding an address, and changing one.

use commerce::contact::{AddressForm, PostalAddress};
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_params_map;
use shop::accounts::{AccountId, AddressId, AddressKept};
use words::Locale;

use crate::{
    account::{
        form::{needs_another_look, posted, problem},
        frame::{Place, account_page},
        log_in::log_in_to_send,
        next::LOG_IN,
        said::Said,
        session::{required, session},
    },
    error_page::PageError,
    form::{Faults, address_fields},
    layout::{page, shop},
    posted::PostedForm,
};

/// An empty form.
#[component]
pub(crate) fn NewAddressPage() -> impl IntoView {
    page(edit(None))
}

/// The form with an address of the book.
#[component]
pub(crate) fn ChangeAddressPage() -> impl IntoView {
    let id = use_params_map().with_untracked(|params| params.get("id"));
    page(edit(Some(AddressId::from_text(&id.unwrap_or_default()))))
}

async fn edit(id: Option<AddressId>) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    if let Some(form) = posted()
        && session().await?.is_none()
    {
        return Ok(Either::Left(log_in_to_send(t, &form)));
    }
    let account = required().await?.account;
    let (mut typed, mut faults, mut told) = (AddressForm::default(), Vec::new(), None);
    if let Some(id) = &id {
        // Another's is as unknown as none.
        let saved = shop().address(&account.id, id).await?;
        typed = saved.ok_or(PageError::NotFound)?.address.into();
    }
    if let Some(form) = posted() {
        typed = read(&form);
        needs_another_look();
        match typed.check() {
            Ok(address) => match save(&account.id, id.as_ref(), &address).await? {
                Some(said) => return Err(PageError::see_other(&said.at(Place::Addresses.path()))),
                None => told = Some(t.account_addresses_full()),
            },
            Err(errors) => {
                told = Some(t.checkout_error_summary());
                faults = errors;
            }
        }
    }
    let (title, action) = match &id {
        Some(id) => (
            t.account_address_change_title(),
            format!("/account/addresses/{}", id.as_str()),
        ),
        None => (
            t.account_address_add_title(),
            "/account/addresses/new".to_owned(),
        ),
    };
    let content = view! {
        {problem(told.map(str::to_owned))}
        <form class="panel form" method="post" action=action novalidate>
            {address_fields(t, typed, &Faults(faults))}
            <p class="actions">
                <button class="button primary" type="submit">
                    {t.account_save()}
                </button>
                <a class="button" href=Place::Addresses.path()>
                    {t.account_back()}
                </a>
            </p>
        </form>
    };
    Ok(Either::Right(account_page(
        t,
        Place::Addresses,
        title,
        content,
    )))
}

/// Puts it into the book, new or instead of `id`; nothing if the book is full.
async fn save(
    account: &AccountId,
    id: Option<&AddressId>,
    address: &PostalAddress,
) -> Result<Option<Said>, PageError> {
    let shop = shop();
    if let Some(id) = id {
        let changed = shop.change_address(account, id, address).await?;
        return changed
            .then_some(Some(Said::AddressChanged))
            .ok_or(PageError::NotFound);
    }
    match shop.keep_address(account, address).await? {
        AddressKept::Added(_) | AddressKept::Known(_) => Ok(Some(Said::AddressAdded)),
        AddressKept::Full => Ok(None),
        AddressKept::NoAccount => Err(PageError::see_other(LOG_IN)),
    }
}

fn read(form: &PostedForm) -> AddressForm {
    let field = |name| form.get(name).to_owned();
    AddressForm {
        name: field("name"),
        line1: field("line1"),
        line2: field("line2"),
        city: field("city"),
        region: field("region"),
        postal_code: field("postal_code"),
        country: field("country"),
        phone: field("phone"),
    }
}
