//! The cart in the header: a button with the count, and the drawer that it opens.

#![allow(
    unreachable_pub,
    reason = "the island macro makes items public that nobody reaches"
)]

use leptos::{
    ev::{self, MouseEvent},
    html::Dialog,
    prelude::*,
};
use web_sys::PerformanceNavigation;
use words::Locale;

use super::{
    contents::{Place, contents, said},
    state::{CartState, DRAWER, open_drawer},
};

/// The cart's button and drawer. Without a script the button is a link to the cart page.
#[island]
pub fn CartMenu(
    /// Pieces in the cart when the page was made.
    count: u32,
    /// Whether there is a drawer; pages that show the cart anyway have none.
    drawer: bool,
) -> impl IntoView {
    let words = Locale::default();
    let state = CartState::of_page().with_count(count);
    refresh_when_gone_back_to(state.clone());

    let label = {
        let state = state.clone();
        move || {
            format!(
                "{}, {}",
                words.cart_button(),
                words.cart_pieces(state.count())
            )
        }
    };
    let number = {
        let state = state.clone();
        move || state.count()
    };
    let none = {
        let state = state.clone();
        move || state.count() == 0
    };
    let open = {
        let state = state.clone();
        move |event: MouseEvent| {
            let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
            if drawer && !elsewhere && open_drawer() {
                event.prevent_default();
                state.say(None);
                state.refresh();
            }
        }
    };
    view! {
        <a class="cart-button" href="/cart" aria-label=label on:click=open>
            <svg
                viewBox="0 0 24 24"
                width="24"
                height="24"
                aria-hidden="true"
                fill="none"
                stroke="currentColor"
                stroke-width="1.6"
                stroke-linejoin="round"
            >
                <path d="M4.5 9h15l-1.4 10.5H5.9zM8.5 9c0-3 1.3-5 3.5-5s3.5 2 3.5 5" />
            </svg>
            <span class="cart-count" class:none=none aria-hidden="true">
                {number}
            </span>
        </a>
        {drawer.then(|| drawer_dialog(state))}
    }
}

fn drawer_dialog(state: CartState) -> impl IntoView {
    let words = Locale::default();
    let dialog = NodeRef::<Dialog>::new();
    // A click on the dialog itself, and not on what is in it, is one on the backdrop.
    let close_by_backdrop = move |event: MouseEvent| {
        if let Some(dialog) = dialog.get_untracked()
            && event.target().as_ref() == Some(dialog.as_ref())
        {
            dialog.close();
        }
    };
    view! {
        <dialog
            id=DRAWER
            class="drawer"
            aria-label=words.cart_title()
            node_ref=dialog
            on:click=close_by_backdrop
        >
            <div class="drawer-inner">
                <header class="drawer-header">
                    <h2>{words.cart_title()}</h2>
                    <form method="dialog">
                        <button class="icon-button" aria-label=words.cart_close()>
                            "✕"
                        </button>
                    </form>
                </header>
                {said(state.clone())}
                {contents(state, Place::Drawer)}
            </div>
        </dialog>
    }
}

/// A page that the browser kept, or took from its cache on the way back, shows the cart as it was then.
fn refresh_when_gone_back_to(state: CartState) {
    Effect::new(move |_| {
        let kept = window()
            .performance()
            .map(|performance| performance.navigation().type_());
        if kept == Some(PerformanceNavigation::TYPE_BACK_FORWARD) {
            state.refresh();
        }
        let state = state.clone();
        window_event_listener(ev::pageshow, move |event| {
            if event.persisted() {
                state.refresh();
            }
        });
    });
}
