//! Buyers who change their minds about the way to pay, or have two tabs open.

use commerce::payment::{PaymentFlow, PaymentStep};
use shop::orders::OrderToken;

use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA, buyer::paid, on_bench};

on_bench!(
    from_the_bank_of_the_manual_flow_to_stripes_page,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, THREE_D_SECURE).await;
        let page = bench.page(&token).await;
        assert_eq!(bench.intents_at(["canceled"]).await, [1]);
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
        assert_eq!(bench.stock("MUG").await, (19, 0));
    }
);

on_bench!(
    from_stripes_page_to_the_element_the_page_closes,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        let secret = bench.secret(&token).await;
        assert_eq!(bench.sessions().await[0]["status"], "expired");
        bench.pay_on_page(&page, VISA).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(bench.resume(&token).await, paid(&token));
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(
    from_the_element_to_a_token_the_intent_is_cancelled,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        assert_eq!(bench.pay_with_token(&token, VISA).await, paid(&token));
        let refusal = bench.confirm_in_browser(&secret, VISA).await.unwrap_err();
        assert_eq!(refusal["code"], "payment_intent_unexpected_state");
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

on_bench!(from_a_declined_token_to_the_manual_flow, |bench| async {
    let token = bench.order_mugs(1).await;
    bench.pay_with_token(&token, DECLINED).await;
    assert_eq!(bench.pay(&token, VISA).await, paid(&token));
    assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
});

on_bench!(
    an_element_that_was_paid_in_the_other_tab_is_not_paid_again_on_stripes_page,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let secret = bench.secret(&token).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(bench.begin_hosted(&token).await, paid(&token));
        assert_eq!(bench.sessions().await.len(), 0);
    }
);

on_bench!(
    a_page_that_was_paid_in_the_other_tab_is_not_paid_again_by_card,
    |bench| async {
        let token = bench.order_mugs(1).await;
        let page = bench.page(&token).await;
        bench.pay_on_page(&page, VISA).await;
        assert_eq!(bench.pay(&token, VISA).await, paid(&token));
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
    }
);

/// All of one flow, as fast as a buyer can.
async fn hurry(tab: &Bench, token: &OrderToken, flow: PaymentFlow) -> PaymentStep {
    match flow {
        PaymentFlow::Manual => tab.pay(token, VISA).await,
        PaymentFlow::Token => tab.pay_with_token(token, VISA).await,
        PaymentFlow::Element => match tab.begin_element(token).await {
            PaymentStep::ConfirmInBrowser { client_secret, .. } => {
                // It may have been cancelled by the other tab.
                let _refused = tab.confirm_in_browser(&client_secret, VISA).await;
                tab.resume(token).await
            }
            step => step,
        },
        PaymentFlow::Hosted => match tab.begin_hosted(token).await {
            PaymentStep::Redirect { url } => {
                tab.pay_on_page(&url, VISA).await;
                tab.resume(token).await
            }
            step => step,
        },
    }
}

on_bench!(
    the_same_order_paid_from_two_tabs_with_two_flows_is_one_capture,
    |bench| async {
        let mut expected = 0;
        for (index, first) in PaymentFlow::ALL.into_iter().enumerate() {
            for second in PaymentFlow::ALL.into_iter().skip(index + 1) {
                let buyer = bench.other_buyer();
                let token = buyer.order_mugs(1).await;
                let tab = buyer.other_tab();
                let steps = tokio::join!(hurry(&buyer, &token, first), hurry(&tab, &token, second));
                bench.reconcile().await;
                expected += Bench::total(1).minor;
                let status = bench.status(&token).await;
                assert_eq!(
                    status,
                    commerce::order::OrderStatus::Paid,
                    "{first:?} {second:?} {steps:?}"
                );
                assert_eq!(
                    bench.kept_by_stripe().await,
                    expected,
                    "{first:?} {second:?}"
                );
            }
        }
        assert_eq!(bench.refunds().await.len(), 0, "nothing was taken twice");
    }
);
