//! Saving a card in the account.

use commerce::payment::{CardExpiry, CardStep, DeclineReason, PaymentStep};

use super::MASTERCARD;
use crate::bench::{DECLINED, THREE_D_SECURE, VISA, on_bench};

on_bench!(a_saved_card_is_shown_as_its_owner_knows_it, |bench| async {
    let ada = bench.register("ada@example.org").await;
    assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
    let cards = bench.cards_of(&ada).await;
    let [card] = &cards[..] else {
        panic!("{cards:?}")
    };
    assert_eq!((card.brand.as_str(), card.last4.as_str()), ("visa", "4242"));
    assert_eq!(
        card.expiry,
        CardExpiry {
            year: 2040,
            month: 12
        }
    );
    assert!(!card.expired && !card.is_default);
});

on_bench!(
    a_card_whose_bank_asks_is_saved_once_its_owner_confirmed,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let CardStep::Authenticate { setup, .. } = bench.save(&ada, THREE_D_SECURE).await else {
            panic!("the bank is not asked");
        };
        assert!(bench.cards_of(&ada).await.is_empty());
        let again = bench.finish(&ada, &setup).await;
        assert!(matches!(again, CardStep::Authenticate { .. }), "{again:?}");
        bench.answer_bank_about(&setup, "complete").await;
        assert_eq!(bench.finish(&ada, &setup).await, CardStep::Saved);
        assert_eq!(bench.shown(&ada).await, ["3184"]);
        assert_eq!(bench.finish(&ada, &setup).await, CardStep::Saved);
        assert_eq!(bench.kept_of(&ada).await.len(), 1);
    }
);

on_bench!(
    a_card_whose_owner_refuses_at_the_bank_is_not_saved,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let step = bench.save_at_the_bank(&ada, THREE_D_SECURE, "fail").await;
        assert_eq!(
            step,
            CardStep::Declined(DeclineReason::AuthenticationFailed)
        );
        assert!(bench.cards_of(&ada).await.is_empty());
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
    }
);

on_bench!(cards_that_cannot_be_saved_say_why, |bench| async {
    let ada = bench.register("ada@example.org").await;
    for (number, reason) in [
        ("4000000000000002", DeclineReason::Generic),
        (DECLINED, DeclineReason::InsufficientFunds),
        ("4000000000009987", DeclineReason::Generic),
        ("4000000000009979", DeclineReason::Generic),
        ("4000000000006975", DeclineReason::LimitExceeded),
        ("4000000000000069", DeclineReason::ExpiredCard),
        ("4000000000000127", DeclineReason::IncorrectCvc),
        ("4000000000000119", DeclineReason::ProcessingError),
        ("4100000000000019", DeclineReason::Generic),
    ] {
        let step = bench.save(&ada, number).await;
        assert_eq!(step, CardStep::Declined(reason), "{number}");
    }
    assert!(bench.cards_of(&ada).await.is_empty());
    assert!(bench.kept_of(&ada).await.is_empty());
});

on_bench!(
    a_card_may_be_saved_and_declined_when_it_is_to_pay,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, "4000000000000341").await;
        let token = bench.order_mugs(1).await;
        let step = bench.pay_saved(&token, &ada, &card.id).await;
        assert_eq!(step, PaymentStep::Declined(DeclineReason::Generic));
        assert_eq!(bench.shown(&ada).await, ["0341"]);
    }
);

on_bench!(the_same_card_twice_is_one_entry, |bench| async {
    let ada = bench.register("ada@example.org").await;
    bench.save(&ada, VISA).await;
    bench.save(&ada, MASTERCARD).await;
    assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
    assert_eq!(bench.cards_of(&ada).await.len(), 2);
    assert_eq!(bench.kept_of(&ada).await.len(), 2, "the older is detached");
});

on_bench!(
    the_same_card_saved_again_stays_the_first_choice,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let visa = bench.saved(&ada, VISA).await;
        bench.save(&ada, MASTERCARD).await;
        let chosen = bench.shop.make_card_default(&ada.0, &visa.id).await;
        chosen.expect("a card");
        bench.let_pass(std::time::Duration::from_secs(60)).await;
        bench.save(&ada, VISA).await;
        let cards = bench.cards_of(&ada).await;
        assert_eq!(cards.len(), 2);
        assert!(cards[0].is_default && cards[0].last4 == "4242");
        assert_ne!(cards[0].id, visa.id);
    }
);

on_bench!(
    two_tabs_that_save_the_same_card_at_once_leave_one,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, MASTERCARD).await;
        let other = bench.other_process().await;
        let steps = tokio::join!(bench.save(&ada, VISA), other.save(&ada, VISA));
        assert_eq!(steps, (CardStep::Saved, CardStep::Saved));
        assert_eq!(bench.shown(&ada).await.len(), 2);
        assert_eq!(bench.kept_of(&ada).await.len(), 2);
    }
);

on_bench!(
    asking_again_with_the_same_card_asks_its_bank_once,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let method = bench.card(VISA).await;
        for _ in 0..3 {
            assert_eq!(bench.save_method(&ada, &method).await, CardStep::Saved);
        }
        let set_up = bench.told_of("setup_intent.succeeded").await;
        assert_eq!((set_up, bench.kept_of(&ada).await.len()), (1, 1));
    }
);

on_bench!(
    a_card_whose_answer_is_lost_is_saved_all_the_same,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, MASTERCARD).await;
        bench.line().lose_answers(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.cards_of(&ada).await.len(), 2);
        assert_eq!(bench.told_of("setup_intent.succeeded").await, 2);
    }
);

on_bench!(
    a_card_of_which_nothing_is_heard_is_saved_by_the_next_try,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, MASTERCARD).await;
        let method = bench.card(VISA).await;
        bench.line().lose_answers(2);
        assert_eq!(
            bench.save_method(&ada, &method).await,
            CardStep::Unavailable
        );
        assert_eq!(bench.save_method(&ada, &method).await, CardStep::Saved);
        assert_eq!(bench.kept_of(&ada).await.len(), 2);
    }
);

on_bench!(
    without_stripe_nothing_is_saved_and_later_it_is,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let method = bench.card(VISA).await;
        bench.line().cut(true);
        assert_eq!(
            bench.save_method(&ada, &method).await,
            CardStep::Unavailable
        );
        bench.line().cut(false);
        assert_eq!(bench.save_method(&ada, &method).await, CardStep::Saved);
    }
);

on_bench!(who_tries_many_cards_has_to_wait, |bench| async {
    let ada = bench.register("ada@example.org").await;
    for _ in 0..10 {
        let step = bench.save(&ada, DECLINED).await;
        assert!(matches!(step, CardStep::Declined(_)), "{step:?}");
    }
    let CardStep::TooManyAttempts { seconds } = bench.save(&ada, VISA).await else {
        panic!("there is no limit");
    };
    assert!((3_500..=3_600).contains(&seconds), "{seconds}");
    assert!(bench.kept_of(&ada).await.is_empty());
    let bob = bench.register("bob@example.org").await;
    assert_eq!(bench.save(&bob, VISA).await, CardStep::Saved);
    bench.change("UPDATE attempts SET at = at - 3600000").await;
    assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
});
