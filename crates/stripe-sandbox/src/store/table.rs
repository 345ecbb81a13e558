//! The objects of one kind, in the order in which they were made.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Row;

/// What a table holds: something with an id that can be written down as JSON.
pub(crate) trait Document: Serialize + DeserializeOwned {
    /// The name under which rows of this kind are stored.
    const KIND: &'static str;

    /// The id, unique within the kind.
    fn id(&self) -> &str;
}

/// Gives the table of a kind of document.
pub(crate) trait HasTable<T> {
    fn table(&self) -> &Table<T>;
    fn table_mut(&mut self) -> &mut Table<T>;
}

/// The objects of one kind, by id and by age, with what changed since the last commit.
pub(crate) struct Table<T> {
    numbers: HashMap<String, i64>,
    documents: BTreeMap<i64, Arc<T>>,
    last: i64,
    before: Vec<(i64, Option<Arc<T>>)>,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self {
            numbers: HashMap::new(),
            documents: BTreeMap::new(),
            last: 0,
            before: Vec::new(),
        }
    }
}

impl<T: Document> Table<T> {
    pub(crate) fn get(&self, id: &str) -> Option<&Arc<T>> {
        self.documents.get(self.numbers.get(id)?)
    }

    /// Stores `document`, over an older one of the same id if there is one.
    pub(crate) fn put(&mut self, document: T) {
        let number = match self.numbers.get(document.id()) {
            Some(number) => *number,
            None => {
                self.last += 1;
                self.numbers.insert(document.id().to_owned(), self.last);
                self.last
            }
        };
        let older = self.documents.insert(number, Arc::new(document));
        self.before.push((number, older));
    }

    /// Every document, newest first.
    pub(crate) fn newest_first(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> {
        self.documents.values().rev()
    }

    /// The position of a document in the order of age.
    pub(crate) fn number(&self, id: &str) -> Option<i64> {
        self.numbers.get(id).copied()
    }

    /// Takes in a row that was written by an earlier process.
    pub(super) fn load(&mut self, number: i64, body: &str) -> Result<(), serde_json::Error> {
        let document: T = serde_json::from_str(body)?;
        self.numbers.insert(document.id().to_owned(), number);
        self.documents.insert(number, Arc::new(document));
        self.last = self.last.max(number);
        Ok(())
    }

    /// Keeps the changes, and adds their rows to `rows` if they are to be written down.
    pub(super) fn commit(&mut self, rows: Option<&mut Vec<Row>>) {
        if let Some(rows) = rows {
            self.before.sort_by_key(|(number, _)| *number);
            self.before.dedup_by_key(|(number, _)| *number);
            for (number, _) in &self.before {
                let Some(document) = self.documents.get(number) else {
                    continue;
                };
                let body = serde_json::to_string(document)
                    .expect("a document is made of what JSON can hold");
                rows.push(Row {
                    kind: T::KIND,
                    number: *number,
                    body,
                });
            }
        }
        self.before.clear();
    }

    /// Takes the changes back.
    pub(super) fn rollback(&mut self) {
        while let Some((number, older)) = self.before.pop() {
            let newer = match older {
                Some(older) => self.documents.insert(number, older),
                None => self.documents.remove(&number),
            };
            if let Some(newer) = newer
                && !self.documents.contains_key(&number)
            {
                self.numbers.remove(newer.id());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(serde::Serialize, serde::Deserialize)]
    struct Note {
        id: String,
        text: String,
    }

    impl Document for Note {
        const KIND: &'static str = "note";

        fn id(&self) -> &str {
            &self.id
        }
    }

    fn note(id: &str, text: &str) -> Note {
        Note {
            id: id.to_owned(),
            text: text.to_owned(),
        }
    }

    #[test]
    fn rollback_brings_back_what_was_there_and_forgets_what_was_not() {
        let mut table = Table::default();
        table.put(note("a", "old"));
        table.commit(None);
        table.put(note("a", "newer"));
        table.put(note("a", "newest"));
        table.put(note("b", "new"));
        table.rollback();
        assert_eq!(table.get("a").map(|note| note.text.as_str()), Some("old"));
        assert!(table.get("b").is_none());
    }

    #[test]
    fn commit_writes_each_changed_document_once_as_it_is_now() {
        let mut table = Table::default();
        table.put(note("a", "first"));
        table.put(note("b", "other"));
        table.put(note("a", "second"));
        let mut rows = Vec::new();
        table.commit(Some(&mut rows));
        let bodies: Vec<_> = rows.iter().map(|row| row.body.as_str()).collect();
        assert_eq!(
            bodies,
            [
                r#"{"id":"a","text":"second"}"#,
                r#"{"id":"b","text":"other"}"#
            ]
        );
    }
}
