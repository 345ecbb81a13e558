//! One page of a list.

use serde::Deserialize;

/// One page of objects, newest first.
#[derive(Debug, Clone, Deserialize)]
pub struct List<T> {
    /// The objects of this page.
    pub data: Vec<T>,
    /// Whether there are more: ask again with `starting_after` set to the last id of this page.
    pub has_more: bool,
}
