//! The steps of `cargo xtask test`.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use clap::ValueEnum;

use super::budgets;
use super::counts::Counts;
use crate::run::{cargo, npm, run_reading};
use crate::setup::{self, Need};
use crate::site::{self, Build};
use crate::workspace::Workspace;

/// The packages that are built for the server, and for the tests on it: all but the one whose
/// features belong to the browser.
const SERVER_BUILD: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// The test that ends processes, and the named points at which it does. Built together with the whole workspace, its
/// dependencies are those of the other tests: only the packages that have such points are compiled again.
const PROCESSES: [&str; 4] = ["--features", "till/fault-injection", "--test", "processes"];

/// The packages that exist only in the browser.
const BROWSER_BUILD: [&str; 6] = [
    "--package",
    "frontend",
    "--package",
    "stripe-js",
    "--target",
    "wasm32-unknown-unknown",
];

/// A check of the repository.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Step {
    Format,
    ClippyServer,
    ClippyBrowser,
    Test,
    Processes,
    Doc,
    Typescript,
    SandboxClients,
    ReleaseBuild,
    Budgets,
    End2end,
}

impl Step {
    /// In the order in which they run.
    pub(super) const ALL: [Self; 11] = [
        Self::Format,
        Self::ClippyServer,
        Self::ClippyBrowser,
        Self::Test,
        Self::Processes,
        Self::Doc,
        Self::Typescript,
        Self::SandboxClients,
        Self::ReleaseBuild,
        Self::Budgets,
        Self::End2end,
    ];

    /// As `--only` takes it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Format => "format",
            Self::ClippyServer => "clippy-server",
            Self::ClippyBrowser => "clippy-browser",
            Self::Test => "test",
            Self::Processes => "processes",
            Self::Doc => "doc",
            Self::Typescript => "typescript",
            Self::SandboxClients => "sandbox-clients",
            Self::ReleaseBuild => "release-build",
            Self::Budgets => "budgets",
            Self::End2end => "end2end",
        }
    }

    /// What it checks.
    pub(super) fn description(self) -> &'static str {
        match self {
            Self::Format => "rustfmt has nothing to change",
            Self::ClippyServer => "clippy without warnings on the server build",
            Self::ClippyBrowser => "clippy without warnings on the browser build",
            Self::Test => "unit and integration tests",
            Self::Processes => {
                "payments while processes die at every named point, share a database and cannot \
                 reach Stripe"
            }
            Self::Doc => "rustdoc without warnings",
            Self::Typescript => {
                "types of the sandbox's browser sources and of the Playwright tests"
            }
            Self::SandboxClients => {
                "Stripe's own clients on the sandbox: stripe in Node.js, stripe-js and \
                 react-stripe-js in a browser"
            }
            Self::ReleaseBuild => "the release build",
            Self::Budgets => "what a first visit loads of the release build",
            Self::End2end => "Playwright against the release build",
        }
    }

    /// What must be there before it can run.
    pub(super) fn needs(self) -> &'static [Need] {
        match self {
            Self::Format | Self::ClippyServer | Self::Budgets => &[],
            Self::ClippyBrowser | Self::Doc => &[Need::WasmTarget],
            Self::Test | Self::Processes => &[Need::PostgreSql],
            Self::Typescript => &[Need::SandboxPackages, Need::EndToEndPackages],
            Self::SandboxClients => &[Need::SandboxPackages, Need::EndToEndPackages, Need::Browser],
            Self::ReleaseBuild => &Need::RELEASE_BUILD,
            Self::End2end => &[Need::EndToEndPackages, Need::Browser],
        }
    }

    /// Runs it and counts its tests. Returns whether it passed.
    ///
    /// # Errors
    /// If it cannot be run at all.
    pub(super) fn run(
        self,
        workspace: &Workspace,
        playwright: &[String],
        counts: &mut Counts,
    ) -> Result<bool> {
        match self {
            Self::Format => run_plainly(&mut cargo(workspace, &["fmt", "--all", "--", "--check"])?),
            Self::ClippyServer => Ok(clippy(workspace, &SERVER_BUILD, &["--all-targets"])?
                && clippy(workspace, &SERVER_BUILD, &PROCESSES)?),
            Self::ClippyBrowser => {
                clippy(workspace, &BROWSER_BUILD, &["--features", "frontend/split"])
            }
            Self::Test => run_reading(
                cargo(workspace, &["test", "--no-fail-fast"])?.args(SERVER_BUILD),
                |line| counts.read_cargo(line),
            ),
            Self::Processes => run_reading(
                cargo(workspace, &["test"])?
                    .args(SERVER_BUILD)
                    .args(PROCESSES),
                |line| counts.read_cargo(line),
            ),
            Self::Doc => Ok(doc(workspace, &SERVER_BUILD)? && doc(workspace, &BROWSER_BUILD)?),
            Self::Typescript => Ok(check_types(workspace, &workspace.sandbox_browser())?
                && check_types(workspace, &workspace.end2end())?),
            Self::SandboxClients => run_reading(
                npm(workspace, &workspace.sandbox_browser(), &["test"])?
                    .env("CHROMIUM", setup::browser(workspace)?),
                |line| counts.read_node(line),
            ),
            Self::ReleaseBuild => run_plainly(&mut site::build_command(workspace, Build::Release)?),
            Self::Budgets => budgets::check(workspace, counts),
            Self::End2end => run_reading(
                npm(
                    workspace,
                    &workspace.end2end(),
                    &["exec", "--", "playwright", "test"],
                )?
                .args(playwright)
                .env("TILL_BINARY", workspace.till(true))
                .env("TILL_SITE", workspace.site()),
                |line| counts.read_playwright(line),
            ),
        }
    }
}

fn clippy(workspace: &Workspace, packages: &[&str], options: &[&str]) -> Result<bool> {
    run_plainly(
        cargo(workspace, &["clippy"])?
            .args(packages)
            .args(options)
            .args(["--", "--deny", "warnings"]),
    )
}

fn doc(workspace: &Workspace, packages: &[&str]) -> Result<bool> {
    run_plainly(
        cargo(workspace, &["doc", "--no-deps"])?
            .args(packages)
            .env("RUSTDOCFLAGS", "--deny warnings"),
    )
}

fn check_types(workspace: &Workspace, folder: &Path) -> Result<bool> {
    run_plainly(&mut npm(workspace, folder, &["run", "check"])?)
}

fn run_plainly(command: &mut Command) -> Result<bool> {
    println!("$ {}", crate::run::spelled_out(command));
    Ok(command.status()?.success())
}
