//! What an import changes, and what it leaves alone.

use commerce::{Currency, Money, catalogue::Sort};
use shop::catalogue::Tally;

use crate::market::{CATALOGUE, import, market, open, slug, sql};
use crate::support::on_both;

on_both!(an_empty_shop_gets_what_the_file_says, |url| async {
    let shop = open(&url).await;
    assert_eq!(shop.currency().await.unwrap(), Currency::EUR);
    let report = import(&shop, CATALOGUE).await;
    let added = |added| Tally {
        added,
        ..Tally::default()
    };
    assert_eq!(report.categories, added(2));
    assert_eq!(report.products, added(4));
    assert_eq!(report.variants, added(5));
    let page = shop.product(&slug("mug")).await.unwrap().unwrap();
    assert_eq!(page.text, ["Thrown by Maëlle.", "Holds 320 ml."]);
    assert_eq!(page.variants[1].price, Money::new(2_850, Currency::EUR));
    assert_eq!(page.variants[0].options[1].value, "Sea green");
});

on_both!(the_same_file_twice_changes_nothing, |url| async {
    let shop = market(&url).await;
    let before = shop.catalogue_changes(0).await.unwrap().revision;
    let report = import(&shop, CATALOGUE).await;
    assert!(report.is_unchanged(), "{report:?}");
    assert_eq!(
        report.variants,
        Tally {
            unchanged: 5,
            ..Tally::default()
        }
    );
    assert_eq!(shop.catalogue_changes(0).await.unwrap().revision, before);
});

on_both!(
    line_endings_byte_order_marks_and_other_columns_first_are_the_same_file,
    |url| async {
        let shop = market(&url).await;
        let windows = format!("\u{feff}{}", CATALOGUE.replace('\n', "\r\n"));
        assert!(import(&shop, &windows).await.is_unchanged());
        let moved: String = CATALOGUE
            .replace("\n\n", "<>")
            .lines()
            .map(|line| {
                let (first, rest) = line.split_once(',').unwrap();
                format!("{rest},{first}\n").replace("<>", "\n\n")
            })
            .collect();
        assert!(import(&shop, &moved).await.is_unchanged());
    }
);

on_both!(
    what_the_file_no_longer_names_is_out_of_sale_and_comes_back_with_it,
    |url| async {
        let shop = market(&url).await;
        let without: String = CATALOGUE
            .lines()
            .filter(|line| !line.contains("encil") && !line.contains("desk"))
            .filter(|line| !line.contains("MUG-L"))
            .map(|line| format!("{line}\n"))
            .collect();
        let report = import(&shop, &without).await;
        assert_eq!(report.categories.withdrawn, 1);
        assert_eq!(report.products.withdrawn, 1);
        assert_eq!(report.variants.withdrawn, 2);
        assert_eq!(shop.product(&slug("pencil")).await.unwrap(), None);
        assert_eq!(
            shop.category(&slug("desk"), Sort::Relevance).await.unwrap(),
            None
        );
        assert_eq!(shop.categories().await.unwrap().len(), 1);
        assert_eq!(
            shop.search("pencil", Sort::Relevance).await.unwrap().total,
            0
        );
        assert_eq!(
            shop.product(&slug("mug"))
                .await
                .unwrap()
                .unwrap()
                .variants
                .len(),
            1
        );
        assert!(
            !shop
                .sitemap()
                .await
                .unwrap()
                .iter()
                .any(|entry| entry.path().contains("pencil"))
        );

        let report = import(&shop, CATALOGUE).await;
        assert_eq!((report.products.added, report.variants.added), (1, 2));
        assert!(shop.product(&slug("pencil")).await.unwrap().is_some());
    }
);

on_both!(
    stock_becomes_what_the_file_says_and_reservations_stay,
    |url| async {
        let shop = market(&url).await;
        sql(&url, "UPDATE variants SET reserved = 2 WHERE sku = 'MUG-S'").await;
        let report = import(&shop, &CATALOGUE.replace("24.00,EUR,5", "24.00,EUR,9")).await;
        assert_eq!(report.variants.changed, 1);
        let page = shop.product(&slug("mug")).await.unwrap().unwrap();
        assert_eq!(page.variants[0].available, 7);
    }
);

on_both!(a_variant_can_move_to_another_product, |url| async {
    let shop = market(&url).await;
    let moved = CATALOGUE
        .replace("product,jug,table,Jug", "product,carafe,table,Carafe")
        .replace("variant,jug,", "variant,carafe,");
    let report = import(&shop, &moved).await;
    assert_eq!((report.products.added, report.products.withdrawn), (1, 1));
    assert_eq!(shop.product(&slug("jug")).await.unwrap(), None);
    let page = shop.product(&slug("carafe")).await.unwrap().unwrap();
    assert_eq!(page.variants[0].sku.as_str(), "JUG");
});

on_both!(a_shop_can_change_its_currency, |url| async {
    let shop = market(&url).await;
    let yen = CATALOGUE
        .replace("EUR", "JPY")
        .replace(".00,", ",")
        .replace("28.50", "2850")
        .replace("1.20", "120");
    import(&shop, &yen).await;
    assert_eq!(shop.currency().await.unwrap(), Currency::JPY);
    let page = shop.product(&slug("pencil")).await.unwrap().unwrap();
    assert_eq!(page.variants[0].price, Money::new(120, Currency::JPY));
});

on_both!(the_order_of_the_file_is_the_shops_order, |url| async {
    let shop = market(&url).await;
    let mut lines: Vec<&str> = CATALOGUE.trim_end().split('\n').collect();
    lines.swap(1, 2);
    let file = lines.join("\n");
    let report = import(&shop, &file).await;
    assert!(report.reordered && !report.is_unchanged());
    assert_eq!(report.categories.unchanged, 2);
    let categories = shop.categories().await.unwrap();
    assert_eq!(categories[0].slug.as_str(), "desk");
    assert!(import(&shop, &file).await.is_unchanged());
});

on_both!(the_demo_shop_is_without_mistakes, |url| async {
    let shop = open(&url).await;
    let file = include_str!("../../../../demo/catalogue.csv");
    let mut told = Vec::new();
    let report = shop
        .import_catalogue(file.as_bytes(), |read| told.push(read))
        .await
        .unwrap();
    assert!(report.products.added >= 24 && report.categories.added >= 5);
    assert_eq!(told.last().copied(), Some(file.len() as u64));
    assert!(told.is_sorted());
});
