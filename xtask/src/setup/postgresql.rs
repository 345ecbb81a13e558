//! PostgreSQL's server programs.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::debian;
use crate::workspace::Workspace;

/// Folders with one folder for each version, whose `bin` has the programs: Debian, Homebrew on
/// Apple and Intel machines, PostgreSQL's own packages for Fedora and its kin.
const PLACES_BY_VERSION: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
    ("/usr", "pgsql-"),
];

/// The folder with `initdb` and `postgres`: one of `PATH`, else the newest version's.
pub(super) fn programs() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .find(|folder| has_programs(folder))
        .or_else(|| {
            PLACES_BY_VERSION
                .iter()
                .find_map(|(place, prefix)| newest(Path::new(place), prefix))
        })
}

fn newest(place: &Path, prefix: &str) -> Option<PathBuf> {
    fs::read_dir(place)
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let version = name.strip_prefix(prefix)?.parse::<u32>().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| has_programs(folder))
        .max_by_key(|(version, _)| *version)
        .map(|(_, folder)| folder)
}

fn has_programs(folder: &Path) -> bool {
    ["initdb", "postgres"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

pub(super) fn install(workspace: &Workspace) -> Result<()> {
    if debian::can_install() {
        return debian::install(workspace, "postgresql");
    }
    bail!(
        "Debian and Ubuntu: sudo apt-get install postgresql; Fedora: sudo dnf install \
         postgresql-server; macOS: brew install postgresql@15"
    )
}
