//! Time that passes, and rounds of the background tasks.

use super::Bench;

/// A day and an hour, in seconds: longer than Stripe keeps idempotency keys.
const KEYS_ARE_FORGOTTEN: i64 = 25 * 60 * 60;

impl Bench {
    /// Changes the store past the shop.
    pub(crate) async fn change(&self, sql: &'static str) {
        sqlx::query(sql)
            .execute(self.store())
            .await
            .expect("a store");
    }

    /// Makes the reservations of every order run out.
    pub(crate) async fn let_reservations_expire(&self) {
        self.change("UPDATE reservations SET expires_at = 0").await;
    }

    /// Lets the reconciler look at payments that were touched a moment ago.
    pub(crate) async fn reconcile(&self) {
        self.change("UPDATE payments SET updated_at = 0, leased_until = 0, lease = NULL")
            .await;
        self.shop.reconcile().await.expect("a round");
    }

    /// Makes what the shop sent so old that Stripe no longer knows its idempotency keys.
    pub(crate) async fn let_keys_be_forgotten(&self) {
        sqlx::query("UPDATE stripe_calls SET sent_at = sent_at - $1")
            .bind(KEYS_ARE_FORGOTTEN * 1000)
            .execute(self.store())
            .await
            .expect("a store");
        self.line().age(KEYS_ARE_FORGOTTEN);
    }

    /// Makes what the shop sent so old that a buyer who waited for it has gone.
    pub(crate) async fn let_a_quarter_of_an_hour_pass(&self) {
        sqlx::query("UPDATE stripe_calls SET sent_at = sent_at - $1")
            .bind(15 * 60 * 1000_i64)
            .execute(self.store())
            .await
            .expect("a store");
        self.line().age(15 * 60);
    }

    /// Makes what any process keeps of saved cards older than it keeps it.
    pub(crate) async fn let_lists_grow_old(&self) {
        self.change("UPDATE accounts SET cards_revision = cards_revision + 1")
            .await;
    }

    /// Replaces the catalogue.
    pub(crate) async fn import(&self, catalogue: &str) {
        self.shop
            .import_catalogue(catalogue.as_bytes(), |_| {})
            .await
            .expect("a catalogue");
        self.note_supply().await;
    }
}
