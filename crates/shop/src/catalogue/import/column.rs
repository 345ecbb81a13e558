//! The columns of the file.

use csv::ByteRecord;

use super::LineError;

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Type,
    Slug,
    Category,
    Title,
    Summary,
    Text,
    Picture,
    Alt,
    Width,
    Height,
    Sku,
    Options,
    Price,
    Currency,
    Stock,
}

impl Column {
    pub(super) const COUNT: usize = 15;

    /// Every column, in the usual order.
    pub(super) const ALL: [Column; Column::COUNT] = [
        Column::Type,
        Column::Slug,
        Column::Category,
        Column::Title,
        Column::Summary,
        Column::Text,
        Column::Picture,
        Column::Alt,
        Column::Width,
        Column::Height,
        Column::Sku,
        Column::Options,
        Column::Price,
        Column::Currency,
        Column::Stock,
    ];

    /// The name in the header.
    pub(super) fn name(self) -> &'static str {
        match self {
            Column::Type => "type",
            Column::Slug => "slug",
            Column::Category => "category",
            Column::Title => "title",
            Column::Summary => "summary",
            Column::Text => "text",
            Column::Picture => "picture",
            Column::Alt => "alt",
            Column::Width => "width",
            Column::Height => "height",
            Column::Sku => "sku",
            Column::Options => "options",
            Column::Price => "price",
            Column::Currency => "currency",
            Column::Stock => "stock",
        }
    }
}

/// Which cell of a line holds which column.
pub(super) struct Header {
    cells: [usize; Column::COUNT],
}

impl Header {
    /// Reads the first line: every column once, in any order.
    pub(super) fn read(record: &ByteRecord) -> Result<Header, Vec<LineError>> {
        let line = record.position().map_or(1, csv::Position::line);
        let wrong = |message: String| LineError {
            line,
            column: "",
            message,
        };
        let mut errors = Vec::new();
        let mut cells = [None; Column::COUNT];
        for (cell, name) in record.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            let name = name.trim();
            if record.len() == 1 && name.contains([';', '\t']) {
                return Err(vec![wrong(
                    "the columns must be separated by commas; save the file as \"CSV, separated by commas\"".to_owned(),
                )]);
            }
            let known = Column::ALL
                .iter()
                .position(|column| column.name().eq_ignore_ascii_case(name));
            match known {
                None => errors.push(wrong(format!(
                    "there is no column \"{name}\"; the columns are {}",
                    Column::ALL.map(Column::name).join(", ")
                ))),
                Some(known) if cells[known].is_some() => {
                    errors.push(wrong(format!("the column \"{name}\" stands here twice")));
                }
                Some(known) => cells[known] = Some(cell),
            }
        }
        let mut found = [0; Column::COUNT];
        for (column, cell) in Column::ALL.iter().zip(cells) {
            match cell {
                Some(cell) => found[*column as usize] = cell,
                None => errors.push(wrong(format!(
                    "the column \"{}\" is missing",
                    column.name()
                ))),
            }
        }
        if errors.is_empty() {
            Ok(Header { cells: found })
        } else {
            Err(errors)
        }
    }

    /// The bytes of a column in a line; none where the line is too short.
    pub(super) fn cell<'r>(&self, record: &'r ByteRecord, column: Column) -> Option<&'r [u8]> {
        record.get(self.cells[column as usize])
    }
}
