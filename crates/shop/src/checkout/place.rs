//! Placing an order: the cart, priced by the server, with where it goes.

use commerce::{
    Money, MoneyError,
    contact::CheckoutDetails,
    money::NotChargeable,
    order::OrderState,
    timeline::{Actor, OrderEvent},
};
use sqlx::AnyConnection;
use uuid::Uuid;

use super::Quote;
use crate::{
    Shop, StoreError,
    accounts::{self, AccountId},
    cart::CartId,
    catalogue, clock,
    orders::{self, OrderRecord, OrderToken},
    payments::{self, Abandoned, FaultPoint, fault_point},
};

/// An order that waits for its payment.
#[derive(Debug, Clone)]
pub struct PlacedOrder {
    /// Its address.
    pub token: OrderToken,
    /// What is to be paid.
    pub total: Money,
}

/// Why no order was placed. The cart and all that was typed are as they were.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// Nothing in the cart can be bought.
    #[error("the cart is empty")]
    EmptyCart,
    /// The customer was shown another total.
    #[error("the total is no longer what the customer was shown")]
    TotalChanged,
    /// The amount cannot be charged.
    #[error(transparent)]
    NotChargeable(#[from] NotChargeable),
    /// The sum does not fit.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// An earlier payment of this cart is still being decided; its order's page tells how it ends.
    #[error("an earlier payment of this cart is not decided yet")]
    StillDeciding(OrderToken),
    /// The cart was paid in the meantime, in another tab.
    #[error("the cart is paid")]
    AlreadyPaid(OrderToken),
    /// The store failed; trying again may help.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is to become an order.
struct Placing<'a> {
    cart_id: &'a str,
    details: &'a CheckoutDetails,
    /// The total that the customer agreed to.
    seen: Money,
    locale: &'a str,
    /// Whose the order will be.
    account: Option<&'a AccountId>,
}

/// How often a cart that changes under the hand is read anew before giving up.
const TRIES: usize = 4;

enum Attempt {
    Placed(PlacedOrder),
    /// An order of another cart hash stands open and has been at Stripe.
    Replace(OrderRecord),
}

impl Shop {
    /// Makes the cart an order, or brings the cart's open order up to date. `seen` is the total that the customer agreed
    /// to; the amount itself is the server's. It is the order of `account`, who is logged in, or a guest's; an open order goes
    /// over to whoever places it anew.
    ///
    /// # Errors
    /// [`PlaceError`].
    pub async fn place_order(
        &self,
        cart: &CartId,
        details: &CheckoutDetails,
        seen: Money,
        locale: &str,
        account: Option<&AccountId>,
    ) -> Result<PlacedOrder, PlaceError> {
        let rates = self.delivery_rates().await?;
        let cart_id = cart.as_str();
        for _ in 0..TRIES {
            let mut tx = self.store().begin().await?;
            let mut placing = Placing {
                cart_id,
                details,
                seen,
                locale,
                account,
            };
            if let Some(id) = account
                && !accounts::hold(&mut tx, id).await?
            {
                // Deleted a moment ago, in another tab.
                placing.account = None;
            }
            let quote = Quote {
                cart: self.cart_in(&mut tx, cart_id).await?,
                rates,
            };
            match place(&mut tx, &quote, &placing).await {
                // Another tab placed the cart's order at the same moment.
                Err(PlaceError::Store(error)) if error.is_conflict() => {}
                Err(error) => return Err(error),
                Ok(Attempt::Placed(placed)) => {
                    if let Some(id) = placing.account {
                        // A full book is no reason not to buy.
                        let _kept = accounts::keep_in(&mut tx, id, &details.address).await?;
                    }
                    tx.commit().await.map_err(StoreError::from)?;
                    fault_point(FaultPoint::OrderPlaced);
                    return Ok(placed);
                }
                Ok(Attempt::Replace(order)) => {
                    drop(tx);
                    match self.abandon(&order).await? {
                        Abandoned::Closed => {}
                        Abandoned::Paid => return Err(PlaceError::AlreadyPaid(order.token)),
                        Abandoned::Undecided => return Err(PlaceError::StillDeciding(order.token)),
                    }
                }
            }
        }
        Err(PlaceError::TotalChanged)
    }
}

