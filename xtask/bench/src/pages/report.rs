//! The table that is printed at the end.

use super::page::Page;
use crate::load::Load;
use crate::report::{megabytes, milliseconds};

/// A page is to reach this share of what the bare server does, in percent.
const SHARE_GOAL: u64 = 50;

/// The shop is to stay within this under load, in MB (10⁶ bytes).
const MEMORY_GOAL: u64 = 60;

/// What was measured so far.
#[derive(Default)]
pub(super) struct Report {
    rows: Vec<Row>,
}

struct Row {
    page: &'static str,
    till: Measured,
    bare: Measured,
}

struct Measured {
    requests_per_second: u64,
    half_within: u64,
    nearly_all_within: u64,
}

impl Measured {
    fn of(mut load: Load) -> Self {
        Self {
            requests_per_second: load.per_second(),
            half_within: load.percentile(50),
            nearly_all_within: load.percentile(99),
        }
    }
}

impl Report {
    /// Adds a page's results.
    pub(super) fn add(&mut self, page: Page, till: Load, bare: Load) {
        self.rows.push(Row {
            page: page.name,
            till: Measured::of(till),
            bare: Measured::of(bare),
        });
    }

    /// Prints everything. `peak_kib` is the shop's memory.
    pub(super) fn print(&self, peak_kib: u64) {
        println!(
            "\n{:<10} {:>11} {:>11} {:>7} {:>21} {:>21}",
            "page", "till req/s", "bare req/s", "ratio", "till p50/p99 ms", "bare p50/p99 ms"
        );
        for row in &self.rows {
            println!(
                "{:<10} {:>11} {:>11} {:>6}% {:>21} {:>21}",
                row.page,
                row.till.requests_per_second,
                row.bare.requests_per_second,
                share(row),
                latencies(&row.till),
                latencies(&row.bare),
            );
        }
        let megabytes = megabytes(peak_kib);
        println!(
            "\nlowest ratio {}% (goal: at least {SHARE_GOAL}%); \
             till's memory at most {megabytes} MB (goal: at most {MEMORY_GOAL} MB)",
            self.rows.iter().map(share).min().unwrap_or_default(),
        );
    }
}

fn share(row: &Row) -> u64 {
    row.till.requests_per_second * 100 / row.bare.requests_per_second.max(1)
}

fn latencies(measured: &Measured) -> String {
    format!(
        "{} / {}",
        milliseconds(measured.half_within),
        milliseconds(measured.nearly_all_within)
    )
}
