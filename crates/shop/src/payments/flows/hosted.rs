//! Hosted: the buyer pays on Stripe's own page and comes back. Where the buyer comes back to proves nothing: Stripe is
//! asked.

use std::time::Duration;

use commerce::{
    order::PaymentNews,
    payment::PaymentStep,
    timeline::{Actor, OrderEvent},
};
use stripe_client::{CheckoutDelivery, CheckoutLine, CheckoutSession, CreateCheckoutSession};

use crate::{
    Shop, StoreError,
    cart::CartId,
    clock,
    orders::{OrderRecord, OrderToken},
    payments::{
        EngineError,
        calls::{CallError, Operation},
        flows::Means,
        intent::metadata,
        record::PaymentRecord,
        report::Report,
        step::nothing_made,
    },
    store::Columns,
};

/// What a page of Stripe's says and where it leads, in the buyer's language.
#[derive(Debug, Clone)]
pub struct HostedTexts {
    /// How the customer reads the way of delivery.
    pub delivery: String,
    /// The language, as Stripe names it, like `en`.
    pub locale: String,
}

/// A page lives at least half an hour, by Stripe's rule, and a little for the way there.
///
/// Source: <https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at>.
const SHORTEST_PAGE: Duration = Duration::from_secs(31 * 60);

impl Shop {
    /// Opens Stripe's page for the order. Asked again, it is the same page.
    ///
    /// # Errors
    /// [`EngineError`]; what was sent to Stripe by then will be settled.
    pub async fn begin_hosted_payment(
        &self,
        cart: &CartId,
        token: &OrderToken,
        texts: &HostedTexts,
    ) -> Result<PaymentStep, EngineError> {
        self.step_with(cart, token, Means::Page(texts.clone()))
            .await
    }

    pub(super) async fn begin_page(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        found: Option<Report>,
        texts: &HostedTexts,
    ) -> Result<PaymentStep, EngineError> {
        if let Some(found) = &found
            && found.news != PaymentNews::AwaitsAction
        {
            return self
                .settle_and_step(payment, order, found, Actor::Return)
                .await;
        }
        // Asked again, it is the same page: no payment begins.
        let begins = found.is_none().then_some(&OrderEvent::PaymentStarted);
        if let Err(step) = self.secure(payment, order, begins).await? {
            return Ok(step);
        }
        let report = match found {
            Some(found) => found,
            None => match self.create_session(payment, order, texts).await {
                Ok(session) => Report::of_session(&session),
                Err(error) => return nothing_made(error, payment),
            },
        };
        self.settle_and_step(payment, order, &report, Actor::Server)
            .await
    }

    async fn create_session(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        texts: &HostedTexts,
    ) -> Result<CheckoutSession, CallError> {
        let mut connection = self.store().connection().await?;
        let lines = OrderRecord::lines(&mut connection, &order.id).await?;
        let row = sqlx::query("SELECT email, delivery, currency FROM orders WHERE id = $1")
            .bind(&order.id)
            .fetch_one(&mut *connection)
            .await
            .map_err(StoreError::from)?;
        drop(connection);
        let (email, delivery) = (row.text("email")?, row.money("delivery")?);
        let currency = payment.amount.currency.stripe_code();
        let items = lines.iter().map(|line| {
            let choices: Vec<_> = line
                .options
                .iter()
                .map(|option| format!("{}: {}", option.name, option.value))
                .collect();
            CheckoutLine {
                currency: currency.clone(),
                unit_amount: line.unit.minor,
                quantity: line.quantity,
                name: line.title.clone(),
                description: (!choices.is_empty()).then(|| choices.join(", ")),
                images: Vec::new(),
            }
        });
        let base = &self.settings().base_url;
        let mut params =
            CreateCheckoutSession::new(&format!("{base}{}", order.token.path()), items.collect());
        params.cancel_url = Some(format!("{base}/checkout"));
        params.deliveries = vec![CheckoutDelivery {
            display_name: texts.delivery.clone(),
            amount: delivery.minor,
            currency,
        }];
        params.customer_email = Some(email);
        params.client_reference_id = Some(order.number.to_string());
        params.locale = Some(texts.locale.clone());
        let lives = self.settings().reservation.max(SHORTEST_PAGE);
        params.expires_at = Some(clock::now() / 1000 + i64::try_from(lives.as_secs()).unwrap_or(0));
        params.metadata = metadata(payment, order).collect();
        params.payment_intent.description = Some(self.description(order));
        params.payment_intent.metadata = metadata(payment, order).collect();
        self.call(
            payment,
            Operation::CreateSession,
            &order.id,
            params.request(),
        )
        .await
    }
}
