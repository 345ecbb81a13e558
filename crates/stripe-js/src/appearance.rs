//! How Elements look: Stripe's Appearance API, for those Elements that follow it (all but the card's).

use crate::options::Options;

/// What the variables start from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Stripe's own, light.
    #[default]
    Stripe,
    /// Dark.
    Night,
    /// Without shadows and with little else.
    Flat,
}

/// Where labels stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// As the other settings suggest.
    Auto,
    /// Above their field.
    Above,
    /// Inside their field.
    Floating,
}

/// How far fields stand apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Inputs {
    /// Each for itself.
    Spaced,
    /// Joined.
    Condensed,
}

/// A value that a theme is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "named as in Stripe's Appearance API, which explains them"
)]
pub enum Variable {
    AccessibleColorOnColorPrimary,
    BorderRadius,
    ColorBackground,
    ColorDanger,
    ColorIcon,
    ColorPrimary,
    ColorSuccess,
    ColorText,
    ColorTextPlaceholder,
    ColorTextSecondary,
    ColorWarning,
    FocusBoxShadow,
    FocusOutline,
    FontFamily,
    FontLineHeight,
    FontSizeBase,
    FontSizeSm,
    FontWeightBold,
    FontWeightMedium,
    FontWeightNormal,
    InputColorBorder,
    InputFocusColorBorder,
    LabelColorText,
    LabelFontSize,
    LabelFontWeight,
    LabelSpacing,
    SpacingGridColumn,
    SpacingGridRow,
    SpacingUnit,
}

impl Variable {
    fn as_str(self) -> &'static str {
        match self {
            Self::AccessibleColorOnColorPrimary => "accessibleColorOnColorPrimary",
            Self::BorderRadius => "borderRadius",
            Self::ColorBackground => "colorBackground",
            Self::ColorDanger => "colorDanger",
            Self::ColorIcon => "colorIcon",
            Self::ColorPrimary => "colorPrimary",
            Self::ColorSuccess => "colorSuccess",
            Self::ColorText => "colorText",
            Self::ColorTextPlaceholder => "colorTextPlaceholder",
            Self::ColorTextSecondary => "colorTextSecondary",
            Self::ColorWarning => "colorWarning",
            Self::FocusBoxShadow => "focusBoxShadow",
            Self::FocusOutline => "focusOutline",
            Self::FontFamily => "fontFamily",
            Self::FontLineHeight => "fontLineHeight",
            Self::FontSizeBase => "fontSizeBase",
            Self::FontSizeSm => "fontSizeSm",
            Self::FontWeightBold => "fontWeightBold",
            Self::FontWeightMedium => "fontWeightMedium",
            Self::FontWeightNormal => "fontWeightNormal",
            Self::InputColorBorder => "inputColorBorder",
            Self::InputFocusColorBorder => "inputFocusColorBorder",
            Self::LabelColorText => "labelColorText",
            Self::LabelFontSize => "labelFontSize",
            Self::LabelFontWeight => "labelFontWeight",
            Self::LabelSpacing => "labelSpacing",
            Self::SpacingGridColumn => "spacingGridColumn",
            Self::SpacingGridRow => "spacingGridRow",
            Self::SpacingUnit => "spacingUnit",
        }
    }
}

/// A look, built from a theme on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Appearance {
    theme: Theme,
    variables: Vec<(Variable, String)>,
    rules: Vec<(String, Vec<(String, String)>)>,
    labels: Option<Labels>,
    inputs: Option<Inputs>,
    still: bool,
}

impl Appearance {
    /// The theme as it is.
    #[must_use]
    pub fn new(theme: Theme) -> Self {
        Self {
            theme,
            ..Self::default()
        }
    }

    /// Sets a variable. Frames of Stripe's do not see the page's custom properties: `value` must be plain CSS.
    #[must_use]
    pub fn variable(mut self, variable: Variable, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| *known != variable);
        self.variables.push((variable, value.into()));
        self
    }

    /// Sets a CSS property (`camelCase`) for one of Stripe's class selectors, such as `.Input:focus`.
    #[must_use]
    pub fn rule(mut self, selector: &str, property: &str, value: impl Into<String>) -> Self {
        let declaration = (property.to_owned(), value.into());
        match self.rules.iter_mut().find(|(known, _)| known == selector) {
            Some((_, declarations)) => declarations.push(declaration),
            None => self.rules.push((selector.to_owned(), vec![declaration])),
        }
        self
    }

    /// Sets where labels stand.
    #[must_use]
    pub fn labels(mut self, labels: Labels) -> Self {
        self.labels = Some(labels);
        self
    }

    /// Sets how far fields stand apart.
    #[must_use]
    pub fn inputs(mut self, inputs: Inputs) -> Self {
        self.inputs = Some(inputs);
        self
    }

    /// Switches animations off, for customers who prefer reduced motion.
    #[must_use]
    pub fn still(mut self) -> Self {
        self.still = true;
        self
    }

    pub(crate) fn options(&self) -> Options {
        let theme = match self.theme {
            Theme::Stripe => "stripe",
            Theme::Night => "night",
            Theme::Flat => "flat",
        };
        let labels = self.labels.map(|labels| match labels {
            Labels::Auto => "auto",
            Labels::Above => "above",
            Labels::Floating => "floating",
        });
        let inputs = self.inputs.map(|inputs| match inputs {
            Inputs::Spaced => "spaced",
            Inputs::Condensed => "condensed",
        });
        let variables = self
            .variables
            .iter()
            .fold(Options::new(), |all, (variable, value)| {
                all.with(variable.as_str(), value)
            });
        let rules = self
            .rules
            .iter()
            .fold(Options::new(), |all, (selector, declarations)| {
                let rule = declarations
                    .iter()
                    .fold(Options::new(), |rule, (property, value)| {
                        rule.with(property, value)
                    });
                all.with(selector, rule)
            });
        Options::new()
            .with("theme", theme)
            .with_filled("variables", variables)
            .with_filled("rules", rules)
            .with_some("labels", labels)
            .with_some("inputs", inputs)
            .with_true("disableAnimations", self.still)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_theme_is_all_there_is() {
        let options = Appearance::new(Theme::Night).options();
        assert_eq!(options, Options::new().with("theme", "night"));
    }

    #[test]
    fn variables_are_set_once_and_rules_are_gathered_by_selector() {
        let appearance = Appearance::new(Theme::Flat)
            .variable(Variable::ColorPrimary, "#111")
            .variable(Variable::ColorPrimary, "#222")
            .rule(".Input", "border", "0")
            .rule(".Tab", "padding", "2px")
            .rule(".Input", "color", "red")
            .labels(Labels::Floating)
            .inputs(Inputs::Condensed)
            .still();
        let input = Options::new().with("border", "0").with("color", "red");
        let expected = Options::new()
            .with("theme", "flat")
            .with("variables", Options::new().with("colorPrimary", "#222"))
            .with(
                "rules",
                Options::new()
                    .with(".Input", input)
                    .with(".Tab", Options::new().with("padding", "2px")),
            )
            .with("labels", "floating")
            .with("inputs", "condensed")
            .with("disableAnimations", true);
        assert_eq!(appearance.options(), expected);
    }
}
