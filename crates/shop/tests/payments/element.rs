//! The element flow: the server makes the intent, the browser confirms it.

use commerce::{
    order::OrderStatus,
    payment::{DeclineReason, PaymentFlow, PaymentStep},
};

use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, buyer::paid, on_bench};

on_bench!(
    the_browser_confirms_the_servers_intent_and_the_return_pays_the_order,
    |bench| async {
        let token = bench.order_mugs(2).await;
        let secret = bench.secret(&token).await;
        let intent = bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(
            (&intent["status"], &intent["amount"]),
            (&"succeeded".into(), &Bench::total(2).minor.into())
        );
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.stock("MUG").await, (18, 0));
        assert_eq!(bench.cart().await, []);
    }
);

on_bench!(
    card_first_and_intent_first_are_the_same_intent,
    |bench| async {
        let token = bench.order_mugs(1).await;
        // The intent when the page opens, and once more when Pay is pressed with the card typed.
        let on_opening = bench.secret(&token).await;
        let on_paying = bench.secret(&token).await;
        assert_eq!(on_opening, on_paying);
        let started = commerce::timeline::OrderEvent::PaymentStarted;
        let log = bench.events(&token).await;
        assert_eq!(log.iter().filter(|event| **event == started).count(), 1);
        bench.confirm_in_browser(&on_paying, VISA).await.unwrap();
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
    }
);

on_bench!(two_tabs_that_begin_at_once_get_one_intent, |bench| async {
    let token = bench.order_mugs(1).await;
    let other = bench.other_tab();
    let (one, two) = tokio::join!(bench.secret(&token), other.secret(&token));
    assert_eq!(one, two);
    assert_eq!(bench.intents().await.len(), 1);
});

on_bench!(
    after_a_decline_in_the_browser_another_card_pays_the_same_intent,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        let refusal = bench.confirm_in_browser(&secret, DECLINED).await;
        assert_eq!(refusal.unwrap_err()["decline_code"], "insufficient_funds");
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Declined(DeclineReason::InsufficientFunds)
        );
        let again = bench.secret(&token).await;
        assert_eq!(again, secret);
        bench.confirm_in_browser(&again, VISA).await.unwrap();
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
    }
);

on_bench!(
    a_card_that_asks_the_bank_pays_once_the_buyer_has_confirmed_there,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        let intent = bench.confirm_in_browser(&secret, THREE_D_SECURE).await;
        assert_eq!(intent.unwrap()["status"], "requires_action");
        let step = bench.resume(&token).await;
        assert!(
            matches!(step, PaymentStep::ConfirmInBrowser { .. }),
            "{step:?}"
        );
        assert_eq!(bench.status(&token).await, OrderStatus::RequiresAction);
        bench.answer_bank("complete").await;
        assert_eq!(bench.resume(&token).await, paid(&token));
    }
);

on_bench!(
    a_reload_at_the_bank_still_finds_the_unfinished_order,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        bench
            .confirm_in_browser(&secret, THREE_D_SECURE)
            .await
            .unwrap();
        bench.resume(&token).await;
        assert_eq!(bench.secret(&token).await, secret);
        let unfinished = bench
            .shop
            .unfinished_order(&bench.cart_id, None)
            .await
            .unwrap();
        let unfinished = unfinished.expect("an unfinished order");
        assert_eq!(unfinished.token, token);
        assert_eq!(unfinished.flow, PaymentFlow::Element);
        assert!(unfinished.waits);
    }
);

on_bench!(
    a_confirmation_that_fails_at_the_bank_is_a_decline,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        bench
            .confirm_in_browser(&secret, THREE_D_SECURE)
            .await
            .unwrap();
        bench.answer_bank("fail").await;
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Declined(DeclineReason::AuthenticationFailed)
        );
        assert_eq!(bench.kept_by_stripe().await, 0);
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(bench.resume(&token).await, paid(&token));
    }
);

on_bench!(the_client_secret_is_for_the_buyer_only, |bench| async {
    let token = bench.order_mugs(1).await;
    bench.secret(&token).await;
    let stranger = bench.other_buyer();
    assert_eq!(
        stranger.begin_element(&token).await,
        PaymentStep::NoOpenOrder
    );
    // The order's page is for whoever has its token.
    assert_eq!(
        stranger.resume(&token).await,
        PaymentStep::Checking {
            order: token.path()
        }
    );
});

