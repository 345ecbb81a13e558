//! What is left of an object that was deleted.

use serde::Deserialize;

/// An object that is gone.
#[derive(Debug, Clone, Deserialize)]
pub struct Deleted<Id> {
    /// What its id was.
    pub id: Id,
    /// Always true in Stripe's answers.
    pub deleted: bool,
}
