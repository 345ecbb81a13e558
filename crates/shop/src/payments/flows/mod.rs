//! The four ways to pay, a file for each: what the buyer's browser asks for, and what the server makes of it at Stripe.

mod element;
mod hosted;
mod manual;
mod resume;
mod saved_card;
mod token;

use std::time::Duration;

use commerce::{
    order::PaymentNews,
    payment::{PaymentFlow, PaymentState, PaymentStep},
    timeline::Actor,
};
use stripe_client::{CvcTokenId, PaymentMethodId, TokenId};

use super::{
    EngineError,
    calls::CallError,
    in_hand::{NotInHand, PATIENCE},
};
use crate::{Shop, accounts::AccountId, cart::CartId, orders::OrderToken};

pub use hosted::HostedTexts;
pub use resume::UnfinishedOrder;
pub use token::TokenUse;

/// What the buyer's browser brings to pay with.
#[derive(Debug, Clone)]
enum Means {
    /// A PaymentMethod, for the manual flow, and the account that it is to be kept for.
    Method(PaymentMethodId, Option<AccountId>),
    /// A card that the account has saved, with its security code typed again, for the manual flow.
    SavedCard(AccountId, PaymentMethodId, CvcTokenId),
    /// Nothing yet: the Payment Element will confirm.
    Element,
    /// A token of a card.
    Token(TokenId),
    /// Nothing: the buyer pays on Stripe's page, which says this.
    Page(HostedTexts),
}

impl Means {
    fn flow(&self) -> PaymentFlow {
        match self {
            Means::Method(..) | Means::SavedCard(..) => PaymentFlow::Manual,
            Means::Element => PaymentFlow::Element,
            Means::Token(_) => PaymentFlow::Token,
            Means::Page(_) => PaymentFlow::Hosted,
        }
    }
}

/// How one attempt went.
enum Tried {
    /// What the browser does next.
    Done(PaymentStep),
    /// The payment is closed, and nothing was tried yet: the order is open for the next.
    MadeWay,
}

/// So long the buyer waits for an answer. One step may make several calls to Stripe and wait for who is at the payment
/// already; this is less than a server's patience with a request, after which the buyer would be told nothing of use.
const ANSWER_WITHIN: Duration = Duration::from_secs(25);

/// How many payments that turn out to be closed, or are closed to make way, one press of Pay gets past: two tabs may take
/// turns.
const CLOSED_BEFORE: usize = 3;

impl Shop {
    /// Takes a step towards the order's payment. However often it is called, and from however many tabs, the order is
    /// charged once. The work goes on when the caller goes away, and when it takes longer than the caller waits.
    async fn step_with(
        &self,
        cart: &CartId,
        token: &OrderToken,
        means: Means,
    ) -> Result<PaymentStep, EngineError> {
        let (shop, cart) = (self.clone(), cart.clone());
        answer_in_time(token, {
            let token = token.clone();
            async move { shop.step_now(cart.as_str(), &token, &means).await }
        })
        .await
    }

    async fn step_now(
        &self,
        cart: &str,
        token: &OrderToken,
        means: &Means,
    ) -> Result<PaymentStep, EngineError> {
        for _ in 0..CLOSED_BEFORE {
            let payment = match self.begin_payment(cart, token, means.flow()).await? {
                Ok(payment) => payment,
                Err(step) => return Ok(step),
            };
            let work = self.step_leased(cart, token, means, &payment);
            let leased = self.with_lease(&payment, PATIENCE, work).await?;
            match leased.transpose()? {
                Some(Tried::Done(step)) => return Ok(step),
                Some(Tried::MadeWay) => {}
                None => break,
            }
        }
        Ok(PaymentStep::Checking {
            order: token.path(),
        })
    }

    async fn step_leased(
        &self,
        cart: &str,
        token: &OrderToken,
        means: &Means,
        payment: &str,
    ) -> Result<Tried, EngineError> {
        let (order, mut payment) = match self.payment_in_hand(cart, token, payment).await? {
            Ok(in_hand) => in_hand,
            Err(NotInHand::Closed) => return Ok(Tried::MadeWay),
            Err(NotInHand::Tell(step)) => return Ok(Tried::Done(step)),
        };
        let found = match self.fetch_report(&payment).await {
            Ok(found) => found,
            Err(CallError::Store(error)) => return Err(error.into()),
            Err(CallError::Stripe(_)) => return Ok(Tried::Done(PaymentStep::Unavailable)),
        };
        let payment = &mut payment;
        if let Some(cancelled) = found
            .as_ref()
            .filter(|found| found.news == PaymentNews::Cancelled)
        {
            // At Stripe it is over, and here nobody knew. That is no word on what the buyer wants to pay with now.
            let step = self
                .settle_and_step(payment, &order, cancelled, Actor::Return)
                .await?;
            let closed = payment.state == PaymentState::Cancelled;
            return Ok(if closed {
                Tried::MadeWay
            } else {
                Tried::Done(step)
            });
        }
        let step = match means {
            Means::Method(method, save_for) => {
                let save_for = save_for.as_ref();
                return self
                    .pay_by_method(payment, &order, found, method, save_for)
                    .await;
            }
            Means::SavedCard(account, card, cvc) => {
                return self
                    .pay_by_saved_card(payment, &order, found, account, card, cvc)
                    .await;
            }
            Means::Element => self.begin_element(payment, &order, found).await,
            Means::Token(card) => self.pay_by_token(payment, &order, found, card).await,
            Means::Page(texts) => self.begin_page(payment, &order, found, texts).await,
        };
        step.map(Tried::Done)
    }
}

/// Does `work` to its end, whatever becomes of the caller. When that takes long the buyer is sent to the order's page, which
/// tells how it ended.
async fn answer_in_time(
    token: &OrderToken,
    work: impl Future<Output = Result<PaymentStep, EngineError>> + Send + 'static,
) -> Result<PaymentStep, EngineError> {
    match tokio::time::timeout(ANSWER_WITHIN, tokio::spawn(work)).await {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => Err(EngineError::Interrupted),
        Err(_) => Ok(PaymentStep::Checking {
            order: token.path(),
        }),
    }
}