on_bench!(
    a_changed_cart_cancels_the_intent_and_gets_another_over_its_own_amount,
    |bench| async {
        let first = bench.order_mugs(1).await;
        let old = bench.secret(&first).await;
        bench.add("MUG", 2).await;
        let second = bench.place().await;
        assert_ne!(first.as_str(), second.as_str());
        let refusal = bench.confirm_in_browser(&old, VISA).await.unwrap_err();
        assert_eq!(refusal["code"], "payment_intent_unexpected_state");
        let new = bench.secret(&second).await;
        assert_ne!(old, new);
        let intent = bench.confirm_in_browser(&new, VISA).await.unwrap();
        assert_eq!(intent["amount"], Bench::total(3).minor);
        assert_eq!(bench.resume(&second).await, paid(&second));
        assert_eq!(bench.order(&first).await.status, OrderStatus::Cancelled);
    }
);

on_bench!(
    an_intent_confirmed_before_the_cart_grew_pays_for_what_it_was_made_for,
    |bench| async {
        let first = bench.order_mugs(1).await;
        let secret = bench.secret(&first).await;
        bench.add("MUG", 2).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        let quote = bench.shop.quote(&bench.cart_id).await.unwrap();
        let details = Bench::details();
        let total = quote.total(details.delivery).unwrap();
        let placed = bench
            .shop
            .place_order(&bench.cart_id, &details, total, "en", None);
        let refused = placed.await.unwrap_err();
        assert!(
            matches!(refused, shop::checkout::PlaceError::AlreadyPaid(_)),
            "{refused:?}"
        );
        assert_eq!(bench.order(&first).await.status, OrderStatus::Paid);
        assert_eq!(bench.cart().await, [("MUG".to_owned(), 2)]);
        assert_eq!(bench.stock("MUG").await, (19, 0));
    }
);

on_bench!(
    an_intent_whose_amount_was_lowered_pays_no_order_and_goes_back,
    |bench| async {
        let token = bench.order_mugs(2).await;
        let secret = bench.secret(&token).await;
        let (intent, _) = secret.split_once("_secret_").unwrap();
        let path = format!("/v1/payment_intents/{intent}");
        bench.post(&path, &[("amount", "60")]).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.resume(&token).await;
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        assert_eq!(bench.kept_by_stripe().await, 0);
        assert_eq!(bench.stock("MUG").await, (20, 0));
    }
);

on_bench!(
    a_cheap_orders_intent_never_pays_a_dear_order,
    |bench| async {
        bench.listen().await;
        let rich = bench.other_buyer();
        let dear = rich.order_mugs(10).await;
        rich.secret(&dear).await;
        let dear_payment = bench.intents().await[0]["metadata"].clone();
        let cheap = bench.order_mugs(1).await;
        let secret = bench.secret(&cheap).await;
        let (intent, _) = secret.split_once("_secret_").unwrap();
        // Whoever could rewrite an intent's metadata gains nothing: the payment knows its own intent.
        let path = format!("/v1/payment_intents/{intent}");
        let payment = dear_payment["payment_id"].as_str().unwrap();
        let order = dear_payment["order_id"].as_str().unwrap();
        bench
            .post(
                &path,
                &[
                    ("metadata[payment_id]", payment),
                    ("metadata[order_id]", order),
                ],
            )
            .await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.hear_everything().await;
        assert_eq!(bench.status(&cheap).await, OrderStatus::Paid);
        assert_eq!(bench.status(&dear).await, OrderStatus::AwaitingPayment);
    }
);

on_bench!(no_intent_is_made_for_what_is_out_of_stock, |bench| async {
    bench.add("LAMP", 1).await;
    let token = bench.place().await;
    let other = bench.other_buyer();
    other.add("LAMP", 1).await;
    let others = other.place().await;
    bench.secret(&token).await;
    assert_eq!(other.begin_element(&others).await, PaymentStep::CartChanged);
    assert_eq!(bench.intents().await.len(), 1);
});

on_bench!(
    an_intent_whose_creation_was_not_answered_is_made_once,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().lose_answers(1);
        assert_eq!(bench.begin_element(&token).await, PaymentStep::Unavailable);
        let secret = bench.secret(&token).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
    }
);
