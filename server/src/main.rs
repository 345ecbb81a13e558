//! The `till` binary.

use std::process::ExitCode;

use clap::Parser;
use till::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("till: {}", in_full(&error));
            ExitCode::FAILURE
        }
    }
}

/// An error with its causes, except those that its own text tells already.
fn in_full(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if text.is_empty() {
            text = cause;
        } else if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}
