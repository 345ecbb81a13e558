//! The hosted flow: the buyer pays on Stripe's own page.

use std::time::Duration;

use commerce::{
    Currency, Money,
    order::OrderStatus,
    payment::PaymentStep,
    timeline::{Actor, OrderEvent},
};

use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, buyer::paid, on_bench};

/// Banks that answer after three minutes: by paying, and by refusing.
const DEBIT_PAYS: &str = "DE08370400440532013003";
const DEBIT_FAILS: &str = "DE78370400440532013004";
const BANK_ANSWERS: Duration = Duration::from_secs(200);

on_bench!(
    the_page_says_what_the_order_says_and_leads_back_to_it,
    |bench| async {
        let token = bench.order_mugs(2).await;
        let page = bench.page(&token).await;
        let session = &bench.sessions().await[0];
        assert_eq!(session["amount_total"], Bench::total(2).minor);
        assert_eq!(session["shipping_cost"]["amount_total"], 490);
        assert_eq!(session["customer_email"], "ada@example.org");
        let answer = bench.pay_on_page(&page, VISA).await;
        let back = format!("http://127.0.0.1:3000{}", token.path());
        assert_eq!(answer.location.as_deref(), Some(back.as_str()));
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.stock("MUG").await, (18, 0));
    }
);

on_bench!(asked_again_it_is_the_same_page, |bench| async {
    let token = bench.order_mugs(1).await;
    let page = bench.page(&token).await;
    let status = bench.status(&token).await;
    let log = bench.events(&token).await;
    assert_eq!(bench.page(&token).await, page);
    assert_eq!(bench.sessions().await.len(), 1);
    assert_eq!(bench.status(&token).await, status);
    assert_eq!(bench.events(&token).await, log);
});

on_bench!(
    who_pays_right_after_a_look_at_the_order_is_told_so_at_once,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.order(&token).await;
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.order(&token).await.status, OrderStatus::Paid);
    }
);

on_bench!(
    a_buyer_who_pays_and_never_comes_back_is_found_by_the_reconciler,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.pay_on_page(&page, VISA).await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    a_buyer_who_pays_and_never_comes_back_is_found_by_a_webhook,
    |bench| async {
        bench.run_webhooks().await;
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.pay_on_page(&page, VISA).await;
        bench.wait_for(&token, OrderStatus::Paid).await;
        let who: (String,) = sqlx::query_as("SELECT actor FROM order_events WHERE kind = 'paid'")
            .fetch_one(bench.store())
            .await
            .unwrap();
        assert_eq!(who.0, Actor::Webhook.as_str());
    }
);

on_bench!(
    coming_back_without_having_paid_proves_nothing,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Redirect { url: page }
        );
        assert_ne!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    cancelling_on_the_page_leaves_the_cart_as_it_was,
    |bench| async {
        let token = bench.order_mugs(2).await;
        let page = bench.page(&token).await;
        let session = &bench.sessions().await[0];
        assert_eq!(session["cancel_url"], "http://127.0.0.1:3000/checkout");
        assert_eq!(bench.cart().await, [("MUG".to_owned(), 2)]);
        assert_eq!(bench.place().await.as_str(), token.as_str());
        assert_eq!(bench.page(&token).await, page);
        bench
            .shop
            .cancel_payment(&bench.cart_id, &token)
            .await
            .unwrap();
        assert_eq!(bench.stock("MUG").await, (20, 0));
        assert_eq!(bench.sessions().await[0]["status"], "expired");
        assert_eq!(bench.cart().await, [("MUG".to_owned(), 2)]);
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
    }
);

on_bench!(
    a_decline_on_the_page_stays_between_buyer_and_page,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        assert_eq!(bench.pay_on_page(&page, DECLINED).await.status, 422);
        assert_eq!(
            bench.resume(&token).await,
            PaymentStep::Redirect { url: page.clone() }
        );
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.intents().await.len(), 1);
    }
);

on_bench!(the_page_can_ask_the_bank, |bench| async {
    let token = bench.order_mugs(1).await;
    let page = bench.page(&token).await;
    bench.pay_on_page(&page, THREE_D_SECURE).await;
    assert_ne!(bench.resume(&token).await, paid(&token));
    bench.answer_bank("complete").await;
    assert_eq!(bench.resume(&token).await, paid(&token));
});

