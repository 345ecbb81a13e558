//! Npm packages, from the lock files.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::{npm, run};
use crate::workspace::Workspace;

const LOCK: &str = "package-lock.json";

/// A copy of the lock file that the folder's packages were installed from.
const INSTALLED_LOCK: &str = "node_modules/.installed-lock.json";

/// Whether the packages are those of the lock file.
pub(super) fn is_installed(folder: &Path) -> Result<bool> {
    let lock = folder.join(LOCK);
    let wanted = fs::read(&lock).with_context(|| format!("{} cannot be read", lock.display()))?;
    Ok(fs::read(folder.join(INSTALLED_LOCK)).is_ok_and(|installed| installed == wanted))
}

pub(super) fn install(workspace: &Workspace, folder: &Path) -> Result<()> {
    run(&mut npm(
        workspace,
        folder,
        &["ci", "--no-audit", "--no-fund"],
    )?)
    .with_context(|| {
        format!(
            "Node.js 20 or newer with npm (https://nodejs.org), then: npm ci --prefix {}",
            folder
                .strip_prefix(workspace.root())
                .unwrap_or(folder)
                .display()
        )
    })?;
    fs::copy(folder.join(LOCK), folder.join(INSTALLED_LOCK))
        .context("the installed packages cannot be noted down")?;
    Ok(())
}
