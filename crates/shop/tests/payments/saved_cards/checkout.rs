//! A card that is kept when it pays.

use std::time::Duration;

use commerce::payment::{DeclineReason, PaymentStep};

use super::MASTERCARD;
use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, buyer::paid, on_bench};

on_bench!(a_card_that_pays_is_kept_if_its_owner_wants, |bench| async {
    let ada = bench.register("ada@example.org").await;
    bench.save(&ada, MASTERCARD).await;
    assert_eq!(bench.shown(&ada).await, ["4444"]);
    let token = bench.order_mugs(1).await;
    assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
    assert_eq!(bench.shown(&ada).await.len(), 2, "it is seen at once");
    let next = bench.order_mugs(1).await;
    let cards = bench.cards_of(&ada).await;
    let visa = cards
        .iter()
        .find(|card| card.last4 == "4242")
        .expect("a card");
    assert_eq!(bench.pay_saved(&next, &ada, &visa.id).await, paid(&next));
    assert_eq!(bench.kept_by_stripe().await, 2 * Bench::total(1).minor);
});

on_bench!(
    a_card_that_pays_is_not_kept_unless_its_owner_wants,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, MASTERCARD).await;
        let token = bench.order_mugs(1).await;
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        assert_eq!(bench.kept_of(&ada).await.len(), 1);
    }
);

on_bench!(
    a_card_whose_bank_asks_is_kept_once_it_has_paid,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let token = bench.order_mugs(1).await;
        let step = bench.pay_and_keep(&token, &ada, THREE_D_SECURE).await;
        assert!(matches!(step, PaymentStep::Authenticate { .. }), "{step:?}");
        assert!(bench.cards_of(&ada).await.is_empty());
        bench.answer_bank("complete").await;
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.shown(&ada).await, ["3184"]);
    }
);

on_bench!(a_declined_card_is_not_kept, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let token = bench.order_mugs(1).await;
    let step = bench.pay_and_keep(&token, &ada, DECLINED).await;
    assert_eq!(
        step,
        PaymentStep::Declined(DeclineReason::InsufficientFunds)
    );
    assert!(bench.kept_of(&ada).await.is_empty());
});

on_bench!(
    whoever_thinks_better_of_keeping_a_card_does_not_keep_the_next,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let token = bench.order_mugs(1).await;
        bench.pay_and_keep(&token, &ada, DECLINED).await;
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
        assert!(bench.kept_of(&ada).await.is_empty());
    }
);

on_bench!(
    a_guests_declined_payment_makes_way_for_one_whose_card_is_kept,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, DECLINED).await;
        assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
        assert_eq!(bench.intents_at(["canceled", "succeeded"]).await, [1, 1]);
        assert_eq!(bench.shown(&ada).await, ["4242"]);
    }
);

on_bench!(the_same_card_kept_again_is_one_entry, |bench| async {
    let ada = bench.register("ada@example.org").await;
    bench.save(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
    let cards = bench.cards_of(&ada).await;
    assert_eq!(cards.len(), 1);
    bench.remove(&ada, &cards[0].id).await.expect("a removal");
    assert!(bench.kept_of(&ada).await.is_empty());
});

on_bench!(
    what_was_saved_of_a_card_before_it_was_kept_goes_soon_after,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let first = bench.saved(&ada, VISA).await;
        bench.save(&ada, MASTERCARD).await;
        let chosen = bench.shop.make_card_default(&ada.0, &first.id).await;
        chosen.expect("a card");
        bench.let_pass(Duration::from_secs(60)).await;
        let token = bench.order_mugs(1).await;
        assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
        assert_eq!(bench.kept_of(&ada).await.len(), 3);
        bench.reconcile().await;
        let kept = bench.kept_of(&ada).await;
        assert_eq!(kept.len(), 2);
        assert!(!kept.contains(&first.id.as_str().to_owned()));
        let cards = bench.cards_of(&ada).await;
        assert!(cards[0].is_default && cards[0].last4 == "4242");
        let next = bench.order_mugs(1).await;
        let step = bench.pay_saved(&next, &ada, &cards[0].id).await;
        assert_eq!(step, paid(&next));
        bench.reconcile().await;
        assert_eq!(bench.kept_of(&ada).await.len(), 2);
        bench.reconcile().await;
        assert_eq!(to_look_through(&bench).await, 0);
    }
);

on_bench!(
    what_stripe_does_not_detach_now_is_detached_later,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        let token = bench.order_mugs(1).await;
        assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
        bench.line().cut(true);
        bench.reconcile().await;
        bench.line().cut(false);
        assert_eq!(bench.kept_of(&ada).await.len(), 2);
        bench.reconcile().await;
        assert_eq!(bench.kept_of(&ada).await.len(), 1);
    }
);

/// Customers whose cards are still to be looked through.
async fn to_look_through(bench: &Bench) -> i64 {
    sqlx::query_scalar("SELECT COUNT(*) FROM wallets_to_look_through")
        .fetch_one(bench.store())
        .await
        .expect("a count")
}

on_bench!(
    a_customer_that_stripe_does_not_know_is_replaced_by_one_who_keeps_the_card,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench
            .change(
                "UPDATE accounts SET customer = 'cus_of_another_account', customer_email = email",
            )
            .await;
        let token = bench.order_mugs(1).await;
        assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
        assert_eq!(bench.shown(&ada).await, ["4242"]);
    }
);

on_bench!(
    an_order_is_paid_though_no_customer_can_be_made,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().lose_calls(1);
        let token = bench.order_mugs(1).await;
        assert_eq!(bench.pay_and_keep(&token, &ada, VISA).await, paid(&token));
        assert!(bench.kept_of(&ada).await.is_empty());
    }
);

on_bench!(
    a_kept_card_whose_answer_is_lost_is_kept_all_the_same,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let token = bench.order_mugs(1).await;
        bench.pay_and_keep(&token, &ada, DECLINED).await;
        bench.line().lose_answers(1);
        let step = bench.pay_and_keep(&token, &ada, VISA).await;
        assert!(matches!(step, PaymentStep::Checking { .. }), "{step:?}");
        assert!(bench.cards_of(&ada).await.len() <= 1);
        bench.reconcile().await;
        assert_eq!(bench.shown(&ada).await, ["4242"]);
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(
    a_payment_for_somebody_with_a_customer_is_the_customers_though_no_card_is_kept,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, MASTERCARD).await;
        let customer = bench.customer_of(&ada).await;
        bench.add("MUG", 1).await;
        let token = bench.place_as(&ada).await;
        bench.pay(&token, DECLINED).await;
        let card = bench.cards_of(&ada).await[0].id.clone();
        assert_eq!(bench.pay_saved(&token, &ada, &card).await, paid(&token));
        let intents = bench.intents().await;
        assert_eq!(intents.len(), 1, "nothing had to make way");
        assert_eq!(intents[0]["customer"].as_str(), customer.as_deref());

        bench.add("MUG", 1).await;
        let token = bench.place_as(&ada).await;
        let secret = bench.secret(&token).await;
        assert_eq!(
            bench.intents().await[0]["customer"].as_str(),
            customer.as_deref()
        );
        let confirmed = bench.confirm_in_browser(&secret, VISA).await;
        confirmed.expect("a payment");
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.kept_of(&ada).await.len(), 1);
    }
);

on_bench!(
    an_order_is_paid_though_stripe_does_not_know_its_owners_customer,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench
            .change("UPDATE accounts SET customer = 'cus_of_another_account'")
            .await;
        bench.add("MUG", 1).await;
        let token = bench.place_as(&ada).await;
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        assert_eq!(bench.customer_of(&ada).await, None);
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);
