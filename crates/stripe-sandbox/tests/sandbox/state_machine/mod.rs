//! Random sequences of legal and illegal calls on PaymentIntents, beside a model of what must come
//! of them. `PROPTEST_CASES` sets how many sequences are tried.

mod calls;
mod machine;
mod model;

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;
use tokio::runtime::Runtime;

use machine::Machine;

const CASES: u32 = 48;

/// Seeds of sequences that once failed; they are tried first.
const SEEDS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/sandbox/state_machine/seeds.txt"
);

static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| Runtime::new().unwrap());

fn config() -> ProptestConfig {
    let mut config = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = CASES;
    }
    config.failure_persistence = Some(Box::new(FileFailurePersistence::Direct(SEEDS)));
    config
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_payment_goes_as_the_model_says(story in calls::story()) {
        RUNTIME.block_on(async {
            let mut machine = Machine::start().await;
            for step in story {
                machine.take(step).await;
            }
            machine.settle_up().await;
        });
    }
}
