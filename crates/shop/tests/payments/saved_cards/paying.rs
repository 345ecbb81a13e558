//! Paying with a saved card and its security code.

use commerce::{
    order::OrderStatus,
    payment::{DeclineReason, PaymentStep},
};

use super::MASTERCARD;
use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, buyer::paid, on_bench};

/// The issuer finds its security code wrong, whatever is typed.
const WRONG_CODE: &str = "4000000000000101";

on_bench!(a_saved_card_and_its_code_pay_an_order, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    assert_eq!(bench.pay_saved(&token, &ada, &visa.id).await, paid(&token));
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    let charge = &bench.charges().await[0];
    let card = &charge["payment_method_details"]["card"];
    assert_eq!(card["checks"]["cvc_check"], "pass", "the code was sent");
    let customer = bench.customer_of(&ada).await;
    assert_eq!(charge["customer"].as_str(), customer.as_deref());
    assert_eq!(bench.shown(&ada).await, ["4242"]);
    assert_eq!(bench.order(&token).await.status, OrderStatus::Paid);
});

on_bench!(a_wrong_code_is_asked_for_again, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let card = bench.saved(&ada, WRONG_CODE).await;
    let visa = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    for _ in 0..2 {
        let step = bench.pay_saved(&token, &ada, &card.id).await;
        assert_eq!(step, PaymentStep::Declined(DeclineReason::IncorrectCvc));
    }
    assert_eq!(bench.charges().await.len(), 2, "each code was tried");
    assert_eq!(bench.pay_saved(&token, &ada, &visa.id).await, paid(&token));
    assert_eq!(bench.intents().await.len(), 1);
});

on_bench!(without_a_code_stripe_is_not_even_asked, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    let calls = bench.line().calls();
    for cvc in ["", "123", "tok_visa", "cvctok_", "cvctok_1/cancel"] {
        let step = bench.pay_saved_by(&token, &ada, &visa.id, cvc).await;
        assert_eq!(
            step,
            PaymentStep::Declined(DeclineReason::IncorrectCvc),
            "{cvc}"
        );
    }
    assert_eq!(bench.line().calls(), calls);
    assert_eq!(bench.intents().await.len(), 0);
});

on_bench!(a_code_serves_once, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    let cvc = bench.cvc().await;
    let token = bench.order_mugs(1).await;
    assert_eq!(
        bench.pay_saved_by(&token, &ada, &visa.id, &cvc).await,
        paid(&token)
    );
    let next = bench.order_mugs(1).await;
    let step = bench.pay_saved_by(&next, &ada, &visa.id, &cvc).await;
    assert_eq!(step, PaymentStep::Declined(DeclineReason::IncorrectCvc));
    let made_up = bench
        .pay_saved_by(&next, &ada, &visa.id, "cvctok_nobodys")
        .await;
    assert_eq!(made_up, PaymentStep::Declined(DeclineReason::IncorrectCvc));
    assert_eq!(bench.pay_saved(&next, &ada, &visa.id).await, paid(&next));
    assert_eq!(bench.kept_by_stripe().await, 2 * Bench::total(1).minor);
});

on_bench!(
    asking_again_with_the_same_code_charges_nothing_more,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, "4000000000000341").await;
        let token = bench.order_mugs(1).await;
        let cvc = bench.cvc().await;
        let first = bench.pay_saved_by(&token, &ada, &card.id, &cvc).await;
        let calls = bench.line().calls();
        assert_eq!(
            bench.pay_saved_by(&token, &ada, &card.id, &cvc).await,
            first
        );
        assert_eq!(bench.line().calls(), calls, "the answer was known");
    }
);

on_bench!(
    a_saved_card_whose_bank_asks_pays_after_its_owner_confirmed,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, THREE_D_SECURE).await;
        let token = bench.order_mugs(1).await;
        let step = bench.pay_saved(&token, &ada, &card.id).await;
        assert!(matches!(step, PaymentStep::Authenticate { .. }), "{step:?}");
        assert_eq!(bench.kept_by_stripe().await, 0);
        bench.answer_bank("complete").await;
        assert_eq!(bench.resume(&token).await, paid(&token));
        let card = &bench.charges().await[0]["payment_method_details"]["card"];
        assert_eq!(card["checks"]["cvc_check"], "pass");
    }
);

on_bench!(
    a_saved_card_whose_owner_refuses_at_the_bank_can_pay_with_a_new_code,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, THREE_D_SECURE).await;
        let token = bench.order_mugs(1).await;
        bench.pay_saved(&token, &ada, &card.id).await;
        bench.answer_bank("fail").await;
        let step = bench.resume(&token).await;
        assert_eq!(
            step,
            PaymentStep::Declined(DeclineReason::AuthenticationFailed)
        );
        let step = bench.pay_saved(&token, &ada, &card.id).await;
        assert!(matches!(step, PaymentStep::Authenticate { .. }), "{step:?}");
        bench.answer_bank("complete").await;
        assert_eq!(bench.resume(&token).await, paid(&token));
    }
);

