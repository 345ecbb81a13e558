//! What a cart costs with each way of delivery.

use commerce::{
    Money, MoneyError,
    binding::{BoundLine, CartHash},
    cart::Cart,
    delivery::{DeliveryMethod, DeliveryRates},
};

use crate::{Shop, StoreError, cart::CartId};

/// A cart, priced.
#[derive(Debug, Clone)]
pub struct Quote {
    /// What is in it.
    pub cart: Cart,
    /// What delivery costs.
    pub rates: DeliveryRates,
}

impl Quote {
    /// What the whole comes to with `method`.
    ///
    /// # Errors
    /// [`MoneyError`] when it does not fit.
    pub fn total(&self, method: DeliveryMethod) -> Result<Money, MoneyError> {
        self.cart.items.plus(self.rates.of(method))
    }

    /// What a payment for it is bound to.
    pub(crate) fn hash(&self, method: DeliveryMethod) -> Result<CartHash, MoneyError> {
        let lines: Vec<_> = self
            .cart
            .buyable()
            .map(|line| BoundLine {
                sku: &line.sku,
                quantity: line.quantity.get(),
                unit: line.unit,
            })
            .collect();
        Ok(CartHash::of(&lines, method, self.total(method)?))
    }
}

impl Shop {
    /// Prices the cart as it is now.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn quote(&self, cart: &CartId) -> Result<Quote, StoreError> {
        Ok(Quote {
            cart: self.cart(cart).await?,
            rates: self.delivery_rates().await?,
        })
    }
}
