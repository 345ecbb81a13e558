//! What the browser has asked of the cart and not yet heard of. One call is on its way at a time, so that the server
//! hears of changes in the order in which they were made.

use commerce::catalogue::Sku;

/// Something asked of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Change {
    /// Put so many pieces of a variant in.
    Add { sku: Sku, quantity: u32 },
    /// Have so many pieces of a variant; none takes it out.
    Set { sku: Sku, quantity: u32 },
    /// What changed has been read.
    Acknowledge,
    /// Only say how the cart is.
    Read,
}

/// Changes, oldest first. While `sending`, the first is on its way.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Vec<Change>,
    sending: bool,
}

impl Queue {
    /// Whether nothing waits for an answer.
    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    /// Asks for a change. True when nothing was on its way, so that the caller has to begin to send.
    #[must_use = "when true, nobody else sends it"]
    pub(super) fn ask(&mut self, change: Change) -> bool {
        let unsent = self
            .waiting
            .get(usize::from(self.sending)..)
            .and_then(<[_]>::last);
        let overtaken = match (unsent, &change) {
            (Some(Change::Set { sku: earlier, .. }), Change::Set { sku, .. }) => earlier == sku,
            (Some(Change::Read), Change::Read) => true,
            _ => false,
        };
        if overtaken {
            self.waiting.pop();
        }
        self.waiting.push(change);
        !std::mem::replace(&mut self.sending, true)
    }

    /// What is to be sent now; nothing ends the sending.
    pub(super) fn next(&mut self) -> Option<Change> {
        self.sending = !self.waiting.is_empty();
        self.waiting.first().cloned()
    }

    /// The first was answered, well or not. True when its answer is the last word: nothing was asked since.
    pub(super) fn answered(&mut self) -> bool {
        if !self.waiting.is_empty() {
            self.waiting.remove(0);
        }
        self.waiting.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(sku: &str, quantity: u32) -> Change {
        Change::Set {
            sku: sku.parse().expect("sku"),
            quantity,
        }
    }

    fn add(sku: &str) -> Change {
        Change::Add {
            sku: sku.parse().expect("sku"),
            quantity: 1,
        }
    }

    #[test]
    fn one_call_at_a_time_in_the_order_of_asking() {
        let mut queue = Queue::default();
        assert!(queue.ask(set("A", 2)));
        assert_eq!(queue.next(), Some(set("A", 2)));
        assert!(!queue.ask(add("B")), "one sender is enough");
        assert!(
            !queue.answered(),
            "an answer that knows nothing of B is not the last word"
        );
        assert_eq!(queue.next(), Some(add("B")));
        assert!(queue.answered());
        assert_eq!(queue.next(), None);
        assert!(queue.ask(set("A", 4)), "sending had ended");
    }

    #[test]
    fn quick_clicks_are_sent_as_one_but_never_replace_what_is_on_its_way() {
        let mut queue = Queue::default();
        let _ = queue.ask(set("A", 2));
        let _ = queue.next();
        for wanted in 3..=6 {
            let _ = queue.ask(set("A", wanted));
        }
        assert_eq!(queue.waiting, [set("A", 2), set("A", 6)]);
    }

    #[test]
    fn what_adds_is_never_swallowed() {
        let mut queue = Queue::default();
        let _ = queue.ask(add("A"));
        let _ = queue.next();
        let _ = queue.ask(add("A"));
        let _ = queue.ask(add("A"));
        assert_eq!(queue.waiting.len(), 3);
    }

    #[test]
    fn a_quantity_is_not_overtaken_by_one_of_another_variant() {
        let mut queue = Queue::default();
        let _ = queue.ask(add("C"));
        let _ = queue.next();
        let _ = queue.ask(set("A", 2));
        let _ = queue.ask(set("B", 2));
        let _ = queue.ask(set("A", 3));
        assert_eq!(
            queue.waiting,
            [add("C"), set("A", 2), set("B", 2), set("A", 3)]
        );
    }
}
