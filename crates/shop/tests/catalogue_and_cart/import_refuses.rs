//! Files with mistakes: each is told with its line, and nothing comes in.

use commerce::catalogue::Sort;

use crate::market::{CATALOGUE, HEADER, import, market, mistakes, open, slug};
use crate::support::on_both;

/// A category on line 2, a product on line 3, and its variant on line 4.
const SOUND: [&str; 3] = [
    "category,table,,Table,For the table,,/t.svg,A table,1200,800,,,,,",
    "product,mug,table,Mug,A mug,Clay.,/mug.svg,A mug,800,800,,,,,",
    "variant,mug,,,,,,,,,MUG,Size=S,24.00,EUR,5",
];

fn file(lines: &[&str]) -> String {
    format!("{HEADER}{}\n", lines.join("\n"))
}

/// The sound lines, one of them written otherwise, and more.
fn with(line: usize, from: &str, to: &str, more: &[&str]) -> String {
    let mut lines: Vec<String> = SOUND.iter().map(|line| (*line).to_owned()).collect();
    let changed = lines[line - 2].replacen(from, to, 1);
    assert_ne!(changed, lines[line - 2], "{from}");
    lines[line - 2] = changed;
    let lines: Vec<&str> = lines
        .iter()
        .map(String::as_str)
        .chain(more.iter().copied())
        .collect();
    file(&lines)
}

on_both!(each_mistake_is_told_with_its_line_and_column, |url| async {
    let shop = open(&url).await;
    let long = "x".repeat(121);
    let product = "product,mug,table,Mug,A mug,Clay.,/mug.svg,A mug,800,800,,,,,";
    let cases: Vec<(String, u64, &str, &str)> = vec![
        (
            with(2, "category", "categorie", &[]),
            2,
            "type",
            "is no type",
        ),
        (
            with(2, "table", "Table top", &[]),
            2,
            "slug",
            "is not a slug",
        ),
        (with(2, ",Table,", ",,", &[]), 2, "title", "missing"),
        (
            with(2, ",Table,", &format!(",{long},"), &[]),
            2,
            "title",
            "121 characters",
        ),
        (
            with(2, "/t.svg", "t.svg", &[]),
            2,
            "picture",
            "a path on this site",
        ),
        (
            with(2, "/t.svg", "//evil.example/t.svg", &[]),
            2,
            "picture",
            "a path on this site",
        ),
        (with(2, "1200", "", &[]), 2, "width", "missing"),
        (
            with(2, "1200", "0", &[]),
            2,
            "width",
            "is not between 1 and",
        ),
        (
            with(2, "800", "12.5", &[]),
            2,
            "height",
            "is not a whole number",
        ),
        (with(2, "A table", "", &[]), 2, "alt", "missing"),
        (
            with(2, ",,,,,", ",X,,,,", &[]),
            2,
            "sku",
            "leave this empty",
        ),
        (
            with(3, ",table,", ",kitchen,", &[]),
            3,
            "category",
            "no line of this file is the category",
        ),
        (with(3, "Clay.", "", &[]), 3, "text", "missing"),
        (with(3, "mug,", "cup,", &[]), 3, "slug", "no variant"),
        (
            with(4, "mug,", "cup,", &[product]),
            4,
            "slug",
            "no line of this file is the product",
        ),
        (with(4, ",MUG,", ",MUG/1,", &[]), 4, "sku", "is not a SKU"),
        (
            with(4, "Size=S", "Size", &[]),
            4,
            "options",
            "is not an option",
        ),
        (
            with(4, "Size=S", "Size=S;Size=M", &[]),
            4,
            "options",
            "chosen twice",
        ),
        (with(4, "24.00", "24,00", &[]), 4, "", "16 cells"),
        (with(4, "24.00", "€24", &[]), 4, "price", "is not an amount"),
        (with(4, "24.00", "-1", &[]), 4, "price", "is not an amount"),
        (
            with(4, "24.00", "1000000", &[]),
            4,
            "price",
            "can be charged at once",
        ),
        (
            with(4, "24.00,EUR", "25.50,ISK", &[]),
            4,
            "price",
            "only multiples",
        ),
        (
            with(4, "EUR", "XXX", &[]),
            4,
            "currency",
            "is not a currency",
        ),
        (
            with(4, "EUR,5", "EUR,-5", &[]),
            4,
            "stock",
            "cannot be negative",
        ),
        (
            with(4, "EUR,5", "EUR,many", &[]),
            4,
            "stock",
            "is not a whole number",
        ),
        (
            with(2, "For the table", "\"For\nthe table\"", &[]),
            2,
            "summary",
            "line breaks",
        ),
        (
            file(&[SOUND[0], SOUND[1], SOUND[2], SOUND[0]]),
            5,
            "slug",
            "line 2 already",
        ),
        (
            file(&[SOUND[0], SOUND[1], SOUND[2], product]),
            5,
            "slug",
            "line 3 already",
        ),
        (
            file(&[SOUND[0], SOUND[1], SOUND[2], SOUND[2]]),
            5,
            "sku",
            "line 4 already",
        ),
        (
            file(&[
                SOUND[0],
                SOUND[1],
                SOUND[2],
                "variant,mug,,,,,,,,,MUG-2,Size=S,9.00,EUR,5",
            ]),
            5,
            "options",
            "line 4 has these options",
        ),
        (
            file(&[
                SOUND[0],
                SOUND[1],
                SOUND[2],
                "variant,mug,,,,,,,,,MUG-2,Colour=S,9.00,EUR,5",
            ]),
            5,
            "options",
            "line 4 has Size",
        ),
        (
            file(&[
                SOUND[0],
                SOUND[1],
                SOUND[2],
                "variant,mug,,,,,,,,,MUG-2,Size=M,9.00,USD,5",
            ]),
            5,
            "currency",
            "line 4 says EUR",
        ),
    ];
    for (file, line, column, words) in cases {
        let errors = mistakes(&shop, file.as_bytes()).await;
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        assert!(
            errors
                .iter()
                .any(|e| (e.line, e.column) == (line, column) && e.message.contains(words)),
            "line {line}, {column}: …{words}… is not told of:\n{file}\nbut {told:#?}"
        );
    }
    assert!(
        import(&shop, &file(&SOUND)).await.products.added == 1,
        "without mistakes it comes in"
    );
});

