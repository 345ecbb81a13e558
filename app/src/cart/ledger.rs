//! What the browser knows of the cart, and what it has asked for and not yet heard of.
//!
//! What is shown is the server's last word with everything asked since then done to it. So a click shows at once, no
//! click is lost when two come quickly, and whatever the server answers is what stays.

use commerce::{
    cart::{Cart, CartLine, Quantity},
    catalogue::Sku,
};

/// Something asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Put this line's pieces in.
    Add(CartLine),
    /// Have so many pieces of a variant; none takes it out.
    Set { sku: Sku, quantity: u32 },
    /// What changed has been read.
    Acknowledge,
    /// Only say how the cart is.
    Read,
}

/// The server's last word, and what waits for its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ledger {
    /// The server's last word; nothing when only the count is known.
    confirmed: Option<Cart>,
    /// Pieces, while there is no cart to count.
    count: u32,
    /// Asked, oldest first. While [`Ledger::sending`], the first is on its way.
    waiting: Vec<Change>,
    sending: bool,
    shown: Option<Cart>,
}

impl Ledger {
    /// What the page said: so many pieces. An earlier, better knowledge stays.
    pub(super) fn know_count(&mut self, count: u32) {
        if self.shown.is_none() {
            self.count = count;
        }
    }

    /// What the page said: this cart. An answer that is on its way is better and will replace it.
    pub(super) fn know(&mut self, cart: Cart) {
        self.confirmed = Some(cart);
        self.show();
    }

    /// The cart with all that was asked done to it, if it is known.
    pub(super) fn shown(&self) -> Option<&Cart> {
        self.shown.as_ref()
    }

    /// Pieces in the cart.
    pub(super) fn count(&self) -> u32 {
        if let Some(cart) = &self.shown {
            return cart.count();
        }
        let asked = self.waiting.iter().map(|change| match change {
            Change::Add(line) => line.quantity.get(),
            Change::Set { .. } | Change::Acknowledge | Change::Read => 0,
        });
        self.count + asked.sum::<u32>()
    }

    /// Whether an answer is still to come.
    pub(super) fn is_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Asks for a change. True when nothing was on its way, so that the caller has to begin to send.
    #[must_use = "when true, nobody else sends it"]
    pub(super) fn ask(&mut self, change: Change) -> bool {
        let unsent = usize::from(self.sending);
        let overtaken = self
            .waiting
            .iter()
            .skip(unsent)
            .next_back()
            .is_some_and(|last| match (last, &change) {
                (Change::Set { sku: earlier, .. }, Change::Set { sku, .. }) => earlier == sku,
                (Change::Read, Change::Read) => true,
                _ => false,
            });
        if overtaken {
            self.waiting.pop();
        }
        if self.confirmed.is_none()
            && self.count == 0
            && let Change::Add(line) = &change
        {
            self.confirmed = Some(Cart::empty(line.unit.currency));
        }
        self.waiting.push(change);
        self.show();
        !std::mem::replace(&mut self.sending, true)
    }

    /// What is to be sent now; nothing ends the sending.
    pub(super) fn next(&mut self) -> Option<Change> {
        self.sending = !self.waiting.is_empty();
        self.waiting.first().cloned()
    }

    /// The answer to what was sent: the cart, or nothing when the call failed.
    pub(super) fn answered(&mut self, cart: Option<Cart>) {
        if self.waiting.is_empty() {
            return;
        }
        self.waiting.remove(0);
        if cart.is_some() {
            self.confirmed = cart;
        }
        self.show();
    }

    fn show(&mut self) {
        self.shown = self.confirmed.clone().map(|mut cart| {
            for change in &self.waiting {
                apply(&mut cart, change);
            }
            cart
        });
    }
}

/// Does to a cart what the server will most likely do.
fn apply(cart: &mut Cart, change: &Change) {
    match change {
        Change::Add(line) => match cart.lines.iter_mut().find(|held| held.sku == line.sku) {
            Some(held) => {
                let sum = held.quantity.plus(line.quantity);
                held.quantity = sum.at_most(held.available).unwrap_or(held.quantity);
            }
            None => {
                let mut line = line.clone();
                line.quantity = line
                    .quantity
                    .at_most(line.available)
                    .unwrap_or(line.quantity);
                cart.lines.push(line);
            }
        },
        Change::Set { sku, quantity } => match Quantity::try_from(*quantity) {
            Ok(quantity) => {
                if let Some(held) = cart.lines.iter_mut().find(|held| held.sku == *sku) {
                    held.quantity = quantity.at_most(held.available).unwrap_or(held.quantity);
                }
            }
            Err(_) => cart.lines.retain(|held| held.sku != *sku),
        },
        Change::Acknowledge => cart.notices.clear(),
        Change::Read => return,
    }
    let (lines, notices) = (
        std::mem::take(&mut cart.lines),
        std::mem::take(&mut cart.notices),
    );
    let before = cart.items;
    *cart = Cart::new(lines.clone(), notices.clone(), before.currency)
        // A sum beyond all bounds: the server will say what is to be done with it.
        .unwrap_or(Cart {
            lines,
            items: before,
            notices,
        });
}

