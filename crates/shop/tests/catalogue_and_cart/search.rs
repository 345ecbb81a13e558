//! Search by words.

use commerce::catalogue::Sort;
use shop::Shop;

use crate::market::{CATALOGUE, import, market};
use crate::support::on_both;

async fn found(shop: &Shop, query: &str, sort: Sort) -> Vec<String> {
    let page = shop.search(query, sort).await.unwrap();
    assert_eq!(page.total as usize, page.products.len());
    page.products
        .into_iter()
        .map(|card| card.slug.into())
        .collect()
}

on_both!(
    every_word_must_occur_in_title_text_or_options,
    |url| async {
        let shop = market(&url).await;
        for (query, products) in [
            ("mug handle", vec!["mug"]),
            ("mug pencil", vec![]),
            ("green", vec!["mug"]),
            ("320 ml", vec!["mug"]),
            ("pen", vec!["pencil"]),
            ("encil", vec![]),
            ("  soft,PENCIL ", vec!["pencil"]),
            ("nothing-like-this", vec![]),
        ] {
            assert_eq!(
                found(&shop, query, Sort::Relevance).await,
                products,
                "{query}"
            );
        }
    }
);

on_both!(case_and_accents_do_not_matter, |url| async {
    let shop = market(&url).await;
    for query in ["maelle", "MAËLLE", "Mae\u{308}lle"] {
        assert_eq!(
            found(&shop, query, Sort::Relevance).await,
            ["mug"],
            "{query}"
        );
    }
    assert_eq!(found(&shop, "elan", Sort::Relevance).await, ["plate"]);
});

on_both!(wildcards_are_signs_like_others, |url| async {
    let shop = market(&url).await;
    for query in [
        "%",
        "_",
        "\\",
        "p_ncil",
        "pen%l",
        "'; DROP TABLE products; --",
        "",
        "   ",
    ] {
        assert!(
            found(&shop, query, Sort::Relevance).await.is_empty(),
            "{query}"
        );
    }
    assert_eq!(found(&shop, "100%", Sort::Relevance).await, ["jug"]);
    assert_eq!(found(&shop, "%jug_", Sort::Relevance).await, ["jug"]);
});

on_both!(what_has_the_word_in_its_title_comes_first, |url| async {
    let shop = market(&url).await;
    // The plate, whose text is about mugs, comes before the mug in this file.
    let mut lines: Vec<&str> = CATALOGUE.trim_end().split('\n').collect();
    let plate: Vec<&str> = lines.drain(8..10).collect();
    lines.splice(3..3, plate);
    import(&shop, &lines.join("\n")).await;
    assert_eq!(found(&shop, "mug", Sort::Relevance).await, ["mug", "plate"]);
    assert_eq!(found(&shop, "mug", Sort::PriceUp).await, ["plate", "mug"]);
    assert_eq!(found(&shop, "mug", Sort::PriceDown).await, ["mug", "plate"]);
    assert_eq!(found(&shop, "mug", Sort::Title).await, ["plate", "mug"]);
});

on_both!(
    a_query_of_many_words_is_answered_by_its_first_ones,
    |url| async {
        let shop = market(&url).await;
        let query = format!(
            "mug mug mug mug mug mug mug mug {}",
            "pencil ".repeat(5_000)
        );
        assert_eq!(
            found(&shop, &query, Sort::Relevance).await,
            ["mug", "plate"]
        );
    }
);
