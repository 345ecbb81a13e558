//! Requests a second of catalogue pages, as an anonymous visitor's browser asks for them.

mod bare;
mod page;
mod report;
mod servers;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;

use crate::load::Load;
use crate::memory::PeakMemory;

pub(crate) use self::bare::serve_bare;
use self::page::PAGES;
use self::report::Report;
use self::servers::{Bare, Till};

/// What to measure, and for how long.
#[derive(Args)]
pub(crate) struct Arguments {
    /// The release binary.
    #[arg(long)]
    till: PathBuf,
    /// The release build's site folder.
    #[arg(long)]
    site: PathBuf,
    /// Seconds of load in each round.
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Rounds of each page.
    #[arg(long, default_value_t = 3)]
    rounds: u32,
}

/// Enough to keep two servers' threads busy, few enough that waiting in line does not drown what a
/// request takes.
const CONNECTIONS: usize = 32;

const WARM_UP: Duration = Duration::from_secs(1);

/// Measures the pages and prints a table.
pub(crate) async fn measure(arguments: &Arguments) -> Result<()> {
    let till = Till::start(&arguments.till, &arguments.site).await?;
    let bare = Bare::start(till.address).await?;
    let memory = PeakMemory::watch(till.process_id()?);
    let duration = Duration::from_secs(arguments.seconds);
    let mut report = Report::default();
    for page in PAGES {
        println!("{}: {}", page.name, page.path);
        page::drive(till.address, page, CONNECTIONS, WARM_UP).await?;
        page::drive(bare.address, page, CONNECTIONS, WARM_UP).await?;
        let mut of_till = Load::default();
        let mut of_bare = Load::default();
        for round in 0..arguments.rounds {
            // Who goes first takes turns too: a machine that grows warm slows whoever is later.
            if round % 2 == 0 {
                of_till.add(page::drive(till.address, page, CONNECTIONS, duration).await?);
                of_bare.add(page::drive(bare.address, page, CONNECTIONS, duration).await?);
            } else {
                of_bare.add(page::drive(bare.address, page, CONNECTIONS, duration).await?);
                of_till.add(page::drive(till.address, page, CONNECTIONS, duration).await?);
            }
        }
        report.add(page, of_till, of_bare);
    }
    report.print(memory.stop().await?);
    bare.stop().await?;
    till.stop().await
}
