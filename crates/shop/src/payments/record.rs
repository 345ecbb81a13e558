//! A payment as the store keeps it.

use commerce::{
    Money,
    binding::CartHash,
    payment::{PaymentEvent, PaymentFlow, PaymentState},
};
use sqlx::{AnyConnection, Row, any::AnyRow};
use stripe_client::{ChargeId, CheckoutSessionId, CustomerId, PaymentIntentId, RefundId};
use uuid::Uuid;

use crate::{StoreError, clock, orders::OrderRecord, store::Columns};

#[derive(Debug, Clone)]
pub(crate) struct PaymentRecord {
    pub(super) id: String,
    pub(super) order_id: String,
    pub(super) flow: PaymentFlow,
    pub(super) state: PaymentState,
    /// None until Stripe's answer to its creation is known; never there in the token flow.
    pub(super) intent: Option<PaymentIntentId>,
    /// The latest charge that is known.
    pub(super) charge: Option<ChargeId>,
    /// Only in the hosted flow.
    pub(super) session: Option<CheckoutSessionId>,
    /// Whom the intent was created for; none for guests.
    pub(super) customer: Option<CustomerId>,
    pub(super) amount: Money,
    pub(super) cart_hash: CartHash,
    /// What came, in minor units, once it has.
    pub(super) captured: Option<i64>,
    /// Whether that came for an order that had its money already.
    pub(super) surplus: bool,
    pub(super) seen: String,
    /// Unix milliseconds.
    pub(super) created_at: i64,
    pub(super) updated_at: i64,
    pub(super) leased_until: i64,
}

const COLUMNS: &str = "SELECT id, order_id, flow, state, intent, charge, session, customer, amount, currency, cart_hash, captured, surplus, seen, \
     created_at, updated_at, leased_until FROM payments";

impl PaymentRecord {
    fn read(row: &AnyRow) -> Result<PaymentRecord, StoreError> {
        let (flow, state) = (row.text("flow")?, row.text("state")?);
        Ok(PaymentRecord {
            id: row.text("id")?,
            order_id: row.text("order_id")?,
            flow: PaymentFlow::from_stored(&flow)
                .ok_or_else(|| StoreError::corrupt("a way to pay", flow))?,
            state: PaymentState::from_stored(&state)
                .ok_or_else(|| StoreError::corrupt("a payment's state", state))?,
            intent: id_of(row, "intent", PaymentIntentId::parse)?,
            charge: id_of(row, "charge", ChargeId::parse)?,
            session: id_of(row, "session", CheckoutSessionId::parse)?,
            customer: id_of(row, "customer", CustomerId::parse)?,
            amount: row.money("amount")?,
            cart_hash: CartHash::from_stored(row.text("cart_hash")?),
            captured: row.try_get("captured")?,
            surplus: row.integer("surplus")? != 0,
            seen: row.text("seen")?,
            created_at: row.integer("created_at")?,
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

    /// Captured payments that have refunds to be sent or settled, or are to be asked after once more.
    pub(super) async fn with_news_due(
        connection: &mut AnyConnection,
        limit: i64,
    ) -> Result<Vec<PaymentRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE look_again_at < $1 OR (state = $2 AND id IN (SELECT payment FROM refunds \
             WHERE state IN ('requested', 'pending'))) ORDER BY updated_at LIMIT $3"
        ));
        let rows = sqlx::query(sql)
            .bind(clock::now())
            .bind(PaymentState::Paid.as_str())
            .bind(limit)
            .fetch_all(connection)
            .await?;
        rows.iter().map(PaymentRecord::read).collect()
    }

