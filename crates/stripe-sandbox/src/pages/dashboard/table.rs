//! Tables, and the way from one page of a long list to the next.

use url::form_urlencoded::Serializer;

use crate::pages::html::{Markup, html};

/// How many rows a page of a list has.
pub(super) const PAGE: usize = 25;

/// A table, or what to say if it has no rows. `columns` are names; one that begins with `#` holds
/// numbers. Roles are named because narrow screens lay tables out as blocks.
pub(super) fn table(name: &str, columns: &[&str], rows: &[Markup], empty: &str) -> Markup {
    if rows.is_empty() {
        return html!("<p class=\"empty\">{}</p>", empty);
    }
    let head: Markup = columns
        .iter()
        .map(|column| match column.strip_prefix('#') {
            Some(name) => {
                html!(
                    "<th role=\"columnheader\" scope=\"col\" class=\"number\">{}</th>",
                    name
                )
            }
            None => html!("<th role=\"columnheader\" scope=\"col\">{}</th>", *column),
        })
        .collect();
    let rows: Markup = rows.iter().cloned().collect();
    html!(
        "<table role=\"table\" aria-label=\"{}\"><thead role=\"rowgroup\"><tr role=\"row\">{}</tr></thead>\
         <tbody role=\"rowgroup\">{}</tbody></table>",
        name,
        head,
        rows,
    )
}

/// A row of a table.
pub(super) fn row<const CELLS: usize>(cells: [Markup; CELLS]) -> Markup {
    let cells: Markup = cells
        .into_iter()
        .map(|cell| html!("<td role=\"cell\">{}</td>", cell))
        .collect();
    html!("<tr role=\"row\">{}</tr>", cells)
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
