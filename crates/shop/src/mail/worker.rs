//! The background task that sends the mails that wait: soon after they were written down, again after a pause that grows, and
//! not at all after too many failures.

use std::{pin::pin, time::Duration};

use super::{
    Letter, Post, Write,
    sending::{Mail, SendError},
};
use crate::{
    Shop, StoreError, clock,
    payments::{FaultPoint, fault_point},
    store::{Columns, DueRows, TakenRow, pause_after},
};

/// How often it looks for mails that another process wrote down, or that are due again.
const LOOK_EVERY: Duration = Duration::from_secs(1);
const DUE_MAILS: DueRows = DueRows {
    table: "mails",
    // Mail servers do not like many connections of one client.
    at_once: 4,
};
/// The pause after the first failure; it doubles, up to [`LONGEST_PAUSE`].
const FIRST_PAUSE: i64 = 5_000;
const LONGEST_PAUSE: i64 = 4 * 60 * 60 * 1000;
/// After this many failures (some two days) a mail is left for a person to look at.
const ATTEMPTS: i64 = 24;
/// How long mails are remembered that were sent or given up, in milliseconds.
const KEEP: i64 = 30 * 24 * 60 * 60 * 1000;

struct Taken {
    id: String,
    recipient: String,
    locale: String,
    letter: String,
    attempts: i64,
    until: i64,
    written_at: i64,
}

impl Taken {
    fn read(taken: &TakenRow) -> Result<Taken, StoreError> {
        let row = &taken.row;
        Ok(Taken {
            id: row.text("id")?,
            recipient: row.text("recipient")?,
            locale: row.text("locale")?,
            letter: row.text("letter")?,
            attempts: taken.attempts,
            until: taken.until,
            written_at: row.integer("created_at")?,
        })
    }
}

impl Shop {
    /// Sends mails, in the words of `letters` and by `post`, until `stop` ends. Those that are being handed over then are
    /// not cut off: they would go out a second time.
    pub async fn run_mail_worker(
        self,
        letters: impl Write,
        post: Post,
        stop: impl Future<Output = ()>,
    ) {
        let mut stop = pin!(stop);
        loop {
            let pause = match self.send_due_mails(&letters, &post).await {
                // There may be more.
                Ok(sent) if sent > 0 => Duration::ZERO,
                Ok(_) => LOOK_EVERY,
                Err(error) => {
                    tracing::error!(%error, "mails could not be sent");
                    LOOK_EVERY
                }
            };
            let woken = tokio::time::timeout(pause, self.mail_worker().notified());
            tokio::select! {
                biased;
                () = &mut stop => return,
                _ = woken => {}
            }
        }
    }

    /// Sends the mails that are due, and says how many it took.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn send_due_mails(
        &self,
        letters: &impl Write,
        post: &Post,
    ) -> Result<usize, StoreError> {
        let taken = self.take_due_mails().await?;
        let count = taken.len();
        let mut running = tokio::task::JoinSet::new();
        for mail in taken {
            let (shop, letters, post) = (self.clone(), letters.clone(), post.clone());
            running.spawn(async move {
                let (id, until) = (mail.id.clone(), mail.until);
                let sending = shop.send_taken(mail, &letters, &post);
                DUE_MAILS
                    .keep_during(shop.store(), &id, until, sending)
                    .await
            });
        }
        let mut result = Ok(count);
        // All of them, whatever becomes of one: a mail in somebody's hand is not cut off.
        while let Some(done) = running.join_next().await {
            match done {
                Ok(Ok(())) => {}
                Ok(Err(error)) => result = Err(error),
                Err(error) => tracing::error!(%error, "sending a mail broke off"),
            }
        }
        result
    }

    async fn take_due_mails(&self) -> Result<Vec<Taken>, StoreError> {
        let taken = DUE_MAILS
            .take(self.store())
            .await?
            .iter()
            .map(Taken::read)
            .collect::<Result<Vec<_>, _>>()?;
        if !taken.is_empty() {
            fault_point(FaultPoint::MailTaken);
        }
        Ok(taken)
    }

    async fn send_taken(
        &self,
        taken: Taken,
        letters: &impl Write,
        post: &Post,
    ) -> Result<(), StoreError> {
        let (id, attempts) = (taken.id.clone(), taken.attempts);
        let letter = serde_json::from_str::<Letter>(&taken.letter);
        let kind = letter.as_ref().map_or("unreadable", Letter::kind);
        let sent = match letter {
            _ if attempts > ATTEMPTS => Err(SendError::BrokenOff),
            Ok(letter) => self.hand_over(taken, &letter, letters, post).await,
            Err(error) => Err(SendError::Unsendable(error.to_string())),
        };
        match sent {
            Ok(()) => {
                fault_point(FaultPoint::MailSent);
                metrics::counter!("till_mails_sent_total", "kind" => kind).increment(1);
                self.note_sent(&id).await
            }
            Err(error) if error.is_final() || attempts >= ATTEMPTS => {
                let why = error.without_addresses();
                tracing::error!(mail = id, kind, why, "a mail is parked");
                metrics::counter!("till_mails_parked_total", "kind" => kind).increment(1);
                self.park(&id, &error).await
            }
            Err(error) => {
                let why = error.without_addresses();
                tracing::warn!(mail = id, kind, why, "a mail waits");
                let pause = pause_after(attempts, FIRST_PAUSE, LONGEST_PAUSE);
                self.put_off_mail(&id, pause, &error).await
            }
        }
    }

    async fn hand_over(
        &self,
        taken: Taken,
        letter: &Letter,
        letters: &impl Write,
        post: &Post,
    ) -> Result<(), SendError> {
        let words = letters.write(self, &taken.locale, letter).await?;
        let mail = Mail {
            id: taken.id,
            recipient: taken.recipient,
            written_at: taken.written_at,
            words,
        };
        post.send(&mail).await
    }

    /// The letter goes with it: its links are somebody else's business now.
    async fn note_sent(&self, id: &str) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE mails SET state = 'sent', sent_at = $1, letter = '', error = NULL WHERE id = $2",
        )
        .bind(clock::now())
        .bind(id)
        .execute(self.store().pool())
        .await?;
        Ok(())
    }

    async fn park(&self, id: &str, why: &SendError) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE mails SET state = 'parked', error = $1 WHERE id = $2 AND state = 'waiting'",
        )
        .bind(why.to_string())
        .bind(id)
        .execute(self.store().pool())
        .await?;
        Ok(())
    }

    async fn put_off_mail(&self, id: &str, pause: i64, why: &SendError) -> Result<(), StoreError> {
        sqlx::query("UPDATE mails SET due_at = $1, error = $2 WHERE id = $3 AND state = 'waiting'")
            .bind(clock::now().saturating_add(pause))
            .bind(why.to_string())
            .bind(id)
            .execute(self.store().pool())
            .await?;
        Ok(())
    }

    /// Forgets mails that were sent, or given up, long ago.
    pub(crate) async fn forget_old_mails(&self) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM mails WHERE state IN ('sent', 'parked') AND due_at < $1")
            .bind(clock::now().saturating_sub(KEEP))
            .execute(self.store().pool())
            .await?;
        Ok(())
    }
}
