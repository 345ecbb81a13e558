//! One line of the file, and reading its cells so that each mistake is told.

use std::{fmt::Display, ops::RangeInclusive, str::FromStr};

use csv::ByteRecord;

use super::{
    LineError,
    column::{Column, Header},
};

/// A line's cells, trimmed.
pub(super) struct Line<'a> {
    /// Where the line begins, counted from 1.
    pub(super) number: u64,
    cells: [&'a str; Column::COUNT],
    errors: &'a mut Vec<LineError>,
}

impl<'a> Line<'a> {
    /// Takes a record apart. What is not UTF-8 is told and reads as nothing.
    pub(super) fn new(
        record: &'a ByteRecord,
        header: &Header,
        errors: &'a mut Vec<LineError>,
    ) -> Line<'a> {
        let number = record.position().map_or(0, csv::Position::line);
        let mut cells = [""; Column::COUNT];
        for column in Column::ALL {
            let bytes = header.cell(record, column).unwrap_or_default();
            match std::str::from_utf8(bytes) {
                Ok(text) => cells[column as usize] = text.trim(),
                Err(_) => errors.push(LineError {
                    line: number,
                    column: column.name(),
                    message: "this is not UTF-8 text; save the file as \"CSV UTF-8\"".to_owned(),
                }),
            }
        }
        Line {
            number,
            cells,
            errors,
        }
    }

    pub(super) fn cell(&self, column: Column) -> &'a str {
        self.cells[column as usize]
    }

    /// Tells a mistake in one cell.
    pub(super) fn wrong(&mut self, column: Column, message: impl Display) {
        self.errors.push(LineError {
            line: self.number,
            column: column.name(),
            message: message.to_string(),
        });
    }

    /// A text of one line, from one character to `most`.
    pub(super) fn text(&mut self, column: Column, most: usize) -> Option<String> {
        let text = self.filled(column)?;
        if text.contains(char::is_control) {
            self.wrong(
                column,
                "no line breaks or control characters may stand here",
            );
            return None;
        }
        self.no_longer_than(column, text, most)
    }

    /// A text of paragraphs, with one empty line between two, at most `most` characters long.
    pub(super) fn paragraphs(&mut self, column: Column, most: usize) -> Option<String> {
        let text = self.filled(column)?;
        if text.contains(|letter: char| letter.is_control() && !"\r\n\t".contains(letter)) {
            self.wrong(column, "no control characters may stand here");
            return None;
        }
        let mut paragraphs: Vec<String> = Vec::new();
        let mut goes_on = false;
        for line in text.lines().map(str::trim) {
            match paragraphs.last_mut() {
                _ if line.is_empty() => goes_on = false,
                Some(paragraph) if goes_on => {
                    paragraph.push('\n');
                    paragraph.push_str(line);
                }
                _ => {
                    paragraphs.push(line.to_owned());
                    goes_on = true;
                }
            }
        }
        self.no_longer_than(column, &paragraphs.join("\n\n"), most)
    }

    /// A text of a type's own form.
    pub(super) fn parsed<T: FromStr<Err: Display>>(&mut self, column: Column) -> Option<T> {
        match self.filled(column)?.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                self.wrong(column, error);
                None
            }
        }
    }

    /// A whole number in `range`.
    pub(super) fn number(&mut self, column: Column, range: RangeInclusive<u32>) -> Option<u32> {
        let text = self.filled(column)?;
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            self.wrong(column, format_args!("\"{text}\" is not a whole number"));
            return None;
        }
        match text.parse() {
            Ok(number) if range.contains(&number) => Some(number),
            _ => {
                let (least, most) = range.into_inner();
                self.wrong(
                    column,
                    format_args!("{text} is not between {least} and {most}"),
                );
                None
            }
        }
    }

    /// Tells what stands in cells that mean nothing on a line of this type.
    pub(super) fn nothing_in(&mut self, columns: &[Column]) {
        for column in columns {
            if !self.cell(*column).is_empty() {
                let kind = self.cell(Column::Type);
                self.wrong(*column, format_args!("a {kind} has none; leave this empty"));
            }
        }
    }

    fn filled(&mut self, column: Column) -> Option<&'a str> {
        let text = self.cell(column);
        if text.is_empty() {
            let kind = self.cell(Column::Type);
            self.wrong(
                column,
                format_args!("this is missing; every {kind} needs it"),
            );
            return None;
        }
        Some(text)
    }

    fn no_longer_than(&mut self, column: Column, text: &str, most: usize) -> Option<String> {
        let length = text.chars().count();
        if length > most {
            self.wrong(
                column,
                format_args!("{length} characters are too long; there is room for {most}"),
            );
            return None;
        }
        Some(text.to_owned())
    }
}
