//! One scenario, once for each point at which the process can die.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, LazyLock, Mutex, OnceLock},
    time::{Duration, Instant},
};

use futures::{StreamExt, stream};
use tokio::sync::Semaphore;

use super::scenario::{AFTER_BANK, Scenario};
use crate::{Books, Buyer, Database, Process, Trouble, World};

/// Shops that are open at once, over all tests: most of the time they wait.
const AT_ONCE: usize = 5;
static PLACES: Semaphore = Semaphore::const_new(AT_ONCE);

/// Longer than anything takes that the shop does by itself once it is back.
const PATIENCE: Duration = Duration::from_secs(30);

/// What came of a walk.
pub(super) struct Walk {
    /// A text for each point after which something was wrong.
    pub(super) failures: Vec<String>,
    /// Points at which the process died.
    pub(super) met: BTreeSet<String>,
}

/// How it goes on after the process is back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// The buyer comes back and goes on.
    Returns,
    /// Nobody comes back, and the time in which the order has to be paid runs out.
    NeverReturns,
}

/// The scenario's walk over all points on SQLite, walked once however many tests ask for it.
pub(super) fn walk_of(scenario: Scenario) -> &'static Walk {
    type Walks = Mutex<BTreeMap<Scenario, &'static OnceLock<Walk>>>;
    static WALKS: LazyLock<Walks> = LazyLock::new(Walks::default);
    let walk = *WALKS
        .lock()
        .unwrap()
        .entry(scenario)
        .or_insert_with(|| Box::leak(Box::new(OnceLock::new())));
    walk.get_or_init(|| {
        let mut points = shop::payments::fault_points();
        points.extend(
            scenario
                .own_points()
                .iter()
                .map(|point| (*point).to_owned()),
        );
        walk_some(scenario, Database::Sqlite, &points)
    })
}

/// Plays the scenario once for each of `points`, and once more for those at which the process died: with another ending.
pub(super) fn walk_some(scenario: Scenario, database: Database, points: &[String]) -> Walk {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let walk = Arc::new(Mutex::new(Walk {
        failures: Vec::new(),
        met: BTreeSet::new(),
    }));
    runtime.block_on(
        stream::iter(points.to_owned()).for_each_concurrent(AT_ONCE, |point| {
            let walk = walk.clone();
            async move {
                for ending in [Ending::Returns, Ending::NeverReturns] {
                    let run = tokio::spawn(run(scenario, database, point.clone(), ending));
                    let (met, problem) = match run.await {
                        Ok(done) => done,
                        Err(panic) => (false, Some(panic.to_string())),
                    };
                    let mut walk = walk.lock().unwrap();
                    if let Some(problem) = problem {
                        let name = format!("{scenario:?}, {point}, {ending:?}");
                        walk.failures.push(format!("{name}: {problem}"));
                    }
                    if !met {
                        break;
                    }
                    walk.met.insert(point.clone());
                }
            }
        }),
    );
    drop(runtime);
    Arc::into_inner(walk).unwrap().into_inner().unwrap()
}

/// Plays it; whether the process died at the point, and what was wrong afterwards.
async fn run(
    scenario: Scenario,
    database: Database,
    point: String,
    ending: Ending,
) -> (bool, Option<String>) {
    let _place = PLACES.acquire().await.unwrap();
    let world = World::new(database).await;
    let result = play(&world, scenario, &point, ending).await;
    let met = has_died(&world, &point);
    let problem = result.err().map(|problem| {
        let said = world.said();
        let last: Vec<&str> = said.lines().rev().take(25).collect();
        let last: Vec<&str> = last.into_iter().rev().collect();
        format!("{problem}\n{}", last.join("\n"))
    });
    (met, problem)
}

fn has_died(world: &World, point: &str) -> bool {
    let said = world.said();
    point == AFTER_BANK || said.contains(&format!("the process dies at {point}\n"))
}

async fn play(
    world: &World,
    scenario: Scenario,
    point: &str,
    ending: Ending,
) -> Result<(), String> {
    let mut shop = world.open(&[("TILL_FAULT", point)]).await;
    let mut buyer = Buyer::new(world);
    let played = scenario.play(world, &mut buyer, &mut shop, point).await;
    match played {
        Ok(()) => quiet(world, &mut shop).await,
        Err(trouble) if !has_died(world, point) => {
            return Err(format!("the process lives, and yet: {trouble}"));
        }
        Err(_) => {}
    }
    let died = has_died(world, point);
    if died {
        // The owner's command may have been the one that died.
        shop.kill().await;
        world.let_leases_run_out().await;
        shop = world.open(&[]).await;
    }
    let confirmed = point == AFTER_BANK;
    let by_itself = |books: &Books| {
        // Who confirmed at the bank wants the goods, and need not come back for them.
        if confirmed && books.sold() == 0 {
            Err("the shop does not confirm".to_owned())
        } else {
            Ok(())
        }
    };
    let settled = world.settles(PATIENCE, by_itself).await;
    settled.map_err(|problem| format!("after the restart: {problem}"))?;
    let ended = match ending {
        Ending::Returns => returns(world, scenario, &buyer, died).await,
        Ending::NeverReturns => never_returns(world).await,
    };
    ended.and(match shop.ended() {
        None => Ok(()),
        Some(status) => Err(format!("the shop ended: {status}")),
    })
}

/// Waits until Stripe's events are handled, or the process has died of one.
async fn quiet(world: &World, shop: &mut Process) {
    let began = Instant::now();
    while shop.ended().is_none() && began.elapsed() < PATIENCE {
        if world.has_heard_all().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

async fn returns(
    world: &World,
    scenario: Scenario,
    buyer: &Buyer<'_>,
    died: bool,
) -> Result<(), String> {
    if died {
        let gone_on = scenario.go_on(world, buyer).await;
        gone_on.map_err(|trouble: Trouble| format!("the buyer comes back: {trouble}"))?;
    }
    let sales = usize::from(scenario.can_end_in_a_sale());
    let done = |books: &Books| {
        if books.sold() == sales {
            Ok(())
        } else {
            Err(format!("{} sales instead of {sales}", books.sold()))
        }
    };
    let settled = world.settles(PATIENCE, done).await;
    settled
        .map(drop)
        .map_err(|problem| format!("in the end: {problem}"))
}

async fn never_returns(world: &World) -> Result<(), String> {
    world.let_orders_run_out().await;
    let over = |books: &Books| {
        let open = books.orders.iter().any(|order| order.status.is_open());
        if open || !books.reservations.is_empty() {
            Err("an order is still open".to_owned())
        } else {
            Ok(())
        }
    };
    let settled = world.settles(PATIENCE, over).await;
    settled
        .map(drop)
        .map_err(|problem| format!("after its time: {problem}"))
}
