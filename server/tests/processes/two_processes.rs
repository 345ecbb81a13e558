//! Two processes of one shop on one PostgreSQL, of which one is killed in the middle of its work.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use futures::{StreamExt, stream};

use crate::{
    Books, Buyer, Database, Trouble, Way, World,
    process::free_port,
    world::{MUG, MUG_PRICE},
};

const BUYERS: usize = 60;
const AT_ONCE: usize = 10;
/// How many have bought when the process is killed.
const BEFORE_THE_KILL: usize = 20;
/// How often a buyer whose shop is gone tries again.
const TRIES: usize = 5;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn when_one_is_killed_its_buyers_go_on_with_the_other_and_pay_once() {
    if std::env::var_os("TILL_TEST_WITHOUT_POSTGRES").is_some_and(|value| value == "1") {
        eprintln!("skipped on PostgreSQL: TILL_TEST_WITHOUT_POSTGRES is 1");
        return;
    }
    let world = World::new(Database::Postgres).await;
    // The one that Stripe's events go to is the one that is killed.
    let mut first = world.open(&[]).await;
    let port = free_port();
    let second = world.open_at(port, &[]).await;
    let second_url = format!("http://127.0.0.1:{port}");
    let bought = AtomicUsize::new(0);
    let interrupted = AtomicUsize::new(0);

    let buyers = stream::iter(0..BUYERS).for_each_concurrent(AT_ONCE, |number| {
        let (world, second_url, bought, interrupted) = (&world, &second_url, &bought, &interrupted);
        async move {
            let mut buyer = Buyer::new(world);
            if number % 2 == 1 {
                buyer.go_to(second_url);
            }
            // Each way is begun at both.
            let way = Way::ALL[number / 2 % Way::ALL.len()];
            for _ in 0..TRIES {
                match purchase(&mut buyer, way).await {
                    Ok(()) => {
                        bought.fetch_add(1, Ordering::Relaxed);
                        return;
                    }
                    Err(Trouble::Gone(_)) => {
                        // Who had nothing yet only found the door closed.
                        if !buyer.has_empty_cart() {
                            interrupted.fetch_add(1, Ordering::Relaxed);
                        }
                        buyer.go_to(second_url);
                    }
                    Err(Trouble::Refused(why)) => panic!("buyer {number}: {why}"),
                }
            }
            panic!("buyer {number} never got through");
        }
    });
    let killing = async {
        while bought.load(Ordering::Relaxed) < BEFORE_THE_KILL {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        first.kill().await;
    };
    tokio::join!(buyers, killing);

    assert!(
        interrupted.into_inner() > 0,
        "nobody was in the middle of it"
    );
    let all = |books: &Books| match books.sold() {
        BUYERS => Ok(()),
        sold => Err(format!("{sold} sales instead of {BUYERS}")),
    };
    let settled = world.settles(Duration::from_secs(60), all).await;
    if let Err(problem) = settled {
        panic!("{problem}\n{}", second.said());
    }
}

async fn purchase(buyer: &mut Buyer<'_>, way: Way) -> Result<(), Trouble> {
    if buyer.has_empty_cart() {
        buyer.add(MUG, 1, MUG_PRICE).await?;
    }
    buyer.buy(way).await
}
