//! Logging in while something is being paid: a guest's cart joins the account's, and money and orders still agree.

use commerce::{order::OrderStatus, payment::PaymentStep};

use crate::bench::{THREE_D_SECURE, VISA, buyer::paid, on_bench};

fn lines(expected: &[(&str, u32)]) -> Vec<(String, u32)> {
    let lines = expected.iter();
    lines
        .map(|(sku, number)| ((*sku).to_owned(), *number))
        .collect()
}

on_bench!(
    a_payment_that_waits_for_the_bank_goes_on_in_the_account,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        // The account has had a cart before, and it is empty by now.
        let phone = bench.other_buyer().logged_in(&ada).await;
        phone.order_mugs(1).await;
        let earlier = phone.place().await;
        assert_eq!(phone.pay(&earlier, VISA).await, paid(&earlier));
        let token = bench.order_mugs(2).await;
        bench.pay(&token, THREE_D_SECURE).await;
        let laptop = bench.logged_in(&ada).await;
        bench.answer_bank("complete").await;
        assert_eq!(laptop.resume(&token).await, paid(&token));
        assert_eq!(laptop.cart().await, []);
        assert_eq!(bench.stock("MUG").await, (17, 0));
    }
);

on_bench!(
    what_a_guest_is_paying_leaves_the_accounts_cart_when_the_money_comes,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let phone = bench.other_buyer().logged_in(&ada).await;
        phone.add("CARD", 3).await;
        phone.add("MUG", 1).await;
        let token = bench.order_mugs(2).await;
        let secret = bench.secret(&token).await;
        let laptop = bench.logged_in(&ada).await;
        assert_eq!(laptop.cart().await, lines(&[("CARD", 3), ("MUG", 3)]));
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(laptop.resume(&token).await, paid(&token));
        for device in [&laptop, &phone] {
            assert_eq!(device.cart().await, lines(&[("CARD", 3), ("MUG", 1)]));
        }
    }
);

on_bench!(
    a_guests_payment_is_not_confirmed_once_its_cart_holds_more,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let phone = bench.other_buyer().logged_in(&ada).await;
        phone.add("CARD", 3).await;
        let first = bench.order_mugs(1).await;
        bench.pay(&first, THREE_D_SECURE).await;
        let laptop = bench.logged_in(&ada).await;
        bench.answer_bank("complete").await;
        assert_eq!(laptop.resume(&first).await, PaymentStep::CartChanged);
        assert_eq!(bench.kept_by_stripe().await, 0);
        let second = laptop.place_as(&ada).await;
        assert_eq!(bench.order(&first).await.status, OrderStatus::Cancelled);
        assert_eq!(laptop.pay(&second, VISA).await, paid(&second));
        assert_eq!(phone.cart().await, []);
        assert_eq!(bench.charges().await.len(), 1);
    }
);

on_bench!(
    the_accounts_own_payment_goes_on_when_another_device_logs_in,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let phone = bench.other_buyer().logged_in(&ada).await;
        let token = phone.order_mugs(1).await;
        let secret = phone.secret(&token).await;
        let unpaid = bench.order_mugs(2).await;
        let laptop = bench.logged_in(&ada).await;
        assert_eq!(bench.status(&unpaid).await, OrderStatus::Cancelled);
        assert_eq!(laptop.cart().await, lines(&[("MUG", 3)]));
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        assert_eq!(phone.resume(&token).await, paid(&token));
        assert_eq!(laptop.cart().await, lines(&[("MUG", 2)]));
    }
);

