//! The objects of one kind, in the order in which they were made.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::Row;

/// What a table holds: something with an id that can be written down as JSON.
pub(crate) trait Document: Serialize + DeserializeOwned {
    /// The name under which rows of this kind are stored.
    const KIND: &'static str;

    /// How many of this kind a payment leaves behind, at most. That many times
    /// [`Config::keep`](crate::Config::keep) are kept, the newest.
    const FOR_EACH_PAYMENT: usize = 1;

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
    /// What was there before each change since the last commit.
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

    /// Takes a document out.
    pub(crate) fn remove(&mut self, id: &str) {
        if let Some(number) = self.numbers.remove(id)
            && let Some(document) = self.documents.remove(&number)
        {
            self.before.push((number, Some(document)));
        }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.documents.len()
    }

    /// Every document, newest first.
    pub(crate) fn newest_first(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> {
        self.documents.values().rev()
    }

    /// Every document that is older than the one with this id, or every one if there is none
    /// such; the newest first.
    pub(crate) fn newest_first_after<'a>(
        &'a self,
        id: Option<&str>,
    ) -> impl Iterator<Item = &'a Arc<T>> + use<'a, T> {
        let number = id.and_then(|id| self.number(id)).unwrap_or(i64::MAX);
        self.documents
            .range(..number)
            .rev()
            .map(|(_, document)| document)
    }

    /// The documents that were made after the one with this number, oldest first.
    pub(crate) fn after(&self, number: i64) -> impl Iterator<Item = (i64, &Arc<T>)> {
        self.documents
            .range((Bound::Excluded(number), Bound::Unbounded))
            .map(|(number, document)| (*number, document))
    }

    /// The position of a document in the order of age.
    pub(crate) fn number(&self, id: &str) -> Option<i64> {
        self.numbers.get(id).copied()
    }

    /// Whether anything has changed since the last commit.
    pub(super) fn has_changed(&self) -> bool {
        !self.before.is_empty()
    }

    /// Takes in a row that was written by an earlier process.
    pub(super) fn load(&mut self, number: i64, body: &str) -> Result<(), serde_json::Error> {
        let document: T = serde_json::from_str(body)?;
        self.numbers.insert(document.id().to_owned(), number);
        self.documents.insert(number, Arc::new(document));
        self.last = self.last.max(number);
        Ok(())
    }

    /// Keeps the changes, forgets the oldest of more than `keep` documents, and adds the rows of
    /// all this to `rows` if it is to be written down.
    pub(super) fn commit(&mut self, keep: usize, rows: Option<&mut Vec<Row>>) {
        if self.before.is_empty() {
            return;
        }
        while self.documents.len() > keep
            && let Some((number, oldest)) = self.documents.pop_first()
        {
            self.numbers.remove(oldest.id());
            self.before.push((number, Some(oldest)));
        }
        if let Some(rows) = rows {
            self.before.sort_by_key(|(number, _)| *number);
            self.before.dedup_by_key(|(number, _)| *number);
            rows.extend(self.before.iter().map(|(number, _)| Row {
                kind: T::KIND,
                number: *number,
                body: self.documents.get(number).map(|document| {
                    serde_json::to_string(document)
                        .expect("a document is made of what JSON can hold")
                }),
            }));
        }
        self.before.clear();
    }

    /// Takes the changes back.
    pub(super) fn rollback(&mut self) {
        while let Some((number, older)) = self.before.pop() {
            match older {
                Some(older) => {
                    self.numbers.insert(older.id().to_owned(), number);
                    self.documents.insert(number, older);
                }
                None => {
                    if let Some(newer) = self.documents.remove(&number) {
                        self.numbers.remove(newer.id());
                    }
                }
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
        table.commit(usize::MAX, None);
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
        table.commit(usize::MAX, Some(&mut rows));
        let bodies: Vec<_> = rows.iter().map(|row| row.body.as_deref()).collect();
        assert_eq!(
            bodies,
            [
                Some(r#"{"id":"a","text":"second"}"#),
                Some(r#"{"id":"b","text":"other"}"#)
            ]
        );
    }

    #[test]
    fn rollback_brings_back_what_was_removed() {
        let mut table = Table::default();
        table.put(note("a", "kept"));
        table.commit(usize::MAX, None);
        table.remove("a");
        assert!(table.get("a").is_none());
        table.rollback();
        assert_eq!(table.get("a").map(|note| note.text.as_str()), Some("kept"));
    }

    #[test]
    fn commit_forgets_the_oldest_of_too_many_and_says_so() {
        let mut table = Table::default();
        for id in ["a", "b", "c"] {
            table.put(note(id, "text"));
        }
        let mut rows = Vec::new();
        table.commit(2, Some(&mut rows));
        assert!(table.get("a").is_none());
        assert!(table.number("a").is_none());
        assert_eq!(table.len(), 2);
        let kept: Vec<_> = rows.iter().map(|row| row.body.is_some()).collect();
        assert_eq!(kept, [false, true, true]);
    }
}