on_both!(a_mistake_is_told_once, |url| async {
    let shop = open(&url).await;
    // The product's title is wrong; that its variant belongs to it is known all the same.
    let errors = mistakes(&shop, with(3, ",Mug,", ",,", &[]).as_bytes()).await;
    assert_eq!(errors.len(), 1, "{errors:?}");
    assert_eq!(
        errors[0].to_string(),
        "line 3, title: this is missing; every product needs it"
    );
});

on_both!(lines_are_counted_as_an_editor_counts_them, |url| async {
    let shop = open(&url).await;
    let text = "\"Clay.\n\n\nFired twice.\"";
    let file = with(
        3,
        "Clay.",
        text,
        &["", "", ",,,,,,,,,,,,,,", "sofa,,,,,,,,,,,,,,"],
    );
    let errors = mistakes(&shop, file.as_bytes()).await;
    let editor = 1 + file
        .lines()
        .position(|line| line.starts_with("sofa"))
        .unwrap() as u64;
    assert_eq!((errors.len(), errors[0].line), (1, editor), "{errors:?}");
});

on_both!(the_header_has_every_column_once_and_no_other, |url| async {
    let shop = open(&url).await;
    for (from, to, words) in [
        ("stock", "stok", "there is no column \"stok\""),
        (",stock", "", "the column \"stock\" is missing"),
        ("stock", "stock,stock", "stands here twice"),
        (",", ";", "separated by commas"),
    ] {
        let errors = mistakes(&shop, CATALOGUE.replace(from, to).as_bytes()).await;
        assert!(
            errors.iter().all(|error| error.line == 1)
                && errors.iter().any(|error| error.message.contains(words)),
            "{words}: {errors:?}"
        );
    }
});

on_both!(
    a_file_of_another_encoding_or_without_products_is_refused,
    |url| async {
        let shop = market(&url).await;
        let latin: Vec<u8> = CATALOGUE
            .replace("Maëlle", "Ma#lle")
            .bytes()
            .map(|byte| if byte == b'#' { 0xEB } else { byte })
            .collect();
        let errors = mistakes(&shop, &latin).await;
        assert_eq!((errors[0].line, errors[0].column), (4, "text"));
        assert!(errors[0].message.contains("UTF-8"));
        assert!(!mistakes(&shop, b"").await.is_empty());
        let errors = mistakes(&shop, HEADER.as_bytes()).await;
        assert!(
            errors[0].message.contains("would empty the shop"),
            "{errors:?}"
        );
        assert!(shop.product(&slug("mug")).await.unwrap().is_some());
    }
);

on_both!(all_or_nothing, |url| async {
    let shop = market(&url).await;
    let before = shop
        .category(&slug("table"), Sort::Relevance)
        .await
        .unwrap();
    let revision = shop.catalogue_changes(0).await.unwrap().revision;
    let file = CATALOGUE
        .replace("24.00", "99.00")
        .replace("EUR,40", "EUR,-40");
    mistakes(&shop, file.as_bytes()).await;
    assert_eq!(
        shop.category(&slug("table"), Sort::Relevance)
            .await
            .unwrap(),
        before
    );
    assert_eq!(shop.catalogue_changes(0).await.unwrap().revision, revision);
});

on_both!(
    fifty_mistakes_are_enough_and_they_are_the_first,
    |url| async {
        let shop = open(&url).await;
        let file = format!("{HEADER}{}", "sofa,,,,,,,,,,,,,,\n".repeat(80));
        let errors = mistakes(&shop, file.as_bytes()).await;
        let lines: Vec<u64> = errors.iter().map(|error| error.line).collect();
        assert_eq!(lines, (2..52).collect::<Vec<_>>());
    }
);
