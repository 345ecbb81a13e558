//! A cart that follows its account from device to device.

use commerce::cart::{CartNotice, Quantity};
use shop::{
    accounts::{Account, AccountDeletion},
    cart::{CartId, CartKey},
};

use crate::desk::{ADA, Desk, MIRA, PASSWORD, details};
use crate::support::on_both;

impl Desk {
    /// The cart that a browser sees that brings `key` and is logged in as `account`, or as nobody.
    async fn cart_at(&self, account: Option<&Account>, key: Option<&CartKey>) -> Option<CartId> {
        let account = account.map(|account| &account.id);
        self.shop.cart_of(account, key).await.unwrap()
    }

    /// Puts something into the cart that [`Desk::cart_at`] sees, and gives the key that the browser keeps.
    async fn put(
        &self,
        account: Option<&Account>,
        key: Option<&CartKey>,
        (sku, number): (&str, u32),
    ) -> Option<CartKey> {
        let account = account.map(|account| &account.id);
        let (cart, key) = self.shop.cart_of_or_new(account, key).await.unwrap();
        self.put_into(&cart, (sku, number)).await;
        key
    }

    async fn put_into(&self, cart: &CartId, (sku, number): (&str, u32)) {
        let (sku, number) = (sku.parse().unwrap(), Quantity::try_from(number).unwrap());
        self.shop.add_to_cart(cart, &sku, number).await.unwrap();
    }

    /// A guest's browser with these in its cart.
    async fn guest_with(&self, lines: &[(&str, u32)]) -> CartKey {
        let key = CartKey::generate();
        for line in lines {
            self.put(None, Some(&key), *line).await;
        }
        key
    }

    /// What is in a cart, by SKU.
    async fn held(&self, cart: Option<&CartId>) -> Vec<(String, u32)> {
        let Some(cart) = cart else { return Vec::new() };
        let cart = self.shop.cart(cart).await.unwrap();
        let lines = cart.lines.iter();
        let mut lines: Vec<_> = lines
            .map(|line| (line.sku.as_str().to_owned(), line.quantity.get()))
            .collect();
        lines.sort();
        lines
    }

    /// What a browser sees in its cart.
    async fn sees(&self, account: Option<&Account>, key: Option<&CartKey>) -> Vec<(String, u32)> {
        let cart = self.cart_at(account, key).await;
        self.held(cart.as_ref()).await
    }
}

fn lines(expected: &[(&str, u32)]) -> Vec<(String, u32)> {
    let lines = expected.iter();
    lines
        .map(|(sku, number)| ((*sku).to_owned(), *number))
        .collect()
}

on_both!(an_account_sees_its_cart_on_every_device, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    let (_, mira) = desk.register(MIRA).await;
    assert_eq!(desk.cart_at(Some(&ada), None).await, None);
    let kept = desk.put(Some(&ada), None, ("MUG", 2)).await;
    assert!(kept.is_none(), "no browser has a key to an account's cart");
    desk.put(Some(&ada), None, ("CARD", 1)).await;
    let both = lines(&[("CARD", 1), ("MUG", 2)]);
    assert_eq!(desk.sees(Some(&ada), None).await, both);
    assert_eq!(desk.sees(Some(&mira), None).await, []);
});

on_both!(
    a_guests_cart_becomes_that_of_an_account_that_had_none,
    |url| async {
        let desk = Desk::open(&url).await;
        let key = desk.guest_with(&[("MUG", 2)]).await;
        let (_, ada) = desk.register(ADA).await;
        let cart = desk.cart_at(Some(&ada), Some(&key)).await.unwrap();
        assert_eq!(cart, key.id(), "nothing is copied");
        assert_eq!(desk.sees(Some(&ada), None).await, lines(&[("MUG", 2)]));
    }
);

