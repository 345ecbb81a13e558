//! Somebody with an account: what they do with their cards, through the shop's front door.

use commerce::{contact::EmailAddress, payment::CardStep, payment::PaymentStep};
use serde_json::Value;
use shop::{
    accounts::{AccountDeletion, AccountId, LinkToken, Password, PasswordSet},
    cards::{CardsError, PaymentMethodId, SavedCard},
    mail::Letter,
    orders::OrderToken,
};

use super::{Bench, stripe::text};

const PASSWORD: &str = "nine kelp forests in clay";

/// Who is logged in.
#[derive(Debug, Clone)]
pub(crate) struct Member(pub(crate) AccountId);

impl Bench {
    /// Registers by the link that goes out by mail.
    pub(crate) async fn register(&self, email: &str) -> Member {
        let email = EmailAddress::parse(email).expect("an address");
        let asked = self.shop.ask_to_register(&email, "en").await;
        asked.expect("a store");
        let letter: String = sqlx::query_scalar(
            "SELECT letter FROM mails WHERE recipient = $1 ORDER BY created_at DESC",
        )
        .bind(email.as_str())
        .fetch_one(self.store())
        .await
        .expect("a mail");
        let Ok(Letter::Register { link }) = serde_json::from_str(&letter) else {
            panic!("{letter}");
        };
        let token = link.rsplit('/').next().and_then(LinkToken::parse);
        let token = token.expect("a token");
        let password = Password::typed(PASSWORD);
        let set = self
            .shop
            .finish_registration(&token, &password, "en", "a browser", None);
        match set.await.expect("a store") {
            PasswordSet::In(_, account) => Member(account.id),
            other => panic!("{other:?}"),
        }
    }

    /// The same browser, with the member logged in.
    pub(crate) async fn logged_in(&self, member: &Member) -> Bench {
        let mut browser = self.other_tab();
        let cart = self.shop.cart_of_or_new(Some(&member.0), Some(&self.key));
        (browser.cart_id, _) = cart.await.expect("a cart");
        browser
    }

    /// Deletes the account.
    pub(crate) async fn leave(&self, member: &Member) {
        let password = Password::typed(PASSWORD);
        let gone = self.shop.delete_account(&member.0, &password).await;
        assert_eq!(gone.expect("a store"), AccountDeletion::Deleted);
    }

    /// Saves a freshly typed card.
    pub(crate) async fn save(&self, member: &Member, number: &str) -> CardStep {
        let method = self.card(number).await;
        self.save_method(member, &method).await
    }

    pub(crate) async fn save_method(&self, member: &Member, method: &PaymentMethodId) -> CardStep {
        let step = self.shop.save_card(&member.0, method).await;
        step.expect("a store")
    }

    /// Saves a card whose bank asks, and answers the bank.
    pub(crate) async fn save_at_the_bank(
        &self,
        member: &Member,
        number: &str,
        outcome: &str,
    ) -> CardStep {
        match self.save(member, number).await {
            CardStep::Authenticate { setup, .. } => {
                self.answer_bank_about(&setup, outcome).await;
                self.finish(member, &setup).await
            }
            other => panic!("{other:?}"),
        }
    }

    pub(crate) async fn finish(&self, member: &Member, setup: &str) -> CardStep {
        let setup = setup.parse().expect("an id");
        let step = self.shop.finish_saving_card(&member.0, &setup).await;
        step.expect("a store")
    }

    pub(crate) async fn cards_of(&self, member: &Member) -> Vec<SavedCard> {
        let cards = self.shop.saved_cards(&member.0).await;
        cards.expect("a list")
    }

    /// Last four digits of the cards, as they are shown.
    pub(crate) async fn shown(&self, member: &Member) -> Vec<String> {
        let cards = self.cards_of(member).await;
        cards.into_iter().map(|card| card.last4).collect()
    }

    /// A saved card of the member's.
    pub(crate) async fn saved(&self, member: &Member, number: &str) -> SavedCard {
        match self.save(member, number).await {
            CardStep::Saved => {}
            CardStep::Authenticate { setup, .. } => {
                self.answer_bank_about(&setup, "complete").await;
                assert_eq!(self.finish(member, &setup).await, CardStep::Saved);
            }
            other => panic!("{other:?}"),
        }
        let cards = self.cards_of(member).await;
        let mut of_number = cards
            .into_iter()
            .filter(|card| number.ends_with(&card.last4));
        of_number.next().expect("a card")
    }

    pub(crate) async fn remove(
        &self,
        member: &Member,
        card: &PaymentMethodId,
    ) -> Result<(), CardsError> {
        self.shop.remove_card(&member.0, card).await
    }

    /// Pays with a saved card, its security code typed again.
    pub(crate) async fn pay_saved(
        &self,
        token: &OrderToken,
        member: &Member,
        card: &PaymentMethodId,
    ) -> PaymentStep {
        let cvc = self.cvc().await;
        self.pay_saved_by(token, member, card, &cvc).await
    }

    pub(crate) async fn pay_saved_by(
        &self,
        token: &OrderToken,
        member: &Member,
        card: &PaymentMethodId,
        cvc: &str,
    ) -> PaymentStep {
        let paid = self
            .shop
            .pay_with_saved_card(&self.cart_id, token, &member.0, card, cvc);
        paid.await.expect("an engine")
    }

    /// Pays with a freshly typed card that is to be kept.
    pub(crate) async fn pay_and_keep(
        &self,
        token: &OrderToken,
        member: &Member,
        number: &str,
    ) -> PaymentStep {
        let method = self.card(number).await;
        let paid = self
            .shop
            .pay(&self.cart_id, token, &method, Some(&member.0));
        paid.await.expect("an engine")
    }

    /// Every customer at Stripe, newest first.
    pub(crate) async fn customers(&self) -> Vec<Value> {
        self.list("/v1/customers", "").await
    }

    /// The member's customer at Stripe, as the shop has it.
    pub(crate) async fn customer_of(&self, member: &Member) -> Option<String> {
        sqlx::query_scalar("SELECT customer FROM accounts WHERE id = $1")
            .bind(member.0.as_str())
            .fetch_one(self.store())
            .await
            .expect("an account")
    }

    /// What is saved at Stripe by the member's customer, newest first, as ids.
    pub(crate) async fn kept_of(&self, member: &Member) -> Vec<String> {
        let Some(customer) = self.customer_of(member).await else {
            return Vec::new();
        };
        let path = format!("/v1/customers/{customer}/payment_methods");
        let kept = self.list(&path, "").await;
        kept.iter().map(|method| text(&method["id"])).collect()
    }
}
