//! Tables and facts.

use crate::pages::html::{Markup, html};

/// A column of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    name: &'static str,
    /// Numbers line up at their ends.
    numbers: bool,
    /// Whether its cells say its name where there is no room for a head.
    told: bool,
}

/// A column of texts.
pub(super) const fn text(name: &'static str) -> Column {
    Column {
        name,
        numbers: false,
        told: false,
    }
}

/// A column of numbers.
pub(super) const fn number(name: &'static str) -> Column {
    Column {
        numbers: true,
        ..text(name)
    }
}

impl Column {
    /// The same, for values that nobody understands without the column's name.
    pub(super) const fn told(self) -> Self {
        Self { told: true, ..self }
    }
}

/// A table, or what to say if it has no rows. Roles are named because narrow screens lay tables
/// out as blocks.
pub(super) fn table<const COLUMNS: usize>(
    name: &str,
    columns: [Column; COLUMNS],
    rows: Vec<[Markup; COLUMNS]>,
    empty: &str,
) -> Markup {
    if rows.is_empty() {
        return html!("<p class=\"empty\">{}</p>", empty);
    }
    let kind = |column: &Column| column.numbers.then(|| html!(" class=\"number\""));
    let head: Markup = columns
        .iter()
        .map(|column| {
            html!(
                "<th role=\"columnheader\" scope=\"col\"{}>{}</th>",
                kind(column),
                column.name
            )
        })
        .collect();
    let row = |cells: [Markup; COLUMNS]| -> Markup {
        let cells: Markup = columns
            .iter()
            .zip(cells)
            .map(|(column, cell)| {
                let told = column
                    .told
                    .then(|| html!("<span class=\"told\">{}</span> ", column.name));
                html!("<td role=\"cell\"{}>{}{}</td>", kind(column), told, cell)
            })
            .collect();
        html!("<tr role=\"row\">{}</tr>", cells)
    };
    let rows: Markup = rows.into_iter().map(row).collect();
    html!(
        "<table role=\"table\" aria-label=\"{}\"><thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>\
         <tbody role=\"rowgroup\">{}</tbody></table>",
        name,
        head,
        rows,
    )
}

/// Names and values, without those that have none.
pub(super) fn facts(facts: &[(&str, Option<Markup>)]) -> Markup {
    let facts: Markup = facts
        .iter()
        .filter_map(|(name, value)| {
            let value = value.as_ref()?;
            Some(html!("<div><dt>{}</dt><dd>{}</dd></div>", *name, value))
        })
        .collect();
    html!("<dl class=\"facts\">{}</dl>", facts)
}

/// A part of a page under a heading of its own.
pub(super) fn section(heading: &str, body: &Markup) -> Markup {
    html!("<section><h2>{}</h2>{}</section>", heading, body)
}
