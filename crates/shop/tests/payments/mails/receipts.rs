//! Which events of an order are told by mail: each once, whoever brought the news and however often.

use std::time::Duration;

use commerce::{Currency, Money, order::OrderStatus};
use shop::{mail::Letter, orders::OrderToken};

use crate::bench::{Bench, DECLINED, VISA, buyer::paid, catalogue, on_bench};

/// Refunds of it arrive after seconds.
const REFUNDS_LATER: &str = "4000000000007726";
/// The bank refuses the debit days later.
const DEBIT_FAILS: &str = "DE78370400440532013004";

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

async fn id(bench: &Bench, token: &OrderToken) -> String {
    sqlx::query_scalar("SELECT id FROM orders WHERE token = $1")
        .bind(token.as_str())
        .fetch_one(bench.store())
        .await
        .unwrap()
}

on_bench!(an_order_that_is_paid_has_its_receipt, |bench| async {
    let token = bench.order_mugs(1).await;
    assert_eq!(bench.pay(&token, VISA).await, paid(&token));
    let order = id(&bench, &token).await;
    assert_eq!(bench.letters().await, [Letter::OrderPaid { order }]);
    assert_eq!(bench.mails().await[0].recipient, "ada@example.org");
});

on_bench!(an_attempt_that_is_declined_is_no_mail, |bench| async {
    let token = bench.order_mugs(1).await;
    bench.pay(&token, DECLINED).await;
    assert_eq!(bench.letters().await, []);
});

on_bench!(
    browser_webhook_and_reconciler_together_make_one_receipt,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        let (tab, window) = (bench.other_tab(), bench.other_tab());
        tokio::join!(
            bench.hear_everything(),
            tab.resume(&token),
            window.reconcile()
        );
        bench.hear_everything().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
        let order = id(&bench, &token).await;
        assert_eq!(bench.letters().await, [Letter::OrderPaid { order }]);
    }
);

on_bench!(
    each_part_that_goes_back_is_told_with_what_is_left,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, VISA).await;
        bench.refund(&token, Some(eur(1_000))).await.unwrap();
        bench.refund(&token, None).await.unwrap();
        let order = id(&bench, &token).await;
        let refunded = |amount, left| Letter::OrderRefunded {
            order: order.clone(),
            amount: eur(amount),
            left: eur(left),
        };
        assert_eq!(
            bench.letters().await[1..],
            [refunded(1_000, 1_890), refunded(1_890, 0)]
        );
    }
);

on_bench!(a_refund_that_takes_its_time_is_told_once, |bench| async {
    bench.listen().await;
    let token = bench.order_mugs(1).await;
    bench.pay(&token, REFUNDS_LATER).await;
    bench.refund(&token, None).await.unwrap();
    bench.let_pass(Duration::from_secs(10)).await;
    bench.hear_everything().await;
    bench.reconcile().await;
    assert_eq!(bench.letters().await.len(), 2);
});

on_bench!(
    money_for_goods_that_are_gone_is_told_before_and_when_it_goes_back,
    |bench| async {
        let token = bench.order_mugs(2).await;
        let secret = bench.secret(&token).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.import(&catalogue("24.00", 1)).await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Refunded);
        let (order, amount) = (id(&bench, &token).await, Bench::total(2));
        assert_eq!(
            bench.letters().await,
            [
                Letter::OrderFailed {
                    order: order.clone(),
                    owed: Some(amount)
                },
                Letter::OrderRefunded {
                    order,
                    amount,
                    left: eur(0)
                },
            ]
        );
    }
);

on_bench!(
    who_paid_twice_is_told_that_the_second_payment_goes_back,
    |bench| async {
        bench.listen().await;
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        // As a fault in closing the payment would leave it.
        bench
            .change("UPDATE payments SET state = 'cancelled', open_order = NULL")
            .await;
        bench.pay(&token, VISA).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.hear_everything().await;
        let (order, amount) = (id(&bench, &token).await, Bench::total(1));
        assert_eq!(
            bench.letters().await[1..],
            [Letter::OrderSurplusRefunded { order, amount }]
        );
    }
);

on_bench!(
    a_payment_that_was_under_way_and_failed_is_told,
    |bench| async {
        bench.line().take_bank_debits();
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.debit_on_page(&page, DEBIT_FAILS).await;
        bench.resume(&token).await;
        assert_eq!(bench.status(&token).await, OrderStatus::Processing);
        assert_eq!(bench.letters().await, []);
        bench.let_pass(Duration::from_secs(200)).await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Failed);
        let order = id(&bench, &token).await;
        let failed = Letter::OrderFailed { order, owed: None };
        assert_eq!(bench.letters().await, [failed]);
    }
);
