//! The money at Stripe held against the shop's books.

use std::collections::BTreeMap;

use commerce::{
    order::{OrderState, OrderStatus},
    timeline::OrderEvent,
};
use serde_json::Value;
use sqlx::{AnyPool, Row, any::AnyRow};

use crate::{World, mails::Mails};

/// An order as the shop has it.
pub(crate) struct Order {
    id: String,
    number: i64,
    pub(crate) status: OrderStatus,
    state: OrderState,
    total: i64,
    log: Vec<OrderEvent>,
    /// Pieces by variant.
    lines: Vec<(String, i64)>,
}

impl Order {
    /// Whether its goods went out.
    pub(crate) fn is_sold(&self) -> bool {
        let paid = |event: &OrderEvent| matches!(event, OrderEvent::Paid { .. });
        self.log.iter().any(paid)
    }
}

/// A payment as the shop has it.
struct Payment {
    id: String,
    order: String,
    state: String,
    captured: Option<i64>,
}

/// A payment as Stripe has it.
struct Moved {
    /// The shop's payment, by what the shop wrote on it.
    payment: String,
    captured: i64,
    refunded: i64,
}

impl Moved {
    fn kept(&self) -> i64 {
        self.captured - self.refunded
    }
}

struct Variant {
    sku: String,
    stock: i64,
    reserved: i64,
}

/// Both sides at one moment.
pub(crate) struct Books {
    pub(crate) orders: Vec<Order>,
    payments: Vec<Payment>,
    moved: Vec<Moved>,
    variants: Vec<Variant>,
    /// Order, variant, pieces.
    pub(crate) reservations: Vec<(String, String, i64)>,
    /// What there was before anything was sold.
    stock: BTreeMap<&'static str, i64>,
    /// Calls of which it is not known how they went.
    unanswered: Vec<String>,
    /// Refunds at Stripe and here, by Stripe's id.
    refunds: (Vec<String>, Vec<String>),
    /// Events that were given up.
    parked: i64,
    /// Customers at Stripe and here, by Stripe's id.
    customers: (Vec<String>, Vec<String>),
    mails: Mails,
}

impl Books {
    pub(crate) async fn read(world: &World) -> Books {
        let pool = &world.pool;
        let mut orders = Vec::new();
        for row in rows(
            pool,
            "SELECT id, number, status, state, total FROM orders ORDER BY number",
        )
        .await
        {
            orders.push(read_order(pool, &row).await);
        }
        let payments = rows(pool, "SELECT id, order_id, state, captured FROM payments")
            .await
            .iter()
            .map(|row| Payment {
                id: row.get("id"),
                order: row.get("order_id"),
                state: row.get("state"),
                captured: row.get("captured"),
            })
            .collect();
        let text = |row: &AnyRow| row.get::<String, _>(0);
        let unanswered = "SELECT idempotency_key FROM stripe_calls WHERE outcome IS NULL";
        let unanswered = rows(pool, unanswered).await.iter().map(text).collect();
        let known = "SELECT stripe FROM refunds WHERE stripe IS NOT NULL ORDER BY stripe";
        let known = rows(pool, known).await.iter().map(text).collect();
        let customers =
            "SELECT customer FROM accounts WHERE customer IS NOT NULL ORDER BY customer";
        let customers = rows(pool, customers).await.iter().map(text).collect();
        let parked = "SELECT COUNT(*) FROM webhook_events WHERE state = 'parked'";
        let parked = rows(pool, parked).await[0].get(0);
        let variants = rows(pool, "SELECT sku, stock, reserved FROM variants").await;
        let stock = world.stock.lock().unwrap().clone();
        let reservations = rows(pool, "SELECT order_id, sku, quantity FROM reservations").await;
        Books {
            orders,
            payments,
            moved: world
                .sandbox
                .ledger()
                .await
                .iter()
                .map(read_moved)
                .collect(),
            variants: variants
                .iter()
                .map(|row| Variant {
                    sku: row.get("sku"),
                    stock: row.get("stock"),
                    reserved: row.get("reserved"),
                })
                .collect(),
            reservations: reservations
                .iter()
                .map(|row| (row.get("order_id"), row.get("sku"), row.get("quantity")))
                .collect(),
            stock,
            unanswered,
            refunds: (refunds_at_stripe(world).await, known),
            parked,
            customers: (customers_at_stripe(world).await, customers),
            mails: Mails::read(world).await,
        }
    }

