//! A browser for the tests. Where one may be is written in `end2end/browser.mjs` alone.

use anyhow::{Context, Result, bail};

use super::debian;
use crate::run::{command, npm, output_of, run};
use crate::workspace::Workspace;

pub(super) fn is_found(workspace: &Workspace) -> Result<bool> {
    let script = workspace.end2end().join("browser.mjs");
    Ok(output_of(command(workspace, "node")?.arg(script)).is_some())
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
    if !is_found(workspace)? {
        bail!(
            "Playwright's Chromium does not start; its libraries come with: \
             (cd end2end && sudo npx playwright install-deps chromium)"
        );
    }
    Ok(())
}