on_both!(
    what_a_guest_gathered_is_added_to_the_accounts_cart,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        desk.put(Some(&ada), None, ("MUG", 2)).await;
        desk.put(Some(&ada), None, ("CARD", 60)).await;
        let own = desk.cart_at(Some(&ada), None).await;
        let lot = [("CARD", 50), ("LAMP", 1), ("MUG", 3)];
        let key = desk.guest_with(&lot).await;
        let sum = lines(&[("CARD", 99), ("LAMP", 1), ("MUG", 5)]);
        for _ in 0..3 {
            assert_eq!(desk.sees(Some(&ada), Some(&key)).await, sum);
        }
        assert_eq!(desk.cart_at(Some(&ada), None).await, own);
        assert_eq!(desk.sees(None, Some(&key)).await, []);
        assert_eq!(desk.count("SELECT COUNT(*) FROM carts").await, 1);
    }
);

on_both!(
    more_than_there_is_and_prices_that_changed_are_told,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        desk.put(Some(&ada), None, ("LAMP", 2)).await;
        let key = desk.guest_with(&[("LAMP", 1), ("MUG", 1)]).await;
        desk.sql("UPDATE variants SET price = 2600 WHERE sku = 'MUG'")
            .await;
        let cart = desk.cart_at(Some(&ada), Some(&key)).await.unwrap();
        let cart = desk.shop.cart(&cart).await.unwrap();
        let told: Vec<_> = cart.notices.iter().collect();
        assert!(
            matches!(
                told.as_slice(),
                [
                    CartNotice::FewerLeft { left: 2, .. },
                    CartNotice::PriceChanged { .. }
                ]
            ),
            "{told:?}"
        );
        assert_eq!(cart.count(), 3);
    }
);

on_both!(
    without_the_session_a_key_no_longer_opens_what_became_the_accounts,
    |url| async {
        let desk = Desk::open(&url).await;
        let key = desk.guest_with(&[("MUG", 2)]).await;
        let (_, ada) = desk.register(ADA).await;
        desk.sees(Some(&ada), Some(&key)).await;
        assert_eq!(desk.cart_at(None, Some(&key)).await, None);
        let new = desk.put(None, Some(&key), ("CARD", 1)).await.unwrap();
        assert_ne!(new, key);
        assert_eq!(desk.sees(None, Some(&new)).await, lines(&[("CARD", 1)]));
        assert_eq!(desk.sees(Some(&ada), None).await, lines(&[("MUG", 2)]));
    }
);

on_both!(
    who_logs_in_after_another_gets_nothing_of_theirs,
    |url| async {
        let desk = Desk::open(&url).await;
        let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
        let key = desk.guest_with(&[("MUG", 2)]).await;
        desk.sees(Some(&ada), Some(&key)).await;
        assert_eq!(desk.cart_at(Some(&mira), Some(&key)).await, None);
        desk.put(Some(&mira), Some(&key), ("CARD", 1)).await;
        assert_eq!(
            desk.sees(Some(&mira), Some(&key)).await,
            lines(&[("CARD", 1)])
        );
        assert_eq!(
            desk.sees(Some(&ada), Some(&key)).await,
            lines(&[("MUG", 2)])
        );
    }
);

on_both!(
    what_gets_under_the_key_while_logging_in_is_not_lost,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        desk.put(Some(&ada), None, ("MUG", 1)).await;
        let key = desk.guest_with(&[("MUG", 2)]).await;
        desk.sees(Some(&ada), Some(&key)).await;
        // A page of the guest's asked for it before, and it is done now.
        desk.put_into(&key.id(), ("MUG", 4)).await;
        assert_eq!(
            desk.sees(Some(&ada), Some(&key)).await,
            lines(&[("MUG", 7)])
        );
    }
);

on_both!(
    many_devices_at_once_neither_double_nor_lose_anything,
    |url| async {
        let desk = std::sync::Arc::new(Desk::open(&url).await);
        let (_, ada) = desk.register(ADA).await;
        desk.sql("UPDATE variants SET stock = 1000").await;
        let mut keys = Vec::new();
        for _ in 0..5 {
            keys.push(
                desk.guest_with(&[("CARD", 3), ("LAMP", 1), ("MUG", 2)])
                    .await,
            );
        }
        let mut visits = Vec::new();
        for at in 0..20 {
            let (desk, ada, key) = (desk.clone(), ada.clone(), keys[at % 5].clone());
            visits.push(tokio::spawn(async move {
                if at < 15 {
                    desk.cart_at(Some(&ada), Some(&key)).await;
                } else {
                    // One that a guest's page asked for, and one of the account's on another device.
                    desk.put_into(&key.id(), ("MUG", 1)).await;
                    desk.put(Some(&ada), None, ("CARD", 1)).await;
                }
            }));
        }
        for visit in visits {
            visit.await.unwrap();
        }
        for key in &keys {
            desk.cart_at(Some(&ada), Some(key)).await;
        }
        let sum = lines(&[("CARD", 20), ("LAMP", 5), ("MUG", 15)]);
        assert_eq!(desk.sees(Some(&ada), None).await, sum);
        assert_eq!(desk.count("SELECT COUNT(*) FROM carts").await, 1);
    }
);

