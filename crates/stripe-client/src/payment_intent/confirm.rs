//! `POST /v1/payment_intents/{intent}/confirm`

use super::options::write_card_token;
use super::{CardOptions, PaymentIntent, SetupFutureUsage};
use crate::form::Form;
use crate::{ApiRequest, PaymentIntentId, PaymentMethodId, Shipping, TokenId};

/// Tries to take the money, or goes on after a next action.
#[derive(Clone)]
pub struct ConfirmPaymentIntent {
    /// Which intent.
    pub intent: PaymentIntentId,
    /// What it is paid with, unless the intent has it already.
    pub payment_method: Option<PaymentMethodId>,
    /// A card that it is paid with instead, as a token of Stripe.js; serves once.
    pub card_token: Option<TokenId>,
    /// Options for paying by card.
    pub card: CardOptions,
    /// Refuses the call when the intent is over another amount: a last look before money moves.
    pub amount_to_confirm: Option<i64>,
    /// Declines instead of asking the customer to act.
    pub error_on_requires_action: bool,
    /// The customer is not there.
    pub off_session: bool,
    /// Where the customer comes back to.
    pub return_url: Option<String>,
    /// Stripe.js will handle a next action; for manual confirmation.
    pub use_stripe_sdk: bool,
    /// Keeps the payment method on the customer for later.
    pub setup_future_usage: Option<SetupFutureUsage>,
    /// Takes back what an earlier confirm said about keeping the payment method, unless this one says it anew.
    pub unset_setup_future_usage: bool,
    /// Stripe mails a receipt there.
    pub receipt_email: Option<String>,
    /// Where the goods go.
    pub shipping: Option<Shipping>,
    /// Fields to answer as objects, such as `latest_charge`.
    pub expand: Vec<String>,
}

impl ConfirmPaymentIntent {
    /// Confirms `intent` as it stands.
    #[must_use]
    pub fn new(intent: PaymentIntentId) -> Self {
        Self {
            intent,
            payment_method: None,
            card_token: None,
            card: CardOptions::default(),
            amount_to_confirm: None,
            error_on_requires_action: false,
            off_session: false,
            return_url: None,
            use_stripe_sdk: false,
            setup_future_usage: None,
            unset_setup_future_usage: false,
            receipt_email: None,
            shipping: None,
            expand: Vec::new(),
        }
    }

    /// The call.
    pub fn request(&self) -> ApiRequest<PaymentIntent> {
        let mut form = Form::default();
        form.put_some("payment_method", self.payment_method.as_ref());
        write_card_token(&mut form, self.card_token.as_ref());
        self.card.write(&mut form);
        form.put_some("amount_to_confirm", self.amount_to_confirm);
        form.put_true("error_on_requires_action", self.error_on_requires_action);
        form.put_true("off_session", self.off_session);
        form.put_some("return_url", self.return_url.as_ref());
        form.put_true("use_stripe_sdk", self.use_stripe_sdk);
        match self.setup_future_usage {
            Some(usage) => form.put("setup_future_usage", usage),
            None if self.unset_setup_future_usage => form.put("setup_future_usage", ""),
            None => {}
        }
        form.put_some("receipt_email", self.receipt_email.as_ref());
        if let Some(shipping) = &self.shipping {
            shipping.write(&mut form, "shipping");
        }
        form.put_list("expand", &self.expand);
        ApiRequest::post(format!("/v1/payment_intents/{}/confirm", self.intent), form)
    }
}
