//! Two carts that become one: what somebody gathered before logging in joins what the account's cart holds.

use super::Quantity;
use crate::Money;

/// A line of a cart as it is kept, without what its variant is today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptLine {
    /// How many the customer wants.
    pub quantity: Quantity,
    /// The price of one that the customer was last shown.
    pub seen: Money,
    /// When it was put in, in Unix milliseconds.
    pub added_at: i64,
}

impl KeptLine {
    /// The line that holds the pieces of both, no more than [`Quantity::MAX`]. It stands where the one stood that was put in
    /// first, and with the price that was seen then, so that a change since is told. Stock is not looked at: whoever reads a
    /// cart shows no more than there is, and says so.
    #[must_use]
    pub fn joined(self, other: KeptLine) -> KeptLine {
        let first = if other.added_at < self.added_at {
            other
        } else {
            self
        };
        KeptLine {
            quantity: self.quantity.plus(other.quantity),
            ..first
        }
    }
}

/// How far a cart has come towards being paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// It has no open order.
    Gathering,
    /// It has an open order for which nothing is at Stripe that could take money.
    Placed,
    /// It has an open order whose payment has begun and is not decided.
    Paying,
}

/// Which of two carts' open orders is the open order of the cart that they become: a cart has one at most. It moves with the
/// lines that it is for. So a payment that is under way finds its lines where they are, takes them out of the cart when it
/// succeeds, and stands in the way of a second one until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinedOrder {
    /// That of the cart which stays, if it has one; the other's is closed.
    OfTheOneThatStays,
    /// That of the cart which is put into it; the other's is closed.
    OfTheOneThatGoes,
    /// Both are being paid, and neither may be closed: the carts stay as they are until one is decided.
    NotYet,
}

impl JoinedOrder {
    /// Of the cart that `stays`, and the one that `goes` into it. An order that is being paid is never closed; otherwise the
    /// newer of two wins, which is that of the cart in the customer's hands.
    pub fn of(stays: Progress, goes: Progress) -> JoinedOrder {
        match (stays, goes) {
            (Progress::Paying, Progress::Paying) => JoinedOrder::NotYet,
            (Progress::Paying, Progress::Gathering | Progress::Placed)
            | (Progress::Gathering | Progress::Placed, Progress::Gathering) => {
                JoinedOrder::OfTheOneThatStays
            }
            (Progress::Gathering | Progress::Placed, Progress::Placed | Progress::Paying) => {
                JoinedOrder::OfTheOneThatGoes
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn line(quantity: u32, seen: i64, added_at: i64) -> KeptLine {
        KeptLine {
            quantity: quantity.try_into().expect("a quantity"),
            seen: Money::new(seen, Currency::EUR),
            added_at,
        }
    }

    #[test]
    fn pieces_add_up_at_the_earlier_lines_place_and_price() {
        let (early, late) = (line(2, 2_400, 10), line(3, 2_600, 20));
        let both = line(5, 2_400, 10);
        assert_eq!(early.joined(late), both);
        assert_eq!(late.joined(early), both);
    }

    #[test]
    fn no_line_holds_more_than_the_most() {
        assert_eq!(line(60, 1, 1).joined(line(60, 1, 2)), line(99, 1, 1));
        assert_eq!(line(99, 1, 1).joined(line(1, 1, 2)), line(99, 1, 1));
    }

    const ALL: [Progress; 3] = [Progress::Gathering, Progress::Placed, Progress::Paying];

    #[test]
    fn an_order_that_is_being_paid_is_never_closed() {
        for stays in ALL {
            for goes in ALL {
                let closed = match JoinedOrder::of(stays, goes) {
                    JoinedOrder::OfTheOneThatStays => goes,
                    JoinedOrder::OfTheOneThatGoes => stays,
                    JoinedOrder::NotYet => continue,
                };
                assert_ne!(closed, Progress::Paying, "{stays:?}, {goes:?}");
            }
        }
    }

    #[test]
    fn only_two_payments_at_once_keep_carts_apart() {
        for stays in ALL {
            for goes in ALL {
                let both_pay = (stays, goes) == (Progress::Paying, Progress::Paying);
                let waits = JoinedOrder::of(stays, goes) == JoinedOrder::NotYet;
                assert_eq!(waits, both_pay, "{stays:?}, {goes:?}");
            }
        }
    }

    #[test]
    fn a_cart_without_an_order_takes_none_away() {
        for stays in [Progress::Placed, Progress::Paying] {
            let kept = JoinedOrder::of(stays, Progress::Gathering);
            assert_eq!(kept, JoinedOrder::OfTheOneThatStays);
        }
        for goes in [Progress::Placed, Progress::Paying] {
            let kept = JoinedOrder::of(Progress::Gathering, goes);
            assert_eq!(kept, JoinedOrder::OfTheOneThatGoes);
        }
    }
}
