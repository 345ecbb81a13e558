//! `cargo xtask`: the repository's own commands.
//!
//! What they have in common lives beside them: [`workspace`] knows the places, [`run`] starts
//! programs, [`setup`] sees to it that the tools are there, [`site`] builds the shop.

mod bench;
mod package;
mod run;
mod serve;
mod setup;
mod site;
mod test;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::setup::Need;
use crate::workspace::Workspace;

/// Set up, serve, test, package and measure Till.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install the tools that are missing, and say how to get those that cannot be installed here.
    Setup,
    /// Build the shop and serve it on 127.0.0.1:3000, with the sandbox and a SQLite file in ./data.
    Serve(serve::Arguments),
    /// Run every check: formatting, lints, tests, documentation, budgets, a browser's journey.
    Test(test::Arguments),
    /// Make a release build and gather what a server needs in target/package.
    Package,
    /// Measure the release build.
    Bench {
        #[command(subcommand)]
        what: bench::What,
    },
}

fn main() -> ExitCode {
    match run_command(&CommandLine::parse()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run_command(arguments: &CommandLine) -> Result<ExitCode> {
    let workspace = Workspace::of_this_repository();
    match &arguments.command {
        Command::Setup => {
            setup::ensure(&workspace, &Need::ALL)?;
            println!("Everything is there.");
            Ok(ExitCode::SUCCESS)
        }
        Command::Serve(arguments) => serve::serve(&workspace, arguments),
        Command::Test(arguments) => test::test(&workspace, arguments),
        Command::Package => package::package(&workspace),
        Command::Bench { what } => bench::bench(&workspace, what),
    }
}
