//! A card that the buyer's account has saved, in the manual flow: only the security code is typed again.

use commerce::{
    payment::{DeclineReason, PaymentStep},
    timeline::{Actor, OrderEvent},
};
use stripe_client::{CustomerId, CvcTokenId, Error as StripeError, PaymentMethodId};

use crate::{
    Shop,
    accounts::AccountId,
    cards::{Freshness, WalletError, is_unknown_customer},
    cart::CartId,
    orders::{OrderRecord, OrderToken},
    payments::{
        EngineError,
        calls::CallError,
        flows::{Means, Tried, manual::serves},
        record::PaymentRecord,
        report::Report,
        step::nothing_made,
    },
};

impl Shop {
    /// Pays the order with one of the cards that the account has saved. `cvc` is what Stripe.js made of the security code;
    /// it serves once, and without it Stripe is not even asked. However often it is called, and from however many tabs,
    /// the order is charged once. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn pay_with_saved_card(
        &self,
        cart: &CartId,
        token: &OrderToken,
        account: &AccountId,
        card: &PaymentMethodId,
        cvc: &str,
    ) -> Result<PaymentStep, EngineError> {
        let Ok(cvc) = CvcTokenId::parse(cvc) else {
            return Ok(PaymentStep::Declined(DeclineReason::IncorrectCvc));
        };
        let means = Means::SavedCard(account.clone(), card.clone(), cvc);
        self.step_with(cart, token, means).await
    }

    pub(super) async fn pay_by_saved_card(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<Report>,
        account: &AccountId,
        card: &PaymentMethodId,
        cvc: &CvcTokenId,
    ) -> Result<Tried, EngineError> {
        // The same card with a new code is another attempt; with the same code the browser has lost the answer.
        let subject = format!("{card} {cvc}");
        let known = self
            .known_already(payment, order, found.as_ref(), &subject)
            .await?;
        if let Some(step) = known {
            return Ok(Tried::Done(step));
        }
        let customer = match self.customer_with_card(account, card).await? {
            Ok(customer) => customer,
            Err(step) => return Ok(Tried::Done(step)),
        };
        if let Some(found) = &found
            && !serves(payment, found, Some(&customer))
        {
            return self.make_way(payment, order).await;
        }
        let begins = Some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(payment, order, begins).await? {
            return Ok(Tried::Done(step));
        }
        let intent = match self.manual_intent(payment, order, Some(&customer)).await {
            Ok(intent) => intent,
            Err(CallError::Stripe(error)) if is_unknown_customer(&error) => {
                return Ok(Tried::Done(PaymentStep::SavedCardGone));
            }
            Err(error) => return nothing_made(error, payment).map(Tried::Done),
        };
        let answer = self
            .confirm_intent(payment, &intent, &subject, |params| {
                params.payment_method = Some(card.clone());
                params.card.cvc_token = Some(cvc.clone());
            })
            .await;
        if let Err(CallError::Stripe(error)) = &answer
            && is_unknown_card(error)
        {
            self.cards_of_customer_changed(&customer).await?;
            return Ok(Tried::Done(PaymentStep::SavedCardGone));
        }
        self.after_confirm(payment, order, answer, Actor::Server)
            .await
            .map(Tried::Done)
    }

    /// The account's customer, if the card is one of its own that has not ended; otherwise what to tell the buyer.
    async fn customer_with_card(
        &self,
        account: &AccountId,
        card: &PaymentMethodId,
    ) -> Result<Result<CustomerId, PaymentStep>, EngineError> {
        for freshness in [Freshness::OfSeconds, Freshness::Now] {
            let wallet = match self.wallet(account, freshness).await {
                Ok(Some(wallet)) => wallet,
                Ok(None) => break,
                Err(WalletError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    tracing::warn!(%error, "a saved card could not be looked up");
                    return Ok(Err(PaymentStep::Unavailable));
                }
            };
            match wallet.card(card) {
                Some(card) if card.expired => {
                    return Ok(Err(PaymentStep::Declined(DeclineReason::ExpiredCard)));
                }
                Some(_) => return Ok(Ok(wallet.customer().clone())),
                // It may have been saved a moment ago, without the shop having heard of it.
                None => {}
            }
        }
        Ok(Err(PaymentStep::SavedCardGone))
    }
}

/// Whether Stripe says that the card is not the customer's any more.
fn is_unknown_card(error: &StripeError) -> bool {
    error.api().is_some_and(|api| {
        matches!(
            api.code.as_deref(),
            Some("resource_missing" | "payment_method_unexpected_state")
        ) && api.param.as_deref() == Some("payment_method")
    })
}
