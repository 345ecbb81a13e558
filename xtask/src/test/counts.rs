//! How many tests passed and failed, as the test runners say it.

use std::fmt;

/// Numbers of tests.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) passed: u32,
    pub(super) failed: u32,
    pub(super) skipped: u32,
}

impl Counts {
    pub(super) fn is_empty(self) -> bool {
        self == Self::default()
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }

    pub(super) fn add_check(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Reads a line of `cargo test`: `test result: ok. 3 passed; 0 failed; 1 ignored; …`.
    pub(super) fn read_cargo(&mut self, line: &str) {
        let Some((_, numbers)) = line
            .strip_prefix("test result: ")
            .and_then(|rest| rest.split_once(". "))
        else {
            return;
        };
        for part in numbers.split("; ") {
            match number_and_word(part) {
                Some((number, "passed")) => self.passed += number,
                Some((number, "failed")) => self.failed += number,
                Some((number, "ignored")) => self.skipped += number,
                _ => {}
            }
        }
    }

    /// Reads a line of Playwright's summary: `  12 passed (30.1s)`, `  1 failed`, `  2 skipped`,
    /// `  1 flaky` (passed only when repeated, which counts as failed), `  3 did not run`.
    pub(super) fn read_playwright(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("  ") else {
            return;
        };
        // `12 passed (30.1s)`: the time is no part of it.
        let summary = summary.split(" (").next().unwrap_or(summary);
        match number_and_word(summary) {
            Some((number, "passed")) => self.passed += number,
            Some((number, "failed" | "flaky" | "interrupted")) => self.failed += number,
            Some((number, "skipped" | "did not run")) => self.skipped += number,
            _ => {}
        }
    }

    /// Reads a line of the summary of Node's test runner: `# pass 12`, or `ℹ pass 12` where its
    /// reporter is the one for people.
    pub(super) fn read_node(&mut self, line: &str) {
        let Some(summary) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
            return;
        };
        match word_and_number(summary) {
            Some(("pass", number)) => self.passed += number,
            Some(("fail" | "cancelled", number)) => self.failed += number,
            Some(("skipped" | "todo", number)) => self.skipped += number,
            _ => {}
        }
    }
}

fn word_and_number(text: &str) -> Option<(&str, u32)> {
    let (word, number) = text.split_once(' ')?;
    Some((word, number.parse().ok()?))
}

fn number_and_word(text: &str) -> Option<(u32, &str)> {
    let (number, word) = text.split_once(' ')?;
    Some((number.parse().ok()?, word))
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Counts;

    #[test]
    fn the_results_of_several_test_programs_add_up() {
        let mut counts = Counts::default();
        counts.read_cargo("running 3 tests");
        counts.read_cargo(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s",
        );
        counts.read_cargo(
            "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out",
        );
        assert_eq!(counts.to_string(), "5 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn both_reporters_of_node_are_read() {
        for mark in ["#", "ℹ"] {
            let mut counts = Counts::default();
            for line in [
                "tests 9",
                "suites 2",
                "pass 6",
                "fail 1",
                "cancelled 0",
                "skipped 2",
            ] {
                counts.read_node(&format!("{mark} {line}"));
            }
            assert_eq!(counts.to_string(), "6 passed, 1 failed, 2 skipped");
        }
    }

    #[test]
    fn playwrights_summary_is_read_and_its_list_of_tests_is_not() {
        let mut counts = Counts::default();
        for line in [
            "  ✓  12 browsing › 3 passed (1s)",
            "  1 failed",
            "    [desktop] › cart.spec.ts:3:1 › 9 passed",
            "  1 flaky",
            "  2 skipped",
            "  4 did not run",
            "  38 passed (1.2m)",
        ] {
            counts.read_playwright(line);
        }
        assert_eq!(counts.to_string(), "38 passed, 2 failed, 6 skipped");
    }
}
