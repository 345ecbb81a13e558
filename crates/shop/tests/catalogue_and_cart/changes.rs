//! Which products changed since when.

use std::collections::BTreeSet;

use shop::catalogue::Changed;

use crate::market::{CATALOGUE, import, market, open, slug, sql};
use crate::support::on_both;

on_both!(a_change_is_told_with_its_products, |url| async {
    let shop = market(&url).await;
    let start = shop.catalogue_changes(0).await.unwrap();
    assert_eq!(
        start.changed,
        Changed::Everything,
        "who has never looked knows nothing"
    );
    let nothing = shop.catalogue_changes(start.revision).await.unwrap();
    assert_eq!(
        (nothing.revision, nothing.changed),
        (start.revision, Changed::Nothing)
    );

    let dearer = CATALOGUE.replace("58.00", "59.00");
    import(&shop, &dearer).await;
    let one = shop.catalogue_changes(start.revision).await.unwrap();
    assert_eq!(one.changed, Changed::Products(vec![slug("jug")]));
    assert_eq!(one.revision, start.revision + 1);

    import(
        &shop,
        &dearer.replace("Soft.", "Hard.").replace("24.00", "25.00"),
    )
    .await;
    let two = shop.catalogue_changes(one.revision).await.unwrap();
    assert_eq!(
        two.changed,
        Changed::Products(vec![slug("mug"), slug("pencil")])
    );
    let both = shop.catalogue_changes(start.revision).await.unwrap();
    assert_eq!(
        both.changed,
        Changed::Products(vec![slug("jug"), slug("mug"), slug("pencil")])
    );
});

on_both!(what_comes_leaves_or_moves_changes_everything, |url| async {
    let shop = market(&url).await;
    let pen = "product,pen,desk,Pen,A pen,Ink.,/p.svg,A pen,800,800,,,,,\n\
               variant,pen,,,,,,,,,PEN,,2.00,EUR,4\n";
    for file in [
        format!("{CATALOGUE}{pen}"),
        CATALOGUE.to_owned(),
        CATALOGUE.replace("For the desk", "For your desk"),
        CATALOGUE.replace("product,pencil,desk", "product,pencil,table"),
    ] {
        let before = shop.catalogue_changes(0).await.unwrap().revision;
        import(&shop, &file).await;
        let changes = shop.catalogue_changes(before).await.unwrap();
        assert_eq!(changes.changed, Changed::Everything, "{file}");
    }
});

on_both!(
    a_variant_that_comes_or_leaves_changes_its_product,
    |url| async {
        let shop = market(&url).await;
        let before = shop.catalogue_changes(0).await.unwrap().revision;
        let medium = "variant,mug,,,,,,,,,MUG-M,Size=Medium;Colour=Sea green,26.00,EUR,4\n";
        import(&shop, &format!("{CATALOGUE}{medium}")).await;
        let added = shop.catalogue_changes(before).await.unwrap();
        assert_eq!(added.changed, Changed::Products(vec![slug("mug")]));
        import(&shop, CATALOGUE).await;
        let left = shop.catalogue_changes(added.revision).await.unwrap();
        assert_eq!(left.changed, Changed::Products(vec![slug("mug")]));
    }
);

on_both!(
    who_asks_with_a_revision_that_is_not_known_is_told_everything,
    |url| async {
        let shop = market(&url).await;
        let now = shop.catalogue_changes(0).await.unwrap().revision;
        let future = shop.catalogue_changes(now + 5).await.unwrap();
        assert_eq!(
            (future.revision, future.changed),
            (now, Changed::Everything)
        );
        // Forgotten, as those of long ago are.
        import(&shop, &CATALOGUE.replace("58.00", "59.00")).await;
        import(&shop, &CATALOGUE.replace("58.00", "60.00")).await;
        sql(
            &url,
            "DELETE FROM catalogue_changes WHERE revision = \
               (SELECT revision FROM catalogue_revision) - 1",
        )
        .await;
        assert_eq!(
            shop.catalogue_changes(now).await.unwrap().changed,
            Changed::Everything
        );
    }
);

on_both!(who_looks_while_many_change_misses_nothing, |url| async {
    const CHANGES: i64 = 24;
    let shop = market(&url).await;
    let start = shop.catalogue_changes(0).await.unwrap().revision;
    let mut writers = Vec::new();
    for writer in 0..3_i64 {
        let url = url.clone();
        writers.push(tokio::spawn(async move {
            let shop = open(&url).await;
            for turn in 0..CHANGES / 3 {
                let price = format!("58.{:02}", writer * 20 + turn + 1);
                import(&shop, &CATALOGUE.replace("58.00", &price)).await;
            }
        }));
    }
    let (mut since, mut seen) = (start, BTreeSet::new());
    while since < start + CHANGES {
        let changes = shop.catalogue_changes(since).await.unwrap();
        assert!(changes.revision >= since, "revisions only grow");
        match changes.changed {
            Changed::Nothing => assert_eq!(changes.revision, since),
            // A gap between two revisions would read as everything.
            Changed::Products(products) => assert_eq!(products, [slug("jug")]),
            Changed::Everything => panic!("a revision came without what it changed"),
        }
        since = changes.revision;
        seen.insert(since);
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert!(seen.len() > 1);
    assert_eq!(
        shop.catalogue_changes(since).await.unwrap().changed,
        Changed::Nothing
    );
});
