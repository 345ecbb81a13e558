//! Money on its way back: what the owner gives, what Stripe's pages give, and what is owed because a buyer gets nothing.

use std::time::Duration;

use commerce::{Currency, Money, order::OrderStatus, timeline::OrderEvent};
use shop::payments::RefundError;

use crate::bench::{Bench, DECLINED, VISA, buyer::paid, catalogue, on_bench};

/// Refunds of it arrive after seconds.
const REFUNDS_LATER: &str = "4000000000007726";
/// Refunds of it come back after seconds.
const REFUNDS_COME_BACK: &str = "4000000000005126";

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

on_bench!(the_owner_gives_a_part_and_then_the_rest, |bench| async {
    let token = bench.order_mugs(1).await;
    bench.pay(&token, VISA).await;
    let part = bench.refund(&token, Some(eur(1_000))).await.unwrap();
    assert_eq!((part.amount, part.left), (eur(1_000), eur(1_890)));
    assert_eq!(bench.status(&token).await, OrderStatus::PartlyRefunded);
    assert_eq!(bench.kept_by_stripe().await, 1_890);
    let rest = bench.refund(&token, None).await.unwrap();
    assert_eq!((rest.amount, rest.left), (eur(1_890), eur(0)));
    assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
    assert_eq!(
        bench.stock("MUG").await,
        (19, 0),
        "the goods are sent back or not"
    );
});

on_bench!(
    an_order_paid_by_token_or_on_stripes_page_is_refunded_alike,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay_with_token(&token, VISA).await;
        let hosted = bench.order_mugs(1).await;
        let page = bench.page(&hosted).await;
        bench.pay_on_page(&page, VISA).await;
        bench.resume(&hosted).await;
        for order in [&token, &hosted] {
            bench.refund(order, None).await.unwrap();
            assert_eq!(bench.status(order).await, OrderStatus::Refunded);
        }
        assert_eq!(bench.kept_by_stripe().await, 0);
    }
);

on_bench!(never_is_more_given_back_than_is_left, |bench| async {
    let token = bench.order_mugs(1).await;
    bench.pay(&token, VISA).await;
    let refused = bench.refund(&token, Some(eur(2_891))).await;
    assert!(
        matches!(refused, Err(RefundError::TooMuch { left }) if left == eur(2_890)),
        "{refused:?}"
    );
    for none in [eur(0), eur(-1), Money::new(100, Currency::USD)] {
        let refused = bench.refund(&token, Some(none)).await;
        assert!(
            matches!(refused, Err(RefundError::NotAnAmount(Currency::EUR))),
            "{refused:?}"
        );
    }
    bench.refund(&token, None).await.unwrap();
    let refused = bench.refund(&token, Some(eur(1))).await;
    assert!(
        matches!(refused, Err(RefundError::NothingToRefund(_))),
        "{refused:?}"
    );
    assert_eq!(bench.refunds().await.len(), 1);
});

on_bench!(
    an_order_without_money_has_none_to_give_back,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, DECLINED).await;
        let refused = bench.refund(&token, None).await;
        assert!(
            matches!(refused, Err(RefundError::NothingToRefund(_))),
            "{refused:?}"
        );
        let unknown = bench.shop.refund_order(999_999, None).await;
        assert!(
            matches!(unknown, Err(RefundError::NoOrder(999_999))),
            "{unknown:?}"
        );
    }
);

on_bench!(
    two_refunds_at_once_are_together_no_more_than_what_came,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        let half = Some(eur(1_500));
        let (one, two) = tokio::join!(bench.refund(&token, half), bench.refund(&token, half));
        assert_eq!(
            [&one, &two].iter().filter(|done| done.is_ok()).count(),
            1,
            "{one:?} {two:?}"
        );
        assert_eq!(bench.kept_by_stripe().await, 1_390);
    }
);

on_bench!(a_refund_whose_answer_is_lost_is_made_once, |bench| async {
    let token = bench.order_mugs(1).await;
    bench.pay(&token, VISA).await;
    bench.line().lose_answers(1);
    bench.refund(&token, Some(eur(500))).await.unwrap_err();
    bench.reconcile().await;
    assert_eq!(bench.refunds().await.len(), 1);
    assert_eq!(bench.status(&token).await, OrderStatus::PartlyRefunded);
});

on_bench!(
    a_lost_refund_that_is_older_than_its_key_is_found_and_not_made_twice,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.line().lose_answers(1);
        bench.refund(&token, Some(eur(500))).await.unwrap_err();
        bench.let_keys_be_forgotten().await;
        bench.reconcile().await;
        bench.reconcile().await;
        assert_eq!(bench.refunds().await.len(), 1);
        assert_eq!(bench.kept_by_stripe().await, 2_390);
        assert_eq!(bench.status(&token).await, OrderStatus::PartlyRefunded);
    }
);

on_bench!(
    a_lost_refund_that_never_reached_stripe_is_made_even_days_later,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.line().lose_calls(1);
        bench.refund(&token, Some(eur(500))).await.unwrap_err();
        bench.let_keys_be_forgotten().await;
        bench.reconcile().await;
        bench.reconcile().await;
        assert_eq!(bench.kept_by_stripe().await, 2_390);
        assert_eq!(bench.status(&token).await, OrderStatus::PartlyRefunded);
    }
);

