//! A file of five thousand products.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use commerce::catalogue::Sort;
use shop::catalogue::Changed;

use crate::market::{HEADER, import, market, slug};
use crate::support::on_both;

const PRODUCTS: usize = 5_000;

/// Half a minute for what takes about one second: only a statement for each row or worse would need it.
const LIMIT: Duration = Duration::from_secs(30);

fn large(price: &str) -> String {
    let mut file = HEADER.to_owned();
    file.push_str("category,all,,Everything,All of it,,/a.svg,All,1200,800,,,,,\n");
    for number in 0..PRODUCTS {
        let price = if number == 1_234 { price } else { "9.00" };
        writeln!(
            file,
            "product,thing-{number},all,Thing {number},A thing,Text {number}.,/x.svg,X,800,800,,,,,\n\
             variant,thing-{number},,,,,,,,,T-{number}-A,Size=A,{price},EUR,3\n\
             variant,thing-{number},,,,,,,,,T-{number}-B,Size=B,{price},EUR,3"
        )
        .unwrap();
    }
    file
}

on_both!(
    five_thousand_products_come_in_change_and_leave,
    |url| async {
        let shop = market(&url).await;
        let start = Instant::now();
        let report = import(&shop, &large("9.00")).await;
        assert_eq!(
            (report.products.added, report.products.withdrawn),
            (PRODUCTS as u32, 4)
        );
        assert_eq!(report.variants.added, 2 * PRODUCTS as u32);
        let found = shop.search("thing", Sort::Relevance).await.unwrap();
        assert_eq!((found.total, found.products.len()), (PRODUCTS as u32, 60));

        let revision = shop.catalogue_changes(0).await.unwrap().revision;
        assert!(import(&shop, &large("9.00")).await.is_unchanged());
        let report = import(&shop, &large("8.00")).await;
        assert_eq!((report.products.changes(), report.variants.changed), (0, 2));
        let changes = shop.catalogue_changes(revision).await.unwrap();
        assert_eq!(changes.changed, Changed::Products(vec![slug("thing-1234")]));

        let report = import(&shop, crate::market::CATALOGUE).await;
        assert_eq!(report.products.withdrawn, PRODUCTS as u32);
        assert!(start.elapsed() < LIMIT, "it took {:?}", start.elapsed());
    }
);
