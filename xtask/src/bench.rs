//! `cargo xtask bench`: builds what is measured and hands over to the `bench` program.

use std::process::ExitCode;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::run::{cargo, command, run};
use crate::setup::{self, Need};
use crate::site::{self, Build};
use crate::workspace::Workspace;

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum What {
    /// Requests a second of the catalogue's pages, beside a bare server of the same bytes.
    Pages(Rounds),
    /// Payments a second in the sandbox of Stripe, how soon it answers, and its memory.
    Sandbox(Rounds),
}

/// For how long, and on which build.
#[derive(Args)]
pub(crate) struct Rounds {
    /// Seconds of load in each round.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,
    /// Rounds of each kind; where there are two servers, they take turns.
    #[arg(long, default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=20))]
    rounds: u32,
    /// Measure what was built last instead of building anew.
    #[arg(long)]
    no_build: bool,
}

/// Measures and prints; fast or slow, it ends well.
pub(crate) fn bench(workspace: &Workspace, what: &What) -> Result<ExitCode> {
    let (name, rounds) = match what {
        What::Pages(rounds) => ("pages", rounds),
        What::Sandbox(rounds) => ("sandbox", rounds),
    };
    if !rounds.no_build {
        build(workspace, what)?;
    }
    let mut bench = command(workspace, workspace.program("release", "bench"))?;
    bench
        .arg(name)
        .arg("--seconds")
        .arg(rounds.seconds.to_string())
        .arg("--rounds")
        .arg(rounds.rounds.to_string());
    match what {
        What::Pages(_) => bench
            .arg("--till")
            .arg(workspace.till(true))
            .arg("--site")
            .arg(workspace.site()),
        What::Sandbox(_) => bench
            .arg("--sandbox")
            .arg(workspace.program("release", SANDBOX)),
    };
    run(&mut bench)?;
    Ok(ExitCode::SUCCESS)
}

/// The package, and its program.
const SANDBOX: &str = "stripe-sandbox";

fn build(workspace: &Workspace, what: &What) -> Result<()> {
    let mut packages = vec!["build", "--release", "--package", "bench"];
    match what {
        What::Pages(_) => {
            setup::ensure(workspace, &Need::RELEASE_BUILD)?;
            site::build(workspace, Build::Release)?;
        }
        What::Sandbox(_) => packages.extend(["--package", SANDBOX]),
    }
    run(&mut cargo(workspace, &packages)?)
}
