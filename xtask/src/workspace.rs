//! Where things are in the repository.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The checked-out repository.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository that this program was compiled from.
    pub(crate) fn of_this_repository() -> Self {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest.parent().unwrap_or(manifest).to_path_buf();
        Self { root }
    }

    /// Its root folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Where Cargo puts what it builds.
    pub(crate) fn target(&self) -> PathBuf {
        match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => self.root.join(folder),
            None => self.root.join("target"),
        }
    }

    /// Where cargo-leptos puts the site (`site-root` in `Cargo.toml`).
    pub(crate) fn site(&self) -> PathBuf {
        self.root.join("target").join("site")
    }

    /// The `till` binary of a release or a development build.
    pub(crate) fn till(&self, release: bool) -> PathBuf {
        self.program(if release { "release" } else { "debug" }, "till")
    }

    /// A program that Cargo has built.
    pub(crate) fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target()
            .join(profile)
            .join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }

    /// The Playwright tests, whose `package.json` also names wasm-opt.
    pub(crate) fn end2end(&self) -> PathBuf {
        self.root.join("end2end")
    }

    /// The sandbox's browser sources.
    pub(crate) fn sandbox_browser(&self) -> PathBuf {
        self.root
            .join("crates")
            .join("stripe-sandbox")
            .join("browser")
    }

    /// Tools of this repository alone: those of which the user has another version.
    pub(crate) fn tools(&self) -> PathBuf {
        self.target().join("tools")
    }

    /// `PATH` with the repository's own tools first.
    ///
    /// # Errors
    /// If a folder's name holds the character that separates them.
    pub(crate) fn path_with_tools(&self) -> Result<OsString> {
        let own = [
            self.tools().join("bin"),
            self.end2end().join("node_modules").join(".bin"),
        ];
        let inherited = env::var_os("PATH").unwrap_or_default();
        env::join_paths(own.into_iter().chain(env::split_paths(&inherited)))
            .context("the repository's path does not fit into PATH")
    }
}
