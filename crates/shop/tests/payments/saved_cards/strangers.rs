//! What is somebody else's is as good as not there.

use commerce::{
    contact::EmailAddress,
    payment::{CardStep, DeclineReason, PaymentStep},
};
use shop::{accounts::Account, cards::CardsError};

use super::MASTERCARD;
use crate::bench::{THREE_D_SECURE, VISA, on_bench};

on_bench!(
    nobody_sees_chooses_or_removes_another_accounts_card,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let bob = bench.register("bob@example.org").await;
        let visa = bench.saved(&ada, VISA).await;
        bench.save(&bob, MASTERCARD).await;
        assert_eq!(bench.shown(&bob).await, ["4444"]);
        let chosen = bench.shop.make_card_default(&bob.0, &visa.id).await;
        assert!(matches!(chosen, Err(CardsError::UnknownCard)), "{chosen:?}");
        bench.remove(&bob, &visa.id).await.expect("nothing to do");
        assert_eq!(bench.shown(&ada).await, ["4242"]);
    }
);

on_bench!(nobody_pays_with_another_accounts_card, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let bob = bench.register("bob@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    let without_any = bench.pay_saved(&token, &bob, &visa.id).await;
    assert_eq!(without_any, PaymentStep::SavedCardGone);
    bench.save(&bob, MASTERCARD).await;
    let with_another = bench.pay_saved(&token, &bob, &visa.id).await;
    assert_eq!(with_another, PaymentStep::SavedCardGone);
    assert_eq!(bench.intents().await.len(), 0);
});

on_bench!(
    nobody_saves_a_card_that_another_account_has_saved,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let bob = bench.register("bob@example.org").await;
        let visa = bench.saved(&ada, VISA).await;
        let step = bench.save_method(&bob, &visa.id).await;
        assert_eq!(step, CardStep::Declined(DeclineReason::ProcessingError));
        assert_eq!(bench.shown(&ada).await, ["4242"]);
        assert!(bench.cards_of(&bob).await.is_empty());
    }
);

on_bench!(
    nobody_hears_of_another_accounts_attempt_to_save_a_card,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let bob = bench.register("bob@example.org").await;
        let CardStep::Authenticate { setup, .. } = bench.save(&ada, THREE_D_SECURE).await else {
            panic!("the bank is not asked");
        };
        let unknown = bench.finish(&bob, "seti_nobodys").await;
        assert_eq!(bench.finish(&bob, &setup).await, unknown);
        bench.save(&bob, VISA).await;
        assert_eq!(bench.finish(&bob, &setup).await, unknown);
        assert_eq!(unknown, CardStep::Declined(DeclineReason::ProcessingError));
        bench.answer_bank_about(&setup, "complete").await;
        assert_eq!(bench.finish(&bob, &setup).await, unknown);
        assert_eq!(bench.finish(&ada, &setup).await, CardStep::Saved);
    }
);

on_bench!(
    an_order_is_paid_by_the_browser_that_placed_it_whoever_is_logged_in,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let visa = bench.saved(&ada, VISA).await;
        let token = bench.order_mugs(1).await;
        let stranger = bench.other_buyer();
        let step = stranger.pay_saved(&token, &ada, &visa.id).await;
        assert_eq!(step, PaymentStep::NoOpenOrder);
    }
);

on_bench!(an_account_that_is_gone_has_nothing, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let visa = bench.saved(&ada, VISA).await;
    let token = bench.order_mugs(1).await;
    bench.change("DELETE FROM accounts").await;
    assert!(bench.cards_of(&ada).await.is_empty());
    assert_eq!(bench.save(&ada, VISA).await, CardStep::LoggedOut);
    assert_eq!(bench.finish(&ada, "seti_1").await, CardStep::LoggedOut);
    assert_eq!(
        bench.pay_saved(&token, &ada, &visa.id).await,
        PaymentStep::SavedCardGone
    );
});

on_bench!(
    what_a_stranger_orders_with_an_accounts_address_is_not_paid_as_its_customers,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        let stranger = bench.other_buyer();
        let token = stranger.order_mugs(1).await;
        let account = Account {
            id: ada.0.clone(),
            email: EmailAddress::parse("ada@example.org").expect("an address"),
            created_at: 0,
        };
        let history = bench.shop.orders_of(&account, 1).await;
        assert!(history.expect("a store").orders.is_empty());
        stranger.secret(&token).await;
        assert!(bench.intents().await[0]["customer"].is_null());
    }
);
