//! `till import`: a catalogue from a file, all or nothing.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use shop::catalogue::{ImportError, ImportReport, LineError, MOST_ERRORS};

use super::open::open_shop;
use crate::config::Config;

pub(super) async fn run(config: Config, file: &Path) -> anyhow::Result<()> {
    let (source, length) = open(file)?;
    let shop = open_shop(config).await?;
    let progress = bar(length);
    let result = shop
        .import_catalogue(source, |bytes| progress.set_position(bytes))
        .await;
    progress.finish_and_clear();
    shop.store().close().await;
    match result {
        Ok(report) => {
            println!("{}", tell(&report));
            Ok(())
        }
        Err(ImportError::Invalid(errors)) => {
            for error in &errors {
                eprintln!("{}", tell_error(file, error));
            }
            let at_least = if errors.len() >= MOST_ERRORS {
                "at least "
            } else {
                ""
            };
            bail!("{at_least}{} errors; nothing was changed", errors.len());
        }
        Err(error) => Err(error).context("nothing was changed"),
    }
}

/// The file and its length in bytes, if it has one.
fn open(file: &Path) -> anyhow::Result<(Box<dyn Read + Send>, Option<u64>)> {
    if file == Path::new("-") {
        return Ok((Box::new(io::stdin()), None));
    }
    let opened = File::open(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let length = opened.metadata().map(|data| data.len()).ok();
    Ok((Box::new(opened), length))
}

fn bar(length: Option<u64>) -> ProgressBar {
    let (bar, template) = match length {
        Some(length) => (
            ProgressBar::new(length),
            "{bar:40} {bytes}/{total_bytes} {binary_bytes_per_sec} {eta}",
        ),
        None => (
            ProgressBar::new_spinner(),
            "{spinner} {bytes} {binary_bytes_per_sec}",
        ),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// What an import changed, as a line of text.
fn tell(report: &ImportReport) -> String {
    if report.is_unchanged() {
        return "Nothing to do: the shop is as the file says.".to_owned();
    }
    let counted = [
        ("categories", report.categories),
        ("products", report.products),
        ("variants", report.variants),
    ]
    .map(|(name, tally)| {
        format!(
            "{name}: {} added, {} changed, {} withdrawn, {} unchanged",
            tally.added, tally.changed, tally.withdrawn, tally.unchanged
        )
    });
    let order = if report.reordered {
        "\norder: changed"
    } else {
        ""
    };
    format!("Imported.\n{}{order}", counted.join("\n"))
}

/// A mistake in the form that compilers use, so that editors find the line.
fn tell_error(file: &Path, error: &LineError) -> String {
    let column = match error.column {
        "" => String::new(),
        column => format!(" {column}:"),
    };
    format!(
        "{}:{}:{column} {}",
        file.display(),
        error.line,
        error.message
    )
}

#[cfg(test)]
mod tests {
    use shop::catalogue::Tally;

    use super::*;

    #[test]
    fn mistakes_are_told_by_file_and_line() {
        let error = LineError {
            line: 7,
            column: "price",
            message: "write 4.90".to_owned(),
        };
        let text = tell_error(Path::new("shop.csv"), &error);
        assert_eq!(text, "shop.csv:7: price: write 4.90");
        let whole = LineError {
            line: 1,
            column: "",
            message: "no header".to_owned(),
        };
        assert_eq!(tell_error(Path::new("-"), &whole), "-:1: no header");
    }

    #[test]
    fn an_import_without_changes_says_so() {
        assert!(tell(&ImportReport::default()).starts_with("Nothing to do"));
        let added = ImportReport {
            products: Tally {
                added: 2,
                ..Tally::default()
            },
            ..ImportReport::default()
        };
        assert!(
            tell(&added).contains("products: 2 added, 0 changed"),
            "{}",
            tell(&added)
        );
    }
}