#[cfg(test)]
mod tests {
    use commerce::{Currency, Money, catalogue::Picture};

    use super::*;

    fn line(sku: &str, quantity: u32, available: u32) -> CartLine {
        CartLine {
            sku: sku.parse().expect("sku"),
            product: "mug".parse().expect("slug"),
            title: "Mug".to_owned(),
            options: Vec::new(),
            picture: Picture {
                src: "/mug.svg".into(),
                alt: String::new(),
                width: 1,
                height: 1,
            },
            unit: Money::new(1_000, Currency::EUR),
            quantity: quantity.try_into().expect("quantity"),
            available,
        }
    }

    fn cart(lines: Vec<CartLine>) -> Cart {
        Cart::new(lines, Vec::new(), Currency::EUR).expect("cart")
    }

    fn set(sku: &str, quantity: u32) -> Change {
        Change::Set {
            sku: sku.parse().expect("sku"),
            quantity,
        }
    }

    fn knowing(lines: Vec<CartLine>) -> Ledger {
        let mut ledger = Ledger::default();
        ledger.know(cart(lines));
        ledger
    }

    fn quantity(ledger: &Ledger, sku: &str) -> Option<u32> {
        let lines = &ledger.shown()?.lines;
        lines
            .iter()
            .find(|line| line.sku.as_str() == sku)
            .map(|line| line.quantity.get())
    }

    #[test]
    fn a_change_shows_before_the_answer_comes() {
        let mut ledger = knowing(vec![line("A", 1, 9)]);
        assert!(ledger.ask(set("A", 2)));
        assert_eq!(quantity(&ledger, "A"), Some(2));
        assert_eq!(ledger.shown().map(|cart| cart.items.minor), Some(2_000));
    }

    #[test]
    fn a_click_while_another_is_on_its_way_is_not_lost_by_its_answer() {
        let mut ledger = knowing(vec![line("A", 1, 9)]);
        assert!(ledger.ask(set("A", 2)));
        assert_eq!(ledger.next(), Some(set("A", 2)));
        assert!(!ledger.ask(set("A", 3)), "one sender is enough");
        ledger.answered(Some(cart(vec![line("A", 2, 9)])));
        assert_eq!(quantity(&ledger, "A"), Some(3));
        assert_eq!(ledger.next(), Some(set("A", 3)));
        ledger.answered(Some(cart(vec![line("A", 3, 9)])));
        assert_eq!((ledger.next(), quantity(&ledger, "A")), (None, Some(3)));
        assert!(ledger.ask(set("A", 4)), "sending had ended");
    }

    #[test]
    fn many_quick_clicks_are_sent_as_one_but_never_replace_what_is_on_its_way() {
        let mut ledger = knowing(vec![line("A", 1, 9)]);
        let _ = ledger.ask(set("A", 2));
        let _ = ledger.next();
        for wanted in 3..=6 {
            let _ = ledger.ask(set("A", wanted));
        }
        assert_eq!(ledger.waiting, [set("A", 2), set("A", 6)]);
    }

    #[test]
    fn a_failed_call_takes_back_what_it_showed_and_nothing_else() {
        let mut ledger = knowing(vec![line("A", 1, 9)]);
        let _ = ledger.ask(Change::Add(line("B", 2, 9)));
        let _ = ledger.next();
        let _ = ledger.ask(set("A", 4));
        ledger.answered(None);
        assert_eq!(
            (quantity(&ledger, "A"), quantity(&ledger, "B")),
            (Some(4), None)
        );
    }

    #[test]
    fn the_server_has_the_last_word() {
        let mut ledger = knowing(vec![line("A", 1, 9)]);
        let _ = ledger.ask(set("A", 9));
        let _ = ledger.next();
        ledger.answered(Some(cart(vec![line("A", 3, 3)])));
        assert_eq!(quantity(&ledger, "A"), Some(3));
    }

    #[test]
    fn adding_the_same_variant_again_makes_one_line_and_keeps_to_the_stock() {
        let mut ledger = knowing(vec![line("A", 2, 3)]);
        let _ = ledger.ask(Change::Add(line("A", 2, 3)));
        assert_eq!((quantity(&ledger, "A"), ledger.count()), (Some(3), 3));
    }

    #[test]
    fn a_cart_known_to_be_empty_shows_what_is_added_at_once() {
        let mut ledger = Ledger::default();
        ledger.know_count(0);
        let _ = ledger.ask(Change::Add(line("A", 2, 9)));
        assert_eq!(quantity(&ledger, "A"), Some(2));
    }

    #[test]
    fn of_a_cart_not_known_only_the_count_is_shown() {
        let mut ledger = Ledger::default();
        ledger.know_count(4);
        let _ = ledger.ask(Change::Add(line("A", 2, 9)));
        assert_eq!((ledger.shown(), ledger.count()), (None, 6));
    }

    #[test]
    fn none_of_a_variant_takes_its_line_out() {
        let mut ledger = knowing(vec![line("A", 1, 9), line("B", 1, 9)]);
        let _ = ledger.ask(set("A", 0));
        assert_eq!((quantity(&ledger, "A"), ledger.count()), (None, 1));
    }
}
