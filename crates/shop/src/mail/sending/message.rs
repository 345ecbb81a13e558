//! From words to a mail as the internet has it (RFC 5322), the same to the byte each time it is made.

use std::time::{Duration, SystemTime};

use lettre::{
    Address,
    message::{
        Mailbox, Message, MultiPart, SinglePart,
        header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue},
    },
};

use super::Sender;
use crate::mail::Written;

/// Says that no person wrote it, so that no machine answers (RFC 3834).
const AUTO_SUBMITTED: HeaderName = HeaderName::new_from_ascii_str("Auto-Submitted");

/// A mail that is on its way.
pub(in crate::mail) struct Mail {
    /// Its row's id.
    pub(in crate::mail) id: String,
    pub(in crate::mail) recipient: String,
    /// When it was written down, in Unix milliseconds.
    pub(in crate::mail) written_at: i64,
    pub(in crate::mail) words: Written,
}

impl Mail {
    pub(super) fn message(
        &self,
        from: &Sender,
        to: Address,
    ) -> Result<Message, lettre::error::Error> {
        let boundary = format!("={}=", self.id);
        let written_at = u64::try_from(self.written_at).unwrap_or(0) / 1000;
        Message::builder()
            .from(from.0.clone())
            .to(Mailbox::new(None, to))
            .subject(one_line(&self.words.subject))
            .date(SystemTime::UNIX_EPOCH + Duration::from_secs(written_at))
            .message_id(Some(format!("<{}@{}>", self.id, from.domain())))
            .raw_header(HeaderValue::new(
                AUTO_SUBMITTED,
                "auto-generated".to_owned(),
            ))
            .multipart(
                MultiPart::alternative()
                    .boundary(boundary)
                    .singlepart(part(ContentType::TEXT_PLAIN, &self.words.text))
                    .singlepart(part(ContentType::TEXT_HTML, &self.words.html)),
            )
    }
}

/// Always quoted-printable: lines stay short and the file can be read by eye.
fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder()
        .header(kind)
        .header(ContentTransferEncoding::QuotedPrintable)
        .body(text.to_owned())
}

/// A header ends where its line does: whatever a name or a subject is made of, it is one line.
pub(super) fn one_line(text: &str) -> String {
    let words: Vec<_> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}