on_bench!(
    of_two_payments_at_once_neither_is_taken_its_cart,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let phone = bench.other_buyer().logged_in(&ada).await;
        let on_phone = phone.order_mugs(1).await;
        let secret_on_phone = phone.secret(&on_phone).await;
        bench.add("CARD", 3).await;
        let as_guest = bench.order_mugs(2).await;
        let secret_as_guest = bench.secret(&as_guest).await;
        let laptop = bench.logged_in(&ada).await;
        assert_eq!(laptop.cart().await, lines(&[("MUG", 1)]));
        bench.add("LAMP", 1).await;
        bench
            .confirm_in_browser(&secret_on_phone, VISA)
            .await
            .unwrap();
        assert_eq!(phone.resume(&on_phone).await, paid(&on_phone));
        // One is decided: now they are one, and the other payment goes on in it.
        let laptop = laptop.logged_in(&ada).await;
        let all = lines(&[("CARD", 3), ("MUG", 2), ("LAMP", 1)]);
        assert_eq!(laptop.cart().await, all);
        bench
            .confirm_in_browser(&secret_as_guest, VISA)
            .await
            .unwrap();
        assert_eq!(laptop.resume(&as_guest).await, paid(&as_guest));
        assert_eq!(laptop.cart().await, lines(&[("LAMP", 1)]));
    }
);

on_bench!(
    a_cart_that_waits_for_its_payment_opens_for_nobody_else,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let phone = bench.other_buyer().logged_in(&ada).await;
        let on_phone = phone.order_mugs(1).await;
        phone.secret(&on_phone).await;
        let as_guest = bench.order_mugs(2).await;
        bench.secret(&as_guest).await;
        bench.logged_in(&ada).await;
        let out = bench.shop.cart_of(None, Some(&bench.key)).await;
        assert_eq!(out.unwrap(), None);
        bench.let_reservations_expire().await;
        bench.reconcile().await;
        let laptop = bench.logged_in(&ada).await;
        assert_eq!(laptop.cart().await, lines(&[("MUG", 3)]));
    }
);

on_bench!(
    pay_pressed_while_logging_in_charges_once_and_takes_out_what_was_paid,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let phone = bench.other_buyer().logged_in(&ada).await;
        phone.add("CARD", 3).await;
        let token = bench.order_mugs(2).await;
        let mut tabs = Vec::new();
        for tab in 0..6 {
            let (bench, ada, token) = (bench.other_tab(), ada.clone(), token.clone());
            tabs.push(tokio::spawn(async move {
                if tab % 2 == 0 {
                    bench.pay(&token, VISA).await;
                } else {
                    bench.logged_in(&ada).await;
                }
            }));
        }
        for tab in tabs {
            tab.await.expect("a tab");
        }
        let laptop = bench.logged_in(&ada).await;
        // Either the money came before the carts became one, or there is more in the cart than was to be paid.
        let (left, charges) = match bench.order(&token).await.status {
            OrderStatus::Paid => (lines(&[("CARD", 3)]), 1),
            _ => (lines(&[("CARD", 3), ("MUG", 2)]), 0),
        };
        assert_eq!(laptop.cart().await, left);
        assert_eq!(bench.charges().await.len(), charges);
    }
);

on_bench!(
    an_account_that_is_deleted_while_it_pays_is_charged_for_an_order_or_not_at_all,
    |bench| async {
        let ada = bench.register("ada@example.org").await;
        let laptop = bench.logged_in(&ada).await;
        let token = laptop.order_mugs(1).await;
        let secret = laptop.secret(&token).await;
        bench.leave(&ada).await;
        bench.confirm_in_browser(&secret, VISA).await.unwrap();
        bench.reconcile().await;
        assert_eq!(bench.status(&token).await, OrderStatus::Paid);
    }
);

on_bench!(
    stock_of_a_payment_that_was_closed_is_free_once_its_order_is_replaced,
    |bench| async {
        let token = bench.order_mugs(1).await;
        bench.pay(&token, THREE_D_SECURE).await;
        // The process died between closing the payment and freeing its stock.
        bench
            .change("UPDATE payments SET state = 'cancelled', open_order = NULL")
            .await;
        assert_eq!(bench.stock("MUG").await, (20, 1));
        bench.add("CARD", 3).await;
        bench.place().await;
        assert_eq!(bench.stock("MUG").await, (20, 0));
    }
);