    /// The payment whose money is the order's.
    pub(super) async fn captured_of_order(
        connection: &mut AnyConnection,
        order: &str,
    ) -> Result<Option<PaymentRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE order_id = $1 AND state IN ($2, $3, $4) AND surplus = 0 LIMIT 1"
        ));
        let row = sqlx::query(sql)
            .bind(order)
            .bind(PaymentState::Paid.as_str())
            .bind(PaymentState::RefundDue.as_str())
            .bind(PaymentState::Refunded.as_str())
            .fetch_optional(connection)
            .await?;
        row.as_ref().map(PaymentRecord::read).transpose()
    }

    /// The payment with this id, or that the object of Stripe's with this id belongs to.
    pub(crate) async fn of_object(
        connection: &mut AnyConnection,
        id: &str,
    ) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT id FROM payments WHERE intent = $1 OR session = $2 OR charge = $3 OR id = $4 LIMIT 1",
        )
        .bind(id)
        .bind(id)
        .bind(id)
        .bind(id)
        .fetch_optional(connection)
        .await?)
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

    /// The order's open payment; begins one by `flow` where there is none. `None` when the order has been paid or closed
    /// meanwhile. Takes the order's row until the transaction ends, so that no payment begins beside the end of its order.
    pub(super) async fn begin(
        connection: &mut AnyConnection,
        order: &str,
        flow: PaymentFlow,
    ) -> Result<Option<PaymentRecord>, StoreError> {
        let order = OrderRecord::lock(connection, order).await?;
        if !order.status().is_open() {
            return Ok(None);
        }
        // Looked for before, since PostgreSQL lets an insert wait for whoever is changing the row that it collides with,
        // and that one waits for the order.
        let open = Self::open_of_order(connection, &order.id).await?;
        if open.is_some() {
            return Ok(open);
        }
        let now = clock::now();
        sqlx::query(
            "INSERT INTO payments (id, order_id, open_order, flow, state, amount, currency, \
             cart_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        )
        .bind(Uuid::now_v7().to_string())
        .bind(&order.id)
        .bind(&order.id)
        .bind(flow.as_str())
        .bind(PaymentState::Open.as_str())
        .bind(order.total.minor)
        .bind(order.total.currency.code())
        .bind(order.cart_hash.as_str())
        .bind(now)
        .bind(now)
        .execute(&mut *connection)
        .await?;
        Self::open_of_order(connection, &order.id).await
    }

    /// Moves the payment; one that is not open lets the order begin another payment.
    ///
    /// # Errors
    /// When that cannot happen to a payment in this state, or the store fails.
    pub(super) async fn record(
        &mut self,
        connection: &mut AnyConnection,
        event: PaymentEvent,
    ) -> Result<(), StoreError> {
        let state = self.state.after(event).map_err(|illegal| {
            StoreError::corrupt("a transition that a payment can make", illegal)
        })?;
        let open_order = state.is_open().then_some(self.order_id.as_str());
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

    /// Notes whom the intent is about to be created for.
    pub(super) async fn note_customer(
        &mut self,
        connection: &mut AnyConnection,
        customer: Option<&CustomerId>,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE payments SET customer = $1, updated_at = $2 WHERE id = $3")
            .bind(customer.map(CustomerId::as_str))
            .bind(clock::now())
            .bind(&self.id)
            .execute(connection)
            .await?;
        self.customer = customer.cloned();
        Ok(())
    }

    /// Notes which object at Stripe an answer was about.
    pub(super) async fn note(
        &mut self,
        connection: &mut AnyConnection,
        made: &Made,
    ) -> Result<(), StoreError> {
        let (sql, id) = match made {
            Made::Intent(id) => (
                "UPDATE payments SET intent = $1, updated_at = $2 WHERE id = $3",
                id.as_str(),
            ),
            Made::Charge(id) => (
                "UPDATE payments SET charge = $1, updated_at = $2 WHERE id = $3",
                id.as_str(),
            ),
            Made::Session(id) => (
                "UPDATE payments SET session = $1, updated_at = $2 WHERE id = $3",
                id.as_str(),
            ),
            Made::Refund(_) => return Ok(()),
        };
        sqlx::query(sql)
            .bind(id)
            .bind(clock::now())
            .bind(&self.id)
            .execute(connection)
            .await?;
        match made.clone() {
            Made::Intent(id) => self.intent = Some(id),
            Made::Charge(id) => self.charge = Some(id),
            Made::Session(id) => self.session = Some(id),
            Made::Refund(_) => {}
        }
        Ok(())
    }
}

/// The object at Stripe that a call made or changed.
#[derive(Debug, Clone)]
pub(super) enum Made {
    Intent(PaymentIntentId),
    Charge(ChargeId),
    Session(CheckoutSessionId),
    Refund(RefundId),
}

impl Made {
    pub(super) fn id(&self) -> &str {
        match self {
            Made::Intent(id) => id.as_str(),
            Made::Charge(id) => id.as_str(),
            Made::Session(id) => id.as_str(),
            Made::Refund(id) => id.as_str(),
        }
    }
}

fn id_of<T, E>(
    row: &AnyRow,
    column: &'static str,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<Option<T>, StoreError> {
    row.optional_text(column)?
        .map(|id| parse(&id).map_err(|_| StoreError::corrupt("an id of Stripe's", id)))
        .transpose()
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
