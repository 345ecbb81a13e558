//! `stripe.createPaymentMethod`: what was typed becomes an id that the server can charge.

use wasm_bindgen::JsValue;

use crate::options::Options;
use crate::read::{field, text};
use crate::stripe::settle;
use crate::{BillingDetails, CardElement, CardNumberElement, Elements, Stripe, StripeJsError};

/// Where the customer typed.
pub enum PaymentMethodSource<'a> {
    /// A group with a Payment Element, opened with manual creation of payment methods. Await
    /// [`Elements::submit`] first, without anything before it in the click's handler.
    Elements(&'a Elements),
    /// A Card Element.
    Card(&'a CardElement),
    /// A card number Element, together with the expiry and CVC Elements of its group.
    CardNumber(&'a CardNumberElement),
}

/// A payment method that was just made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentMethod {
    /// Its id, `pm_...`, for the server.
    pub id: String,
    /// Which sort, such as `card`.
    pub kind: String,
    /// The card, when it is one.
    pub card: Option<CardSummary>,
}

/// What may be shown of a card.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSummary {
    /// Such as `visa`, or `unknown`.
    pub brand: String,
    /// Its last four digits.
    pub last4: String,
}

impl Stripe {
    /// Makes a payment method of what was typed.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when it is wrong or not complete, or Stripe could not be asked.
    pub async fn create_payment_method(
        &self,
        source: PaymentMethodSource<'_>,
        billing: &BillingDetails,
    ) -> Result<PaymentMethod, StripeJsError> {
        let billing = Options::new().with_filled("billing_details", billing.options());
        let options = match source {
            PaymentMethodSource::Elements(elements) => Options::new()
                .with("elements", JsValue::from(elements.js.clone()))
                .with_filled("params", billing),
            PaymentMethodSource::Card(card) => billing.with("type", "card").with("card", card.js()),
            PaymentMethodSource::CardNumber(number) => {
                billing.with("type", "card").with("card", number.js())
            }
        };
        let result = settle(self.js.create_payment_method(&options.to_js())).await?;
        read(&result).ok_or_else(|| {
            StripeJsError::Integration("the result holds no payment method".to_owned())
        })
    }
}

fn read(result: &JsValue) -> Option<PaymentMethod> {
    let method = field(result, "paymentMethod")?;
    Some(PaymentMethod {
        id: text(&method, "id")?,
        kind: text(&method, "type")?,
        card: field(&method, "card").and_then(|card| {
            Some(CardSummary {
                brand: text(&card, "brand")?,
                last4: text(&card, "last4")?,
            })
        }),
    })
}
