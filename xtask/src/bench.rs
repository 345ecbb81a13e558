//! `cargo xtask bench`: builds what is measured and hands over to the `bench` program.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use crate::run::{cargo, command, run};
use crate::setup::{self, Need};
use crate::site::{self, Build};
use crate::workspace::Workspace;

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum What {
    /// Requests a second of the catalogue's pages, beside a bare server of the same bytes.
    Pages {
        /// Seconds of load in each round.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
        seconds: u64,
        /// Rounds of each page; the servers take turns.
        #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
        rounds: u32,
        /// Measure what was built last instead of building anew.
        #[arg(long)]
        no_build: bool,
    },
}

/// Measures and prints; fast or slow, it ends well.
pub(crate) fn bench(workspace: &Workspace, what: &What) -> Result<ExitCode> {
    let What::Pages {
        seconds,
        rounds,
        no_build,
    } = what;
    if !no_build {
        setup::ensure(workspace, &Need::RELEASE_BUILD)?;
        site::build(workspace, Build::Release)?;
        run(&mut cargo(
            workspace,
            &["build", "--release", "--package", "bench"],
        )?)?;
    }
    run(command(workspace, workspace.program("release", "bench"))?
        .arg("pages")
        .arg("--till")
        .arg(workspace.till(true))
        .arg("--site")
        .arg(workspace.site())
        .arg("--seconds")
        .arg(seconds.to_string())
        .arg("--rounds")
        .arg(rounds.to_string()))?;
    Ok(ExitCode::SUCCESS)
}
