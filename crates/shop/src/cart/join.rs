//! Putting what a guest gathered into the cart of the account that has logged in.
//!
//! It is done where the cart is looked up next, and not by each way to log in: so whatever gets under a guest's key in the very
//! moment of logging in is not lost either. One transaction does all of it and holds the account's row, so that doing it twice
//! or on two devices at once is doing it once.

use commerce::{
    Currency, Money,
    cart::{JoinedOrder, KeptLine, Progress, Quantity},
    catalogue::Sku,
    timeline::{Actor, OrderEvent},
};
use sqlx::{AnyConnection, any::AnyRow};

use super::{CartId, add::hold, whose::carts_of};
use crate::{
    Shop, StoreError,
    accounts::{self, AccountId},
    catalogue, clock,
    orders::OrderRecord,
    payments,
    store::Columns,
};

impl Shop {
    /// Makes the guest's cart the account's, and the account's carts one; gives that one, or none if there is none or the
    /// account is gone.
    pub(super) async fn gather_carts(
        &self,
        account: &AccountId,
        guests: Option<&CartId>,
    ) -> Result<Option<CartId>, StoreError> {
        let mut tx = self.store().begin().await?;
        if !accounts::hold(&mut tx, account).await? {
            return Ok(None);
        }
        if let Some(guests) = guests {
            sqlx::query(
                "UPDATE carts SET account = $1, account_since = $2 WHERE id = $3 AND account IS NULL",
            )
            .bind(account.as_str())
            .bind(clock::now())
            .bind(guests.as_str())
            .execute(&mut *tx)
            .await?;
        }
        let mut carts = carts_of(&mut tx, account).await?.into_iter();
        let Some(stays) = carts.next() else {
            return Ok(None);
        };
        let mut changed = Vec::new();
        for goes in carts {
            changed.extend(join(&mut tx, &stays, &goes).await?);
        }
        catalogue::record_change(&mut tx, &changed).await?;
        tx.commit().await?;
        Ok(Some(stays))
    }
}

/// Puts one cart of an account, whose row the caller holds, into another, with its orders; gives the products of which stock
/// became free. Rows are taken in the order in which all others take them: orders, variants, carts, lines.
async fn join(
    connection: &mut AnyConnection,
    stays: &CartId,
    goes: &CartId,
) -> Result<Vec<String>, StoreError> {
    let (order_of_stays, stays_is) = open_order(connection, stays).await?;
    let (order_of_goes, goes_is) = open_order(connection, goes).await?;
    let mut closed = match JoinedOrder::of(stays_is, goes_is) {
        JoinedOrder::NotYet => return Ok(Vec::new()),
        JoinedOrder::OfTheOneThatStays => order_of_goes,
        JoinedOrder::OfTheOneThatGoes => order_of_stays,
    };
    if let Some(order) = &mut closed {
        order
            .record(connection, Actor::Buyer, &OrderEvent::Cancelled)
            .await?;
    }
    // Closed orders too: money may still come for them, and pay for what is in the cart.
    sqlx::query(
        "UPDATE orders SET cart = $1, open_cart = CASE WHEN open_cart IS NULL THEN NULL ELSE $1 END \
         WHERE cart = $2",
    )
    .bind(stays.as_str())
    .bind(goes.as_str())
    .execute(&mut *connection)
    .await?;
    let changed = match closed {
        Some(order) => payments::release(connection, &order.id).await?,
        None => Vec::new(),
    };
    for cart in [stays, goes] {
        hold(connection, cart.as_str()).await?;
    }
    let currency = catalogue::currency_in(connection).await?;
    for sku in variants_in(connection, goes).await? {
        if let Some(line) = take_out(connection, goes, &sku, currency).await? {
            put_in(connection, stays, &sku, line).await?;
        }
    }
    sqlx::query("DELETE FROM carts WHERE id = $1")
        .bind(goes.as_str())
        .execute(connection)
        .await?;
    Ok(changed)
}

/// The cart's open order, held until the transaction ends, and how far the cart has come.
async fn open_order(
    connection: &mut AnyConnection,
    cart: &CartId,
) -> Result<(Option<OrderRecord>, Progress), StoreError> {
    let Some(order) = OrderRecord::open_of_cart(connection, cart.as_str()).await? else {
        return Ok((None, Progress::Gathering));
    };
    // It may have been paid while the lock was waited for.
    let order = OrderRecord::lock(connection, &order.id).await?;
    if !order.status().is_open() {
        return Ok((None, Progress::Gathering));
    }
    let progress = match payments::has_open_payment(connection, &order.id).await? {
        true => Progress::Paying,
        false => Progress::Placed,
    };
    Ok((Some(order), progress))
}

/// What the cart holds, in the order in which a payment takes lines out of a cart, so that neither waits for the other in a
/// circle.
async fn variants_in(
    connection: &mut AnyConnection,
    cart: &CartId,
) -> Result<Vec<Sku>, StoreError> {
    let rows = sqlx::query("SELECT sku FROM cart_lines WHERE cart = $1")
        .bind(cart.as_str())
        .fetch_all(connection)
        .await?;
    let mut skus: Vec<Sku> = rows
        .iter()
        .map(|row| row.parsed("sku", "a SKU"))
        .collect::<Result<_, _>>()?;
    skus.sort();
    Ok(skus)
}

/// Takes a line out of the cart; none when a payment took it meanwhile.
async fn take_out(
    connection: &mut AnyConnection,
    cart: &CartId,
    sku: &Sku,
    currency: Currency,
) -> Result<Option<KeptLine>, StoreError> {
    let row = sqlx::query(
        "DELETE FROM cart_lines WHERE cart = $1 AND sku = $2 RETURNING quantity, seen_price, added_at",
    )
    .bind(cart.as_str())
    .bind(sku.as_str())
    .fetch_optional(connection)
    .await?;
    row.map(|row| kept_line(&row, currency)).transpose()
}

/// Puts a line into the cart, together with what it holds of the variant.
async fn put_in(
    connection: &mut AnyConnection,
    cart: &CartId,
    sku: &Sku,
    line: KeptLine,
) -> Result<(), StoreError> {
    // Held while it is read: a payment may take out of it what it paid for.
    let row = sqlx::query(
        "UPDATE cart_lines SET added_at = added_at WHERE cart = $1 AND sku = $2 \
         RETURNING quantity, seen_price, added_at",
    )
    .bind(cart.as_str())
    .bind(sku.as_str())
    .fetch_optional(&mut *connection)
    .await?;
    let line = match row {
        Some(row) => kept_line(&row, line.seen.currency)?.joined(line),
        None => line,
    };
    sqlx::query(
        "INSERT INTO cart_lines (cart, sku, quantity, seen_price, added_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (cart, sku) DO UPDATE SET quantity = excluded.quantity, \
         seen_price = excluded.seen_price, added_at = excluded.added_at",
    )
    .bind(cart.as_str())
    .bind(sku.as_str())
    .bind(i64::from(line.quantity.get()))
    .bind(line.seen.minor)
    .bind(line.added_at)
    .execute(connection)
    .await?;
    Ok(())
}

fn kept_line(row: &AnyRow, currency: Currency) -> Result<KeptLine, StoreError> {
    let quantity = row.count("quantity")?;
    Ok(KeptLine {
        quantity: Quantity::try_from(quantity)
            .map_err(|_| StoreError::corrupt("a quantity", quantity))?,
        seen: Money::new(row.integer("seen_price")?, currency),
        added_at: row.integer("added_at")?,
    })
}
