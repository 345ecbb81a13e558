//! Orders as buyers make them, without their browser.

use commerce::{Money, contact::CheckoutForm, payment::PaymentStep};
use shop::{
    cart::{CartId, CartKey},
    orders::OrderToken,
    payments::PaymentMethodId,
};

use crate::TestShop;

/// A new order over one mug.
pub(crate) struct Order {
    cart: CartId,
    pub(crate) token: OrderToken,
    pub(crate) number: i64,
    pub(crate) total: Money,
}

/// Who buys, wherever the address does not matter.
pub(crate) const BUYER: &str = "ada@example.org";

impl Order {
    /// Places it.
    pub(crate) async fn placed(shop: &TestShop) -> Order {
        let engine = shop.running.shop();
        let cart = CartKey::generate().id();
        let sku = "KC-MUG-SEA".parse().unwrap();
        let one = 1.try_into().unwrap();
        engine.add_to_cart(&cart, &sku, one).await.unwrap();
        let details = CheckoutForm {
            email: BUYER.to_owned(),
            name: "Ada Byron".to_owned(),
            line1: "Hafenstraße 7".to_owned(),
            postal_code: "20359".to_owned(),
            city: "Hamburg".to_owned(),
            country: "DE".to_owned(),
            delivery: "standard".to_owned(),
            ..CheckoutForm::default()
        }
        .check()
        .unwrap();
        let total = engine.quote(&cart).await.unwrap();
        let total = total.total(details.delivery).unwrap();
        let placed = engine
            .place_order(&cart, &details, total, "en", None)
            .await
            .unwrap();
        let order = engine.order(&placed.token).await.unwrap().unwrap();
        Order {
            cart,
            token: placed.token,
            number: order.number,
            total,
        }
    }

    /// Places it and pays it with a card.
    pub(crate) async fn paid(shop: &TestShop) -> Order {
        let order = Order::placed(shop).await;
        let card = PaymentMethodId::parse("pm_card_visa").unwrap();
        let engine = shop.running.shop();
        let step = engine.pay(&order.cart, &order.token, &card, None).await;
        let step = step.unwrap();
        assert!(matches!(step, PaymentStep::Paid { .. }), "{step:?}");
        order
    }
}
