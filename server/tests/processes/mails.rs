//! The mails that the shop has written down held against those in its folder.

use std::collections::BTreeMap;

use sqlx::Row;

use crate::World;

/// What the name of a mail ends with once its reader has put it aside.
pub(crate) const READ: &str = "read";

/// Both sides at one moment.
pub(crate) struct Mails {
    /// Whether it was sent, by the mail's id.
    written_down: BTreeMap<String, bool>,
    /// The text, by the mail's id.
    folder: BTreeMap<String, String>,
}

impl Mails {
    pub(crate) async fn read(world: &World) -> Mails {
        // The folder first: a mail that comes in between is not taken for one that nobody wrote down.
        let folder = read_folder(world);
        let rows = sqlx::query("SELECT id, state FROM mails")
            .fetch_all(&world.pool)
            .await
            .unwrap();
        let state = |row: &sqlx::any::AnyRow| row.get::<String, _>("state") == "sent";
        Mails {
            written_down: rows.iter().map(|row| (row.get("id"), state(row))).collect(),
            folder,
        }
    }

    /// Each is sent, and lies in the folder once.
    pub(crate) fn check(&self, problems: &mut Vec<String>) {
        for (id, sent) in &self.written_down {
            if !sent {
                problems.push(format!("the mail {id} is not sent"));
            } else if !self.folder.contains_key(id) {
                problems.push(format!("the mail {id} is sent and nowhere"));
            }
        }
        for id in self.folder.keys() {
            if !self.written_down.contains_key(id) {
                problems.push(format!("nobody wrote the mail {id} down"));
            }
        }
    }

    /// How many receipts of the order are in the folder.
    pub(crate) fn receipts(&self, order: i64) -> usize {
        let subject = format!("Subject: Receipt for order {order}\r\n");
        let mails = self.folder.values();
        mails.filter(|mail| mail.contains(&subject)).count()
    }
}

fn read_folder(world: &World) -> BTreeMap<String, String> {
    let Ok(entries) = std::fs::read_dir(world.folder.path().join("data/mail")) else {
        return BTreeMap::new();
    };
    entries
        .map(|entry| entry.unwrap().path())
        .filter_map(|path| {
            let whole = path
                .extension()
                .is_some_and(|kind| kind == "eml" || kind == READ);
            let id = path.file_stem().filter(|_| whole)?.to_str()?.to_owned();
            // Its reader may be putting it aside.
            Some((id, std::fs::read_to_string(&path).ok()?))
        })
        .collect()
}
