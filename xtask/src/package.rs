//! `cargo xtask package`: what a server needs, in one folder.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::setup::{self, Need};
use crate::site::{self, Build};
use crate::workspace::Workspace;

/// The hashes in the names of the site's files; cargo-leptos writes it beside the binary.
const HASH_FILE: &str = "hash.txt";

/// Makes a release build and gathers binary, hashes and site in `target/package`.
pub(crate) fn package(workspace: &Workspace) -> Result<ExitCode> {
    setup::ensure(workspace, &Need::RELEASE_BUILD)?;
    site::build(workspace, Build::Release)?;
    let package = workspace.target().join("package");
    if package.exists() {
        fs::remove_dir_all(&package)
            .with_context(|| format!("{} cannot be emptied", package.display()))?;
    }
    fs::create_dir_all(&package)?;
    let till = workspace.till(true);
    for file in [till.as_path(), &till.with_file_name(HASH_FILE)] {
        let name = file.file_name().unwrap_or_default();
        fs::copy(file, package.join(name))
            .with_context(|| format!("{} cannot be copied", file.display()))?;
    }
    copy_folder(&workspace.site(), &package.join("site"))?;
    println!("{} holds what a server needs.", package.display());
    Ok(ExitCode::SUCCESS)
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from).with_context(|| format!("{} is not there", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
