//! What the calls of the cart answer, and how it travels.
//!
//! As plain text, because a reader of JSON would be the largest part of what every page of the catalogue loads: three
//! lines (pieces, class, sentence), and the rest is HTML.

use leptos::server_fn::{
    Bytes, ContentType, Decodes, Encodes, Format, FormatType,
    error::{FromServerFnError, ServerFnErrorErr},
};

/// The cart after a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CartAnswer {
    /// Pieces in it.
    pub count: u32,
    /// How the sentence looks: its classes.
    pub class: String,
    /// One sentence about how the call went; may be empty.
    pub sentence: String,
    /// What is in it, as the drawer and the cart page show it.
    pub contents: String,
}

/// Why a call came to nothing. The cart is as it was before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartError {
    /// The shop could not be reached or could not read its store; trying again may help.
    Unavailable,
    /// The call does not say what to do; trying again does not help.
    NotUnderstood,
}

impl FromServerFnError for CartError {
    type Encoder = PlainText;

    fn from_server_fn_error(error: ServerFnErrorErr) -> CartError {
        match error {
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => CartError::NotUnderstood,
            _ => CartError::Unavailable,
        }
    }
}

/// The encoding of [`CartAnswer`] and [`CartError`].
#[derive(Debug)]
pub struct PlainText;

/// The text is not what [`PlainText`] writes.
#[derive(Debug)]
pub struct NotAnAnswer;

impl std::fmt::Display for NotAnAnswer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not an answer about a cart")
    }
}

impl ContentType for PlainText {
    const CONTENT_TYPE: &'static str = "text/plain; charset=utf-8";
}

impl FormatType for PlainText {
    const FORMAT_TYPE: Format = Format::Text;
}

impl Encodes<CartAnswer> for PlainText {
    type Error = NotAnAnswer;

    fn encode(answer: &CartAnswer) -> Result<Bytes, NotAnAnswer> {
        let sentence = answer.sentence.replace('\n', " ");
        let text = [
            &answer.count.to_string(),
            &answer.class,
            &sentence,
            &answer.contents,
        ];
        Ok(Bytes::from(text.map(String::as_str).join("\n")))
    }
}

impl Decodes<CartAnswer> for PlainText {
    type Error = NotAnAnswer;

    fn decode(bytes: Bytes) -> Result<CartAnswer, NotAnAnswer> {
        let text = std::str::from_utf8(&bytes).map_err(|_| NotAnAnswer)?;
        let mut parts = text.splitn(4, '\n');
        let mut part = || parts.next().ok_or(NotAnAnswer);
        Ok(CartAnswer {
            count: part()?.parse().map_err(|_| NotAnAnswer)?,
            class: part()?.to_owned(),
            sentence: part()?.to_owned(),
            contents: part()?.to_owned(),
        })
    }
}

impl Encodes<CartError> for PlainText {
    type Error = NotAnAnswer;

    fn encode(error: &CartError) -> Result<Bytes, NotAnAnswer> {
        Ok(Bytes::from_static(match error {
            CartError::Unavailable => b"unavailable",
            CartError::NotUnderstood => b"not understood",
        }))
    }
}

impl Decodes<CartError> for PlainText {
    type Error = NotAnAnswer;

    fn decode(bytes: Bytes) -> Result<CartError, NotAnAnswer> {
        match bytes.as_ref() {
            b"not understood" => Ok(CartError::NotUnderstood),
            _ => Ok(CartError::Unavailable),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(sentence: &str) -> CartAnswer {
        CartAnswer {
            count: 3,
            class: "notice success".to_owned(),
            sentence: sentence.to_owned(),
            contents: "<ul>\n<li>Mug</li>\n</ul>".to_owned(),
        }
    }

    fn travelled(answer: &CartAnswer) -> CartAnswer {
        PlainText::decode(PlainText::encode(answer).expect("encodes")).expect("decodes")
    }

    #[test]
    fn an_answer_arrives_as_it_was_sent() {
        for sentence in ["", "Added: Mug"] {
            assert_eq!(travelled(&answer(sentence)), answer(sentence));
        }
    }

    #[test]
    fn a_line_break_in_a_title_does_not_shift_the_rest() {
        assert_eq!(travelled(&answer("Added:\nMug")), answer("Added: Mug"));
    }

    #[test]
    fn a_proxys_error_page_is_not_taken_for_a_cart() {
        let page = Bytes::from_static(b"<html>\n502 Bad Gateway\n</html>\n\n");
        let read: Result<CartAnswer, _> = PlainText::decode(page);
        assert!(read.is_err());
    }

    #[test]
    fn errors_arrive_as_what_they_are() {
        for error in [CartError::Unavailable, CartError::NotUnderstood] {
            let bytes = PlainText::encode(&error).expect("encodes");
            let read: CartError = PlainText::decode(bytes).expect("decodes");
            assert_eq!(read, error);
        }
    }
}
