//! News in any order: what Stripe tells of a purchase is permuted, repeated, lost and late, the buyer comes back at any
//! time, and the reconciler looks in between. The end is the same each time. `PROPTEST_CASES` sets how many stories of
//! each flow are tried on each database.

mod news;
mod purchases;

use proptest::{
    prelude::*,
    test_runner::{FileFailurePersistence, TestError, TestRunner},
};
use tokio::runtime::Runtime;

use crate::{
    bench::{Bench, every_flow},
    support::{SqliteFile, postgres},
};
use news::Moment;
use purchases::Purchase;

/// Stories of each flow on SQLite, where a fresh database costs little.
const ON_SQLITE: u32 = 24;
const ON_POSTGRES: u32 = 8;

/// Seeds of stories that once ended otherwise; they are tried first.
const SEEDS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/payments/any_order/seeds.txt"
);

/// One purchase, and what the shop hears after each of its steps.
type Story = (Purchase, Vec<Vec<Moment>>);

fn story(purchases: &'static [Purchase]) -> impl Strategy<Value = Story> {
    (proptest::sample::select(purchases), news::between_steps())
}

fn runner(cases: u32) -> TestRunner {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    // Each try of a shorter story is a shop and a Stripe.
    config.max_shrink_iters = 200;
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct(SEEDS)));
    TestRunner::new(config)
}

/// Runs a story with everything that it starts, which ends with it: connections to the database too.
fn on_its_own(story: impl Future<Output = ()>) {
    Runtime::new().expect("a runtime").block_on(story);
}

async fn tell(url: String, (purchase, news): Story) {
    let bench = Bench::with(url, every_flow()).await;
    bench.listen().await;
    let token = bench.order_mugs(1).await;
    let mut news = news.into_iter();
    for step in purchase.steps() {
        step.take(&bench, &token).await;
        for moment in news.next().unwrap_or_default() {
            moment.pass(&bench, &token).await;
        }
    }
    // What was lost on the way is found in the end, without any event; what was never paid runs out.
    bench.reconcile().await;
    bench.let_reservations_expire().await;
    bench.reconcile().await;
    let expected = purchase.end();
    assert_eq!(bench.status(&token).await, expected.status);
    assert_eq!(bench.kept_by_stripe().await, expected.kept);
    assert_eq!(bench.stock("MUG").await, (20 - expected.sold, 0));
    assert_eq!(bench.refunds().await.len(), 0, "money came twice");
    bench.assert_books_balance().await;
}

fn told(result: Result<(), TestError<Story>>) {
    if let Err(failure) = result {
        panic!("{failure}");
    }
}

/// A test of the purchases on each database.
macro_rules! in_any_order {
    ($name:ident, $purchases:expr) => {
        mod $name {
            use super::*;

            #[test]
            fn sqlite() {
                told(runner(ON_SQLITE).run(&super::story($purchases), |story| {
                    let file = SqliteFile::new();
                    on_its_own(tell(file.url(), story));
                    Ok(())
                }));
            }

            #[test]
            fn postgres() {
                told(runner(ON_POSTGRES).run(&super::story($purchases), |story| {
                    on_its_own(async {
                        if let Some(url) = super::postgres().await {
                            tell(url, story).await;
                        }
                    });
                    Ok(())
                }));
            }
        }
    };
}

in_any_order!(
    the_manual_flow_ends_the_same_in_whatever_order_it_is_told,
    purchases::MANUAL
);
in_any_order!(
    saved_cards_end_the_same_in_whatever_order_it_is_told,
    purchases::SAVED
);
in_any_order!(
    the_element_flow_ends_the_same_in_whatever_order_it_is_told,
    purchases::ELEMENT
);
in_any_order!(
    the_token_flow_ends_the_same_in_whatever_order_it_is_told,
    purchases::TOKEN
);
in_any_order!(
    the_hosted_flow_ends_the_same_in_whatever_order_it_is_told,
    purchases::HOSTED
);
