//! What happens to a shop besides its buyers: time passes, and its owner does something.

use std::time::Duration;

use serde_json::Value;

use crate::{
    Process, World,
    world::{LAMP, catalogue},
};

impl World {
    /// Runs a command of the shop's owner to its end, and says whether it did what was asked.
    pub(super) async fn run(&self, arguments: &[&str], settings: &[(&str, &str)]) -> bool {
        let mut command = self.command();
        command.args(arguments).envs(settings.iter().copied());
        let mut process = Process::start(&mut command, &self.log());
        let ended = process.ends_within(Duration::from_secs(60)).await;
        ended.expect("the command does not end").success()
    }

    /// The owner writes off every lamp.
    pub(super) async fn lose_the_lamps(&self) {
        std::fs::write(self.folder.path().join("catalogue.csv"), catalogue(0)).unwrap();
        assert!(self.run(&["import", "catalogue.csv"], &[]).await);
        self.stock.lock().unwrap().insert(LAMP, 0);
    }

    /// As if the time had passed for which a process that died keeps others from its work.
    pub(super) async fn let_leases_run_out(&self) {
        for change in [
            "UPDATE payments SET lease = NULL, leased_until = 0",
            "UPDATE webhook_events SET due_at = 0 WHERE state = 'waiting'",
            "UPDATE accounts SET customer_begun_at = customer_begun_at - 120000",
            "UPDATE mails SET due_at = 0 WHERE state = 'waiting'",
        ] {
            sqlx::query(change).execute(&self.pool).await.unwrap();
        }
    }

    /// As if the time had passed in which an order has to be paid.
    pub(super) async fn let_orders_run_out(&self) {
        for change in [
            "UPDATE reservations SET expires_at = 0",
            "UPDATE orders SET updated_at = 0 WHERE open_cart IS NOT NULL",
        ] {
            sqlx::query(change).execute(&self.pool).await.unwrap();
        }
    }

    /// Id and last four digits of each card that Stripe has for somebody.
    pub(super) async fn saved_cards(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let mut cards = Vec::new();
        for customer in self.sandbox.list("/v1/customers").await {
            let path = format!("/v1/customers/{}/payment_methods", text(&customer["id"]));
            for card in self.sandbox.list(&path).await {
                cards.push((text(&card["id"]), text(&card["card"]["last4"])));
            }
        }
        cards
    }

    /// Whether every event has been delivered and handled, and every mail sent.
    pub(super) async fn has_heard_all(&self) -> bool {
        let events = self.sandbox.list("/v1/events").await;
        let delivered = events.iter().all(|event| event["pending_webhooks"] == 0);
        let waiting = "SELECT COUNT(*) FROM webhook_events WHERE state = 'waiting'";
        let unsent = "SELECT COUNT(*) FROM mails WHERE state = 'waiting'";
        delivered && self.number(waiting).await == 0 && self.number(unsent).await == 0
    }

    /// The number of the order that there is, as the owner types it.
    pub(super) async fn only_order_number(&self) -> String {
        self.number("SELECT number FROM orders").await.to_string()
    }

    /// Whether an order has money that the owner can give back.
    pub(super) async fn has_money_to_give_back(&self) -> bool {
        let kept = "SELECT COUNT(*) FROM orders WHERE status IN ('paid', 'partly_refunded')";
        self.number(kept).await > 0
    }

    async fn number(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.pool).await.unwrap()
    }

    /// What the shop's processes have said.
    pub(super) fn said(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }
}
