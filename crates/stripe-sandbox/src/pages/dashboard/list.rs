//! Long lists, a page at a time.

use axum::response::Html;
use url::form_urlencoded::Serializer;

use super::layout::{Section, page as whole_page};
use crate::pages::html::{Markup, html};

/// How many rows a page of a list has.
pub(super) const PAGE: usize = 25;

/// The rows of one page.
pub(super) struct Rows<T> {
    pub(super) rows: Vec<T>,
    /// Whether there are older ones.
    more: bool,
}

impl<T> Rows<T> {
    /// The first of `all` that a page has room for.
    pub(super) fn first_of(all: impl Iterator<Item = T>) -> Self {
        let mut rows: Vec<T> = all.take(PAGE + 1).collect();
        let more = rows.len() > PAGE;
        rows.truncate(PAGE);
        Self { rows, more }
    }

    /// The last row, if older ones follow it.
    pub(super) fn last_before_more(&self) -> Option<&T> {
        self.rows.last().filter(|_| self.more)
    }
}

/// A list, and which part of it is asked for.
pub(super) struct List<'a> {
    pub(super) section: Section,
    pub(super) title: &'static str,
    /// What the address says of which rows it has.
    pub(super) filter: &'a [(&'a str, Option<&'a str>)],
    /// The id of the row that the part begins after; the newest part without one.
    pub(super) after: Option<&'a str>,
    /// The id of the row that the next older part begins after, if there is one.
    pub(super) next: Option<&'a str>,
}

impl List<'_> {
    /// The page: heading, what chooses among the rows, and the rows.
    pub(super) fn page(&self, choice: &Markup, table: &Markup) -> Html<String> {
        let paging = paging(self.section.path(), self.filter, self.after, self.next);
        let body = html!("<h1>{}</h1>{}{}{}", self.title, *choice, *table, paging);
        whole_page(self.title, Some(self.section), &body)
    }
}

/// Links to the newest and to the next older rows of the list at `path`, filtered by `filter`.
fn paging(
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
