//! What has to change so that the store says what the file says.

use std::collections::HashSet;

use super::{
    Tally,
    stored::{Placed, Rows},
};

/// What one table needs.
pub(super) struct Comparison<R> {
    /// Rows that are new, or are not as they were, by key.
    pub(super) put: Vec<(String, Placed<R>)>,
    /// Keys of rows to withdraw, sorted.
    pub(super) withdraw: Vec<String>,
    pub(super) tally: Tally,
    /// Whether rows stand elsewhere than before.
    pub(super) moved: bool,
}

impl<R: PartialEq> Comparison<R> {
    /// Compares the file's rows with those in the store.
    pub(super) fn new(file: Vec<(String, Placed<R>)>, stored: &Rows<R>) -> Comparison<R> {
        let named: HashSet<&str> = file.iter().map(|(key, _)| key.as_str()).collect();
        let mut withdraw: Vec<String> = stored
            .iter()
            .filter(|(key, placed)| !placed.withdrawn && !named.contains(key.as_str()))
            .map(|(key, _)| key.clone())
            .collect();
        withdraw.sort();
        let mut tally = Tally {
            withdrawn: count(withdraw.len()),
            ..Tally::default()
        };
        let (mut put, mut moved) = (Vec::new(), false);
        for (key, placed) in file {
            let before = stored.get(&key).filter(|before| !before.withdrawn);
            match before {
                None => tally.added += 1,
                Some(before) if before.row != placed.row => tally.changed += 1,
                Some(before) => {
                    tally.unchanged += 1;
                    if before.position == placed.position {
                        continue;
                    }
                    moved = true;
                }
            }
            put.push((key, placed));
        }
        Comparison {
            put,
            withdraw,
            tally,
            moved,
        }
    }
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
