//! Payments a second in the sandbox of Stripe, how soon it answers, and what memory it takes.

mod payer;
mod process;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;
use tempfile::TempDir;

use self::payer::Payer;
use self::process::Sandbox;
use crate::load;
use crate::memory::PeakMemory;
use crate::report::{megabytes, milliseconds};

/// What to measure, and for how long.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The sandbox's release binary.
    #[arg(long)]
    sandbox: PathBuf,
    /// Seconds of load in each round.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Rounds.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
}

/// Created and confirmed payments a second that the sandbox is to reach.
const PAYMENTS_GOAL: u64 = 2_000;

/// An empty sandbox is to answer within this, in milliseconds from the start of its process.
const START_GOAL: u64 = 50;

/// As many as a load test of a shop keeps open to Stripe.
const CONNECTIONS: usize = 32;

const WARM_UP: Duration = Duration::from_secs(1);

/// Measures a sandbox in memory and one on a file, and prints a table.
pub(crate) async fn measure(arguments: &Arguments) -> Result<()> {
    let folder = TempDir::new()?;
    let file = folder.path().join("sandbox.db").display().to_string();
    println!(
        "{:<8} {:>9} {:>15} {:>9} {:>13} {:>16}",
        "store", "pairs/s", "p50/p99 ms", "start ms", "full start ms", "memory at most"
    );
    let mut slowest_start = 0;
    let mut fewest = u64::MAX;
    for (name, store) in [("memory", "memory"), ("file", file.as_str())] {
        let (sandbox, start) = start(arguments, store).await?;
        let memory = PeakMemory::watch(sandbox.process_id()?);
        load::drive(Payer::several(&sandbox, CONNECTIONS).await?, WARM_UP).await?;
        let mut all = load::Load::default();
        for _ in 0..arguments.rounds {
            let payers = Payer::several(&sandbox, CONNECTIONS).await?;
            all.add(load::drive(payers, Duration::from_secs(arguments.seconds)).await?);
        }
        let peak = memory.stop().await?;
        sandbox.stop().await?;
        // What a file holds must be read before the first answer.
        let full_start = if name == "file" {
            let (sandbox, start) = self::start(arguments, store).await?;
            sandbox.stop().await?;
            milliseconds(start)
        } else {
            "-".to_owned()
        };
        println!(
            "{name:<8} {:>9} {:>15} {:>9} {full_start:>13} {:>13} MB",
            all.per_second(),
            format!(
                "{} / {}",
                milliseconds(all.percentile(50)),
                milliseconds(all.percentile(99))
            ),
            milliseconds(start),
            megabytes(peak),
        );
        slowest_start = slowest_start.max(start);
        fewest = fewest.min(all.per_second());
    }
    println!(
        "\nfewest {fewest} created and confirmed payments a second (goal: at least {PAYMENTS_GOAL}); \
         slowest start {} ms (goal: at most {START_GOAL} ms)",
        milliseconds(slowest_start)
    );
    Ok(())
}

/// Starts a sandbox, and tells how many microseconds passed until it answered.
async fn start(arguments: &Arguments, store: &str) -> Result<(Sandbox, u64)> {
    let begin = Instant::now();
    let sandbox = Sandbox::start(&arguments.sandbox, store).await?;
    sandbox.first_answer().await?;
    let taken = u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX);
    Ok((sandbox, taken))
}
