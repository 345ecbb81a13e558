//! Countries that orders are delivered to, and what their postal codes look like.

use serde::{Deserialize, Serialize};

/// A country that orders are delivered to, by its ISO 3166-1 code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country(u8);

struct Row {
    code: &'static str,
    /// Shapes of the postal code: `N` a digit, `A` a letter, `?` an optional space, all else itself.
    postal_codes: &'static [&'static str],
    /// One that exists, to show what is meant.
    example: &'static str,
}

impl Country {
    /// Every country, by its code.
    pub fn all() -> impl Iterator<Item = Country> {
        (0..TABLE.len()).map(|index| Country(index as u8))
    }

    fn row(self) -> &'static Row {
        &TABLE[usize::from(self.0)]
    }

    /// ISO 3166-1 alpha-2 code, like `DE`.
    pub fn code(self) -> &'static str {
        self.row().code
    }

    /// The country of that code, in capitals.
    pub fn from_code(code: &str) -> Option<Country> {
        Country::all().find(|country| country.code() == code)
    }

    /// A postal code that exists there.
    pub fn postal_code_example(self) -> &'static str {
        self.row().example
    }

    /// The postal code in capitals without outer space, if it has the country's shape.
    pub fn postal_code(self, text: &str) -> Option<String> {
        let code = text.trim().to_uppercase();
        self.row()
            .postal_codes
            .iter()
            .any(|shape| fits(shape, &code))
            .then_some(code)
    }
}

fn fits(shape: &str, code: &str) -> bool {
    let mut rest = code.chars().peekable();
    for mark in shape.chars() {
        if mark == '?' {
            rest.next_if_eq(&' ');
            continue;
        }
        let fits = rest.next().is_some_and(|found| match mark {
            'N' => found.is_ascii_digit(),
            'A' => found.is_ascii_uppercase(),
            _ => found == mark,
        });
        if !fits {
            return false;
        }
    }
    rest.next().is_none()
}

impl TryFrom<String> for Country {
    type Error = String;
    fn try_from(code: String) -> Result<Country, String> {
        Country::from_code(&code).ok_or_else(|| format!("no delivery to the country {code}"))
    }
}

impl From<Country> for String {
    fn from(country: Country) -> String {
        country.code().to_owned()
    }
}

static TABLE: [Row; 33] = [
    Row {
        code: "AT",
        postal_codes: &["NNNN"],
        example: "1010",
    },
    Row {
        code: "BE",
        postal_codes: &["NNNN"],
        example: "1000",
    },
    Row {
        code: "BG",
        postal_codes: &["NNNN"],
        example: "1000",
    },
    Row {
        code: "CH",
        postal_codes: &["NNNN"],
        example: "8001",
    },
    Row {
        code: "CY",
        postal_codes: &["NNNN"],
        example: "1010",
    },
    Row {
        code: "CZ",
        postal_codes: &["NNN?NN"],
        example: "110 00",
    },
    Row {
        code: "DE",
        postal_codes: &["NNNNN"],
        example: "10115",
    },
    Row {
        code: "DK",
        postal_codes: &["NNNN"],
        example: "1050",
    },
    Row {
        code: "EE",
        postal_codes: &["NNNNN"],
        example: "10111",
    },
    Row {
        code: "ES",
        postal_codes: &["NNNNN"],
        example: "28001",
    },
    Row {
        code: "FI",
        postal_codes: &["NNNNN"],
        example: "00100",
    },
    Row {
        code: "FR",
        postal_codes: &["NNNNN"],
        example: "75001",
    },
    Row {
        code: "GB",
        postal_codes: &[
            "AN?NAA", "ANN?NAA", "AAN?NAA", "AANN?NAA", "ANA?NAA", "AANA?NAA",
        ],
        example: "SW1A 1AA",
    },
    Row {
        code: "GR",
        postal_codes: &["NNN?NN"],
        example: "104 31",
    },
    Row {
        code: "HR",
        postal_codes: &["NNNNN"],
        example: "10000",
    },
    Row {
        code: "HU",
        postal_codes: &["NNNN"],
        example: "1011",
    },
    Row {
        code: "IE",
        postal_codes: &[
            "ANN?AANN", "ANN?ANAN", "ANN?NNAA", "ANN?ANNN", "ANN?NNNA", "ANN?NANA", "ANN?NANN",
            "ANN?AAAA", "ANN?ANAA", "ANN?AANA", "ANN?AAAN", "ANN?NNAN", "ANN?NAAN", "ANN?NAAA",
            "ANN?NNNN", "ANN?ANNA", "ANA?AANN", "ANA?NNAA",
        ],
        example: "D02 AF30",
    },
    Row {
        code: "IS",
        postal_codes: &["NNN"],
        example: "101",
    },
    Row {
        code: "IT",
        postal_codes: &["NNNNN"],
        example: "00118",
    },
    Row {
        code: "LI",
        postal_codes: &["NNNN"],
        example: "9490",
    },
    Row {
        code: "LT",
        postal_codes: &["NNNNN"],
        example: "01100",
    },
    Row {
        code: "LU",
        postal_codes: &["NNNN"],
        example: "1009",
    },
    Row {
        code: "LV",
        postal_codes: &["LV-NNNN"],
        example: "LV-1050",
    },
    Row {
        code: "MT",
        postal_codes: &["AAA?NNNN"],
        example: "VLT 1117",
    },
    Row {
        code: "NL",
        postal_codes: &["NNNN?AA"],
        example: "1011 AB",
    },
    Row {
        code: "NO",
        postal_codes: &["NNNN"],
        example: "0150",
    },
    Row {
        code: "PL",
        postal_codes: &["NN-NNN"],
        example: "00-001",
    },
    Row {
        code: "PT",
        postal_codes: &["NNNN-NNN"],
        example: "1000-001",
    },
    Row {
        code: "RO",
        postal_codes: &["NNNNNN"],
        example: "010011",
    },
    Row {
        code: "SE",
        postal_codes: &["NNN?NN"],
        example: "111 20",
    },
    Row {
        code: "SI",
        postal_codes: &["NNNN"],
        example: "1000",
    },
    Row {
        code: "SK",
        postal_codes: &["NNN?NN"],
        example: "811 01",
    },
    Row {
        code: "US",
        postal_codes: &["NNNNN", "NNNNN-NNNN"],
        example: "10001",
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_takes_its_own_example_in_any_case_and_with_spaces_around() {
        for country in Country::all() {
            let example = country.postal_code_example();
            let typed = format!(" {} ", example.to_lowercase());
            assert_eq!(
                country.postal_code(&typed).as_deref(),
                Some(example),
                "{}",
                country.code()
            );
        }
    }

    #[test]
    fn a_postal_code_of_another_shape_is_refused() {
        let germany = Country::from_code("DE").expect("DE");
        for text in ["", "1011", "101155", "1O115", "10 115"] {
            assert_eq!(germany.postal_code(text), None, "{text}");
        }
    }
}
