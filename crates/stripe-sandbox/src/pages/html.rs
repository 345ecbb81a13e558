//! HTML that what it shows cannot break: [`html!`] escapes every text that goes into a template.

use std::fmt::{self, Display, Formatter, Write};
use std::sync::Arc;

/// A piece of HTML, well-formed and safe to send.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Markup(String);

/// What can stand in a template: text, which is escaped, or a piece of HTML, which is not.
pub(super) trait Render {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result;
}

/// Gives a value to `format!` as a template wants it.
pub(super) struct Rendered<'a, T: ?Sized>(pub(super) &'a T);

/// Fills a template, as `format!` does, with values that are [`Render`].
macro_rules! html {
    ($template:literal $(, $value:expr)* $(,)?) => {
        $crate::pages::html::Markup::of_template(
            format!($template $(, $crate::pages::html::Rendered(&$value))*)
        )
    };
}
pub(super) use html;

impl Markup {
    /// What [`html!`] made; nothing else may claim that text is HTML.
    pub(super) fn of_template(text: String) -> Self {
        Self(text)
    }

    pub(super) fn into_string(self) -> String {
        self.0
    }
}

impl FromIterator<Markup> for Markup {
    fn from_iter<T: IntoIterator<Item = Markup>>(pieces: T) -> Self {
        let mut whole = Self::default();
        for piece in pieces {
            whole.0.push_str(&piece.0);
        }
        whole
    }
}

impl<T: Render + ?Sized> Display for Rendered<'_, T> {
    fn fmt(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.0.render(out)
    }
}

impl Render for Markup {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl Render for str {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
        for character in self.chars() {
            match character {
                '&' => out.write_str("&amp;")?,
                '<' => out.write_str("&lt;")?,
                '>' => out.write_str("&gt;")?,
                '"' => out.write_str("&quot;")?,
                '\'' => out.write_str("&#39;")?,
                other => out.write_char(other)?,
            }
        }
        Ok(())
    }
}

impl Render for String {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.as_str().render(out)
    }
}

impl<T: Render + ?Sized> Render for &T {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
        T::render(self, out)
    }
}

impl<T: Render + ?Sized> Render for Arc<T> {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
        T::render(self, out)
    }
}

/// Nothing, where there is nothing.
impl<T: Render> Render for Option<T> {
    fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
        self.as_ref().map_or(Ok(()), |value| value.render(out))
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {
        $(impl Render for $number {
            fn render(&self, out: &mut Formatter<'_>) -> fmt::Result {
                Display::fmt(self, out)
            }
        })+
    };
}

numbers!(i64, u16, u64, usize);

/// Text as it may stand in HTML, between tags or in a quoted attribute.
pub(super) fn escaped(text: &str) -> String {
    Rendered(text).to_string()
}

#[cfg(test)]
mod tests {
    #[test]
    fn text_is_escaped_and_html_is_not() {
        let text = "<b title='x'>&\"</b>";
        let inner = html!("<i>{}</i>", text);
        let outer = html!("<p id=\"{}\">{}{}</p>", 7_usize, inner, None::<&str>);
        assert_eq!(
            outer.into_string(),
            "<p id=\"7\"><i>&lt;b title=&#39;x&#39;&gt;&amp;&quot;&lt;/b&gt;</i></p>"
        );
    }
}
