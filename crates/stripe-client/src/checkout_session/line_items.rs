//! `GET /v1/checkout/sessions/{session}/line_items`

use serde::Deserialize;

use crate::form::Form;
use crate::{ApiQuery, CheckoutSessionId, LineItemId, List, StripeObject};

/// One line of a session, as Stripe counted it.
#[derive(Debug, Clone, Deserialize)]
pub struct LineItem {
    /// Its id.
    pub id: LineItemId,
    /// What it is called.
    pub description: Option<String>,
    /// How many.
    pub quantity: Option<i64>,
    /// All of them, before discounts and taxes, in the smallest unit of the currency.
    pub amount_subtotal: i64,
    /// All of them, after discounts and taxes, in the same unit.
    pub amount_total: i64,
    /// Three letters, lower case.
    pub currency: String,
}

impl StripeObject for LineItem {
    type Id = LineItemId;

    fn id(&self) -> &LineItemId {
        &self.id
    }
}

/// Reads the lines of a session, in their order.
#[derive(Debug, Clone)]
pub struct ListCheckoutLineItems {
    /// Which session.
    pub session: CheckoutSessionId,
    /// How many at most, 1 to 100; Stripe's own choice is 10.
    pub limit: Option<u8>,
    /// The page behind this line.
    pub starting_after: Option<LineItemId>,
}

impl ListCheckoutLineItems {
    /// The first lines of `session`.
    #[must_use]
    pub fn new(session: CheckoutSessionId) -> Self {
        Self {
            session,
            limit: None,
            starting_after: None,
        }
    }

    /// The call.
    pub fn request(&self) -> ApiQuery<List<LineItem>> {
        let mut form = Form::default();
        form.put_some("limit", self.limit);
        form.put_some("starting_after", self.starting_after.as_ref());
        let path = format!("/v1/checkout/sessions/{}/line_items", self.session);
        ApiQuery::get(path, form)
    }
}
