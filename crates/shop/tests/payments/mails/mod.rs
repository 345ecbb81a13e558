//! Mails: written down with what they tell of, and sent once.

mod receipts;
mod sending;
mod smtp;
mod smtp_server;

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
};

use shop::{
    Shop, StoreError,
    mail::{Letter, Post, Sender, Write, Written},
};
use tempfile::TempDir;

use crate::bench::Bench;

/// A row of the mails.
#[derive(Debug, PartialEq, Eq)]
struct Row {
    id: String,
    recipient: String,
    letter: String,
    state: String,
    attempts: i64,
    error: Option<String>,
}

impl Bench {
    /// Every mail, oldest first.
    async fn mails(&self) -> Vec<Row> {
        let rows: Vec<(String, String, String, String, i64, Option<String>)> = sqlx::query_as(
            "SELECT id, recipient, letter, state, attempts, error FROM mails ORDER BY id",
        )
        .fetch_all(self.store())
        .await
        .unwrap();
        rows.into_iter()
            .map(|(id, recipient, letter, state, attempts, error)| Row {
                id,
                recipient,
                letter,
                state,
                attempts,
                error,
            })
            .collect()
    }

    /// The letters of mails that wait, oldest first.
    async fn letters(&self) -> Vec<Letter> {
        let mails = self.mails().await;
        let waiting = mails.iter().filter(|mail| mail.state == "waiting");
        waiting
            .map(|mail| serde_json::from_str(&mail.letter).unwrap())
            .collect()
    }

    /// As if every pause and every lease had passed.
    async fn let_mails_be_due(&self) {
        self.change("UPDATE mails SET due_at = 0").await;
    }

    /// A round of the worker.
    async fn send(&self, words: &Words, post: &Post) -> usize {
        self.shop.send_due_mails(words, post).await.unwrap()
    }
}

/// Writes the letter's kind as every word of a mail, and remembers what it was asked for.
#[derive(Clone, Default)]
struct Words {
    written: Arc<Mutex<Vec<&'static str>>>,
    /// What stands in the subject after the kind.
    subject: &'static str,
}

impl Words {
    fn written(&self) -> Vec<&'static str> {
        self.written.lock().unwrap().clone()
    }
}

impl Write for Words {
    async fn write(&self, _: &Shop, locale: &str, letter: &Letter) -> Result<Written, StoreError> {
        let kind = letter.kind();
        self.written.lock().unwrap().push(kind);
        Ok(Written {
            subject: format!("{kind}{}", self.subject),
            text: format!("{kind} in {locale}\nGrüße"),
            html: format!("<p>{kind} in {locale}: Grüße</p>"),
        })
    }
}

fn sender() -> Sender {
    Sender::new("Kelp & Clay", "shop@shop.example").unwrap()
}

/// A folder for mails.
struct Folder(TempDir);

impl Folder {
    fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("mail")
    }

    fn post(&self) -> Post {
        Post::folder(sender(), self.path())
    }

    /// Names and contents.
    fn files(&self) -> Vec<(String, String)> {
        read(&self.path())
    }
}

fn read(folder: &Path) -> Vec<(String, String)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}
