//! Reading a cart at today's prices and stock.

use commerce::cart::{Cart, CartLine, CartNotice};
use sqlx::AnyConnection;

use super::{CartId, line::StoredLine};
use crate::{Shop, StoreError, catalogue};

impl Shop {
    /// The cart at today's prices and stock, and what changed since the customer last looked; an empty one if nothing
    /// was ever put in.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn cart(&self, cart: &CartId) -> Result<Cart, StoreError> {
        let mut connection = self.store().connection().await?;
        self.cart_in(&mut connection, cart.as_str()).await
    }

    /// [`Shop::cart`] as a transaction sees it.
    pub(crate) async fn cart_in(
        &self,
        connection: &mut AnyConnection,
        cart_id: &str,
    ) -> Result<Cart, StoreError> {
        let stored = StoredLine::of_cart(connection, cart_id).await?;
        let currency = match stored.iter().find(|line| !line.withdrawn) {
            Some(line) => line.price.currency,
            None => catalogue::currency_in(connection).await?,
        };
        let mut lines = Vec::with_capacity(stored.len());
        let mut notices = Vec::new();
        for line in stored {
            notices.extend(notice_of_stock(&line));
            if line.withdrawn {
                continue;
            }
            if line.seen != line.price {
                let title = line.title.clone();
                notices.push(CartNotice::PriceChanged {
                    title,
                    from: line.seen,
                    to: line.price,
                });
            }
            lines.push(CartLine {
                quantity: line.wanted.at_most(line.available).unwrap_or(line.wanted),
                sku: line.sku,
                product: line.product,
                title: line.title,
                options: line.options,
                picture: line.picture,
                unit: line.price,
                available: line.available,
            });
        }
        Cart::new(lines, notices, currency)
            .map_err(|error| StoreError::corrupt("a cart that can be summed up", error))
    }
}

fn notice_of_stock(line: &StoredLine) -> Option<CartNotice> {
    let title = || line.title.clone();
    if line.withdrawn {
        Some(CartNotice::Withdrawn { title: title() })
    } else if line.available == 0 {
        Some(CartNotice::SoldOut { title: title() })
    } else if line.available < line.wanted.get() {
        Some(CartNotice::FewerLeft {
            title: title(),
            left: line.available,
        })
    } else {
        None
    }
}
