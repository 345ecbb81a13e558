#![doc = include_str!("../README.md")]

include!(concat!(env!("OUT_DIR"), "/words.rs"));

impl Locale {
    /// The language with that tag, or English.
    pub fn from_tag(tag: &str) -> Locale {
        Locale::ALL
            .iter()
            .copied()
            .find(|locale| locale.tag() == tag)
            .unwrap_or_default()
    }

    /// The language that an `Accept-Language` header asks for first among those there are, or English.
    pub fn from_accept_language(header: &str) -> Locale {
        header
            .split(',')
            .filter_map(|range| {
                let tag = range.split(';').next()?.trim();
                let language = tag.split('-').next()?;
                Locale::ALL
                    .iter()
                    .copied()
                    .find(|locale| language.eq_ignore_ascii_case(locale.tag()))
            })
            .next()
            .unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_that_there_is_wins() {
        assert_eq!(Locale::from_accept_language("xx, en-GB;q=0.8"), Locale::En);
        assert_eq!(Locale::from_accept_language(""), Locale::default());
    }

    #[test]
    fn a_tag_reads_back() {
        for locale in Locale::ALL {
            assert_eq!(Locale::from_tag(locale.tag()), *locale);
        }
        assert_eq!(Locale::from_tag("tlh"), Locale::default());
    }

    #[test]
    fn a_count_of_one_takes_its_own_form() {
        assert_eq!(Locale::En.cart_pieces(1), "1 item");
        assert_eq!(Locale::En.cart_pieces(0), "0 items");
    }
}
