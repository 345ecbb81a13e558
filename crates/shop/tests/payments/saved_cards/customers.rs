//! One customer at Stripe for each account that needs one.

use commerce::payment::{CardStep, PaymentStep};
use serde_json::json;

use super::{MASTERCARD, begun};
use crate::bench::{VISA, on_bench};

on_bench!(
    an_account_has_no_customer_until_it_needs_one,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        assert!(bench.cards_of(&ada).await.is_empty());
        assert_eq!(bench.customers().await.len(), 0);
    }
);

on_bench!(
    an_account_gets_one_customer_that_says_whose_it_is,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.save(&ada, MASTERCARD).await, CardStep::Saved);
        let customers = bench.customers().await;
        assert_eq!(customers.len(), 1);
        assert_eq!(customers[0]["email"], "ada@example.org");
        assert_eq!(
            customers[0]["metadata"],
            json!({ "account_id": ada.0.as_str() })
        );
    }
);

on_bench!(two_processes_at_once_make_one_customer, |bench| async {
    let ada = bench.register("ada@example.org").await;
    let other = bench.other_process().await;
    let steps = tokio::join!(
        bench.save(&ada, VISA),
        other.save(&ada, MASTERCARD),
        bench.save(&ada, "378282246310005"),
    );
    assert_eq!(steps, (CardStep::Saved, CardStep::Saved, CardStep::Saved));
    assert_eq!(bench.customers().await.len(), 1);
    assert_eq!(other.cards_of(&ada).await.len(), 3);
});

on_bench!(
    a_customer_whose_answer_is_lost_is_not_made_again,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().lose_answers(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        assert_eq!(bench.customer_of(&ada).await, None);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.customers().await.len(), 1);
        assert_eq!(begun(&bench).await, 1);
    }
);

on_bench!(
    a_customer_that_was_left_half_made_is_finished_in_the_background,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().lose_answers(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        bench.reconcile().await;
        assert_eq!(bench.customer_of(&ada).await, None, "somebody may be at it");
        bench
            .change("UPDATE accounts SET customer_begun_at = customer_begun_at - 120000")
            .await;
        bench.reconcile().await;
        let customers = bench.customers().await;
        assert_eq!(customers.len(), 1);
        assert_eq!(
            bench.customer_of(&ada).await.as_deref(),
            customers[0]["id"].as_str()
        );
    }
);

on_bench!(
    a_customer_whose_key_is_forgotten_is_looked_for,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let twin = bench
            .post("/v1/customers", &[("email", "ada@example.org")])
            .await;
        bench.line().lose_answers(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        bench
            .change("UPDATE accounts SET customer_begun_at = customer_begun_at - 90000000")
            .await;
        let (before, _) = bench.line().calls();
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        let (after, _) = bench.line().calls();
        assert_eq!(after - before, 1, "only the card was sent");
        assert_eq!(bench.customers().await.len(), 2);
        assert_ne!(
            bench.customer_of(&ada).await.as_deref(),
            twin["id"].as_str()
        );
    }
);

on_bench!(
    a_customer_that_was_never_made_is_made_though_its_key_is_forgotten,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().lose_calls(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        bench
            .change("UPDATE accounts SET customer_begun_at = customer_begun_at - 90000000")
            .await;
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.customers().await.len(), 1);
        assert_eq!(begun(&bench).await, 2);
    }
);

on_bench!(
    stripe_breaking_down_over_a_customer_makes_no_second,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().break_down(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.customers().await.len(), 1);
        assert_eq!(begun(&bench).await, 1);
    }
);

on_bench!(
    stripe_is_told_of_another_address_at_the_next_use,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        bench
            .change("UPDATE accounts SET email = 'ada@example.net'")
            .await;
        bench.save(&ada, MASTERCARD).await;
        assert_eq!(bench.customers().await[0]["email"], "ada@example.net");
    }
);