on_both!(
    two_accounts_that_log_in_with_one_key_at_once_share_nothing,
    |url| async {
        let desk = Desk::open(&url).await;
        let ((_, ada), (_, mira)) = (desk.register(ADA).await, desk.register(MIRA).await);
        let key = desk.guest_with(&[("MUG", 2)]).await;
        let (hers, theirs) = tokio::join!(
            desk.sees(Some(&ada), Some(&key)),
            desk.sees(Some(&mira), Some(&key))
        );
        let mut seen = [hers, theirs];
        seen.sort();
        assert_eq!(seen, [Vec::new(), lines(&[("MUG", 2)])]);
    }
);

on_both!(a_deleted_account_takes_its_cart_along, |url| async {
    let desk = Desk::open(&url).await;
    let key = desk.guest_with(&[("MUG", 2)]).await;
    let (_, ada) = desk.register(ADA).await;
    desk.sees(Some(&ada), Some(&key)).await;
    let deletion = desk.delete(&ada.id, PASSWORD).await;
    assert_eq!(deletion, AccountDeletion::Deleted);
    assert_eq!(desk.count("SELECT COUNT(*) FROM carts").await, 0);
    assert_eq!(desk.count("SELECT COUNT(*) FROM cart_lines").await, 0);
    // Its session may be in a request's hands still.
    assert_eq!(desk.cart_at(Some(&ada), Some(&key)).await, None);
    assert!(desk.put(Some(&ada), None, ("CARD", 1)).await.is_some());
});

on_both!(
    an_order_that_a_guest_was_placing_goes_on_in_the_account,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, ada) = desk.register(ADA).await;
        desk.put(Some(&ada), None, ("MUG", 1)).await;
        let own = desk.cart_at(Some(&ada), None).await.unwrap();
        let key = CartKey::generate();
        let typed = details(ADA, "Hafenstraße 7");
        let placed = desk.order(&key.id(), ("LAMP", 1), &typed, None).await;
        desk.sees(Some(&ada), Some(&key)).await;
        let begin = desk.shop.last_details(&own, Some(&ada)).await.unwrap();
        assert_eq!(begin.unwrap().check().unwrap(), typed);
        let again = desk.order(&own, ("MUG", 1), &typed, Some(&ada.id)).await;
        assert_ne!(again.token, placed.token, "more is in the cart now");
        let open = "SELECT COUNT(*) FROM orders WHERE open_cart IS NOT NULL";
        assert_eq!(desk.count(open).await, 1);
    }
);

on_both!(
    where_a_guest_before_had_things_sent_is_not_told_to_who_logs_in,
    |url| async {
        let desk = Desk::open(&url).await;
        let (_, mira) = desk.register(MIRA).await;
        let key = CartKey::generate();
        let typed = details(ADA, "Hafenstraße 7");
        desk.order(&key.id(), ("LAMP", 1), &typed, None).await;
        desk.pay_all().await;
        let cart = desk.cart_at(Some(&mira), Some(&key)).await.unwrap();
        let begin = desk.shop.last_details(&cart, Some(&mira)).await.unwrap();
        assert_eq!(begin.unwrap().line1, "");
    }
);

on_both!(the_export_has_the_cart, |url| async {
    let desk = Desk::open(&url).await;
    let (_, ada) = desk.register(ADA).await;
    desk.put(Some(&ada), None, ("MUG", 2)).await;
    let export = desk.shop.export_account(&ada).await.unwrap();
    let export = serde_json::to_value(&export).unwrap();
    assert_eq!(export["cart"][0]["sku"], "MUG");
    assert_eq!(export["cart"][0]["quantity"], 2);
});
