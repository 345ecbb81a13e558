//! The cart as all islands of a page see it, and the sending of what they ask.

use commerce::{
    cart::{Cart, CartLine, CartOutcome},
    catalogue::Sku,
};
use leptos::{prelude::*, task::spawn_local};
use wasm_bindgen::JsCast;

use super::{
    api,
    ledger::{Change, Ledger},
    said::Said,
};

/// Id of the drawer's dialog, which the form on a product's page opens.
pub(super) const DRAWER: &str = "cart-drawer";

/// The cart's signals. In the browser there is one for the whole page, on the server one for each island rendered.
#[derive(Clone)]
pub(super) struct CartState {
    ledger: ArcRwSignal<Ledger>,
    said: ArcRwSignal<Option<Said>>,
    /// Where to go once nothing waits any more.
    leave_to: ArcRwSignal<Option<String>>,
}

impl CartState {
    fn new() -> CartState {
        CartState {
            ledger: ArcRwSignal::default(),
            said: ArcRwSignal::default(),
            leave_to: ArcRwSignal::default(),
        }
    }

    /// The state that an island of this page works on.
    pub(super) fn of_page() -> CartState {
        #[cfg(feature = "hydrate")]
        {
            thread_local! {
                static STATE: CartState = CartState::new();
            }
            STATE.with(CartState::clone)
        }
        #[cfg(not(feature = "hydrate"))]
        CartState::new()
    }

    /// Takes the count that the page came with.
    pub(super) fn with_count(self, count: u32) -> CartState {
        self.ledger
            .update_untracked(|ledger| ledger.know_count(count));
        self
    }

    /// Takes the cart that the page came with.
    pub(super) fn with_cart(self, cart: Cart) -> CartState {
        self.ledger.update(|ledger| ledger.know(cart));
        self
    }

    /// Pieces in the cart.
    pub(super) fn count(&self) -> u32 {
        self.ledger.with(Ledger::count)
    }

    /// Reads the cart as it is shown, if it is known.
    pub(super) fn with<T>(&self, read: impl FnOnce(Option<&Cart>) -> T) -> T {
        self.ledger.with(|ledger| read(ledger.shown()))
    }

    /// The line of a variant.
    pub(super) fn line(&self, sku: &Sku) -> Option<CartLine> {
        self.with(|cart| cart?.lines.iter().find(|line| line.sku == *sku).cloned())
    }

    /// What was said last.
    pub(super) fn said(&self) -> Option<Said> {
        self.said.get()
    }

    /// Says something, or is silent again.
    pub(super) fn say(&self, said: Option<Said>) {
        self.said.set(said);
    }

    /// Puts a line's pieces in.
    pub(super) fn add(&self, line: CartLine) {
        self.say(None);
        self.ask(Change::Add(line));
    }

    /// Sets a quantity; none takes the variant out.
    pub(super) fn set(&self, sku: Sku, quantity: u32) {
        self.ask(Change::Set { sku, quantity });
    }

    /// What changed has been read.
    pub(super) fn acknowledge(&self) {
        self.ask(Change::Acknowledge);
    }

    /// Asks the server how the cart is.
    pub(super) fn refresh(&self) {
        self.ask(Change::Read);
    }

    /// Follows a link once the server has heard of every change. True when there is nothing to wait for, so that the
    /// browser may follow it by itself.
    pub(super) fn may_leave_to(&self, address: &str) -> bool {
        let waiting = self.ledger.with_untracked(Ledger::is_waiting);
        if waiting {
            self.leave_to.set(Some(address.to_owned()));
        }
        !waiting
    }

    fn ask(&self, change: Change) {
        let mut begin = false;
        self.ledger.update(|ledger| begin = ledger.ask(change));
        if begin {
            spawn_local(self.clone().send_all());
        }
    }

    /// Sends one after the other, so that they arrive in the order in which they were asked.
    async fn send_all(self) {
        while let Some(change) = self.ledger.try_update(Ledger::next).flatten() {
            let answer = match &change {
                Change::Add(line) => api::add(line.sku.clone(), line.quantity.get()).await,
                Change::Set { sku, quantity } => api::set(sku.clone(), *quantity, None).await,
                Change::Acknowledge => api::acknowledge().await,
                Change::Read => api::read().await,
            };
            match answer {
                Ok(answer) => {
                    if let Some(said) = self.about(&change, answer.outcome) {
                        self.say(Some(said));
                    }
                    self.ledger
                        .update(|ledger| ledger.answered(Some(answer.cart)));
                }
                Err(_) => {
                    self.ledger.update(|ledger| ledger.answered(None));
                    // The call may have arrived and only its answer been lost.
                    if change != Change::Read {
                        self.say(Some(Said::Failed));
                        self.ask(Change::Read);
                    }
                    self.leave_to.set(None);
                }
            }
        }
        if let Some(address) = self.leave_to.get_untracked() {
            let _ = window().location().assign(&address);
        }
    }

    fn about(&self, change: &Change, outcome: CartOutcome) -> Option<Said> {
        match change {
            Change::Add(line) => Some(Said::Added(Some(line.title.clone())).unless(outcome)),
            Change::Set { quantity: 0, .. } => None,
            Change::Set { .. } => Some(Said::Changed.unless(outcome)),
            Change::Acknowledge | Change::Read => None,
        }
    }
}

/// Opens the drawer. False when this page has none.
pub(super) fn open_drawer() -> bool {
    let dialog = document()
        .get_element_by_id(DRAWER)
        .and_then(|element| element.dyn_into::<web_sys::HtmlDialogElement>().ok());
    match dialog {
        Some(dialog) => dialog.open() || dialog.show_modal().is_ok(),
        None => false,
    }
}
