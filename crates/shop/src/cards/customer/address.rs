//! Telling Stripe of the account's e-mail address.

use stripe_client::{CustomerId, UpdateCustomer};

use super::{Holder, is_refused_for_good, is_unknown_customer, new_key};
use crate::{Shop, StoreError};

impl Shop {
    /// Tells Stripe of the account's e-mail address, if it has another. That it cannot be told now is left to the upkeep.
    /// `None` when Stripe does not know the customer.
    pub(in crate::cards) async fn tell_email(
        &self,
        holder: &Holder,
        customer: &CustomerId,
    ) -> Result<Option<CustomerId>, StoreError> {
        if holder.told.as_ref() == Some(&holder.email) {
            return Ok(Some(customer.clone()));
        }
        let mut params = UpdateCustomer::new(customer.clone());
        params.email = Some(holder.email.clone());
        match self.stripe().send(&params.request(), &new_key()?).await {
            Ok(_) => {}
            Err(error) if is_unknown_customer(&error) => {
                self.forget_customer(customer).await?;
                return Ok(None);
            }
            Err(error) if is_refused_for_good(&error) => {
                // Asked again it would refuse again.
                tracing::error!(%customer, %error, "Stripe does not take a customer's e-mail address");
            }
            Err(error) => {
                tracing::warn!(%customer, %error, "Stripe was not told of a customer's e-mail address");
                return Ok(Some(customer.clone()));
            }
        }
        let noted = sqlx::query(
            "UPDATE accounts SET customer_email = $1 WHERE customer = $2 AND COALESCE(customer_email, '') = $3",
        )
        .bind(&holder.email)
        .bind(customer.as_str())
        .bind(holder.told.as_deref().unwrap_or_default())
        .execute(self.store().pool())
        .await?
        .rows_affected();
        if noted == 0 {
            // Somebody told it of another address meanwhile, and nobody knows which came last.
            sqlx::query("UPDATE accounts SET customer_email = NULL WHERE customer = $1")
                .bind(customer.as_str())
                .execute(self.store().pool())
                .await?;
        }
        Ok(Some(customer.clone()))
    }
}
