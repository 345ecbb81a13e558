//! The WebAssembly target, cargo-leptos and wasm-bindgen.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::debian;
use crate::run::{cargo, command, output_of, run};
use crate::workspace::Workspace;

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// 0.3.11 asks for a newer compiler than `rust-version` in `Cargo.toml`.
const CARGO_LEPTOS: &str = "0.3.10";

/// Versions before 0.3.10 differ in how they name hashed files; 0.4 will differ in its options.
const CARGO_LEPTOS_SERIES: (&str, u32) = ("0.3.", 10);

pub(super) fn has_wasm_target() -> bool {
    let mut rustc = Command::new("rustc");
    rustc.args(["--print", "target-libdir", "--target", WASM_TARGET]);
    // Without rustup too: a compiler of a distribution has the target as a package.
    output_of(&mut rustc).is_some_and(|folder| fs::read_dir(folder).is_ok())
}

pub(super) fn install_wasm_target(workspace: &Workspace) -> Result<()> {
    run(command(workspace, "rustup")?.args(["target", "add", WASM_TARGET])).context(
        "with rustup (https://rustup.rs): rustup target add wasm32-unknown-unknown; \
         with a distribution's compiler: its package for that target",
    )
}

pub(super) fn has_cargo_leptos(workspace: &Workspace) -> Result<bool> {
    let version = version_of(workspace, "cargo-leptos")?;
    Ok(version.is_some_and(|version| is_usable_cargo_leptos(&version)))
}

fn is_usable_cargo_leptos(version: &str) -> bool {
    let (series, least) = CARGO_LEPTOS_SERIES;
    version
        .strip_prefix(series)
        .and_then(|patch| patch.parse::<u32>().ok())
        .is_some_and(|patch| patch >= least)
}

pub(super) fn install_cargo_leptos(workspace: &Workspace) -> Result<()> {
    ensure_openssl_compiles(workspace)?;
    let mut install = install_program(workspace, "cargo-leptos", "cargo-leptos", CARGO_LEPTOS)?;
    // Its own release profile is one that takes a quarter of an hour to compile on two cores
    // (link-time optimisation in one unit). It compresses files and minifies JavaScript, so
    // without optimisation it would be slow to use.
    install
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
    run(&mut install)
        .with_context(|| format!("cargo install cargo-leptos --version {CARGO_LEPTOS} --locked"))
}

/// cargo-leptos brings OpenSSL's sources, whose build is written in Perl and run by make.
fn ensure_openssl_compiles(workspace: &Workspace) -> Result<()> {
    let has = |program: &str, argument: &str| -> Result<bool> {
        Ok(output_of(command(workspace, program)?.arg(argument)).is_some())
    };
    // Debian's smallest Perl lacks the modules.
    if has("make", "--version")? && has("perl", "-MFindBin")? {
        return Ok(());
    }
    if debian::can_install() {
        return debian::install(workspace, "build-essential");
    }
    bail!(
        "compiling it takes make and perl; Debian and Ubuntu: sudo apt-get install \
         build-essential; Fedora: sudo dnf install make perl; macOS: xcode-select --install"
    )
}

pub(super) fn has_wasm_bindgen(workspace: &Workspace) -> Result<bool> {
    let version = version_of(workspace, "wasm-bindgen")?;
    Ok(version == Some(locked_wasm_bindgen(workspace)?))
}

pub(super) fn install_wasm_bindgen(workspace: &Workspace) -> Result<()> {
    let version = locked_wasm_bindgen(workspace)?;
    run(&mut install_program(
        workspace,
        "wasm-bindgen-cli",
        "wasm-bindgen",
        &version,
    )?)
    .with_context(|| format!("cargo install wasm-bindgen-cli --version {version} --locked"))
}

/// The version that the library has in `Cargo.lock`: the program refuses any other's output.
fn locked_wasm_bindgen(workspace: &Workspace) -> Result<String> {
    let lock = fs::read_to_string(workspace.root().join("Cargo.lock"))
        .context("Cargo.lock cannot be read")?;
    locked_version(&lock, "wasm-bindgen").context("Cargo.lock does not name wasm-bindgen")
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines.next()?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.trim_end_matches('"').to_owned())
}

/// The version that `program --version` tells as its second word, if there is the program.
fn version_of(workspace: &Workspace, program: &str) -> Result<Option<String>> {
    let output = output_of(command(workspace, program)?.arg("--version"));
    Ok(output.and_then(|line| line.split_whitespace().nth(1).map(str::to_owned)))
}

/// `cargo install`, to where Cargo puts programs by default; but into this repository if the user
/// has another version there, which other projects may need.
fn install_program(
    workspace: &Workspace,
    package: &str,
    program: &str,
    version: &str,
) -> Result<Command> {
    let mut install = cargo(
        workspace,
        &["install", package, "--version", version, "--locked"],
    )?;
    if version_of(workspace, program)?.is_some() {
        install.arg("--force").arg("--root").arg(workspace.tools());
    }
    Ok(install)
}

#[cfg(test)]
mod tests {
    use super::{is_usable_cargo_leptos, locked_version};

    #[test]
    fn a_locked_version_is_that_of_the_package_with_exactly_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.1\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(locked_version(lock, "wasm"), None);
    }

    #[test]
    fn a_cargo_leptos_of_the_same_series_serves_and_an_older_one_does_not() {
        assert!(is_usable_cargo_leptos("0.3.10"));
        assert!(is_usable_cargo_leptos("0.3.12"));
        assert!(!is_usable_cargo_leptos("0.3.9"));
        assert!(!is_usable_cargo_leptos("0.4.0"));
    }
}