on_bench!(
    stripe_is_told_of_another_address_in_the_background,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        bench
            .change("UPDATE accounts SET email = 'ada@example.net'")
            .await;
        bench.line().cut(true);
        bench.reconcile().await;
        bench.line().cut(false);
        assert_eq!(bench.customers().await[0]["email"], "ada@example.org");
        bench.reconcile().await;
        assert_eq!(bench.customers().await[0]["email"], "ada@example.net");
        let (before, _) = bench.line().calls();
        bench.reconcile().await;
        assert_eq!(bench.line().calls().0, before, "it is told once");
    }
);

on_bench!(
    an_address_that_changes_while_the_customer_is_made_is_told_afterwards,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().lose_answers(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        bench
            .change("UPDATE accounts SET email = 'ada@example.net'")
            .await;
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        bench.reconcile().await;
        let customers = bench.customers().await;
        assert_eq!(customers.len(), 1);
        assert_eq!(customers[0]["email"], "ada@example.net");
    }
);

on_bench!(
    after_a_change_of_keys_the_old_cards_are_gone_and_new_ones_can_be_saved,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let old = bench.saved(&ada, VISA).await;
        // As another account of Stripe's has it: it knows nothing of this one's customers.
        bench
            .change("UPDATE accounts SET customer = 'cus_of_another_account'")
            .await;
        let token = bench.order_mugs(1).await;
        assert_eq!(
            bench.pay_saved(&token, &ada, &old.id).await,
            PaymentStep::SavedCardGone
        );
        assert!(bench.cards_of(&ada).await.is_empty());
        assert_eq!(bench.customer_of(&ada).await, None);
        assert_eq!(bench.save(&ada, MASTERCARD).await, CardStep::Saved);
        assert_eq!(bench.shown(&ada).await, ["4444"]);
        assert_eq!(bench.customers().await.len(), 2);
    }
);

on_bench!(
    saving_a_card_replaces_a_customer_that_stripe_does_not_know,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench
            .change(
                "UPDATE accounts SET customer = 'cus_of_another_account', customer_email = email",
            )
            .await;
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        bench
            .change("UPDATE accounts SET customer = 'cus_of_a_third', customer_email = 'old'")
            .await;
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.customers().await.len(), 2);
        assert_eq!(bench.shown(&ada).await, ["4242"]);
    }
);

on_bench!(
    a_customer_that_the_owner_deletes_at_stripe_has_no_cards,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        let customer = bench.customer_of(&ada).await.expect("a customer");
        bench.delete(&format!("/v1/customers/{customer}")).await;
        bench.let_lists_grow_old().await;
        assert!(bench.cards_of(&ada).await.is_empty());
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Saved);
        assert_eq!(bench.shown(&ada).await, ["4242"]);
    }
);

on_bench!(
    the_customers_of_accounts_that_are_gone_are_deleted_at_stripe,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.save(&ada, VISA).await;
        bench
            .change(
                "INSERT INTO departed_customers (customer, departed_at) \
             SELECT customer, 1 FROM accounts WHERE customer IS NOT NULL",
            )
            .await;
        bench
            .change("INSERT INTO departed_customers (customer, departed_at) VALUES ('cus_gone', 0)")
            .await;
        bench.change("DELETE FROM accounts").await;
        bench.line().cut(true);
        bench.reconcile().await;
        bench.line().cut(false);
        assert_eq!(bench.customers().await.len(), 1);
        bench.reconcile().await;
        assert_eq!(bench.customers().await.len(), 0);
        let left: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM departed_customers")
            .fetch_one(bench.store())
            .await
            .expect("a store");
        assert_eq!(left, 0);
    }
);

on_bench!(
    a_customer_that_is_made_while_its_account_goes_is_deleted_again,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().meanwhile("DELETE FROM accounts");
        assert_eq!(bench.save(&ada, VISA).await, CardStep::LoggedOut);
        assert_eq!(bench.customers().await.len(), 1);
        bench.reconcile().await;
        assert_eq!(bench.customers().await.len(), 0);
    }
);

on_bench!(
    a_customer_of_which_nobody_knows_goes_with_its_account,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        bench.line().lose_answers(1);
        assert_eq!(bench.save(&ada, VISA).await, CardStep::Unavailable);
        assert_eq!(bench.customers().await.len(), 1);
        bench.leave(&ada).await;
        bench.reconcile().await;
        assert_eq!(bench.customers().await.len(), 0);
    }
);
