//! `cargo xtask test`: every check, in the order in which they tell most for least time.

mod budgets;
mod counts;
mod step;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Result;
use clap::Args;

use self::counts::Counts;
use self::step::Step;
use crate::setup;
use crate::workspace::Workspace;

/// Options of `cargo xtask test`.
#[derive(Args)]
pub(crate) struct Arguments {
    /// Run this step alone; may be given several times.
    #[arg(long, value_enum, value_name = "STEP")]
    only: Vec<Step>,

    /// List the steps and run none.
    #[arg(long, conflicts_with = "only")]
    list: bool,

    /// Passed on to Playwright, after `--`: files, `--grep`, `--headed`.
    #[arg(last = true, value_name = "PLAYWRIGHT")]
    playwright: Vec<String>,
}

struct Outcome {
    step: Step,
    passed: bool,
    counts: Counts,
    took: Duration,
}

/// Runs the steps, all of them even if one fails, and tells how they went.
pub(crate) fn test(workspace: &Workspace, arguments: &Arguments) -> Result<ExitCode> {
    if arguments.list {
        for step in Step::ALL {
            println!("{:<18} {}", step.name(), step.description());
        }
        return Ok(ExitCode::SUCCESS);
    }
    let steps: Vec<Step> = Step::ALL
        .into_iter()
        .filter(|step| arguments.only.is_empty() || arguments.only.contains(step))
        .collect();

    let needs: Vec<_> = setup::Need::ALL
        .into_iter()
        .filter(|need| steps.iter().any(|step| step.needs().contains(need)))
        .collect();
    setup::ensure(workspace, &needs)?;

    let start = Instant::now();
    let outcomes: Vec<Outcome> = steps
        .into_iter()
        .map(|step| run_step(workspace, step, arguments))
        .collect();
    Ok(summarise(&outcomes, start.elapsed()))
}

fn run_step(workspace: &Workspace, step: Step, arguments: &Arguments) -> Outcome {
    println!("\n=== {}: {}", step.name(), step.description());
    let start = Instant::now();
    let mut counts = Counts::default();
    let passed = match step.run(workspace, &arguments.playwright, &mut counts) {
        Ok(passed) => passed,
        Err(error) => {
            eprintln!("{error:#}");
            false
        }
    };
    if counts.is_empty() || (!passed && counts.failed == 0) {
        // A step without tests is a check of its own, and one whose tests did not even start, or
        // all passed before it broke off, has failed all the same.
        counts.add_check(passed);
    }
    Outcome {
        step,
        passed,
        counts,
        took: start.elapsed(),
    }
}

fn summarise(outcomes: &[Outcome], took: Duration) -> ExitCode {
    println!("\n=== summary");
    let mut total = Counts::default();
    for outcome in outcomes {
        println!(
            "{:<18} {:<6} {:>9}   {}",
            outcome.step.name(),
            if outcome.passed { "ok" } else { "FAILED" },
            minutes(outcome.took),
            outcome.counts
        );
        total.add(&outcome.counts);
    }
    println!("\n{total} in {}", minutes(took));
    if outcomes.iter().all(|outcome| outcome.passed) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

fn minutes(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}m {:02}s", seconds / 60, seconds % 60)
}