async fn place(
    connection: &mut AnyConnection,
    quote: &Quote,
    placing: &Placing<'_>,
) -> Result<Attempt, PlaceError> {
    let details = placing.details;
    if quote.cart.is_empty() {
        return Err(PlaceError::EmptyCart);
    }
    let total = quote.total(details.delivery)?;
    if total != placing.seen {
        return Err(PlaceError::TotalChanged);
    }
    total.chargeable()?;
    let hash = quote.hash(details.delivery)?;
    let mut changed = Vec::new();
    if let Some(mut order) = OrderRecord::open_of_cart(connection, placing.cart_id).await? {
        // The row is held from here on; it may have been paid while the lock was waited for.
        order = OrderRecord::lock(connection, &order.id).await?;
        if order.status().is_open() {
            if order.cart_hash == hash {
                write_details(connection, &order.id, placing).await?;
                return Ok(Attempt::Placed(PlacedOrder {
                    token: order.token,
                    total,
                }));
            }
            if payments::has_open_payment(connection, &order.id).await? {
                return Ok(Attempt::Replace(order));
            }
            order
                .record(connection, Actor::Buyer, &OrderEvent::Cancelled)
                .await?;
            // The process may have died after closing its payment.
            changed = payments::release(connection, &order.id).await?;
        }
    }
    let token = insert(connection, quote, placing, total, hash.as_str()).await?;
    catalogue::record_change(connection, &changed).await?;
    Ok(Attempt::Placed(PlacedOrder { token, total }))
}

async fn write_details(
    connection: &mut AnyConnection,
    order: &str,
    placing: &Placing<'_>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE orders SET email = $1, email_key = $2, address = $3, account = $4, \
         account_deleted = 0, updated_at = $5 WHERE id = $6",
    )
    .bind(placing.details.email.as_str())
    .bind(placing.details.email.key())
    .bind(orders::json(&placing.details.address)?)
    .bind(placing.account.map(AccountId::as_str))
    .bind(clock::now())
    .bind(order)
    .execute(connection)
    .await?;
    Ok(())
}

async fn insert(
    connection: &mut AnyConnection,
    quote: &Quote,
    placing: &Placing<'_>,
    total: Money,
    hash: &str,
) -> Result<OrderToken, StoreError> {
    let details = placing.details;
    let (id, token, now) = (
        Uuid::now_v7().to_string(),
        OrderToken::generate(),
        clock::now(),
    );
    let number: i64 = sqlx::query_scalar(
        "UPDATE counters SET value = value + 1 WHERE name = 'order' RETURNING value",
    )
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query(
        "INSERT INTO orders (id, token, number, cart, open_cart, state, status, currency, items, delivery, total, \
         delivery_method, email, email_key, address, cart_hash, locale, account, created_at, updated_at) VALUES \
         ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)",
    )
    .bind(&id)
    .bind(token.as_str())
    .bind(number)
    .bind(placing.cart_id)
    .bind(placing.cart_id)
    .bind(orders::json(&OrderState::PLACED)?)
    .bind(OrderState::PLACED.status().as_str())
    .bind(total.currency.code())
    .bind(quote.cart.items.minor)
    .bind(quote.rates.of(details.delivery).minor)
    .bind(total.minor)
    .bind(details.delivery.as_str())
    .bind(details.email.as_str())
    .bind(details.email.key())
    .bind(orders::json(&details.address)?)
    .bind(hash)
    .bind(placing.locale)
    .bind(placing.account.map(AccountId::as_str))
    .bind(now)
    .bind(now)
    .execute(&mut *connection)
    .await?;
    for (position, line) in (0_i64..).zip(quote.cart.buyable()) {
        sqlx::query(
            "INSERT INTO order_lines \
             (order_id, position, sku, product, title, options, picture, unit, quantity) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&id)
        .bind(position)
        .bind(line.sku.as_str())
        .bind(line.product.as_str())
        .bind(&line.title)
        .bind(orders::json(&line.options)?)
        .bind(orders::json(&line.picture)?)
        .bind(line.unit.minor)
        .bind(i64::from(line.quantity.get()))
        .execute(&mut *connection)
        .await?;
    }
    orders::begin_log(connection, &id, Actor::Buyer).await?;
    Ok(token)
}
