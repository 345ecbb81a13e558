//! What binds a payment to its cart.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{Money, catalogue::Sku, delivery::DeliveryMethod};

/// One line of what is bound: variant, pieces, price of one in minor units.
#[derive(Debug, Clone, Copy)]
pub struct BoundLine<'a> {
    /// The variant.
    pub sku: &'a Sku,
    /// How many.
    pub quantity: u32,
    /// Price of one.
    pub unit: Money,
}

/// Fingerprint of what is paid for: lines, delivery, total and currency. Two carts have the same one only when a
/// customer would pay the same amount for the same things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartHash(String);

impl CartHash {
    /// Hashes the lines (in any order), the way of delivery and the total.
    pub fn of(lines: &[BoundLine<'_>], delivery: DeliveryMethod, total: Money) -> CartHash {
        let mut lines: Vec<_> = lines.to_vec();
        lines.sort_by(|a, b| a.sku.cmp(b.sku));
        let mut hash = Sha256::new();
        for line in lines {
            // A SKU holds no line break, so no two lists of lines read the same.
            hash.update(format!(
                "{}\n{}\n{}\n",
                line.sku, line.quantity, line.unit.minor
            ));
        }
        hash.update(format!(
            "{}\n{}\n{}",
            delivery.as_str(),
            total.minor,
            total.currency
        ));
        CartHash(data_encoding::HEXLOWER.encode(&hash.finalize()))
    }

    /// 64 hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A fingerprint that was stored before; one that was altered equals none.
    pub fn from_stored(text: String) -> CartHash {
        CartHash(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Currency;

    fn hash(lines: &[(&str, u32, i64)], delivery: DeliveryMethod, total: i64) -> CartHash {
        let skus: Vec<Sku> = lines
            .iter()
            .map(|line| line.0.parse().expect("sku"))
            .collect();
        let bound: Vec<_> = lines
            .iter()
            .zip(&skus)
            .map(|((_, quantity, unit), sku)| BoundLine {
                sku,
                quantity: *quantity,
                unit: Money::new(*unit, Currency::EUR),
            })
            .collect();
        CartHash::of(&bound, delivery, Money::new(total, Currency::EUR))
    }

    #[test]
    fn the_order_of_lines_does_not_matter_and_all_else_does() {
        use DeliveryMethod::{Express, Standard};
        let base = hash(&[("A", 1, 100), ("B", 2, 200)], Standard, 990);
        assert_eq!(base, hash(&[("B", 2, 200), ("A", 1, 100)], Standard, 990));
        for other in [
            hash(&[("A", 1, 100), ("B", 3, 200)], Standard, 990),
            hash(&[("A", 1, 100), ("B", 2, 201)], Standard, 990),
            hash(&[("A", 1, 100), ("C", 2, 200)], Standard, 990),
            hash(&[("A", 1, 100)], Standard, 990),
            hash(&[("A", 1, 100), ("B", 2, 200)], Express, 990),
            hash(&[("A", 1, 100), ("B", 2, 200)], Standard, 991),
        ] {
            assert_ne!(base, other);
        }
    }
}
