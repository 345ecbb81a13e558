//! Tables, and the way from one page of a long list to the next.

use url::form_urlencoded::Serializer;

use crate::pages::html::{Markup, html};

/// How many rows a page of a list has.
pub(super) const PAGE: usize = 25;

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

/// Links to the newest and to the next older rows of the list at `path`, filtered by `filter`.
pub(super) fn paging(
    path: &str,
    filter: &[(&str, Option<&str>)],
    after: Option<&str>,
    next: Option<&str>,
) -> Markup {
    let address = |after: Option<&str>| {
        let mut query = Serializer::new(String::new());
        for (name, value) in filter.iter().chain(&[("after", after)]) {
            if let Some(value) = value {
                query.append_pair(name, value);
            }
        }
        match query.finish() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    };
    if after.is_none() && next.is_none() {
        return Markup::default();
    }
    let newest = after.map(|_| html!("<a href=\"{}\">Newest</a>", address(None)));
    let older =
        next.map(|next| html!("<a href=\"{}\" rel=\"next\">Older</a>", address(Some(next))));
    html!(
        "<nav class=\"paging\" aria-label=\"Pages\">{}{}</nav>",
        newest,
        older
    )
}
