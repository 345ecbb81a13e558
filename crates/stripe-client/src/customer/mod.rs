//! Customers: people that Stripe remembers, with what they pay with.

mod create;
mod delete;
mod list;
mod reference;
mod retrieve;
mod update;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use create::CreateCustomer;
pub use delete::DeleteCustomer;
pub use list::ListCustomers;
pub(crate) use reference::CustomerRef;
pub use retrieve::RetrieveCustomer;
pub use update::UpdateCustomer;

use crate::{
    Address, CustomerId, Expandable, PaymentMethod, PaymentMethodId, PrivateText, StripeObject,
};

/// A person that Stripe remembers. Of a deleted one only the id is left.
#[derive(Debug, Clone, Deserialize)]
pub struct Customer {
    /// Its id.
    pub id: CustomerId,
    /// Whether it was deleted: then nothing else is there.
    #[serde(default)]
    pub deleted: bool,
    /// E-mail address.
    pub email: Option<PrivateText>,
    /// Name.
    pub name: Option<PrivateText>,
    /// Telephone number.
    pub phone: Option<PrivateText>,
    /// Postal address.
    pub address: Option<Address>,
    /// What the shop wrote on it.
    #[serde(default)]
    pub metadata: BTreeMap<String, String>,
    #[serde(default)]
    invoice_settings: Option<InvoiceSettings>,
    /// Unix time in seconds; always there unless deleted.
    pub created: Option<i64>,
    /// Whether it pays real money; always there unless deleted.
    pub livemode: Option<bool>,
}

#[derive(Debug, Clone, Deserialize)]
struct InvoiceSettings {
    default_payment_method: Option<Expandable<PaymentMethod>>,
}

impl Customer {
    /// The attached payment method that counts as the customer's first choice, if one does.
    #[must_use]
    pub fn default_payment_method(&self) -> Option<&PaymentMethodId> {
        let settings = self.invoice_settings.as_ref()?;
        settings.default_payment_method.as_ref().map(Expandable::id)
    }
}

impl StripeObject for Customer {
    type Id = CustomerId;

    fn id(&self) -> &CustomerId {
        &self.id
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use serde_json::json;

    #[test]
    fn a_deleted_customer_can_be_read() {
        let gone = json!({"id": "cus_1", "object": "customer", "deleted": true});
        let gone: Customer = serde_json::from_value(gone).unwrap();
        assert!(gone.deleted && gone.created.is_none());
    }

    #[test]
    fn the_first_choice_to_pay_with_can_be_read() {
        let choice = |settings: serde_json::Value| {
            let customer: Customer = serde_json::from_value(json!({
                "id": "cus_1", "object": "customer", "email": null, "metadata": {},
                "invoice_settings": settings, "created": 1, "livemode": false
            }))
            .unwrap();
            let choice = customer.default_payment_method();
            choice.map(|id| id.as_str().to_owned())
        };
        let chosen = json!({"default_payment_method": "pm_1", "footer": null});
        assert_eq!(choice(chosen).as_deref(), Some("pm_1"));
        assert_eq!(choice(json!({"default_payment_method": null})), None);
    }

    #[test]
    fn debug_shows_nobody() {
        let customer: Customer = serde_json::from_value(json!({
            "id": "cus_1", "object": "customer", "email": "hidden@shop.example", "name": "hidden",
            "phone": "hidden", "address": {"line1": "hidden", "line2": null}, "metadata": {"user": "5"},
            "created": 1, "livemode": false
        }))
        .unwrap();
        assert!(!customer.deleted);
        assert_eq!(customer.name.as_ref().unwrap().expose(), "hidden");
        let shown = format!("{customer:?}");
        assert!(
            shown.contains("cus_1") && !shown.contains("hidden"),
            "{shown}"
        );
    }
}
