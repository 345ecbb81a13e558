//! What pages read.

use commerce::{Currency, Money, catalogue::Sort};
use shop::catalogue::ProductCard;

use crate::market::{CATALOGUE, import, market, open, slug, sql};
use crate::support::on_both;

fn slugs(products: &[ProductCard]) -> Vec<&str> {
    products.iter().map(|card| card.slug.as_str()).collect()
}

on_both!(an_empty_shop_has_empty_pages, |url| async {
    let shop = open(&url).await;
    let home = shop.home().await.unwrap();
    assert!(home.categories.is_empty() && home.featured.is_empty());
    assert_eq!(
        shop.category(&slug("table"), Sort::Relevance)
            .await
            .unwrap(),
        None
    );
    assert_eq!(shop.product(&slug("mug")).await.unwrap(), None);
    assert!(shop.sitemap().await.unwrap().is_empty());
});

on_both!(
    a_category_lists_its_products_in_the_order_that_was_chosen,
    |url| async {
        let shop = market(&url).await;
        for (sort, order) in [
            (Sort::Relevance, ["mug", "plate", "jug"]),
            (Sort::PriceUp, ["plate", "mug", "jug"]),
            (Sort::PriceDown, ["jug", "mug", "plate"]),
            (Sort::Title, ["plate", "jug", "mug"]),
        ] {
            let page = shop.category(&slug("table"), sort).await.unwrap().unwrap();
            assert_eq!(slugs(&page.products), order, "{sort:?}");
            assert_eq!(page.category.title, "Table");
        }
    }
);

on_both!(
    a_card_tells_the_lowest_price_and_what_can_be_bought,
    |url| async {
        let shop = market(&url).await;
        sql(&url, "UPDATE variants SET reserved = 3 WHERE sku = 'MUG-L'").await;
        let page = shop
            .category(&slug("table"), Sort::Relevance)
            .await
            .unwrap()
            .unwrap();
        let mug = &page.products[0];
        assert_eq!(mug.from, Money::new(2_400, Currency::EUR));
        assert!(mug.several_prices && !page.products[1].several_prices);
        // More is reserved of the large one than there is: it does not eat up the small ones.
        assert_eq!((mug.available, page.products[1].available), (5, 0));
        assert_eq!(
            (mug.picture.src.as_str(), mug.picture.width),
            ("/mug.svg", 800)
        );
    }
);

on_both!(
    a_product_names_its_category_and_its_neighbours,
    |url| async {
        let shop = market(&url).await;
        let page = shop.product(&slug("plate")).await.unwrap().unwrap();
        assert_eq!(page.category.slug.as_str(), "table");
        assert_eq!(slugs(&page.related), ["jug", "mug"]);
        assert_eq!(page.variants[0].available, 0);
        let page = shop.product(&slug("mug")).await.unwrap().unwrap();
        assert_eq!(
            slugs(&page.related),
            ["jug", "plate"],
            "what is sold out comes last"
        );
    }
);

on_both!(
    the_home_page_takes_from_every_category_and_what_is_sold_out_last,
    |url| async {
        let shop = market(&url).await;
        let home = shop.home().await.unwrap();
        assert_eq!(slugs(&home.featured), ["mug", "pencil", "jug", "plate"]);
        assert_eq!(home.categories.len(), 2);
    }
);

on_both!(the_home_page_features_eight, |url| async {
    let shop = market(&url).await;
    let more: String = (0..10)
        .map(|number| {
            format!(
                "product,pen-{number},desk,Pen,A pen,Ink.,/p.svg,A pen,800,800,,,,,\n\
                 variant,pen-{number},,,,,,,,,PEN-{number},,2.00,EUR,4\n"
            )
        })
        .collect();
    import(&shop, &format!("{CATALOGUE}{more}")).await;
    let home = shop.home().await.unwrap();
    assert_eq!(
        slugs(&home.featured)[..4],
        ["mug", "pencil", "jug", "pen-0"]
    );
    assert_eq!(home.featured.len(), 8);
});

on_both!(the_sitemap_has_every_page, |url| async {
    let shop = market(&url).await;
    let paths: Vec<String> = shop
        .sitemap()
        .await
        .unwrap()
        .iter()
        .map(|entry| entry.path())
        .collect();
    assert_eq!(
        paths,
        [
            "/c/table",
            "/c/desk",
            "/p/mug",
            "/p/plate",
            "/p/jug",
            "/p/pencil"
        ]
    );
});
