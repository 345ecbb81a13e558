//! Which deliveries are due when, and which may be sent now.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, VecDeque};

use super::delivery::Delivery;
use crate::store::{Document, Table};

/// How many deliveries to one endpoint are under way at once.
const AT_ONCE: usize = 16;

/// How many entries more than there are deliveries may be kept before the forgotten ones are
/// looked for.
const STALE: usize = 1_024;

/// Which deliveries are due when, and which wait for their endpoint. Ids only: whether a delivery
/// still is what it was is looked up when it is sent.
#[derive(Default)]
pub(super) struct Schedule {
    /// The number of the last delivery that was taken in.
    last: i64,
    /// By time, the earliest first.
    waiting: BinaryHeap<Reverse<(i64, Entry)>>,
    lines: HashMap<String, Line>,
}

/// A delivery as it was when it was taken in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    /// Its number then. It has another one once it is due at another time.
    pub(super) number: i64,
    pub(super) delivery: String,
    pub(super) endpoint: String,
}

/// What is due for one endpoint. Lines do not wait for each other.
#[derive(Default)]
struct Line {
    due: VecDeque<Entry>,
    under_way: usize,
}

impl Schedule {
    /// Takes in what was made or changed since the last time.
    pub(super) fn take_in(&mut self, table: &Table<Delivery>) {
        if self.entries() > 2 * table.len() + STALE {
            let there = |entry: &Entry| table.number(&entry.delivery) == Some(entry.number);
            self.waiting.retain(|Reverse((_, entry))| there(entry));
            self.lines
                .values_mut()
                .for_each(|line| line.due.retain(there));
        }
        for (number, delivery) in table.after(self.last) {
            self.last = number;
            if let Some(due) = delivery.due() {
                let entry = Entry {
                    number,
                    delivery: delivery.id().to_owned(),
                    endpoint: delivery.endpoint.clone(),
                };
                self.waiting.push(Reverse((due, entry)));
            }
        }
    }

    fn entries(&self) -> usize {
        let due: usize = self.lines.values().map(|line| line.due.len()).sum();
        self.waiting.len() + due
    }

    /// What may be sent at `now`. Each is under way until [`Schedule::ended`].
    pub(super) fn start(&mut self, now: i64) -> Vec<Entry> {
        while let Some(Reverse((due, _))) = self.waiting.peek()
            && *due <= now
            && let Some(Reverse((_, entry))) = self.waiting.pop()
        {
            let line = self.lines.entry(entry.endpoint.clone()).or_default();
            line.due.push_back(entry);
        }
        let mut started = Vec::new();
        for line in self.lines.values_mut() {
            let free = AT_ONCE.saturating_sub(line.under_way).min(line.due.len());
            line.under_way += free;
            started.extend(line.due.drain(..free));
        }
        started
    }

    /// Makes room after a delivery to `endpoint`.
    pub(super) fn ended(&mut self, endpoint: &str) {
        if let Some(line) = self.lines.get_mut(endpoint) {
            line.under_way = line.under_way.saturating_sub(1);
            if line.under_way == 0 && line.due.is_empty() {
                self.lines.remove(endpoint);
            }
        }
    }

    /// When the next delivery is due, in milliseconds since 1970.
    pub(super) fn next_due(&self) -> Option<i64> {
        self.waiting.peek().map(|Reverse((due, _))| *due)
    }
}

#[cfg(test)]
mod tests {
    use super::super::delivery::Stage;
    use super::*;

    fn table(deliveries: &[(&str, &str, i64)]) -> Table<Delivery> {
        let mut table = Table::default();
        for (event, endpoint, at) in deliveries {
            table.put(Delivery::new(
                event,
                endpoint,
                Stage::Due { at: *at },
                false,
            ));
        }
        table
    }

    fn ids(started: &[Entry]) -> Vec<&str> {
        started
            .iter()
            .map(|entry| entry.delivery.as_str())
            .collect()
    }

    #[test]
    fn deliveries_start_in_the_order_in_which_they_are_due() {
        let mut schedule = Schedule::default();
        schedule.take_in(&table(&[("c", "we", 3), ("a", "we", 1), ("b", "we", 2)]));
        assert_eq!(ids(&schedule.start(2)), ["a:we", "b:we"]);
        assert_eq!(schedule.next_due(), Some(3));
        assert_eq!(ids(&schedule.start(3)), ["c:we"]);
    }

    #[test]
    fn an_endpoint_that_is_busy_does_not_hold_up_another() {
        let busy: Vec<String> = (0..AT_ONCE + 1).map(|n| format!("evt_{n}")).collect();
        let mut deliveries: Vec<_> = busy.iter().map(|id| (id.as_str(), "slow", 1)).collect();
        deliveries.push(("evt", "fast", 2));
        let mut schedule = Schedule::default();
        schedule.take_in(&table(&deliveries));
        let started = schedule.start(2);
        assert_eq!(started.len(), AT_ONCE + 1);
        assert!(ids(&started).contains(&"evt:fast"));
        assert!(schedule.start(2).is_empty());
        schedule.ended("slow");
        assert_eq!(ids(&schedule.start(2)), [format!("evt_{AT_ONCE}:slow")]);
    }

    #[test]
    fn entries_of_forgotten_deliveries_do_not_pile_up() {
        let mut schedule = Schedule::default();
        let mut table = Table::default();
        for n in 0..5_000_i64 {
            let id = format!("evt_{n}");
            table.put(Delivery::new(&id, "we", Stage::Due { at: 9 }, false));
            table.remove(&format!("evt_{}:we", n - 10));
            schedule.take_in(&table);
        }
        assert!(schedule.entries() <= 2 * 10 + STALE + 1);
    }
}
