//! JSON laid out for reading, with links from ids to their objects.

use serde_json::Value;

use super::links;
use crate::pages::html::{Markup, html};

/// The JSON of an object, folded away.
pub(super) fn folded(title: &str, value: &Value) -> Markup {
    // The script remembers by this id what was unfolded.
    html!(
        "<details id=\"json-{}\"><summary>{}</summary>{}</details>",
        title.replace(' ', "-"),
        title,
        open(title, value),
    )
}

/// The JSON of an object. It may be wider than the page, so that it can be scrolled by keyboard.
pub(super) fn open(name: &str, value: &Value) -> Markup {
    html!(
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"JSON of {}\"><code>{}</code></pre>",
        name,
        lines(value, 0)
    )
}

fn lines(value: &Value, depth: usize) -> Markup {
    let inner = "  ".repeat(depth + 1);
    let outer = "  ".repeat(depth);
    let between = |position: usize| if position == 0 { "\n" } else { ",\n" };
    match value {
        Value::Object(members) if !members.is_empty() => {
            let members: Markup = members
                .iter()
                .enumerate()
                .map(|(position, (name, value))| {
                    html!(
                        "{}{}<b>{}</b>: {}",
                        between(position),
                        inner,
                        quoted(name),
                        lines(value, depth + 1)
                    )
                })
                .collect();
            html!("{{{}\n{}}}", members, outer)
        }
        Value::Array(elements) if !elements.is_empty() => {
            let elements: Markup = elements
                .iter()
                .enumerate()
                .map(|(position, value)| {
                    html!("{}{}{}", between(position), inner, lines(value, depth + 1))
                })
                .collect();
            html!("[{}\n{}]", elements, outer)
        }
        Value::String(text) if links::is_id(text) => {
            html!("\"<a href=\"{}\">{}</a>\"", links::path(text), text)
        }
        Value::String(text) => quoted(text),
        other => html!("{}", other.to_string()),
    }
}

fn quoted(text: &str) -> Markup {
    html!("{}", Value::from(text).to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn json_is_laid_out_and_its_ids_are_links() {
        let value = json!({ "a": [1, {}], "customer": "cus_0123456789abcdef", "t": "<" });
        assert_eq!(
            lines(&value, 0).into_string(),
            "{\n  <b>&quot;a&quot;</b>: [\n    1,\n    {}\n  ],\n  <b>&quot;customer&quot;</b>: \
             \"<a href=\"/customers/cus_0123456789abcdef\">cus_0123456789abcdef</a>\",\n  \
             <b>&quot;t&quot;</b>: &quot;&lt;&quot;\n}"
        );
    }
}
