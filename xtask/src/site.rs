//! Builds the shop, server and browser half, with cargo-leptos.

use std::process::Command;

use anyhow::Result;

use crate::run::{command, run};
use crate::workspace::Workspace;

/// How a build is meant to be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Build {
    /// Quick to compile; the browser half is large, which on one machine does not matter.
    Development,
    /// As it is deployed: optimised, minified, every file compressed beforehand.
    Release,
}

/// Options of cargo-leptos for a release build. Split, because what only the checkout needs must not
/// weigh on the catalogue's pages; the feature marks what is cut out.
const RELEASE_OPTIONS: [&str; 5] = [
    "--release",
    "--precompress",
    "--split",
    "--lib-features",
    "split",
];

/// The command that builds the shop.
pub(crate) fn build_command(workspace: &Workspace, build: Build) -> Result<Command> {
    let mut command = command(workspace, "cargo-leptos")?;
    command.arg("build");
    if build == Build::Release {
        command.args(RELEASE_OPTIONS);
    }
    Ok(command)
}

/// Builds the shop.
///
/// # Errors
/// If cargo-leptos does not end well.
pub(crate) fn build(workspace: &Workspace, build: Build) -> Result<()> {
    run(&mut build_command(workspace, build)?)
}