    /// What does not add up; nothing, if all does.
    pub(crate) fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        for key in &self.unanswered {
            problems.push(format!("nobody knows how the call {key} went"));
        }
        if self.parked > 0 {
            problems.push(format!("{} events are parked", self.parked));
        }
        if self.refunds.0 != self.refunds.1 {
            problems.push(format!(
                "refunds at Stripe and here differ: {:?}",
                self.refunds
            ));
        }
        if self.customers.0 != self.customers.1 {
            problems.push(format!(
                "customers at Stripe and here differ: {:?}",
                self.customers
            ));
        }
        self.mails.check(&mut problems);
        self.check_payments(&mut problems);
        for order in &self.orders {
            self.check_order(order, &mut problems);
        }
        self.check_stock(&mut problems);
        problems
    }

    /// Every payment that took money is here, with what it took.
    fn check_payments(&self, problems: &mut Vec<String>) {
        for moved in self.moved.iter().filter(|moved| moved.captured > 0) {
            let known = self.payments.iter().find(|known| known.id == moved.payment);
            let Some(known) = known else {
                problems.push(format!(
                    "{} was captured for no payment of the shop's",
                    moved.captured
                ));
                continue;
            };
            // A payment that paid its order stays so when the owner gives the money back.
            let settled = match known.state.as_str() {
                "paid" => true,
                "refunded" => moved.kept() == 0,
                _ => false,
            };
            if known.captured != Some(moved.captured) || !settled {
                problems.push(format!(
                    "Stripe captured {} and gave back {}, the shop's payment is {} with {:?}",
                    moved.captured, moved.refunded, known.state, known.captured
                ));
            }
        }
        for known in self
            .payments
            .iter()
            .filter(|known| known.captured.is_some())
        {
            let moved = self.moved.iter().filter(|moved| moved.payment == known.id);
            let captures = moved.filter(|moved| moved.captured > 0).count();
            if captures != 1 {
                problems.push(format!(
                    "a payment has its money {captures} times at Stripe"
                ));
            }
        }
    }

    /// Captured money is exactly one paid order, or it went back.
    fn check_order(&self, order: &Order, problems: &mut Vec<String>) {
        let name = format!("order {} ({:?})", order.number, order.status);
        match OrderState::of_log(&order.log) {
            Ok(state) if state == order.state && state.status() == order.status => {}
            other => problems.push(format!(
                "{name}: its log adds up to {other:?}, not {:?}",
                order.state
            )),
        }
        let of_order = |moved: &&Moved| {
            let mut payments = self.payments.iter();
            payments.any(|payment| payment.id == moved.payment && payment.order == order.id)
        };
        let kept: Vec<i64> = self
            .moved
            .iter()
            .filter(of_order)
            .map(Moved::kept)
            .filter(|kept| *kept != 0)
            .collect();
        let expected: Vec<i64> = match order.status {
            OrderStatus::Paid | OrderStatus::PartlyRefunded => vec![left(order)],
            OrderStatus::Draft
            | OrderStatus::AwaitingPayment
            | OrderStatus::RequiresAction
            | OrderStatus::Processing
            | OrderStatus::Authorised
            | OrderStatus::Refunded
            | OrderStatus::Failed
            | OrderStatus::Cancelled
            | OrderStatus::Expired => Vec::new(),
            // Neither is where it should stay.
            OrderStatus::RefundDue | OrderStatus::Disputed => {
                problems.push(format!(
                    "{name}: its money is neither earned nor given back"
                ));
                return;
            }
        };
        let (receipts, sold) = (self.mails.receipts(order.number), order.is_sold());
        if receipts != usize::from(sold) {
            problems.push(format!("{name}: {receipts} receipts, and sold is {sold}"));
        }
        if kept != expected {
            problems.push(format!(
                "{name} over {}: Stripe keeps {kept:?}, not {expected:?}",
                order.total
            ));
        }
    }

    /// What was there is there, or sold to somebody who paid; and what is kept is kept for open orders only.
    fn check_stock(&self, problems: &mut Vec<String>) {
        for variant in &self.variants {
            let sold: i64 = self
                .orders
                .iter()
                .filter(|order| order.is_sold())
                .flat_map(|order| &order.lines)
                .filter(|(sku, _)| *sku == variant.sku)
                .map(|(_, quantity)| quantity)
                .sum();
            let expected = self.stock[variant.sku.as_str()] - sold;
            if variant.stock != expected {
                problems.push(format!(
                    "{} of {} are left, not {expected}",
                    variant.stock, variant.sku
                ));
            }
            let kept = self
                .reservations
                .iter()
                .filter(|(_, sku, _)| *sku == variant.sku);
            let kept: i64 = kept.map(|(_, _, quantity)| quantity).sum();
            if variant.reserved != kept {
                problems.push(format!(
                    "{} of {} are reserved, and for orders {kept}",
                    variant.reserved, variant.sku
                ));
            }
        }
        for (order, sku, _) in &self.reservations {
            let open = |known: &Order| known.id == *order && known.status.is_open();
            if !self.orders.iter().any(open) {
                problems.push(format!("{sku} is reserved for an order that is not open"));
            }
        }
    }

    /// Orders whose goods went out.
    pub(crate) fn sold(&self) -> usize {
        self.orders.iter().filter(|order| order.is_sold()).count()
    }
}

