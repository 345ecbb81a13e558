//! A Stripe that is slow, busy, broken or silent. The customer is told no more than is known, and the order resolves by
//! itself.

use std::time::Duration;

use commerce::payment::PaymentStep;
use serde_json::json;
use words::Locale;

use crate::{
    Books, Buyer, Database, Process, Trouble, Way, World,
    buyer::Begun,
    line::Line,
    sandbox::VISA,
    world::{MUG, MUG_PRICE},
};

const CONFIRM: &str = "/v1/payment_intents/*/confirm";

/// A shop, and a buyer with an order to pay.
async fn shop(world: &World) -> (Process, Buyer<'_>, String) {
    shop_with(world, &[]).await
}

/// The same with some settings.
async fn shop_with<'a>(
    world: &'a World,
    settings: &[(&str, &str)],
) -> (Process, Buyer<'a>, String) {
    let shop = world.open(settings).await;
    let mut buyer = Buyer::new(world);
    buyer.add(MUG, 1, MUG_PRICE).await.unwrap();
    let Begun::Order(token) = buyer.place().await.unwrap() else {
        panic!("there is nothing to pay");
    };
    (shop, buyer, token)
}

async fn ends_in_one_sale(world: &World, shop: &Process) {
    let one = |books: &Books| match books.sold() {
        1 => Ok(()),
        sold => Err(format!("{sold} sales")),
    };
    if let Err(problem) = world.settles(Duration::from_secs(40), one).await {
        panic!("{problem}\n{}", shop.said());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_payment_whose_answer_is_lost_is_being_checked_until_it_is_known() {
    let world = World::new(Database::Sqlite).await;
    let (shop, buyer, token) = shop(&world).await;
    // The first try takes the money and its answer is lost; the second is not answered either.
    let lost = json!({ "method": "POST", "path": CONFIRM, "answer": "timeout_after" });
    world.sandbox.control("faults", lost).await;
    let silent =
        json!({ "method": "POST", "path": CONFIRM, "answer": "timeout_before", "after": 1 });
    world.sandbox.control("faults", silent).await;
    let step = buyer.pay(Way::Manual, &token).await.unwrap();
    assert!(matches!(step, PaymentStep::Checking { .. }), "{step:?}");
    buyer.follow(Way::Manual, step, &token).await.unwrap();
    ends_in_one_sale(&world, &shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_stripe_is_silent_nobody_is_said_to_have_paid_and_afterwards_they_pay_once() {
    let world = World::new(Database::Sqlite).await;
    let (shop, buyer, token) = shop(&world).await;
    let method = world.sandbox.typed_card("/v1/payment_methods", VISA).await;
    world.sandbox.process.signal("-STOP").await;
    let question = json!({ "token": token, "method": method, "save": false });
    let step: PaymentStep = buyer.call("checkout/pay", question).await.unwrap();
    assert!(
        matches!(
            step,
            PaymentStep::Unavailable | PaymentStep::Checking { .. }
        ),
        "{step:?}"
    );
    world.sandbox.process.signal("-CONT").await;
    buyer.buy(Way::Manual).await.unwrap();
    ends_in_one_sale(&world, &shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shop_that_cannot_reach_stripe_says_so_and_takes_nothing() {
    let world = World::new(Database::Sqlite).await;
    let mut line = Line::to(&world.sandbox.url).await;
    let (shop, buyer, token) = shop_with(&world, &[("STRIPE_API_BASE", &line.url())]).await;
    line.cut().await;
    let step = buyer.pay(Way::Manual, &token).await.unwrap();
    assert_eq!(step, PaymentStep::Unavailable);
    let page = buyer.page(&token).await.unwrap();
    assert!(page.contains(Locale::default().order_text_awaiting()));
    line.mend().await;
    buyer.buy(Way::Manual).await.unwrap();
    ends_in_one_sale(&world, &shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_paid_while_the_shop_could_not_reach_stripe_is_told_that_it_is_checked_and_nothing_more_is_asked()
 {
    let world = World::new(Database::Sqlite).await;
    let mut line = Line::to(&world.sandbox.url).await;
    let (shop, buyer, token) = shop_with(&world, &[("STRIPE_API_BASE", &line.url())]).await;
    let step = buyer.pay(Way::Element, &token).await.unwrap();
    let PaymentStep::ConfirmInBrowser { client_secret, .. } = step else {
        panic!("{step:?}");
    };
    line.cut().await;
    world.sandbox.confirm(&client_secret, VISA).await;
    let step = buyer.resume(&token).await.unwrap();
    assert!(matches!(step, PaymentStep::Checking { .. }), "{step:?}");
    let page = buyer.page(&token).await.unwrap();
    assert!(page.contains(Locale::default().order_heading_checking()));
    line.mend().await;
    // The buyer has gone.
    ends_in_one_sale(&world, &shop).await;
    let page = buyer.page(&token).await.unwrap();
    assert!(page.contains(Locale::default().order_text_paid()));
}

/// One trouble, met by a purchase of which the buyer tries again what did not work.
async fn meets(way: Way, fault: serde_json::Value) {
    let world = World::new(Database::Sqlite).await;
    let (shop, buyer, _) = shop(&world).await;
    world.sandbox.control("faults", fault.clone()).await;
    let mut refusals = Vec::new();
    while let Err(trouble) = buyer.buy(way).await {
        let Trouble::Refused(why) = trouble else {
            panic!("{way:?}, {fault}: {trouble}");
        };
        refusals.push(why);
        assert!(refusals.len() < 3, "{way:?}, {fault}: {refusals:?}");
    }
    ends_in_one_sale(&world, &shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_stripe_is_asked_again_without_the_buyer_noticing() {
    for (way, path) in [
        (Way::Manual, CONFIRM),
        (Way::Element, "/v1/payment_intents"),
        (Way::Token, "/v1/charges"),
        (Way::Hosted, "/v1/checkout/sessions"),
    ] {
        for answer in ["429", "409"] {
            let world = World::new(Database::Sqlite).await;
            let (shop, buyer, _) = shop(&world).await;
            let fault = json!({ "method": "POST", "path": path, "answer": answer, "times": 2 });
            world.sandbox.control("faults", fault).await;
            buyer.buy(way).await.unwrap();
            ends_in_one_sale(&world, &shop).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_broken_stripe_takes_no_money_twice() {
    for (way, path) in [
        (Way::Manual, CONFIRM),
        (Way::Element, "/v1/payment_intents"),
        (Way::Token, "/v1/charges"),
        (Way::Hosted, "/v1/checkout/sessions"),
    ] {
        meets(
            way,
            json!({ "method": "POST", "path": path, "answer": "500" }),
        )
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slow_stripe_costs_nothing_but_time() {
    let world = World::new(Database::Sqlite).await;
    let (shop, buyer, _) = shop(&world).await;
    let slow = json!({ "milliseconds": 1500, "path": "/v1/*" });
    world.sandbox.control("latency", slow).await;
    buyer.buy(Way::ThreeDSecure).await.unwrap();
    ends_in_one_sale(&world, &shop).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_long_for_an_answer_is_told_that_it_is_checked_and_has_paid_once() {
    let world = World::new(Database::Sqlite).await;
    let (shop, buyer, token) = shop(&world).await;
    let begun = buyer.pay(Way::Element, &token).await.unwrap();
    assert!(matches!(begun, PaymentStep::ConfirmInBrowser { .. }));
    // Each call is in time; a payment that is closed and another that pays take several.
    let slow = json!({ "milliseconds": 9000, "path": "/v1/payment_intents*" });
    world.sandbox.control("latency", slow).await;
    let step = buyer.pay(Way::Manual, &token).await.unwrap();
    assert!(matches!(step, PaymentStep::Checking { .. }), "{step:?}");
    buyer.follow(Way::Manual, step, &token).await.unwrap();
    ends_in_one_sale(&world, &shop).await;
}
