//! Turns `locales/<language>/<area>.toml` into methods of `Locale`.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

use toml::{Table, Value};

/// The language whose texts the others are held against.
const BASE: &str = "en";

/// A text, or one for each plural form.
enum Text {
    Plain(String),
    Counted { one: String, other: String },
}

type Texts = BTreeMap<String, Text>;

fn main() -> ExitCode {
    match generate() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn generate() -> Result<(), String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut languages = BTreeMap::new();
    for language in sorted_entries(&folder)? {
        if language.is_dir() {
            languages.insert(stem(&language), read_language(&language)?);
        }
    }
    let base = languages
        .get(BASE)
        .ok_or(format!("locales/{BASE} is missing"))?;
    for (language, texts) in &languages {
        compare(base, texts, language)?;
    }
    let out = PathBuf::from(env::var("OUT_DIR").map_err(|error| error.to_string())?);
    fs::write(out.join("words.rs"), write_code(base, &languages)?)
        .map_err(|error| error.to_string())
}

fn sorted_entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    paths.sort();
    Ok(paths)
}

fn stem(path: &Path) -> String {
    path.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn read_language(folder: &Path) -> Result<Texts, String> {
    let mut texts = Texts::new();
    for path in sorted_entries(folder)? {
        println!("cargo::rerun-if-changed={}", path.display());
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let source = fs::read_to_string(&path).map_err(|error| error.to_string())?;
        let table: Table = source
            .parse()
            .map_err(|error| format!("{}: {error}", path.display()))?;
        for (key, value) in table {
            let name = format!("{}_{key}", stem(&path));
            let text = match value {
                Value::String(text) => Text::Plain(text),
                Value::Table(forms) => counted(&forms).ok_or(format!(
                    "{}: {key} needs exactly `one` and `other`",
                    path.display()
                ))?,
                _ => return Err(format!("{}: {key} is not a text", path.display())),
            };
            texts.insert(name, text);
        }
    }
    Ok(texts)
}

fn counted(forms: &Table) -> Option<Text> {
    let form = |name: &str| Some(forms.get(name)?.as_str()?.to_owned());
    (forms.len() == 2).then_some(())?;
    Some(Text::Counted {
        one: form("one")?,
        other: form("other")?,
    })
}

fn compare(base: &Texts, texts: &Texts, language: &str) -> Result<(), String> {
    for (name, text) in base {
        let other = texts
            .get(name)
            .ok_or(format!("locales/{language} has no text {name}"))?;
        if parameters(text) != parameters(other) {
            return Err(format!(
                "{name} has other placeholders in {language} than in {BASE}"
            ));
        }
    }
    match texts.keys().find(|name| !base.contains_key(*name)) {
        Some(name) => Err(format!(
            "locales/{language} has a text {name} that {BASE} has not"
        )),
        None => Ok(()),
    }
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
}

/// Names of the placeholders, and whether there is a count.
fn parameters(text: &Text) -> (bool, BTreeSet<&str>) {
    match text {
        Text::Plain(text) => (false, placeholders(text).collect()),
        Text::Counted { one, other } => {
            let names = placeholders(one).chain(placeholders(other));
            (true, names.filter(|name| *name != "count").collect())
        }
    }
}

fn variant(language: &str) -> String {
    let mut letters = language.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

fn write_code(base: &Texts, languages: &BTreeMap<String, Texts>) -> Result<String, String> {
    let mut code = String::new();
    write_all(&mut code, base, languages).map_err(|error| error.to_string())?;
    Ok(code)
}

fn write_all(
    code: &mut String,
    base: &Texts,
    languages: &BTreeMap<String, Texts>,
) -> Result<(), std::fmt::Error> {
    writeln!(code, "/// A language that the shop speaks.")?;
    writeln!(
        code,
        "#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]\npub enum Locale {{"
    )?;
    for language in languages.keys() {
        let default = if language == BASE { "#[default] " } else { "" };
        writeln!(
            code,
            "    /// `{language}`\n    {default}{},",
            variant(language)
        )?;
    }
    writeln!(code, "}}\n\nimpl Locale {{")?;
    writeln!(
        code,
        "    /// Every language.\n    pub const ALL: &'static [Locale] = &["
    )?;
    for language in languages.keys() {
        writeln!(code, "        Locale::{},", variant(language))?;
    }
    writeln!(
        code,
        "    ];\n\n    /// Its tag for `lang` attributes, like `en`."
    )?;
    writeln!(
        code,
        "    pub fn tag(self) -> &'static str {{\n        match self {{"
    )?;
    for language in languages.keys() {
        writeln!(
            code,
            "            Locale::{} => {language:?},",
            variant(language)
        )?;
    }
    writeln!(code, "        }}\n    }}")?;
    for (name, text) in base {
        write_method(code, name, text, languages)?;
    }
    writeln!(code, "}}")
}

fn write_method(
    code: &mut String,
    name: &str,
    text: &Text,
    languages: &BTreeMap<String, Texts>,
) -> Result<(), std::fmt::Error> {
    let (counts, names) = parameters(text);
    let sample = match text {
        Text::Plain(text) => text,
        Text::Counted { other, .. } => other,
    };
    writeln!(
        code,
        "\n    /// “{}”",
        sample
            .replace('\n', " ")
            .replace(['[', ']', '<', '>', '`'], "")
    )?;
    write!(code, "    pub fn {name}(self")?;
    if counts {
        write!(code, ", count: u32")?;
    }
    for parameter in &names {
        write!(code, ", {parameter}: &dyn ::core::fmt::Display")?;
    }
    let formats = counts || !names.is_empty();
    let result = if formats { "String" } else { "&'static str" };
    writeln!(code, ") -> {result} {{\n        match self {{")?;
    for (language, texts) in languages {
        // One form of a counted text may do without its count.
        let shown = |text: &str| match (formats, text.contains('{')) {
            (true, true) => format!("format!({text:?})"),
            (true, false) => format!("String::from({text:?})"),
            (false, _) => format!("{text:?}"),
        };
        let body = match texts.get(name) {
            Some(Text::Plain(text)) => shown(text),
            Some(Text::Counted { one, other }) => {
                format!(
                    "if count == 1 {{ {} }} else {{ {} }}",
                    shown(one),
                    shown(other)
                )
            }
            None => continue,
        };
        writeln!(code, "            Locale::{} => {body},", variant(language))?;
    }
    writeln!(code, "        }}\n    }}")
}
