//! Packages of Debian.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::run::{command, output_of, run};
use crate::workspace::Workspace;

/// Whether this is Debian, and we may install packages without asking.
pub(super) fn can_install() -> bool {
    let is_debian = fs::read_to_string("/etc/os-release")
        .is_ok_and(|release| release.lines().any(|line| line == "ID=debian"));
    is_debian && output_of(Command::new("id").arg("-u")).is_some_and(|user| user == "0")
}

/// Installs a package and what it depends on.
pub(super) fn install(workspace: &Workspace, package: &str) -> Result<()> {
    let apt_get = |arguments: &[&str]| -> Result<()> {
        run(command(workspace, "apt-get")?
            .env("DEBIAN_FRONTEND", "noninteractive")
            .args(arguments))
    };
    apt_get(&["update", "--quiet"])
        .and_then(|()| {
            apt_get(&[
                "install",
                "--yes",
                "--quiet",
                "--no-install-recommends",
                package,
            ])
        })
        .with_context(|| format!("apt-get install {package}"))
}
