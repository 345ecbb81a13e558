//! A payment as the store keeps it.

use commerce::{Money, binding::CartHash, payment::PaymentFlow};
use sqlx::{AnyConnection, any::AnyRow};
use stripe_client::PaymentIntentId;
use uuid::Uuid;

use crate::{StoreError, clock, orders::OrderRecord, store::Columns};

/// Where a payment stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PaymentState {
    /// It can still succeed.
    Open,
    /// Its money paid its order.
    Paid,
    /// Its money came and is owed back.
    RefundDue,
    /// Its money was given back.
    Refunded,
    /// It can never succeed.
    Cancelled,
}

impl PaymentState {
    const ALL: [PaymentState; 5] = [
        PaymentState::Open,
        PaymentState::Paid,
        PaymentState::RefundDue,
        PaymentState::Refunded,
        PaymentState::Cancelled,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            PaymentState::Open => "open",
            PaymentState::Paid => "paid",
            PaymentState::RefundDue => "refund_due",
            PaymentState::Refunded => "refunded",
            PaymentState::Cancelled => "cancelled",
        }
    }
}

#[derive(Debug, Clone)]
pub(super) struct PaymentRecord {
    pub(super) id: String,
    pub(super) order_id: String,
    pub(super) state: PaymentState,
    pub(super) intent: Option<PaymentIntentId>,
    pub(super) amount: Money,
    pub(super) cart_hash: CartHash,
    pub(super) seen: String,
    /// Unix milliseconds.
    pub(super) updated_at: i64,
    pub(super) leased_until: i64,
}

const COLUMNS: &str = "SELECT id, order_id, state, intent, amount, currency, cart_hash, seen, updated_at, \
     leased_until FROM payments";

impl PaymentRecord {
    fn read(row: &AnyRow) -> Result<PaymentRecord, StoreError> {
        let state = row.text("state")?;
        let intent = row.optional_text("intent")?;
        Ok(PaymentRecord {
            id: row.text("id")?,
            order_id: row.text("order_id")?,
            state: PaymentState::ALL
                .into_iter()
                .find(|known| known.as_str() == state)
                .ok_or_else(|| StoreError::corrupt("a payment's state", state))?,
            intent: intent
                .map(|id| {
                    PaymentIntentId::parse(&id)
                        .map_err(|_| StoreError::corrupt("a payment intent's id", id))
                })
                .transpose()?,
            amount: row.money("amount")?,
            cart_hash: CartHash::from_stored(row.text("cart_hash")?),
            seen: row.text("seen")?,
            updated_at: row.integer("updated_at")?,
            leased_until: row.integer("leased_until")?,
        })
    }

    async fn one(
        connection: &mut AnyConnection,
        condition: &'static str,
        value: &str,
    ) -> Result<Option<PaymentRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE {condition} = $1"));
        let row = sqlx::query(sql)
            .bind(value)
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(PaymentRecord::read).transpose()
    }

    pub(super) async fn by_id(
        connection: &mut AnyConnection,
        id: &str,
    ) -> Result<Option<PaymentRecord>, StoreError> {
        Self::one(connection, "id", id).await
    }

    pub(super) async fn open_of_order(
        connection: &mut AnyConnection,
        order: &str,
    ) -> Result<Option<PaymentRecord>, StoreError> {
        Self::one(connection, "open_order", order).await
    }

    /// Payments in `state`, longest untouched first.
    pub(super) async fn in_state(
        connection: &mut AnyConnection,
        state: PaymentState,
        limit: i64,
    ) -> Result<Vec<PaymentRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE state = $1 ORDER BY updated_at LIMIT $2"
        ));
        let rows = sqlx::query(sql)
            .bind(state.as_str())
            .bind(limit)
            .fetch_all(connection)
            .await?;
        rows.iter().map(PaymentRecord::read).collect()
    }

    /// Takes the payment's row until the transaction ends, and reads it as it is then.
    pub(super) async fn lock(
        connection: &mut AnyConnection,
        id: &str,
    ) -> Result<Option<PaymentRecord>, StoreError> {
        sqlx::query("UPDATE payments SET updated_at = $1 WHERE id = $2")
            .bind(clock::now())
            .bind(id)
            .execute(&mut *connection)
            .await?;
        Self::by_id(connection, id).await
    }

    /// The order's open payment; begins one where there is none.
    pub(super) async fn begin(
        connection: &mut AnyConnection,
        order: &OrderRecord,
    ) -> Result<PaymentRecord, StoreError> {
        let now = clock::now();
        sqlx::query(
            "INSERT INTO payments (id, order_id, open_order, flow, state, amount, currency, \
             cart_hash, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (open_order) DO NOTHING",
        )
        .bind(Uuid::now_v7().to_string())
        .bind(&order.id)
        .bind(&order.id)
        .bind(PaymentFlow::Manual.as_str())
        .bind(PaymentState::Open.as_str())
        .bind(order.total.minor)
        .bind(order.total.currency.code())
        .bind(order.cart_hash.as_str())
        .bind(now)
        .bind(now)
        .execute(&mut *connection)
        .await?;
        let payment = Self::open_of_order(connection, &order.id).await?;
        payment.ok_or_else(|| StoreError::corrupt("an open payment", &order.id))
    }

    /// Moves the payment to `state`; a state that is not open lets the order begin another payment.
    pub(super) async fn set_state(
        &mut self,
        connection: &mut AnyConnection,
        state: PaymentState,
    ) -> Result<(), StoreError> {
        let open_order = (state == PaymentState::Open).then_some(self.order_id.as_str());
        sqlx::query(
            "UPDATE payments SET state = $1, open_order = $2, updated_at = $3 WHERE id = $4",
        )
        .bind(state.as_str())
        .bind(open_order)
        .bind(clock::now())
        .bind(&self.id)
        .execute(connection)
        .await?;
        self.state = state;
        Ok(())
    }

    pub(super) async fn set_intent(
        &mut self,
        connection: &mut AnyConnection,
        intent: &PaymentIntentId,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE payments SET intent = $1, updated_at = $2 WHERE id = $3")
            .bind(intent.as_str())
            .bind(clock::now())
            .bind(&self.id)
            .execute(connection)
            .await?;
        self.intent = Some(intent.clone());
        Ok(())
    }
}

/// Whether a payment of the order can still succeed.
pub(crate) async fn has_open_payment(
    connection: &mut AnyConnection,
    order: &str,
) -> Result<bool, StoreError> {
    Ok(PaymentRecord::open_of_order(connection, order)
        .await?
        .is_some())
}
