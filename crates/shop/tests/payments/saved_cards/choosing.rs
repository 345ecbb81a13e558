//! The list of an account's cards: which comes first, what is removed, and that no process shows it as it was.

use shop::cards::CardsError;

use super::MASTERCARD;
use crate::bench::{VISA, on_bench};

on_bench!(the_chosen_card_comes_first, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    bench.let_pass(std::time::Duration::from_secs(60)).await;
    bench.save(&ada, MASTERCARD).await;
    assert_eq!(bench.shown(&ada).await, ["4444", "4242"], "newest first");
    let chosen = bench.shop.make_card_default(&ada.0, &visa.id).await;
    chosen.expect("a card");
    let cards = bench.cards_of(&ada).await;
    assert_eq!((cards[0].id.clone(), cards[0].is_default), (visa.id, true));
    assert!(!cards[1].is_default);
});

on_bench!(a_removed_card_is_gone_and_pays_nothing, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    bench.save(&ada, MASTERCARD).await;
    bench.remove(&ada, &visa.id).await.expect("a removal");
    assert_eq!(bench.shown(&ada).await, ["4444"]);
    assert_eq!(bench.kept_of(&ada).await.len(), 1);
    bench
        .remove(&ada, &visa.id)
        .await
        .expect("it is gone already");
    let method = bench.get(&format!("/v1/payment_methods/{}", visa.id)).await;
    assert!(method["customer"].is_null());
});

on_bench!(
    removing_a_card_removes_it_however_often_it_was_saved,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, MASTERCARD).await;
        let customer = bench.customer_of(&ada).await.expect("a customer");
        for _ in 0..3 {
            let method = bench.card(VISA).await;
            let path = format!("/v1/payment_methods/{method}/attach");
            bench.post(&path, &[("customer", &customer)]).await;
        }
        bench.let_lists_grow_old().await;
        let cards = bench.cards_of(&ada).await;
        let visa = cards
            .iter()
            .find(|card| card.last4 == "4242")
            .expect("a card");
        assert_eq!(cards.len(), 2);
        bench.remove(&ada, &visa.id).await.expect("a removal");
        assert_eq!(bench.kept_of(&ada).await.len(), 1);
    }
);

on_bench!(a_removal_whose_answer_is_lost_is_a_removal, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    bench.line().lose_answers(1);
    bench
        .remove(&ada, &visa.id)
        .await
        .expect("it is not in the list");
    assert!(bench.cards_of(&ada).await.is_empty());
});

on_bench!(
    a_removal_that_stripe_never_heard_of_says_so,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let visa = bench.saved(&ada, VISA).await;
        bench.line().lose_calls(1);
        let removed = bench.remove(&ada, &visa.id).await;
        assert!(
            matches!(removed, Err(CardsError::Unavailable)),
            "{removed:?}"
        );
        assert_eq!(bench.shown(&ada).await, ["4242"]);
        bench.remove(&ada, &visa.id).await.expect("a removal");
        assert!(bench.cards_of(&ada).await.is_empty());
    }
);

on_bench!(a_choice_that_stripe_never_heard_of_says_so, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    bench.line().lose_calls(1);
    let chosen = bench.shop.make_card_default(&ada.0, &visa.id).await;
    assert!(matches!(chosen, Err(CardsError::Unavailable)), "{chosen:?}");
    assert!(!bench.cards_of(&ada).await[0].is_default);
});

on_bench!(the_list_is_asked_for_once_in_a_few_seconds, |bench| async {
    let ada = bench.register("ada@example.org").await;
    bench.save(&ada, VISA).await;
    assert_eq!(bench.shown(&ada).await, ["4242"]);
    bench.line().cut(true);
    assert_eq!(bench.shown(&ada).await, ["4242"], "it is kept");
    bench.let_lists_grow_old().await;
    let cards = bench.shop.saved_cards(&ada.0).await;
    assert!(matches!(cards, Err(CardsError::Unavailable)), "{cards:?}");
    bench.line().cut(false);
    assert_eq!(bench.shown(&ada).await, ["4242"]);
});

on_bench!(no_process_shows_what_was_before_a_change, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let other = bench.other_process().await;
    let visa = bench.saved(&ada, VISA).await;
    assert_eq!(other.shown(&ada).await, ["4242"]);
    bench.save(&ada, MASTERCARD).await;
    assert_eq!(other.shown(&ada).await.len(), 2);
    assert_eq!(bench.shown(&ada).await.len(), 2);
    let chosen = other.shop.make_card_default(&ada.0, &visa.id).await;
    chosen.expect("a card");
    assert!(bench.cards_of(&ada).await[0].is_default);
    bench.remove(&ada, &visa.id).await.expect("a removal");
    assert_eq!(other.shown(&ada).await, ["4444"]);
});

on_bench!(every_page_of_the_list_is_read, |bench| async {
    let ada = bench.register("ada@example.org").await;
    bench.save(&ada, MASTERCARD).await;
    let customer = bench.customer_of(&ada).await.expect("a customer");
    bench.let_pass(std::time::Duration::from_secs(60)).await;
    for _ in 0..101 {
        let path = "/v1/payment_methods/pm_card_visa/attach";
        bench.post(path, &[("customer", &customer)]).await;
    }
    bench.let_lists_grow_old().await;
    assert_eq!(bench.shown(&ada).await, ["4242", "4444"]);
});

on_bench!(a_card_whose_month_is_over_says_so, |bench| async {
    let ada = bench.register("ada@example.org").await;
    assert!(!bench.saved(&ada, VISA).await.expired);
    bench.line().let_cards_end();
    bench.let_lists_grow_old().await;
    assert!(bench.cards_of(&ada).await[0].expired);
});