on_bench!(
    a_page_that_expired_frees_the_stock_and_expires_the_order,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.page(&token).await;
        assert_eq!(bench.stock("MUG").await, (20, 1));
        bench.let_pass(Duration::from_secs(32 * 60)).await;
        assert_eq!(bench.sessions().await[0]["status"], "expired");
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Expired);
        assert_eq!(bench.stock("MUG").await, (20, 0));
    }
);

on_bench!(
    a_page_that_the_reconciler_closes_can_no_longer_be_paid,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Expired);
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.kept_by_stripe().await, 0);
    }
);

on_bench!(
    a_page_that_was_paid_at_the_last_moment_pays_the_order_that_runs_out,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.pay_on_page(&page, VISA).await;
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(a_bank_debit_is_on_its_way_before_it_pays, |bench| async {
    bench.line().take_bank_debits();
    let token = bench.order_mugs(1).await;
    let page = bench.page(&token).await;
    bench.debit_on_page(&page, DEBIT_PAYS).await;
    assert_eq!(
        bench.resume(&token).await,
        PaymentStep::Checking {
            order: token.path()
        }
    );
    assert_eq!(bench.status(&token).await, OrderStatus::Processing);
    assert_eq!(bench.stock("MUG").await, (20, 1));
    bench.let_pass(BANK_ANSWERS).await;
    assert_eq!(bench.resume(&token).await, paid(&token));
    assert_eq!(bench.stock("MUG").await, (19, 0));
});

on_bench!(
    a_bank_debit_on_its_way_keeps_its_stock_for_longer_than_a_reservation,
    |bench| async {
        bench.line().take_bank_debits();
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.debit_on_page(&page, DEBIT_PAYS).await;
        bench.resume(&token).await;
        bench.let_reservations_expire().await;
        let calls = bench.line().calls();
        bench.reconcile().await;
        bench.reconcile().await;
        assert_eq!(
            bench.line().calls(),
            calls,
            "what is on its way is left alone"
        );
        assert_eq!(bench.status(&token).await, OrderStatus::Processing);
        assert_eq!(bench.stock("MUG").await, (20, 1));
        bench.let_pass(BANK_ANSWERS).await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    a_bank_debit_that_is_refused_later_fails_the_order_and_gives_its_stock_back,
    |bench| async {
        bench.line().take_bank_debits();
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.debit_on_page(&page, DEBIT_FAILS).await;
        bench.resume(&token).await;
        bench.let_pass(BANK_ANSWERS).await;
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Failed);
        assert_eq!(bench.stock("MUG").await, (20, 0));
        let log = bench.events(&token).await;
        assert_eq!(log.last(), Some(&OrderEvent::PaymentFailed));
        assert_eq!(bench.cart().await, [("MUG".to_owned(), 1)]);
        let next = bench.place().await;
        assert_ne!(next.as_str(), token.as_str());
        assert_eq!(bench.pay(&next, VISA).await, paid(&next));
    }
);

on_bench!(
    an_amount_that_stripe_finds_too_small_is_explained,
    |bench| async {
        let token = bench.order_mugs(1).await;
        // The table lets it pass, and Stripe settles in a currency with a higher minimum.
        bench.change("UPDATE orders SET delivery = 0").await;
        bench.change("UPDATE order_lines SET unit = 10").await;
        let step = bench.begin_hosted(&token).await;
        assert_eq!(
            step,
            PaymentStep::NotChargeable(commerce::money::NotChargeable::TooSmall(Bench::total(1)))
        );
        assert_eq!(bench.sessions().await.len(), 0);
    }
);

on_bench!(
    a_page_whose_creation_was_not_answered_is_made_once,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.line().lose_answers(1);
        assert_eq!(bench.begin_hosted(&token).await, PaymentStep::Unavailable);
        let page = bench.page(&token).await;
        assert_eq!(bench.sessions().await.len(), 1);
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.resume(&token).await, paid(&token));
    }
);

on_bench!(
    a_changed_cart_closes_the_page_and_opens_another,
    |bench| async {
        let first = bench.order_mugs(1).await;
        let old = bench.page(&first).await;
        bench.add("CARD", 3).await;
        let second = bench.place().await;
        let new = bench.page(&second).await;
        assert_ne!(old, new);
        bench.pay_on_page(&old, VISA).await;
        assert_eq!(bench.kept_by_stripe().await, 0);
        bench.pay_on_page(&new, VISA).await;
        assert_eq!(bench.resume(&second).await, paid(&second));
        let with_cards = Money::new(Bench::total(1).minor + 240, Currency::EUR);
        assert_eq!(bench.kept_by_stripe().await, with_cards.minor);
    }
);
