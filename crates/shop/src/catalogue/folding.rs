//! Folding of texts, so that a search finds `Maëlle` by `maelle`.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The words of a text without case and accents. Each is letters and digits only.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.into_iter()
}

/// The words of all texts, a space before each, as the store keeps them for searching: ` wor` is found where a word begins
/// so, and only there.
pub(super) fn searchable<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    texts
        .into_iter()
        .flat_map(words)
        .flat_map(|word| [" ".to_owned(), word])
        .collect()
}

fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for letter in letter.to_lowercase() {
            // Letters that Unicode does not take apart, as people without them on their keyboard write them.
            match letter {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'þ' => folded.push_str("th"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ħ' => folded.push('h'),
                'ı' => folded.push('i'),
                'ς' => folded.push('σ'),
                // Lowercasing İ leaves a dot of its own behind.
                mark if is_combining_mark(mark) => {}
                other => folded.push(other),
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        searchable([text])
    }

    #[test]
    fn case_and_accents_do_not_matter() {
        assert_eq!(of("Maëlle LE GOFF"), " maelle le goff");
        assert_eq!(of("Ma\u{eb}lle"), of("Mae\u{308}lle"));
        assert_eq!(
            of("Smørrebrød, Straße & Œuvre"),
            " smorrebrod strasse oeuvre"
        );
        assert_eq!(of("İstanbul ISPARTA ılık"), " istanbul isparta ilik");
    }

    #[test]
    fn wildcards_and_other_signs_only_separate_words() {
        assert_eq!(
            of("100 % l_in\\en -- d'Ouessant"),
            " 100 l in en d ouessant"
        );
        assert_eq!(of(" %_\\ … "), "");
    }
}
