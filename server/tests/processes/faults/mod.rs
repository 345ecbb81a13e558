//! The process dies at every point that the engine names, for every way to pay; then it is started again, and the money at
//! Stripe must be that of exactly one paid order, or have gone back.

mod happenings;
mod scenario;
mod walk;

use std::collections::BTreeSet;

use crate::{Database, Way};
use scenario::Scenario;
use walk::{Walk, walk_of, walk_some};

fn passes(walk: &Walk) {
    assert!(
        walk.failures.is_empty(),
        "{} failures\n\n{}",
        walk.failures.len(),
        walk.failures.join("\n\n")
    );
}

/// A test for each scenario: the walk over all points.
macro_rules! walks {
    ($($name:ident: $scenario:expr;)*) => {
        const ALL: &[Scenario] = &[$($scenario),*];
        $(
            #[test]
            fn $name() {
                passes(walk_of($scenario));
            }
        )*
    };
}

walks! {
    a_card_is_confirmed_by_the_server: Scenario::Buys(Way::Manual);
    a_card_is_confirmed_by_the_server_after_the_bank: Scenario::Buys(Way::ThreeDSecure);
    the_browser_confirms: Scenario::Buys(Way::Element);
    the_browser_confirms_and_the_bank_asks: Scenario::Buys(Way::ElementThreeDSecure);
    a_token_is_charged: Scenario::Buys(Way::Token);
    stripes_page_is_paid_on: Scenario::Buys(Way::Hosted);
    the_bank_is_left_for_another_card: Scenario::LeavesTheBank;
    stripes_page_is_left_for_the_shops: Scenario::LeavesStripesPage;
    the_goods_vanish_while_they_are_paid: Scenario::SoldOutMeanwhile;
    cards_are_saved_pay_and_are_removed: Scenario::SavesCards;
    the_owner_gives_money_back: Scenario::IsRefunded;
}

/// Points at which what is committed and what is not matters to the database.
const ON_POSTGRESQL: [&str; 6] = [
    "stock_reserved",
    "call_answered:confirm",
    "answer_written:confirm",
    "settling",
    "settled",
    "event_handled",
];

/// The same around saved cards.
const OF_CARDS_ON_POSTGRESQL: [&str; 4] = [
    "customer_begun",
    "customer_answered",
    "card_answered",
    "card_detached",
];

#[test]
fn on_postgresql_it_is_the_same() {
    if std::env::var_os("TILL_TEST_WITHOUT_POSTGRES").is_some_and(|value| value == "1") {
        eprintln!("skipped on PostgreSQL: TILL_TEST_WITHOUT_POSTGRES is 1");
        return;
    }
    for (scenario, points) in [
        (Scenario::Buys(Way::ThreeDSecure), &ON_POSTGRESQL[..]),
        (Scenario::SoldOutMeanwhile, &ON_POSTGRESQL[..]),
        (Scenario::SavesCards, &OF_CARDS_ON_POSTGRESQL[..]),
    ] {
        let points: Vec<_> = points.iter().map(|&point| point.to_owned()).collect();
        passes(&walk_some(scenario, Database::Postgres, &points));
    }
}

#[test]
fn every_point_is_met_by_some_scenario() {
    let met: BTreeSet<&String> = ALL
        .iter()
        .flat_map(|scenario| &walk_of(*scenario).met)
        .collect();
    let points = shop::payments::fault_points();
    let missed: Vec<_> = points.iter().filter(|point| !met.contains(point)).collect();
    assert!(missed.is_empty(), "no scenario meets {missed:?}");
}
