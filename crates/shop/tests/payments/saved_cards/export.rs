//! Saved cards in what an account's owner takes along.

use commerce::contact::EmailAddress;
use serde_json::Value;
use shop::accounts::Account;

use crate::bench::{Bench, VISA, member::Member, on_bench};

async fn export(bench: &Bench, Member(id): &Member) -> Value {
    let account = Account {
        id: id.clone(),
        email: EmailAddress::parse("ada@example.org").expect("an address"),
        created_at: 0,
    };
    let export = bench.shop.export_account(&account).await;
    serde_json::to_value(export.expect("a store").expect("an account")).expect("JSON")
}

on_bench!(
    an_export_tells_of_saved_cards_what_may_be_shown,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        let export = export(&bench, &ada).await;
        let card = &export["saved_cards"][0];
        assert_eq!(
            (&card["brand"], &card["last4"]),
            (&"visa".into(), &"4242".into())
        );
        let good_to = card["good_to"].as_str().expect("a month");
        assert_eq!(good_to.len(), "2031-04".len(), "{good_to}");
        assert!(!export.to_string().contains("pm_"));
    }
);
