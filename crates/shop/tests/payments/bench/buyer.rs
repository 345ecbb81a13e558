//! What a buyer does in the shop.

use std::time::Duration;

use commerce::{
    Money,
    cart::Quantity,
    contact::{CheckoutDetails, CheckoutForm},
    order::OrderStatus,
    payment::PaymentStep,
    timeline::OrderEvent,
};
use shop::{
    orders::{OrderToken, OrderView},
    payments::{HostedTexts, TokenId},
};

use super::{Bench, member::Member};

impl Bench {
    pub(crate) async fn add(&self, sku: &str, quantity: u32) {
        let quantity = Quantity::try_from(quantity).expect("a quantity");
        let sku = sku.parse().expect("a SKU");
        self.shop
            .add_to_cart(&self.cart_id, &sku, quantity)
            .await
            .expect("a cart");
    }

    pub(crate) fn details() -> CheckoutDetails {
        CheckoutForm {
            email: "ada@example.org".into(),
            name: "Ada Byron".into(),
            line1: "Hafenstraße 7".into(),
            postal_code: "20359".into(),
            city: "Hamburg".into(),
            country: "DE".into(),
            delivery: "standard".into(),
            ..CheckoutForm::default()
        }
        .check()
        .expect("details")
    }

    /// Places the order at the total that the page would show.
    pub(crate) async fn place(&self) -> OrderToken {
        let quote = self.shop.quote(&self.cart_id).await.expect("a quote");
        let details = Bench::details();
        let total = quote.total(details.delivery).expect("a total");
        let placed = self
            .shop
            .place_order(&self.cart_id, &details, total, "en", None)
            .await;
        placed.expect("an order").token
    }

    /// Places the order as somebody who is logged in.
    pub(crate) async fn place_as(&self, member: &Member) -> OrderToken {
        let quote = self.shop.quote(&self.cart_id).await.expect("a quote");
        let details = Bench::details();
        let total = quote.total(details.delivery).expect("a total");
        let placed = self
            .shop
            .place_order(&self.cart_id, &details, total, "en", Some(&member.0));
        placed.await.expect("an order").token
    }

    /// An order over so many mugs.
    pub(crate) async fn order_mugs(&self, quantity: u32) -> OrderToken {
        self.add("MUG", quantity).await;
        self.place().await
    }

    /// The manual flow with a freshly typed card.
    pub(crate) async fn pay(&self, token: &OrderToken, number: &str) -> PaymentStep {
        let method = self.card(number).await;
        self.shop
            .pay(&self.cart_id, token, &method, None)
            .await
            .expect("an engine")
    }

    /// The token flow.
    pub(crate) async fn pay_with(&self, token: &OrderToken, card: &TokenId) -> PaymentStep {
        self.shop
            .pay_with_token(&self.cart_id, token, card)
            .await
            .expect("an engine")
    }

    /// The token flow with a freshly typed card.
    pub(crate) async fn pay_with_token(&self, token: &OrderToken, number: &str) -> PaymentStep {
        let card = self.card_token(number).await;
        self.pay_with(token, &card).await
    }

    pub(crate) async fn begin_element(&self, token: &OrderToken) -> PaymentStep {
        self.shop
            .begin_element_payment(&self.cart_id, token)
            .await
            .expect("an engine")
    }

    /// The client secret with which the browser confirms.
    pub(crate) async fn secret(&self, token: &OrderToken) -> String {
        match self.begin_element(token).await {
            PaymentStep::ConfirmInBrowser { client_secret, .. } => client_secret,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn begin_hosted(&self, token: &OrderToken) -> PaymentStep {
        let texts = HostedTexts {
            delivery: "Standard delivery".to_owned(),
            locale: "en".to_owned(),
        };
        self.shop
            .begin_hosted_payment(&self.cart_id, token, &texts)
            .await
            .expect("an engine")
    }

    /// The address of Stripe's page.
    pub(crate) async fn page(&self, token: &OrderToken) -> String {
        match self.begin_hosted(token).await {
            PaymentStep::Redirect { url } => url,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn resume(&self, token: &OrderToken) -> PaymentStep {
        self.shop
            .resume(Some(&self.cart_id), token)
            .await
            .expect("an engine")
    }

    pub(crate) async fn order(&self, token: &OrderToken) -> OrderView {
        self.shop
            .order(token)
            .await
            .expect("a store")
            .expect("an order")
    }

    /// Where the order stands in the store, without anybody asking Stripe.
    pub(crate) async fn status(&self, token: &OrderToken) -> OrderStatus {
        let status: String = sqlx::query_scalar("SELECT status FROM orders WHERE token = $1")
            .bind(token.as_str())
            .fetch_one(self.store())
            .await
            .expect("an order");
        OrderStatus::ALL
            .into_iter()
            .find(|known| known.as_str() == status)
            .expect("a status")
    }

    /// Waits until the background tasks have brought the order there.
    pub(crate) async fn wait_for(&self, token: &OrderToken, status: OrderStatus) {
        for _ in 0..400 {
            if self.status(token).await == status {
                return;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("it never became {status:?}: {:?}", self.events(token).await);
    }

    /// What happened to the order, oldest first.
    pub(crate) async fn events(&self, token: &OrderToken) -> Vec<OrderEvent> {
        let rows: Vec<(String,)> = sqlx::query_as(
            "SELECT e.detail FROM order_events e JOIN orders o ON o.id = e.order_id \
             WHERE o.token = $1 ORDER BY e.sequence",
        )
        .bind(token.as_str())
        .fetch_all(self.store())
        .await
        .expect("a log");
        rows.iter()
            .map(|(event,)| serde_json::from_str(event).expect("an event"))
            .collect()
    }

    /// What is in the cart.
    pub(crate) async fn cart(&self) -> Vec<(String, u32)> {
        let cart = self.shop.cart(&self.cart_id).await.expect("a cart");
        let lines = cart.lines.iter();
        lines
            .map(|line| (line.sku.as_str().to_owned(), line.quantity.get()))
            .collect()
    }

    /// The owner gives money back.
    pub(crate) async fn refund(
        &self,
        token: &OrderToken,
        amount: Option<Money>,
    ) -> Result<shop::payments::Refunded, shop::payments::RefundError> {
        let number = self.number(token).await;
        self.shop.refund_order(number, amount).await
    }

    /// The order's number.
    pub(crate) async fn number(&self, token: &OrderToken) -> i64 {
        sqlx::query_scalar("SELECT number FROM orders WHERE token = $1")
            .bind(token.as_str())
            .fetch_one(self.store())
            .await
            .expect("an order")
    }
}

/// The step that sends a buyer to the order's page.
pub(crate) fn paid(token: &OrderToken) -> PaymentStep {
    PaymentStep::Paid {
        order: token.path(),
    }
}
