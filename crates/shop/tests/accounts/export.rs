//! Taking one's data along.

use shop::accounts::AddressKept;

use crate::desk::{ADA, Desk, MIRA, PASSWORD, postal};
use crate::support::on_both;

on_both!(
    the_export_has_all_that_is_ones_own_and_no_key_to_it,
    |url| async {
        let desk = Desk::open(&url).await;
        let guest = desk.order_of(ADA, None).await;
        let (key, ada) = desk.register(ADA).await;
        let (_, mira) = desk.register(MIRA).await;
        desk.order_of(MIRA, Some(&mira.id)).await;
        desk.pay_all().await;
        let kept = desk.shop.keep_address(&ada.id, &postal("Deichweg 1")).await;
        assert!(matches!(kept.unwrap(), AddressKept::Added(_)));
        let export = desk.shop.export_account(&ada).await.unwrap().unwrap();
        let export = serde_json::to_value(&export).unwrap();
        assert_eq!(export["email"], ADA);
        assert_eq!(export["addresses"][0]["line1"], "Deichweg 1");
        assert_eq!(export["sessions"][0]["browser"], "Browser");
        assert_eq!(export["orders"].as_array().unwrap().len(), 1);
        let order = &export["orders"][0];
        assert_eq!(order["lines"][0]["title"], "Mug");
        assert_eq!(order["total"]["minor"], 2_890);
        assert_eq!(order["timeline"][0]["kind"], "placed");
        assert_eq!(export["saved_cards"], serde_json::json!([]));
        let text = export.to_string();
        let handle = desk.shop.session(&key).await.unwrap().unwrap().handle;
        for secret in [
            key.as_cookie(),
            guest.token.as_str(),
            &handle,
            "argon2",
            MIRA,
        ] {
            assert!(!text.contains(secret), "{secret}");
        }
        desk.delete(&ada.id, PASSWORD).await;
        assert!(desk.shop.export_account(&ada).await.unwrap().is_none());
    }
);
