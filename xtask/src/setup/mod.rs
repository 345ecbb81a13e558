//! Sees to it that the tools are there: installs what is missing, or says how to get it.

mod browser;
mod debian;
mod npm;
mod postgresql;
mod rust;

use std::fmt;

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// Something that a command of this repository cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// The compiler's standard library for WebAssembly.
    WasmTarget,
    /// The build tool of Leptos.
    CargoLeptos,
    /// The bindings generator, of the very version in `Cargo.lock`.
    WasmBindgen,
    /// Playwright and wasm-opt.
    EndToEndPackages,
    /// What the sandbox's browser sources are checked with.
    SandboxPackages,
    /// Chromium or Chrome.
    Browser,
    /// PostgreSQL's server programs, for a private cluster that the tests start.
    PostgreSql,
}

impl Need {
    /// All of them, what others are installed with first.
    pub(crate) const ALL: [Self; 7] = [
        Self::WasmTarget,
        Self::CargoLeptos,
        Self::WasmBindgen,
        Self::EndToEndPackages,
        Self::SandboxPackages,
        Self::Browser,
        Self::PostgreSql,
    ];

    /// What a development build takes.
    pub(crate) const DEVELOPMENT_BUILD: [Self; 3] =
        [Self::WasmTarget, Self::CargoLeptos, Self::WasmBindgen];

    /// What a release build takes.
    pub(crate) const RELEASE_BUILD: [Self; 4] = [
        Self::WasmTarget,
        Self::CargoLeptos,
        Self::WasmBindgen,
        Self::EndToEndPackages,
    ];

    fn is_met(self, workspace: &Workspace) -> Result<bool> {
        match self {
            Self::WasmTarget => Ok(rust::has_wasm_target()),
            Self::CargoLeptos => rust::has_cargo_leptos(workspace),
            Self::WasmBindgen => rust::has_wasm_bindgen(workspace),
            Self::EndToEndPackages => npm::is_installed(&workspace.end2end()),
            Self::SandboxPackages => npm::is_installed(&workspace.sandbox_browser()),
            Self::Browser => Ok(browser::find(workspace)?.is_some()),
            Self::PostgreSql => Ok(postgresql::programs().is_some()),
        }
    }

    fn install(self, workspace: &Workspace) -> Result<()> {
        match self {
            Self::WasmTarget => rust::install_wasm_target(workspace),
            Self::CargoLeptos => rust::install_cargo_leptos(workspace),
            Self::WasmBindgen => rust::install_wasm_bindgen(workspace),
            Self::EndToEndPackages => npm::install(workspace, &workspace.end2end()),
            Self::SandboxPackages => npm::install(workspace, &workspace.sandbox_browser()),
            Self::Browser => browser::install(workspace),
            Self::PostgreSql => postgresql::install(workspace),
        }
    }
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WasmTarget => "the WebAssembly target of the Rust compiler",
            Self::CargoLeptos => "cargo-leptos (its first build takes some minutes)",
            Self::WasmBindgen => "the wasm-bindgen program that fits Cargo.lock",
            Self::EndToEndPackages => "the npm packages of end2end (Playwright, wasm-opt)",
            Self::SandboxPackages => "the npm packages of the sandbox's browser sources",
            Self::Browser => "a browser (Chromium or Chrome)",
            Self::PostgreSql => "PostgreSQL's server programs",
        })
    }
}

/// The browser's program.
///
/// # Errors
/// If none can be found.
pub(crate) fn browser(workspace: &Workspace) -> Result<String> {
    browser::find(workspace)?.context("no browser was found; TILL_BROWSER can name one")
}

/// Installs those of `needs` that are missing. Silent and quick when none is.
///
/// # Errors
/// If something is missing that cannot be installed: all such things, each with how to get it.
pub(crate) fn ensure(workspace: &Workspace, needs: &[Need]) -> Result<()> {
    let mut unmet = Vec::new();
    for (index, need) in needs.iter().enumerate() {
        if let Err(error) = meet(workspace, *need, index + 1, needs.len()) {
            unmet.push(format!("- {need}:\n  {error:#}"));
        }
    }
    if !unmet.is_empty() {
        bail!("Still missing:\n{}", unmet.join("\n"));
    }
    Ok(())
}

fn meet(workspace: &Workspace, need: Need, position: usize, of: usize) -> Result<()> {
    if need.is_met(workspace)? {
        return Ok(());
    }
    println!("[{position}/{of}] Installing {need}");
    need.install(workspace)?;
    if !need.is_met(workspace)? {
        bail!("it was installed, and still cannot be found");
    }
    Ok(())
}
