//! The words of a mail in the order in which they are read, and how they look as plain text.

/// A mail's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    /// What it is about, in one line.
    pub(super) subject: String,
    /// Its first line.
    pub(super) heading: String,
    /// What follows.
    pub(super) parts: Vec<Part>,
}

/// A piece of a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// A paragraph.
    Text(String),
    /// A paragraph that matters less.
    Quiet(String),
    /// What the reader is to do.
    Button {
        /// What happens.
        label: String,
        /// Absolute address.
        link: String,
    },
    /// What the reader may do besides.
    Link {
        /// What it leads to.
        label: String,
        /// Absolute address.
        link: String,
    },
    /// What stands in two columns: the last row is the sum.
    Sums(Vec<Row>),
    /// Facts, each with its lines under its name.
    Facts(Vec<(String, Vec<String>)>),
}

/// A row of what was bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    /// What.
    pub(super) label: String,
    /// More of it, smaller; may be empty.
    pub(super) detail: String,
    /// What it comes to.
    pub(super) amount: String,
}

impl Row {
    pub(super) fn new(label: impl Into<String>, amount: impl ToString) -> Row {
        Row {
            label: label.into(),
            detail: String::new(),
            amount: amount.to_string(),
        }
    }
}

impl Sheet {
    /// As plain text, signed with the shop's name.
    pub(super) fn text(&self, shop: &str) -> String {
        let mut pieces = vec![self.heading.clone()];
        pieces.extend(self.parts.iter().map(Part::text));
        pieces.push(format!("-- \n{shop}\n"));
        pieces.join("\n\n")
    }
}

impl Part {
    fn text(&self) -> String {
        match self {
            Part::Text(text) | Part::Quiet(text) => text.clone(),
            Part::Button { label, link } | Part::Link { label, link } => {
                format!("{label}:\n{link}")
            }
            Part::Sums(rows) => {
                let rows: Vec<_> = rows.iter().map(Row::text).collect();
                rows.join("\n")
            }
            Part::Facts(facts) => {
                let facts: Vec<_> = facts
                    .iter()
                    .map(|(name, lines)| format!("{name}:\n{}", lines.join("\n")))
                    .collect();
                facts.join("\n\n")
            }
        }
    }
}

impl Row {
    fn text(&self) -> String {
        let Row {
            label,
            detail,
            amount,
        } = self;
        if detail.is_empty() {
            format!("{label}: {amount}")
        } else {
            format!("{label} ({detail}): {amount}")
        }
    }
}
