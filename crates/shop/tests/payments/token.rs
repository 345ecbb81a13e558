//! The token flow: the server charges a token of the card.

use commerce::{
    order::OrderStatus,
    payment::{DeclineReason, PaymentFlow, PaymentStep},
};
use shop::{Settings, payments::TokenUse};

use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, buyer::paid, every_flow, on_bench};

fn as_payment_method() -> Settings {
    Settings {
        token_use: TokenUse::PaymentMethod,
        ..every_flow()
    }
}

fn without_tokens() -> Settings {
    Settings {
        flows: vec![PaymentFlow::Manual],
        ..Settings::default()
    }
}

on_bench!(a_token_is_charged_with_the_orders_amount, |bench| async {
    let token = bench.order_mugs(2).await;
    assert_eq!(bench.pay_with_token(&token, VISA).await, paid(&token));
    let charges = bench.charges().await;
    assert_eq!(charges.len(), 1);
    assert_eq!(charges[0]["amount"], Bench::total(2).minor);
    assert_eq!(bench.stock("MUG").await, (18, 0));
    let card = bench.order(&token).await.card.unwrap();
    assert_eq!((card.brand.as_str(), card.last4.as_str()), ("visa", "4242"));
});

on_bench!(after_a_declined_token_another_card_pays, |bench| async {
    let token = bench.order_mugs(1).await;
    assert_eq!(
        bench.pay_with_token(&token, DECLINED).await,
        PaymentStep::Declined(DeclineReason::InsufficientFunds)
    );
    assert_eq!(bench.status(&token).await, OrderStatus::AwaitingPayment);
    assert_eq!(bench.stock("MUG").await, (20, 1));
    assert_eq!(bench.pay_with_token(&token, VISA).await, paid(&token));
    assert_eq!(bench.charges().await.len(), 2);
});

on_bench!(
    a_card_whose_bank_wants_to_be_asked_cannot_be_charged,
    |bench| async {
        let token = bench.order_mugs(1).await;
        assert_eq!(
            bench.pay_with_token(&token, THREE_D_SECURE).await,
            PaymentStep::Declined(DeclineReason::AuthenticationFailed)
        );
        assert_eq!(bench.kept_by_stripe().await, 0);
    }
);

on_bench!(
    the_same_declined_token_again_is_the_same_answer_and_no_other_charge,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let card = bench.card_token(DECLINED).await;
        let first = bench.pay_with(&token, &card).await;
        assert_eq!(bench.pay_with(&token, &card).await, first);
        assert_eq!(bench.charges().await.len(), 1);
    }
);

on_bench!(a_token_that_paid_one_order_pays_no_other, |bench| async {
    let token = bench.order_mugs(1).await;
    let card = bench.card_token(VISA).await;
    assert_eq!(bench.pay_with(&token, &card).await, paid(&token));
    let second = bench.order_mugs(3).await;
    assert_eq!(
        bench.pay_with(&second, &card).await,
        PaymentStep::Declined(DeclineReason::ProcessingError)
    );
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
});

on_bench!(a_double_submit_is_one_charge, |bench| async {
    let token = bench.order_mugs(1).await;
    let card = bench.card_token(VISA).await;
    let other = bench.other_tab();
    let (one, two) = tokio::join!(bench.pay_with(&token, &card), other.pay_with(&token, &card));
    assert_eq!((one, two), (paid(&token), paid(&token)));
    assert_eq!(bench.charges().await.len(), 1);
});

on_bench!(two_cards_submitted_at_once_are_one_charge, |bench| async {
    let token = bench.order_mugs(1).await;
    let other = bench.other_tab();
    let (one, two) = tokio::join!(
        bench.pay_with_token(&token, VISA),
        other.pay_with_token(&token, "5555555555554444")
    );
    assert_eq!((one, two), (paid(&token), paid(&token)));
    assert_eq!(bench.charges().await.len(), 1);
});

on_bench!(
    an_account_that_refuses_card_tokens_charges_nothing_and_the_buyer_pays_otherwise,
    |bench| async {
        bench.refuse_card_tokens().await;
        let token = bench.order_mugs(1).await;
        assert_eq!(
            bench.pay_with_token(&token, VISA).await,
            PaymentStep::NotOffered
        );
        assert_eq!(bench.charges().await.len(), 0);
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
    }
);

on_bench!(
    a_way_to_pay_that_the_owner_left_out_is_not_offered,
    without_tokens(),
    |bench| async {
        let token = bench.order_mugs(1).await;
        assert_eq!(
            bench.pay_with_token(&token, VISA).await,
            PaymentStep::NotOffered
        );
        assert_eq!(bench.begin_element(&token).await, PaymentStep::NotOffered);
        assert_eq!(bench.begin_hosted(&token).await, PaymentStep::NotOffered);
        assert_eq!(bench.line().calls(), (0, 0));
    }
);

on_bench!(
    a_token_sent_as_a_payment_method_pays_though_the_account_refuses_tokens,
    as_payment_method(),
    |bench| async {
        bench.refuse_card_tokens().await;
        let token = bench.order_mugs(1).await;
        assert_eq!(bench.pay_with_token(&token, VISA).await, paid(&token));
        assert_eq!(bench.intents_at(["succeeded"]).await, [1]);
    }
);

on_bench!(
    a_token_sent_as_a_payment_method_can_ask_the_bank,
    as_payment_method(),
    |bench| async {
        let token = bench.order_mugs(1).await;
        let step = bench.pay_with_token(&token, THREE_D_SECURE).await;
        assert!(matches!(step, PaymentStep::Authenticate { .. }), "{step:?}");
        bench.answer_bank("complete").await;
        assert_eq!(bench.resume(&token).await, paid(&token));
    }
);

on_bench!(
    a_token_sent_as_a_payment_method_can_be_declined_and_replaced,
    as_payment_method(),
    |bench| async {
        let token = bench.order_mugs(1).await;
        assert_eq!(
            bench.pay_with_token(&token, DECLINED).await,
            PaymentStep::Declined(DeclineReason::InsufficientFunds)
        );
        assert_eq!(bench.pay_with_token(&token, VISA).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
    }
);

on_bench!(
    a_charge_whose_answer_is_lost_is_found_by_the_reconciler,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().lose_answers(1);
        let step = bench.pay_with_token(&token, VISA).await;
        assert!(matches!(step, PaymentStep::Checking { .. }), "{step:?}");
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        assert_eq!(bench.charges().await.len(), 1);
    }
);

on_bench!(
    a_charge_that_never_reached_stripe_is_not_made_after_the_buyer_has_gone,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().lose_calls(1);
        bench.pay_with_token(&token, VISA).await;
        bench.let_a_quarter_of_an_hour_pass().await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.charges().await.len(), 0);
        assert_eq!(bench.status(&token).await, OrderStatus::Expired);
    }
);

on_bench!(
    a_charge_that_reached_stripe_is_found_after_the_buyer_has_gone,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().lose_answers(1);
        bench.pay_with_token(&token, VISA).await;
        bench.let_a_quarter_of_an_hour_pass().await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        assert_eq!(bench.charges().await.len(), 1);
    }
);