/// What of the order's money is the shop's, by the order's own account.
fn left(order: &Order) -> i64 {
    match &order.state {
        OrderState::Captured(captured) => captured.left().minor,
        OrderState::Open(_) | OrderState::Closed(_) => 0,
    }
}

async fn rows(pool: &AnyPool, sql: &'static str) -> Vec<AnyRow> {
    sqlx::query(sql).fetch_all(pool).await.unwrap()
}

async fn read_order(pool: &AnyPool, row: &AnyRow) -> Order {
    let id: String = row.get("id");
    let status: String = row.get("status");
    let log: Vec<(String,)> =
        sqlx::query_as("SELECT detail FROM order_events WHERE order_id = $1 ORDER BY sequence")
            .bind(&id)
            .fetch_all(pool)
            .await
            .unwrap();
    let lines: Vec<(String, i64)> =
        sqlx::query_as("SELECT sku, quantity FROM order_lines WHERE order_id = $1")
            .bind(&id)
            .fetch_all(pool)
            .await
            .unwrap();
    Order {
        id,
        number: row.get("number"),
        status: serde_json::from_value(Value::String(status)).unwrap(),
        state: serde_json::from_str(&row.get::<String, _>("state")).unwrap(),
        total: row.get("total"),
        log: log
            .iter()
            .map(|(event,)| serde_json::from_str(event).unwrap())
            .collect(),
        lines,
    }
}

fn read_moved(entry: &Value) -> Moved {
    Moved {
        payment: entry["metadata"]["payment_id"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
        captured: entry["captured"].as_i64().unwrap(),
        refunded: entry["refunded"].as_i64().unwrap(),
    }
}

async fn refunds_at_stripe(world: &World) -> Vec<String> {
    ids(&world.sandbox.list("/v1/refunds").await)
}

async fn customers_at_stripe(world: &World) -> Vec<String> {
    ids(&world.sandbox.list("/v1/customers").await)
}

fn ids(list: &[Value]) -> Vec<String> {
    let ids = list.iter().map(|object| object["id"].as_str().unwrap());
    let mut ids: Vec<_> = ids.map(str::to_owned).collect();
    ids.sort();
    ids
}
