//! The page that lists the saved cards, and what can be done with each.

use http::StatusCode;
use leptos::{either::EitherOf3, prelude::*};
use shop::{
    accounts::AccountId,
    cards::{CardsError, SavedCard},
    payments::PaymentMethodId,
};
use words::Locale;

use super::{card_expiry, card_label};
use crate::{
    account::{
        form::{posted, problem},
        frame::{Place, account_page},
        said::Said,
        session::required,
    },
    answer,
    error_page::PageError,
    layout::{page, shop},
    posted::PostedForm,
};

/// The cards that the customer saved.
#[component]
pub(crate) fn CardsPage() -> impl IntoView {
    page(cards())
}

async fn cards() -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let account = required().await?.account.id;
    let mut trouble = None;
    if let Some(form) = posted() {
        match answer(&account, &form).await {
            // A card that is gone is as its owner wanted it, or was never theirs: the list tells.
            Ok(said) => return Err(PageError::see_other(&said.at(Place::Cards.path()))),
            Err(CardsError::UnknownCard) => {
                return Err(PageError::see_other(Place::Cards.path()));
            }
            Err(CardsError::Unavailable | CardsError::Interrupted) => {
                answer::set_status(StatusCode::SERVICE_UNAVAILABLE);
                trouble = Some(t.cards_said_away().to_owned());
            }
            Err(CardsError::Store(error)) => return Err(error.into()),
        }
    }
    let list = match shop().saved_cards(&account).await {
        Ok(cards) if cards.is_empty() => EitherOf3::A(view! {
            <div class="panel form">
                <p>{t.cards_none()}</p>
                {add(t)}
            </div>
        }),
        Ok(cards) => EitherOf3::B(view! {
            {list(t, &cards)}
            {add(t)}
        }),
        Err(CardsError::Store(error)) => return Err(error.into()),
        Err(_) => EitherOf3::C(view! {
            <p class="notice warning">{t.cards_away()}</p>
            <p>
                <a class="button" href=Place::Cards.path()>
                    {t.errors_try_again()}
                </a>
            </p>
        }),
    };
    let content = view! {
        {problem(trouble)}
        <p class="lead">{t.cards_lead()}</p>
        {list}
    };
    Ok(account_page(t, Place::Cards, t.cards_title(), content))
}

/// Does what a button of the list asks for.
async fn answer(account: &AccountId, form: &PostedForm) -> Result<Said, CardsError> {
    let card = PaymentMethodId::parse(form.get("card")).map_err(|_| CardsError::UnknownCard)?;
    match form.get("do") {
        "default" => {
            shop().make_card_default(account, &card).await?;
            Ok(Said::CardMadeDefault)
        }
        "remove" => {
            shop().remove_card(account, &card).await?;
            Ok(Said::CardRemoved)
        }
        _ => Err(CardsError::UnknownCard),
    }
}

fn list(t: Locale, cards: &[SavedCard]) -> impl IntoView + use<> {
    let several = cards.len() > 1;
    let items = cards
        .iter()
        .map(|card| item(t, card, several))
        .collect_view();
    view! { <ul class="card-list">{items}</ul> }
}

fn add(t: Locale) -> impl IntoView {
    view! {
        <p>
            <a class="button primary" href="/account/cards/new">
                {t.cards_add()}
            </a>
        </p>
    }
}

fn item(t: Locale, card: &SavedCard, several: bool) -> impl IntoView + use<> {
    let label = card_label(t, card);
    let make_default = (several && !card.is_default && !card.expired).then(|| {
        view! {
            <button
                class="text-button"
                name="do"
                value="default"
                aria-label=t.cards_make_default_of(&label)
            >
                {t.cards_make_default()}
            </button>
        }
    });
    let badge = card
        .is_default
        .then(|| view! { <span class="badge">{t.cards_default()}</span> });
    view! {
        <li class="panel" data-expired=card.expired.then_some("")>
            <p>
                <strong>{label.clone()}</strong>
                " "
                {badge}
                <small>{card_expiry(t, card)}</small>
            </p>
            <form method="post" action=Place::Cards.path()>
                <input type="hidden" name="card" value=card.id.as_str().to_owned() />
                {make_default}
                <button
                    class="text-button"
                    name="do"
                    value="remove"
                    aria-label=t.cards_remove_of(&label)
                >
                    {t.cards_remove()}
                </button>
            </form>
        </li>
    }
}
