//! The one thing that must hold after whatever happened: money at Stripe and orders here say the same, every order is what
//! its log adds up to, and nothing of the stock is lost.

use std::collections::{BTreeMap, BTreeSet};

use commerce::{order::OrderState, payment::PaymentState, timeline::OrderEvent};
use sqlx::Row;

use super::Bench;

/// An order as the store has it.
struct Order {
    state: OrderState,
    status: String,
    is_open: bool,
    log: Vec<OrderEvent>,
}

/// A payment as the store has it.
struct Payment {
    order: String,
    state: PaymentState,
    /// Of what it is at Stripe.
    ids: Vec<String>,
}

impl Bench {
    pub(crate) async fn assert_books_balance(&self) {
        let orders = self.stored_orders().await;
        let payments = self.stored_payments().await;
        for order in orders.values() {
            let log = OrderState::of_log(&order.log);
            assert_eq!(log.as_ref(), Ok(&order.state), "{:?}", order.log);
            assert_eq!(order.state.status().as_str(), order.status);
            assert_eq!(order.state.status().is_open(), order.is_open);
        }
        self.assert_money_is_accounted_for(&orders, &payments).await;
        self.assert_stock_is_accounted_for().await;
    }

    async fn assert_money_is_accounted_for(
        &self,
        orders: &BTreeMap<String, Order>,
        payments: &[Payment],
    ) {
        let mut kept: BTreeMap<&str, i64> = BTreeMap::new();
        let mut found = BTreeSet::new();
        let at_stripe = self.money_at_stripe().await;
        for payment in payments {
            let its_own = at_stripe
                .iter()
                .enumerate()
                .filter(|(_, there)| there.ids.iter().any(|id| payment.ids.contains(id)));
            let mut money = 0;
            for (index, there) in its_own {
                found.insert(index);
                money += there.kept;
            }
            match payment.state {
                PaymentState::Paid => {}
                PaymentState::RefundDue => assert!(money > 0, "nothing is due"),
                PaymentState::Open
                | PaymentState::Refunded
                | PaymentState::Cancelled
                | PaymentState::Failed => {
                    assert_eq!(money, 0, "a payment that is {:?}", payment.state);
                }
            }
            let open = orders[&payment.order].is_open;
            assert!(
                open || !payment.state.is_open(),
                "a closed order can be paid"
            );
            *kept.entry(&payment.order).or_default() += money;
        }
        for (index, there) in at_stripe.iter().enumerate() {
            assert!(
                there.kept == 0 || !there.is_the_shops || found.contains(&index),
                "money at Stripe that no payment knows: {:?}",
                there.ids
            );
        }
        for (id, order) in orders {
            let kept = kept.get(id.as_str()).copied().unwrap_or(0);
            assert_eq!(kept, owned_or_owed(order), "{:?}", order.log);
        }
    }

    async fn assert_stock_is_accounted_for(&self) {
        let supplied = self.world.supplied.lock().expect("a lock").clone();
        for (sku, supplied) in supplied {
            let (stock, reserved) = self.stock(&sku).await;
            assert!(stock >= 0 && reserved >= 0, "{sku}: {stock}, {reserved}");
            assert_eq!(stock + self.sold(&sku).await, supplied, "{sku}");
            let kept: Option<i64> = sqlx::query_scalar(
                "SELECT CAST(SUM(quantity) AS BIGINT) FROM reservations WHERE sku = $1",
            )
            .bind(&sku)
            .fetch_one(self.store())
            .await
            .expect("reservations");
            assert_eq!(reserved, kept.unwrap_or(0), "{sku}");
        }
        let left_over: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM reservations r JOIN orders o ON o.id = r.order_id \
             WHERE o.open_cart IS NULL",
        )
        .fetch_one(self.store())
        .await
        .expect("reservations");
        assert_eq!(left_over, 0, "stock is kept for orders that are closed");
    }

    async fn sold(&self, sku: &str) -> i64 {
        let sold: Option<i64> = sqlx::query_scalar(
            "SELECT CAST(SUM(quantity) AS BIGINT) FROM order_lines WHERE sku = $1 \
             AND order_id IN (SELECT order_id FROM order_events WHERE kind = 'paid')",
        )
        .bind(sku)
        .fetch_one(self.store())
        .await
        .expect("lines");
        sold.unwrap_or(0)
    }

    /// Notes what there is after an import.
    pub(super) async fn note_supply(&self) {
        let rows: Vec<(String, i64)> = sqlx::query_as("SELECT sku, stock FROM variants")
            .fetch_all(self.store())
            .await
            .expect("variants");
        for (sku, stock) in rows {
            let supplied = stock + self.sold(&sku).await;
            self.world
                .supplied
                .lock()
                .expect("a lock")
                .insert(sku, supplied);
        }
    }

    async fn stored_orders(&self) -> BTreeMap<String, Order> {
        let rows = sqlx::query("SELECT id, state, status, open_cart FROM orders")
            .fetch_all(self.store())
            .await
            .expect("orders");
        let mut orders = BTreeMap::new();
        for row in rows {
            let id: String = row.get("id");
            let log: Vec<(String,)> = sqlx::query_as(
                "SELECT detail FROM order_events WHERE order_id = $1 ORDER BY sequence",
            )
            .bind(&id)
            .fetch_all(self.store())
            .await
            .expect("a log");
            let state: String = row.get("state");
            let order = Order {
                state: serde_json::from_str(&state).expect("a state"),
                status: row.get("status"),
                is_open: row.get::<Option<String>, _>("open_cart").is_some(),
                log: log
                    .iter()
                    .map(|(event,)| serde_json::from_str(event).expect("an event"))
                    .collect(),
            };
            orders.insert(id, order);
        }
        orders
    }

    async fn stored_payments(&self) -> Vec<Payment> {
        let rows = sqlx::query("SELECT order_id, state, intent, charge FROM payments")
            .fetch_all(self.store())
            .await
            .expect("payments");
        let payments = rows.iter().map(|row| {
            let state: String = row.get("state");
            let ids = ["intent", "charge"].map(|column| row.get::<Option<String>, _>(column));
            Payment {
                order: row.get("order_id"),
                state: PaymentState::from_stored(&state).expect("a state"),
                ids: ids.into_iter().flatten().collect(),
            }
        });
        payments.collect()
    }
}

/// What of the money that came for an order must still be at Stripe: what pays the order, what is owed back, and what
/// came on top and was not given back.
fn owned_or_owed(order: &Order) -> i64 {
    let own = match &order.state {
        OrderState::Captured(captured) => captured.left().minor,
        OrderState::Open(_) | OrderState::Closed(_) => 0,
    };
    let surplus: i64 = order
        .log
        .iter()
        .map(|event| match event {
            OrderEvent::SurplusCaptured { amount } => amount.minor,
            OrderEvent::SurplusRefunded { amount } => -amount.minor,
            _ => 0,
        })
        .sum();
    own + surplus
}
