//! `cargo xtask serve`: from a fresh clone to a shop one can buy in.

use std::process::{Command, ExitCode};

use anyhow::Result;
use clap::Args;

use crate::run::{command, spelled_out};
use crate::setup::{self, Need};
use crate::site::{self, Build};
use crate::workspace::Workspace;

/// Options of `cargo xtask serve`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Build as for deployment: takes longer, and serves small and fast pages.
    #[arg(long)]
    release: bool,
}

/// Builds the shop and becomes it.
pub(crate) fn serve(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    let build = if arguments.release {
        setup::ensure(workspace, &Need::RELEASE_BUILD)?;
        Build::Release
    } else {
        setup::ensure(workspace, &Need::DEVELOPMENT_BUILD)?;
        Build::Development
    };
    site::build(workspace, build)?;
    let mut till = command(workspace, workspace.till(arguments.release))?;
    till.arg("serve");
    println!("$ {}", spelled_out(&till));
    become_program(till)
}

/// Replaces this process, so that Ctrl-C and the signals of a supervisor reach the shop itself.
#[cfg(unix)]
fn become_program(mut program: Command) -> Result<ExitCode> {
    use std::os::unix::process::CommandExt;
    Err(program.exec().into())
}

#[cfg(not(unix))]
fn become_program(mut program: Command) -> Result<ExitCode> {
    // Ctrl-C reaches every process of the console, so waiting is enough.
    let status = program.status()?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
