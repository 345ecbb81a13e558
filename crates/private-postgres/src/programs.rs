//! Finding PostgreSQL's server programs.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Folders that hold a folder for each version, with a `bin` in it, and how those are called before the version: Debian and
/// Ubuntu, Fedora and its kin, Homebrew on Apple's and on Intel's processors.
const BY_VERSION: [(&str, &str); 4] = [
    ("/usr/lib/postgresql", ""),
    ("/usr", "pgsql-"),
    ("/opt/homebrew/opt", "postgresql@"),
    ("/usr/local/opt", "postgresql@"),
];

/// The folder with `initdb` and `postgres`: of `PATH`, else where `pg_config` says, else that of the newest version.
pub(crate) fn folder() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .find(|folder| is_complete(folder))
        .or_else(|| from_pg_config().filter(|folder| is_complete(folder)))
        .or_else(|| {
            BY_VERSION
                .iter()
                .find_map(|(place, prefix)| newest(Path::new(place), prefix))
        })
}

fn is_complete(folder: &Path) -> bool {
    ["initdb", "postgres"]
        .iter()
        .all(|program| folder.join(program).is_file())
}

fn from_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().ok()?;
    let folder = String::from_utf8(output.stdout).ok()?;
    Some(PathBuf::from(folder.trim()))
}

fn newest(place: &Path, prefix: &str) -> Option<PathBuf> {
    let versions = fs::read_dir(place).ok()?.flatten().filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let version: u32 = name.strip_prefix(prefix)?.parse().ok()?;
        Some((version, entry.path().join("bin")))
    });
    versions
        .filter(|(_, folder)| is_complete(folder))
        .max_by_key(|(version, _)| *version)
        .map(|(_, folder)| folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn install(folder: &Path) {
        fs::create_dir_all(folder).expect("a folder");
        for program in ["initdb", "postgres"] {
            fs::write(folder.join(program), "").expect("a program");
        }
    }

    #[test]
    fn of_several_versions_the_newest_that_is_complete_is_taken() {
        let place = tempfile::tempdir().expect("a folder");
        install(&place.path().join("postgresql@9/bin"));
        install(&place.path().join("postgresql@16/bin"));
        fs::create_dir_all(place.path().join("postgresql@17/bin")).expect("a folder");
        install(&place.path().join("postgresql@old/bin"));
        let found = newest(place.path(), "postgresql@");
        assert_eq!(found, Some(place.path().join("postgresql@16/bin")));
    }
}