on_bench!(a_card_whose_month_is_over_is_not_charged, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let card = bench.saved(&ada, VISA).await;
    bench.line().let_cards_end();
    bench.let_lists_grow_old().await;
    let token = bench.order_mugs(1).await;
    let step = bench.pay_saved(&token, &ada, &card.id).await;
    assert_eq!(step, PaymentStep::Declined(DeclineReason::ExpiredCard));
    assert_eq!(bench.charges().await.len(), 0);
});

on_bench!(a_removed_card_pays_nothing, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let card = bench.saved(&ada, VISA).await;
    bench.remove(&ada, &card.id).await.expect("a removal");
    let token = bench.order_mugs(1).await;
    let step = bench.pay_saved(&token, &ada, &card.id).await;
    assert_eq!(step, PaymentStep::SavedCardGone);
    assert_eq!(bench.pay(&token, VISA).await, paid(&token));
});

on_bench!(
    a_card_that_goes_at_stripe_while_it_is_shown_pays_nothing,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, VISA).await;
        let token = bench.order_mugs(1).await;
        let path = format!("/v1/payment_methods/{}/detach", card.id);
        bench.post(&path, &[]).await;
        assert_eq!(
            bench.shown(&ada).await,
            ["4242"],
            "nobody has told the shop"
        );
        let step = bench.pay_saved(&token, &ada, &card.id).await;
        assert_eq!(step, PaymentStep::SavedCardGone);
        assert!(bench.cards_of(&ada).await.is_empty());
        assert_eq!(bench.charges().await.len(), 0);
    }
);

on_bench!(
    a_saved_card_whose_answer_is_lost_is_charged_once,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, VISA).await;
        let token = bench.order_mugs(1).await;
        let cvc = bench.cvc().await;
        bench.line().lose_answers(1);
        let unheard = bench.pay_saved_by(&token, &ada, &card.id, &cvc).await;
        assert_eq!(
            unheard,
            PaymentStep::Unavailable,
            "the intent's answer is lost"
        );
        bench.pay(&token, DECLINED).await;
        bench.line().lose_answers(1);
        let unheard = bench.pay_saved_by(&token, &ada, &card.id, &cvc).await;
        assert!(
            matches!(unheard, PaymentStep::Checking { .. }),
            "{unheard:?}"
        );
        assert_eq!(
            bench.pay_saved_by(&token, &ada, &card.id, &cvc).await,
            paid(&token)
        );
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(two_processes_charge_a_saved_card_once, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let card = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    let other = bench.other_process().await;
    let steps = tokio::join!(
        bench.pay_saved(&token, &ada, &card.id),
        other.pay_saved(&token, &ada, &card.id),
    );
    assert_eq!(steps, (paid(&token), paid(&token)));
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
});

on_bench!(a_guests_payment_makes_way_for_a_saved_card, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let card = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    bench.pay(&token, DECLINED).await;
    assert_eq!(bench.pay_saved(&token, &ada, &card.id).await, paid(&token));
    assert_eq!(bench.intents_at(["canceled", "succeeded"]).await, [1, 1]);
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
});

on_bench!(
    a_guests_payment_at_the_bank_makes_way_for_a_saved_card,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, VISA).await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, THREE_D_SECURE).await;
        assert_eq!(bench.pay_saved(&token, &ada, &card.id).await, paid(&token));
        assert_eq!(bench.intents_at(["canceled", "succeeded"]).await, [1, 1]);
    }
);

on_bench!(
    a_payment_of_one_account_makes_way_for_anothers_card,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let bob = bench.register("bob@example.org").await;
        let adas = bench.saved(&ada, "4000000000000341").await;
        let bobs = bench.saved(&bob, MASTERCARD).await;
        let token = bench.order_mugs(1).await;
        let step = bench.pay_saved(&token, &ada, &adas.id).await;
        assert_eq!(step, PaymentStep::Declined(DeclineReason::Generic));
        assert_eq!(bench.pay_saved(&token, &bob, &bobs.id).await, paid(&token));
        assert_eq!(bench.intents_at(["canceled", "succeeded"]).await, [1, 1]);
    }
);

on_bench!(
    a_freshly_typed_card_pays_after_a_saved_one_was_declined,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let card = bench.saved(&ada, "4000000000000341").await;
        let token = bench.order_mugs(1).await;
        bench.pay_saved(&token, &ada, &card.id).await;
        assert_eq!(bench.pay(&token, MASTERCARD).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
        assert_eq!(
            bench.shown(&ada).await,
            ["0341"],
            "nobody wanted the other to be kept"
        );
    }
);

on_bench!(without_stripe_a_saved_card_waits, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let card = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    let cvc = bench.cvc().await;
    bench.let_lists_grow_old().await;
    bench.line().cut(true);
    let step = bench.pay_saved_by(&token, &ada, &card.id, &cvc).await;
    assert_eq!(step, PaymentStep::Unavailable);
    bench.line().cut(false);
    assert_eq!(
        bench.pay_saved_by(&token, &ada, &card.id, &cvc).await,
        paid(&token)
    );
});
