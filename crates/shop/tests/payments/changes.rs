//! Prices, carts and orders that change while a payment is under way.

use commerce::{Currency, Money, order::OrderStatus, payment::PaymentStep};
use shop::checkout::PlaceError;

use crate::bench::{Bench, THREE_D_SECURE, VISA, catalogue, on_bench};

on_bench!(
    the_amount_is_the_servers_and_not_what_the_browser_says,
    |bench| async {
        bench.add("MUG", 1).await;
        let cheap = Money::new(1, Currency::EUR);
        let placed = bench
            .shop
            .place_order(&bench.cart_id, &Bench::details(), cheap, "en", None)
            .await;
        assert!(
            matches!(placed, Err(PlaceError::TotalChanged)),
            "{placed:?}"
        );
    }
);

on_bench!(
    a_price_that_rose_since_the_order_was_placed_charges_nothing,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.import(&catalogue("26.00", 20)).await;
        assert_eq!(bench.pay(&token, VISA).await, PaymentStep::CartChanged);
        assert_eq!(bench.kept_by_stripe().await, 0);
    }
);

on_bench!(
    a_cart_that_changed_replaces_the_order_and_cancels_its_payment,
    |bench| async {
        bench.add("MUG", 1).await;
        let first = bench.place().await;
        bench.pay(&first, THREE_D_SECURE).await;
        bench.add("MUG", 1).await;
        let second = bench.place().await;
        assert_ne!(first.as_str(), second.as_str());
        assert_eq!(bench.order(&first).await.status, OrderStatus::Cancelled);
        assert_eq!(bench.intents().await[0]["status"], "canceled");
        assert_eq!(bench.pay(&first, VISA).await, PaymentStep::NoOpenOrder);
        assert_eq!(
            bench.pay(&second, VISA).await,
            PaymentStep::Paid {
                order: second.path()
            }
        );
        assert_eq!(bench.kept_by_stripe().await, Bench::total(2).minor);
        assert_eq!(bench.stock("MUG").await, (18, 0));
    }
);

on_bench!(
    what_is_added_while_the_bank_asks_stays_in_the_cart,
    |bench| async {
        bench.add("MUG", 1).await;
        let token = bench.place().await;
        bench.pay(&token, VISA).await;
        bench.add("CARD", 3).await;
        let cart = bench.shop.cart(&bench.cart_id).await.expect("a cart");
        let left: Vec<_> = cart
            .lines
            .iter()
            .map(|line| (line.sku.as_str(), line.quantity.get()))
            .collect();
        assert_eq!(left, [("CARD", 3)]);
    }
);

fn free_delivery() -> shop::Settings {
    shop::Settings {
        delivery: Some(commerce::delivery::DeliveryRates {
            standard: Money::zero(Currency::EUR),
            express: Money::zero(Currency::EUR),
        }),
        ..crate::bench::every_flow()
    }
}

on_bench!(
    an_amount_below_stripes_minimum_is_refused_before_stripe_is_asked,
    free_delivery(),
    |bench| async {
        bench.import(&catalogue("0.40", 20)).await;
        bench.add("MUG", 1).await;
        let total = Money::new(40, Currency::EUR);
        let placed = bench
            .shop
            .place_order(&bench.cart_id, &Bench::details(), total, "en", None)
            .await;
        assert!(
            matches!(placed, Err(PlaceError::NotChargeable(_))),
            "{placed:?}"
        );
        assert_eq!(bench.line().calls(), (0, 0));
    }
);
