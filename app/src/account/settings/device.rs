//! What a browser and its machine are called, as far as people tell them apart.

use words::Locale;

/// Each with what marks it in what a browser calls itself; the first that is found is meant, because most browsers name others
/// too.
const BROWSERS: [(&str, &str); 6] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrom", "Chrome"),
    ("Safari/", "Safari"),
];
const SYSTEMS: [(&str, &str); 7] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
];

/// A device as its owner knows it: "Firefox, Windows".
pub(super) fn device(t: Locale, user_agent: &str) -> String {
    let known = |marks: &[(&str, &'static str)]| {
        marks
            .iter()
            .find(|(mark, _)| user_agent.contains(mark))
            .map(|(_, name)| *name)
    };
    match (known(&BROWSERS), known(&SYSTEMS)) {
        (Some(browser), Some(system)) => t.account_device(&browser, &system),
        (Some(known), None) | (None, Some(known)) => known.to_owned(),
        (None, None) => t.account_device_unknown().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_that_name_others_are_told_apart() {
        let named = |agent: &str| device(Locale::En, agent);
        let chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";
        assert_eq!(named(chrome), "Chrome, Linux");
        assert_eq!(named(&format!("{chrome} Edg/140.0.0.0")), "Edge, Linux");
        let phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
        assert_eq!(named(phone), "Safari, iPhone");
        assert_eq!(named("curl/8.0"), "Unknown device");
    }
}
