//! A browser for the tests. Where one may be is written in `end2end/browser.mjs` alone.

use anyhow::{Context, Result, bail};

use super::debian;
use crate::run::{command, npm, output_of, run};
use crate::workspace::Workspace;

/// The browser's program, if there is one.
pub(super) fn find(workspace: &Workspace) -> Result<Option<String>> {
    let script = workspace.end2end().join("browser.mjs");
    Ok(output_of(command(workspace, "node")?.arg(script)))
}

pub(super) fn install(workspace: &Workspace) -> Result<()> {
    if debian::can_install() {
        // One package that brings the libraries it needs, from where the machine gets the rest.
        return debian::install(workspace, "chromium");
    }
    run(&mut npm(
        workspace,
        &workspace.end2end(),
        &["exec", "--", "playwright", "install", "chromium"],
    )?)
    .context("install Chromium or Chrome, or name one in TILL_BROWSER")?;
    if find(workspace)?.is_none() {
        bail!(
            "Playwright's Chromium does not start; its libraries come with: \
             (cd end2end && sudo npx playwright install-deps chromium)"
        );
    }
    Ok(())
}