on_bench!(
    a_refund_that_is_on_its_way_counts_at_once_and_once,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, REFUNDS_LATER).await;
        bench.refund(&token, None).await.unwrap();
        assert_eq!(bench.refunds().await[0]["status"], "pending");
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        bench.let_pass(Duration::from_secs(10)).await;
        assert_eq!(bench.refunds().await[0]["status"], "succeeded");
        bench.hear_everything().await;
        let log = bench.events(&token).await;
        let refunded = OrderEvent::Refunded { amount: eur(2_890) };
        assert_eq!(log.iter().filter(|event| **event == refunded).count(), 1);
    }
);

on_bench!(
    a_refund_that_comes_back_makes_the_order_paid_again,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, REFUNDS_COME_BACK).await;
        bench.refund(&token, None).await.unwrap();
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        bench.let_pass(Duration::from_secs(10)).await;
        bench.hear_everything().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        assert_eq!(bench.kept_by_stripe().await, 2_890);
    }
);

on_bench!(
    an_automatic_refund_that_comes_back_is_due_again_and_left_to_the_owner,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(2).await;
        let secret = bench.secret(&token).await;
        bench
            .confirm_in_browser(&secret, REFUNDS_COME_BACK)
            .await
            .unwrap();
        bench.import(&catalogue("24.00", 1)).await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        bench.let_pass(Duration::from_secs(10)).await;
        bench.hear_everything().await;
        assert_eq!(bench.status(&token).await, OrderStatus::RefundDue);
        bench.reconcile().await;
        assert_eq!(
            bench.refunds().await.len(),
            1,
            "the bank would send it back again"
        );
        assert_eq!(bench.stock("MUG").await, (1, 0));
    }
);

on_bench!(
    a_refund_made_on_stripes_own_pages_is_followed,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.refund_at_stripe(Some(400)).await;
        bench.hear("charge.refunded").await;
        assert_eq!(bench.status(&token).await, OrderStatus::PartlyRefunded);
        let left = bench.refund(&token, None).await.unwrap();
        assert_eq!(left.amount, eur(2_490));
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
    }
);

on_bench!(
    a_refund_made_on_stripes_own_pages_is_noticed_without_a_webhook_too,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.refund_at_stripe(None).await;
        bench.change("UPDATE payments SET look_again_at = 1").await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        let refused = bench.refund(&token, None).await;
        assert!(
            matches!(refused, Err(RefundError::NothingToRefund(_))),
            "{refused:?}"
        );
    }
);

on_bench!(
    an_owner_who_gives_back_what_stripes_pages_gave_back_already_is_told_what_is_left,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.refund_at_stripe(Some(2_000)).await;
        let refused = bench.refund(&token, Some(eur(1_000))).await;
        assert!(
            matches!(refused, Err(RefundError::TooMuch { left }) if left == eur(890)),
            "{refused:?}"
        );
    }
);

/// Makes the shop forget that the order's payment can still succeed, as a fault in closing it would.
async fn forget_payment(bench: &Bench) {
    bench
        .change("UPDATE payments SET state = 'cancelled', open_order = NULL WHERE state = 'open'")
        .await;
}

on_bench!(
    money_of_a_closed_order_pays_it_if_its_goods_are_there,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        forget_payment(&bench).await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Expired);
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.hear("payment_intent.succeeded").await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        assert_eq!(bench.stock("MUG").await, (19, 0));
    }
);

on_bench!(
    money_of_a_closed_order_goes_back_if_its_goods_are_gone,
    |bench| async {
        bench.listen().await;
        bench.add("LAMP", 1).await;
        let token = bench.place().await;
        let secret = bench.secret(&token).await;
        forget_payment(&bench).await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        let other = bench.other_buyer();
        other.add("LAMP", 1).await;
        let others = other.place().await;
        assert_eq!(other.pay(&others, VISA).await, paid(&others));
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.hear("payment_intent.succeeded").await;
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        assert_eq!(bench.stock("LAMP").await, (0, 0));
        assert_eq!(bench.kept_by_stripe().await, 14_990);
    }
);

on_bench!(
    a_second_payment_of_the_same_order_goes_back_and_the_order_stays_paid,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        forget_payment(&bench).await;
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.hear_everything().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
        let log = bench.events(&token).await;
        let amount = Bench::total(1);
        assert!(log.ends_with(&[
            OrderEvent::SurplusCaptured { amount },
            OrderEvent::SurplusRefunded { amount }
        ]));
        let refunded = bench.refund(&token, None).await.unwrap();
        assert_eq!(refunded.left, eur(0), "the order's own money is all there");
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
    }
);

on_bench!(
    a_second_payment_of_an_order_that_is_refunded_goes_back_too,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(2).await;
        let first = bench.secret(&token).await;
        forget_payment(&bench).await;
        let second = bench.secret(&token).await;
        assert_ne!(first, second);
        bench.import(&catalogue("24.00", 1)).await;
        bench.confirm_in_browser(&first, VISA).await.unwrap();
        bench.confirm_in_browser(&second, VISA).await.unwrap();
        bench.hear_everything().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        assert_eq!(bench.kept_by_stripe().await, 0);
        assert_eq!(bench.stock("MUG").await, (1, 0));
    }
);

on_bench!(
    a_payment_that_is_open_beside_the_one_that_paid_is_closed_by_the_reconciler,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        let first = bench.secret(&token).await;
        forget_payment(&bench).await;
        let second = bench.secret(&token).await;
        bench.confirm_in_browser(&first, VISA).await.unwrap();
        bench.hear("payment_intent.succeeded").await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        bench.reconcile().await;
        let refusal = bench.confirm_in_browser(&second, VISA).await.unwrap_err();
        assert_eq!(refusal["code"], "payment_intent_unexpected_state");
    }
);
