//! A refund as the store keeps it.

use commerce::{Money, timeline::Actor};
use sqlx::{AnyConnection, any::AnyRow};
use stripe_client::RefundId;
use uuid::Uuid;

use crate::{StoreError, clock, store::Columns};

/// How far a refund is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RefundState {
    /// Written down; Stripe's answer is not known.
    Requested,
    /// Stripe did not take it.
    Refused,
    /// Stripe has taken it, and the bank has not.
    Pending,
    /// The money is with the buyer's bank.
    Succeeded,
    /// It did not arrive.
    Failed,
    /// It was called off.
    Canceled,
}

impl RefundState {
    const ALL: [RefundState; 6] = [
        RefundState::Requested,
        RefundState::Refused,
        RefundState::Pending,
        RefundState::Succeeded,
        RefundState::Failed,
        RefundState::Canceled,
    ];

    pub(super) fn as_str(self) -> &'static str {
        match self {
            RefundState::Requested => "requested",
            RefundState::Refused => "refused",
            RefundState::Pending => "pending",
            RefundState::Succeeded => "succeeded",
            RefundState::Failed => "failed",
            RefundState::Canceled => "canceled",
        }
    }

    /// Whether the money is the buyer's again, or on its way there.
    pub(super) fn gives_back(self) -> bool {
        match self {
            RefundState::Pending | RefundState::Succeeded => true,
            RefundState::Requested
            | RefundState::Refused
            | RefundState::Failed
            | RefundState::Canceled => false,
        }
    }
}

/// Money on its way back.
#[derive(Debug, Clone)]
pub(super) struct RefundRecord {
    pub(super) id: String,
    pub(super) stripe: Option<String>,
    pub(super) amount: Money,
    pub(super) state: RefundState,
}

const COLUMNS: &str = "SELECT id, stripe, amount, currency, state FROM refunds";

impl RefundRecord {
    fn read(row: &AnyRow) -> Result<RefundRecord, StoreError> {
        let state = row.text("state")?;
        Ok(RefundRecord {
            id: row.text("id")?,
            stripe: row.optional_text("stripe")?,
            amount: row.money("amount")?,
            state: RefundState::ALL
                .into_iter()
                .find(|known| known.as_str() == state)
                .ok_or_else(|| StoreError::corrupt("a refund's state", state))?,
        })
    }

    /// The payment's refunds, oldest first.
    pub(super) async fn of_payment(
        connection: &mut AnyConnection,
        payment: &str,
    ) -> Result<Vec<RefundRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!(
            "{COLUMNS} WHERE payment = $1 ORDER BY created_at, id"
        ));
        let rows = sqlx::query(sql).bind(payment).fetch_all(connection).await?;
        rows.iter().map(RefundRecord::read).collect()
    }

    pub(super) async fn by_id(
        connection: &mut AnyConnection,
        id: &str,
    ) -> Result<Option<RefundRecord>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE id = $1"));
        let row = sqlx::query(sql).bind(id).fetch_optional(connection).await?;
        row.as_ref().map(RefundRecord::read).transpose()
    }

    /// Writes down a refund, before Stripe is asked for it or when Stripe tells of it.
    pub(super) async fn insert(
        connection: &mut AnyConnection,
        payment: &str,
        amount: Money,
        stripe: Option<&RefundId>,
        actor: Actor,
    ) -> Result<RefundRecord, StoreError> {
        let record = RefundRecord {
            id: Uuid::now_v7().to_string(),
            stripe: stripe.map(|id| id.as_str().to_owned()),
            amount,
            state: RefundState::Requested,
        };
        let now = clock::now();
        sqlx::query(
            "INSERT INTO refunds (id, payment, stripe, amount, currency, state, actor, created_at, updated_at) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(&record.id)
        .bind(payment)
        .bind(record.stripe.as_deref())
        .bind(amount.minor)
        .bind(amount.currency.code())
        .bind(record.state.as_str())
        .bind(actor.as_str())
        .bind(now)
        .bind(now)
        .execute(connection)
        .await?;
        Ok(record)
    }

    pub(super) async fn set_state(
        &mut self,
        connection: &mut AnyConnection,
        state: RefundState,
    ) -> Result<(), StoreError> {
        sqlx::query("UPDATE refunds SET state = $1, updated_at = $2 WHERE id = $3")
            .bind(state.as_str())
            .bind(clock::now())
            .bind(&self.id)
            .execute(connection)
            .await?;
        self.state = state;
        Ok(())
    }
}

/// Notes which refund of Stripe's a call's answer was about; `refund` is ours.
pub(in crate::payments) async fn note_answer(
    connection: &mut AnyConnection,
    refund: &str,
    stripe: &RefundId,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE refunds SET stripe = $1, updated_at = $2 WHERE id = $3")
        .bind(stripe.as_str())
        .bind(clock::now())
        .bind(refund)
        .execute(connection)
        .await?;
    Ok(())
}

/// Notes that Stripe did not take a refund that was asked for.
pub(in crate::payments) async fn note_refusal(
    connection: &mut AnyConnection,
    refund: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE refunds SET state = $1, updated_at = $2 WHERE id = $3 AND stripe IS NULL")
        .bind(RefundState::Refused.as_str())
        .bind(clock::now())
        .bind(refund)
        .execute(connection)
        .await?;
    Ok(())
}
