//! Lists: newest first, a page at a time, from a cursor.

use serde::Deserialize;
use serde_json::{Value, json};

use super::error::ApiError;
use crate::store::{Document, Table};

const DEFAULT_LIMIT: i64 = 10;
const MAX_LIMIT: i64 = 100;

/// The parameters that every list takes.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Page {
    limit: Option<i64>,
    starting_after: Option<String>,
    ending_before: Option<String>,
    created: Option<Created>,
}

/// A time of creation, or bounds for it, in seconds since 1970.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Created {
    At(i64),
    Between {
        gt: Option<i64>,
        gte: Option<i64>,
        lt: Option<i64>,
        lte: Option<i64>,
    },
}

impl Created {
    fn includes(&self, created: i64) -> bool {
        match self {
            Created::At(at) => created == *at,
            Created::Between { gt, gte, lt, lte } => {
                gt.is_none_or(|bound| created > bound)
                    && gte.is_none_or(|bound| created >= bound)
                    && lt.is_none_or(|bound| created < bound)
                    && lte.is_none_or(|bound| created <= bound)
            }
        }
    }
}

impl Page {
    /// The page of `elements`, which are objects of the kind `kind` in the order of the list.
    pub(crate) fn within(
        &self,
        elements: Vec<Value>,
        kind: &str,
        url: &str,
    ) -> Result<Value, ApiError> {
        let limit = self.limit()?;
        let position = |cursor: &Option<String>, param: &str| match cursor {
            None => Ok(None),
            Some(id) => match elements.iter().position(|element| element["id"] == **id) {
                Some(position) => Ok(Some(position)),
                None => Err(ApiError::missing(kind, id, param)),
            },
        };
        let after = position(&self.starting_after, "starting_after")?;
        let before = position(&self.ending_before, "ending_before")?;
        let first = after.map_or(0, |after| after + 1);
        let end = before.unwrap_or(elements.len()).max(first);
        let mut data = elements[first..end].to_vec();
        let has_more = data.len() > limit;
        if before.is_some() && has_more {
            data.drain(..data.len() - limit);
        }
        data.truncate(limit);
        Ok(json!({ "object": "list", "url": url, "has_more": has_more, "data": data }))
    }

    fn limit(&self) -> Result<usize, ApiError> {
        let limit = self.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            let message = format!("Invalid limit: it must be between 1 and {MAX_LIMIT}");
            return Err(ApiError::parameter("limit", message));
        }
        Ok(usize::try_from(limit).unwrap_or(usize::MAX))
    }

    /// The page of `table` with those objects that `include` takes, each as `shape` gives it.
    pub(crate) fn of<T: Document>(
        &self,
        table: &Table<T>,
        url: &str,
        created: impl Fn(&T) -> i64,
        include: impl Fn(&T) -> bool,
        shape: impl Fn(&T) -> Value,
    ) -> Result<Value, ApiError> {
        let limit = self.limit()?;
        let position = |cursor: &Option<String>, param: &str| match cursor {
            None => Ok(None),
            Some(id) => match table.number(id) {
                Some(number) => Ok(Some(number)),
                None => Err(ApiError::missing(T::KIND, id, param)),
            },
        };
        let older_than = position(&self.starting_after, "starting_after")?;
        let newer_than = position(&self.ending_before, "ending_before")?;
        let on_page = |document: &&std::sync::Arc<T>| {
            let number = table.number(document.id());
            older_than.is_none_or(|bound| number < Some(bound))
                && newer_than.is_none_or(|bound| number > Some(bound))
                && self
                    .created
                    .as_ref()
                    .is_none_or(|bounds| bounds.includes(created(document)))
                && include(document)
        };
        let mut found: Vec<_> = match newer_than {
            Some(_) => table
                .newest_first()
                .rev()
                .filter(on_page)
                .take(limit + 1)
                .collect(),
            None => table
                .newest_first()
                .filter(on_page)
                .take(limit + 1)
                .collect(),
        };
        let has_more = found.len() > limit;
        found.truncate(limit);
        if newer_than.is_some() {
            found.reverse();
        }
        let data: Vec<Value> = found.into_iter().map(|document| shape(document)).collect();
        Ok(json!({ "object": "list", "url": url, "has_more": has_more, "data": data }))
    }
}
