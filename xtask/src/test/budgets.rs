//! The sizes that a release build may have.
//!
//! They are those of the compressed files that the server sends. What a browser really loads on
//! each page, Playwright watches (`end2end/tests/budgets`).

use std::fs;

use anyhow::{Context, Result, bail};

use super::counts::Counts;
use crate::workspace::Workspace;

/// What the page with the most WebAssembly and JavaScript may load, as the first of a visit: bytes
/// after Brotli.
const LARGEST_PAGE: u64 = 150_000;

/// The module that every page starts with, the script that starts it, and the one that fetches the
/// other parts: bytes after Brotli.
const ENTRY_CODE: u64 = 70_000;

/// The style sheet, which every page has: bytes after Brotli.
const STYLE: u64 = 15_000;

/// What the names of the files begin with that every page loads: `output-name` in `Cargo.toml`, and
/// cargo-leptos's name for the fetcher. A hash follows.
const ENTRY: [&str; 2] = ["till.", "__wasm_split."];

/// What the name of a part begins with that one page loads for its island.
const PART: &str = "split_";

/// Compares the site that was built last with its budgets.
pub(super) fn check(workspace: &Workspace, counts: &mut Counts) -> Result<bool> {
    let files = compressed_files(workspace)?;
    let code = |file: &&File| file.name.ends_with(".wasm.br") || file.name.ends_with(".js.br");
    let entry = |file: &&File| ENTRY.iter().any(|stem| file.name.starts_with(stem));
    let style = |file: &&File| file.name.ends_with(".css.br");
    // No page has two such islands; what parts share counts as loaded by each.
    let part = |file: &&File| file.name.starts_with(PART);
    let shared = total(&files, |file| code(file) && !part(file));
    let largest = files
        .iter()
        .filter(part)
        .filter(code)
        .map(|file| file.bytes);

    let budgets = [
        (
            "code that every page loads",
            total(&files, |file| code(file) && entry(file)),
            ENTRY_CODE,
        ),
        (
            "code of the largest page",
            shared + largest.max().unwrap_or(0),
            LARGEST_PAGE,
        ),
        ("style sheet", total(&files, style), STYLE),
    ];
    let mut all_kept = true;
    for (what, bytes, budget) in budgets {
        if bytes == 0 {
            bail!("no file counts as {what}: has the naming of files changed?");
        }
        let kept = bytes <= budget;
        println!(
            "{what:<28} {bytes:>7} of {budget:>7} bytes   {}",
            if kept { "ok" } else { "TOO LARGE" }
        );
        counts.add_check(kept);
        all_kept &= kept;
    }
    Ok(all_kept)
}

struct File {
    name: String,
    bytes: u64,
}

fn total(files: &[File], chosen: impl Fn(&&File) -> bool) -> u64 {
    files.iter().filter(chosen).map(|file| file.bytes).sum()
}

fn compressed_files(workspace: &Workspace) -> Result<Vec<File>> {
    let folder = workspace.site().join("pkg");
    let mut files = Vec::new();
    let entries = fs::read_dir(&folder).with_context(|| {
        format!(
            "{} cannot be read: make a release build first",
            folder.display()
        )
    })?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.ends_with(".br") {
            files.push(File {
                bytes: entry.metadata()?.len(),
                name,
            });
        }
    }
    if files.is_empty() {
        bail!(
            "{} holds a development build: make a release build first",
            folder.display()
        );
    }
    Ok(files)
}
