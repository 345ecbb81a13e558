//! Forgetting what has ended.

use crate::{Shop, StoreError, clock};

impl Shop {
    /// Deletes sessions and links whose time is up, and attempts that no limit looks at any more.
    pub(crate) async fn forget_ended_access(&self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sessions WHERE expires_at < $1")
            .bind(clock::now())
            .execute(self.store().pool())
            .await?;
        self.forget_old_links().await?;
        self.forget_old_attempts().await
    }
}
