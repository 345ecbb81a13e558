//! How a card's Element looks. It knows CSS properties by state, and nothing of the Appearance API.

use crate::options::Options;

/// CSS properties (`camelCase`, plain values) for the states of a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FieldStyle {
    /// Always.
    pub base: Variant,
    /// When what was typed is complete.
    pub complete: Variant,
    /// When nothing is typed.
    pub empty: Variant,
    /// When what was typed is wrong.
    pub invalid: Variant,
}

/// CSS properties of one state, and of pseudo-classes within it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Variant {
    properties: Vec<(String, String)>,
    pseudo: Vec<(String, Vec<(String, String)>)>,
}

impl Variant {
    /// Sets a property, such as `color`, `fontFamily`, `fontSize`, `iconColor`.
    #[must_use]
    pub fn set(mut self, property: &str, value: impl Into<String>) -> Self {
        self.properties.push((property.to_owned(), value.into()));
        self
    }

    /// Sets a property of a pseudo-class or -element, such as `::placeholder` or `:focus`.
    #[must_use]
    pub fn set_for(mut self, pseudo: &str, property: &str, value: impl Into<String>) -> Self {
        let declaration = (property.to_owned(), value.into());
        match self.pseudo.iter_mut().find(|(known, _)| known == pseudo) {
            Some((_, declarations)) => declarations.push(declaration),
            None => self.pseudo.push((pseudo.to_owned(), vec![declaration])),
        }
        self
    }

    fn options(&self) -> Options {
        let declared = |declarations: &[(String, String)]| {
            declarations
                .iter()
                .fold(Options::new(), |all, (property, value)| {
                    all.with(property, value)
                })
        };
        self.pseudo
            .iter()
            .fold(declared(&self.properties), |all, (pseudo, declarations)| {
                all.with(pseudo, declared(declarations))
            })
    }
}

impl FieldStyle {
    pub(crate) fn options(&self) -> Options {
        Options::new()
            .with_filled("base", self.base.options())
            .with_filled("complete", self.complete.options())
            .with_filled("empty", self.empty.options())
            .with_filled("invalid", self.invalid.options())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_without_properties_are_left_out() {
        assert!(FieldStyle::default().options().is_empty());
        let style = FieldStyle {
            base: Variant::default()
                .set("color", "#111")
                .set_for("::placeholder", "color", "#999"),
            invalid: Variant::default().set("iconColor", "#c00"),
            ..FieldStyle::default()
        };
        let base = Options::new()
            .with("color", "#111")
            .with("::placeholder", Options::new().with("color", "#999"));
        let expected = Options::new()
            .with("base", base)
            .with("invalid", Options::new().with("iconColor", "#c00"));
        assert_eq!(style.options(), expected);
    }
}
