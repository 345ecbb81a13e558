//! What was ordered before, and ordering it again.

use commerce::cart::CartOutcome;
use leptos::{either::Either, prelude::*};
use leptos_router::hooks::use_query_map;
use shop::accounts::{Account, LineAgain, OrderEntry, OrderHistory};
use words::Locale;

use super::{
    form::posted,
    frame::{Place, account_page},
    session::required,
};
use crate::{
    cart,
    error_page::PageError,
    layout::{page, shop},
    moment::Moment,
    orders::status_words,
    posted::PostedForm,
};

/// The account's orders, newest first, some at a time.
#[component]
pub(crate) fn OrdersPage() -> impl IntoView {
    let number = use_query_map()
        .get_untracked()
        .get("page")
        .and_then(|page| page.parse().ok())
        .unwrap_or(1);
    page(orders(number))
}

async fn orders(number: u32) -> Result<impl IntoView, PageError> {
    let t = Locale::default();
    let account = required().await?.account;
    let missing = match posted() {
        Some(form) => again(&account, &form).await?,
        None => Vec::new(),
    };
    let history = shop().orders_of(&account, number).await?;
    let content = view! {
        {(!missing.is_empty()).then(|| told(t, missing))}
        {list(t, history)}
    };
    Ok(account_page(
        t,
        Place::Orders,
        t.account_orders_title(),
        content,
    ))
}

/// Puts an order's things into the cart, and leads there; else tells which could not be had, or only in part.
async fn again(account: &Account, form: &PostedForm) -> Result<Vec<LineAgain>, PageError> {
    let Ok(order) = form.get("again").parse() else {
        return Err(PageError::NotFound);
    };
    let cart = cart::whose::find_or_make().await?;
    let ordered = shop().order_again(&account.id, &cart, &order).await?;
    // Another's order is as unknown as none.
    let ordered = ordered.ok_or(PageError::NotFound)?;
    let missing: Vec<_> = ordered
        .lines
        .into_iter()
        .filter(|line| line.outcome != CartOutcome::Done)
        .collect();
    if missing.is_empty() {
        return Err(PageError::see_other("/cart?said=added"));
    }
    Ok(missing)
}

fn told(t: Locale, missing: Vec<LineAgain>) -> impl IntoView {
    let lines = missing
        .into_iter()
        .map(|line| {
            let options: Vec<_> = line
                .options
                .iter()
                .map(|option| option.value.as_str())
                .collect();
            let title = match options.is_empty() {
                true => line.title,
                false => format!("{} ({})", line.title, options.join(", ")),
            };
            let text = match line.outcome {
                CartOutcome::Done | CartOutcome::SoldOut => t.account_again_sold_out(&title),
                CartOutcome::OnlySoMany(left) => t.account_again_only(&title, &left),
                CartOutcome::Unknown => t.account_again_gone(&title),
            };
            view! { <li>{text}</li> }
        })
        .collect_view();
    view! {
        <div class="notice warning" role="alert">
            <p>{t.account_again_not_all()}</p>
            <ul>{lines}</ul>
            <p>
                <a href="/cart">{t.account_again_to_cart()}</a>
            </p>
        </div>
    }
}

fn list(t: Locale, history: OrderHistory) -> impl IntoView {
    if history.orders.is_empty() {
        return Either::Left(view! {
            <div class="panel form">
                <p>{t.account_orders_none()}</p>
                <p>
                    <a class="button primary" href="/">
                        {t.checkout_empty_link()}
                    </a>
                </p>
            </div>
        });
    }
    let (number, pages) = (history.page, history.pages);
    let to = |number: u32, label: &'static str| {
        view! {
            <a class="button small" href=format!("{}?page={number}", Place::Orders.path())>
                {label}
            </a>
        }
    };
    Either::Right(view! {
        <ul class="order-cards">
            {history.orders.into_iter().map(|order| order_card(t, order)).collect_view()}
        </ul>
        {(pages > 1)
            .then(|| {
                view! {
                    <nav class="actions pages" aria-label=t.account_orders_pages()>
                        {(number > 1).then(|| to(number - 1, t.account_orders_newer()))}
                        <span>{t.account_orders_page(&number, &pages)}</span>
                        {(number < pages).then(|| to(number + 1, t.account_orders_older()))}
                    </nav>
                }
            })}
    })
}

/// An order as a list shows it, with the way to its page and the button that orders it again.
pub(super) fn order_card(t: Locale, order: OrderEntry) -> impl IntoView {
    let Moment { machine, human } = Moment::day(order.placed_at);
    let token = order.token.as_str().to_owned();
    let pictures = order
        .lines
        .iter()
        .take(4)
        .map(|line| {
            let picture = &line.picture;
            view! {
                <img
                    src=picture.src.clone()
                    alt=""
                    width=picture.width
                    height=picture.height
                    loading="lazy"
                />
            }
        })
        .collect_view();
    let titles: Vec<_> = order
        .lines
        .iter()
        .map(|line| match line.quantity {
            1 => line.title.clone(),
            quantity => format!("{quantity} × {}", line.title),
        })
        .collect();
    view! {
        <li class="panel order-card">
            <div class="order-card-head">
                <h2>
                    <a href=order.token.path()>{t.order_number(&order.number)}</a>
                </h2>
                <p class="price">{order.total.to_string()}</p>
                <p class="quiet">
                    <time datetime=machine>{human}</time>
                </p>
                <p class="status" data-status=order.status.as_str()>
                    {status_words(t, order.status)}
                </p>
            </div>
            <div class="order-card-lines">
                <div class="pictures">{pictures}</div>
                <p>{titles.join(", ")}</p>
            </div>
            <form method="post" action=Place::Orders.path()>
                <button
                    class="button small"
                    name="again"
                    value=token
                    aria-label=t.account_again_of(&order.number)
                >
                    {t.account_again()}
                </button>
            </form>
        </li>
    }
}
