//! Token: the browser sends a token of the card, and the server charges it.
//!
//! Legacy. A charge cannot ask the buyer's bank (3D Secure), so that cards that want to be asked are declined, and newer
//! Stripe accounts refuse card tokens on charges. [`TokenUse::PaymentMethod`] sends the token with an intent instead.

use commerce::{
    order::PaymentNews,
    payment::{DeclineReason, PaymentStep},
    timeline::{Actor, OrderEvent},
};
use stripe_client::{CreateCharge, ErrorKind, Retry, TokenId};

use crate::{
    Shop,
    cart::CartId,
    orders::{OrderRecord, OrderToken},
    payments::{
        EngineError,
        calls::{CallError, Operation},
        flows::Means,
        intent::metadata,
        record::PaymentRecord,
        report::Report,
        step::{nothing_made, refused},
    },
};

/// What a card token is sent to Stripe as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TokenUse {
    /// The source of a charge. Newer accounts refuse it.
    #[default]
    Charge,
    /// The card of a payment intent, which every account takes and which can ask the buyer's bank.
    PaymentMethod,
}

impl Shop {
    /// Pays the order with a token of the buyer's card. The amount is the order's: the browser has no say in it. The work
    /// goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn pay_with_token(
        &self,
        cart: &CartId,
        token: &OrderToken,
        card: &TokenId,
    ) -> Result<PaymentStep, EngineError> {
        self.step_with(cart, token, Means::Token(card.clone()))
            .await
    }

    pub(super) async fn pay_by_token(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<Report>,
        card: &TokenId,
    ) -> Result<PaymentStep, EngineError> {
        if let Some(found) = found {
            let again = self.was_tried_with(payment, card.as_str()).await?;
            let payable = matches!(
                found.news,
                PaymentNews::AwaitsMethod(_) | PaymentNews::AwaitsConfirmation
            );
            if again || !payable {
                return self
                    .settle_and_step(payment, order, &found, Actor::Return)
                    .await;
            }
        }
        let begins = Some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(payment, order, begins).await? {
            return Ok(step);
        }
        match self.settings().token_use {
            TokenUse::Charge => self.charge_token(payment, order, card).await,
            TokenUse::PaymentMethod => self.confirm_token(payment, order, card).await,
        }
    }

    async fn charge_token(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        card: &TokenId,
    ) -> Result<PaymentStep, EngineError> {
        let mut params = CreateCharge::new(
            payment.amount.minor,
            &payment.amount.currency.stripe_code(),
            card.clone(),
        );
        params.description = Some(self.description(order));
        params.metadata = metadata(payment, order).collect();
        let charged = self
            .call(payment, Operation::Charge, card.as_str(), params.request())
            .await;
        let error = match charged {
            Ok(charge) => {
                let report = Report::of_charge(&charge);
                return self
                    .settle_and_step(payment, order, &report, Actor::Server)
                    .await;
            }
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(error)) => error,
        };
        if let Some(refusal) = refused(&error, payment) {
            return Ok(refusal);
        }
        if let Some(api) = error.api() {
            if api.kind == ErrorKind::CardError {
                let reason =
                    DeclineReason::from_codes(api.code.as_deref(), api.decline_code.as_deref());
                return match self.fetch_report(payment).await {
                    Ok(Some(report)) => {
                        self.settle_and_step(payment, order, &report, Actor::Server)
                            .await
                    }
                    _ => Ok(PaymentStep::Declined(reason)),
                };
            }
            if api.status == 400 {
                tracing::error!(
                    %error,
                    "Stripe refuses card tokens on charges: allow them in the Stripe dashboard, set \
                     TILL_TOKEN_AS=payment_method, or take token out of TILL_PAYMENT_FLOWS"
                );
                return Ok(PaymentStep::NotOffered);
            }
        }
        tracing::warn!(payment = payment.id, %error, "a charge was not answered clearly");
        let looked_for = error.retry() == Retry::NewKeyAfterLooking;
        if looked_for
            && let Ok(Some(found)) = self.fetch_report(payment).await
            && !matches!(found.news, PaymentNews::AwaitsMethod(_))
        {
            return self
                .settle_and_step(payment, order, &found, Actor::Server)
                .await;
        }
        Ok(match error {
            stripe_client::Error::Unreachable { .. } => PaymentStep::Unavailable,
            _ if looked_for => PaymentStep::Unavailable,
            _ => PaymentStep::Checking {
                order: order.token.path(),
            },
        })
    }

    async fn confirm_token(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        card: &TokenId,
    ) -> Result<PaymentStep, EngineError> {
        let intent = match self.manual_intent(payment, order, None).await {
            Ok(intent) => intent,
            Err(error) => return nothing_made(error, payment),
        };
        self.confirm_manually(payment, order, &intent, card.as_str(), |params| {
            params.card_token = Some(card.clone());
        })
        .await
    }
}
