//! What an import changed.

/// How many things of one kind came in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// New ones, and ones that are sold again.
    pub added: u32,
    /// Ones of which the file says something else than the shop did.
    pub changed: u32,
    /// Ones that the file no longer names.
    pub withdrawn: u32,
    /// Ones that were as the file says.
    pub unchanged: u32,
}

impl Tally {
    /// How many are not as they were.
    pub fn changes(self) -> u32 {
        self.added + self.changed + self.withdrawn
    }
}

/// What an import changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Of the categories.
    pub categories: Tally,
    /// Of the products, their variants apart.
    pub products: Tally,
    /// Of the variants.
    pub variants: Tally,
    /// Whether things stand in another order than before.
    pub reordered: bool,
}

impl ImportReport {
    /// Whether the shop was already as the file says.
    pub fn is_unchanged(&self) -> bool {
        let changes = self.categories.changes() + self.products.changes() + self.variants.changes();
        changes == 0 && !self.reordered
    }
}
