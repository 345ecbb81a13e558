//! Starting programs.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, IsTerminal};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::workspace::Workspace;

/// A command that finds the repository's tools first, and starts in the repository's root.
pub(crate) fn command(workspace: &Workspace, program: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(program);
    command
        .current_dir(workspace.root())
        .env("PATH", workspace.path_with_tools()?);
    Ok(command)
}

/// Cargo, as the one that runs this.
pub(crate) fn cargo(workspace: &Workspace, arguments: &[&str]) -> Result<Command> {
    let mut cargo = command(workspace, "cargo")?;
    cargo.args(arguments);
    Ok(cargo)
}

/// Npm in `folder`.
pub(crate) fn npm(workspace: &Workspace, folder: &Path, arguments: &[&str]) -> Result<Command> {
    let program = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let mut npm = command(workspace, program)?;
    npm.current_dir(folder).args(arguments);
    Ok(npm)
}

/// The command as one would type it.
pub(crate) fn spelled_out(command: &Command) -> String {
    let mut words = vec![command.get_program().to_string_lossy()];
    words.extend(command.get_args().map(OsStr::to_string_lossy));
    words.join(" ")
}

/// Shows the command and runs it.
///
/// # Errors
/// If it cannot be started, or does not end well.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", spelled_out(command));
    let status = command
        .status()
        .with_context(|| format!("could not start `{}`", spelled_out(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", spelled_out(command));
    }
    Ok(())
}

/// Shows the command and runs it, passing what it writes to `read` line by line as well as to the
/// terminal. Returns whether it ended well.
///
/// # Errors
/// If it cannot be started.
pub(crate) fn run_reading(command: &mut Command, mut read: impl FnMut(&str)) -> Result<bool> {
    println!("$ {}", spelled_out(command));
    if std::io::stdout().is_terminal() {
        // The program sees a pipe and would drop its colours.
        command
            .env("CARGO_TERM_COLOR", "always")
            .env("FORCE_COLOR", "1");
    }
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("could not start `{}`", spelled_out(command)))?;
    if let Some(output) = child.stdout.take() {
        let mut output = BufReader::new(output);
        let mut line = Vec::new();
        while output.read_until(b'\n', &mut line)? > 0 {
            let text = String::from_utf8_lossy(&line);
            print!("{text}");
            read(&without_colours(text.trim_end()));
            line.clear();
        }
    }
    Ok(child.wait()?.success())
}

/// What the command writes to its standard output, or nothing if it is missing or fails.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The line without terminal escape sequences of the form `ESC [ … letter`.
fn without_colours(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            for skipped in characters.by_ref() {
                if skipped.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_colours;

    #[test]
    fn colours_are_removed_and_text_is_kept() {
        assert_eq!(
            without_colours("\u{1b}[1m\u{1b}[32m  3 passed\u{1b}[39m (2s)"),
            "  3 passed (2s)"
        );
        assert_eq!(without_colours("plain [text]"), "plain [text]");
    }
}
