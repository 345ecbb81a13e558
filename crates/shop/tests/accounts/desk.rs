//! A shop with a small catalogue, a second look at its store, and what customers do there.

use commerce::{
    cart::Quantity,
    contact::{CheckoutDetails, CheckoutForm, EmailAddress, PostalAddress},
};
use shop::{
    Settings, Shop, Store,
    accounts::{
        Account, AccountDeletion, AccountId, EmailChangeAsked, LinkToken, LogIn, Password,
        PasswordSet, SessionKey,
    },
    cart::{CartId, CartKey},
    checkout::PlacedOrder,
    mail::Letter,
};
use sqlx::AnyPool;
use stripe_client::{Client, ClientConfig, SecretKey};

pub(crate) const ADA: &str = "ada.byron@example.org";
pub(crate) const MIRA: &str = "mira@example.com";
pub(crate) const PASSWORD: &str = "tide pool lantern";
pub(crate) const OTHER_PASSWORD: &str = "granite and heather";

const CATALOGUE: &str = "\
type,slug,category,title,summary,text,picture,alt,width,height,sku,options,price,currency,stock
category,table,,Table,For the table,,/t.svg,A table,1200,800,,,,,
product,mug,table,Mug,A mug,Clay.,/m.svg,A mug,800,800,,,,,
variant,mug,,,,,,,,,MUG,,24.00,EUR,20
product,lamp,table,Lamp,A lamp,Glass.,/l.svg,A lamp,800,800,,,,,
variant,lamp,,,,,,,,,LAMP,,145.00,EUR,2
product,card,table,Postcard,A card,Paper.,/c.svg,A card,800,800,,,,,
variant,card,,,,,,,,,CARD,,0.80,EUR,100
";

pub(crate) struct Desk {
    pub(crate) shop: Shop,
    /// A look at the store, or a change of it, past the shop.
    pub(crate) store: AnyPool,
}

/// A mail that waits.
#[derive(Debug)]
pub(crate) struct Mail {
    pub(crate) recipient: String,
    pub(crate) locale: String,
    pub(crate) letter: Letter,
}

impl Desk {
    pub(crate) async fn open(url: &str) -> Desk {
        let store = Store::open(url).await.expect("a store");
        let key = SecretKey::parse("sk_test_unused").expect("a key");
        let mut config = ClientConfig::new(key);
        // Nobody listens there: nothing here asks Stripe.
        config.api_base = "http://127.0.0.1:9".parse().expect("an address");
        let client = Client::new(config).expect("a client");
        let shop = Shop::new(store, client, Settings::default());
        shop.import_catalogue(CATALOGUE.as_bytes(), |_| {})
            .await
            .expect("a catalogue");
        let store = AnyPool::connect(url).await.expect("a second look");
        Desk { shop, store }
    }

    /// Every mail that was written, oldest first.
    pub(crate) async fn mails(&self) -> Vec<Mail> {
        let rows: Vec<(String, String, String)> =
            sqlx::query_as("SELECT recipient, locale, letter FROM mails ORDER BY created_at, id")
                .fetch_all(&self.store)
                .await
                .expect("mails");
        rows.into_iter()
            .map(|(recipient, locale, letter)| Mail {
                recipient,
                locale,
                letter: serde_json::from_str(&letter).expect("a letter"),
            })
            .collect()
    }

    /// The link in the latest mail.
    pub(crate) async fn mailed_link(&self) -> LinkToken {
        let mails = self.mails().await;
        token(&mails.last().expect("a mail").letter)
    }

    /// Asks for an account and gives the link that was mailed.
    pub(crate) async fn ask(&self, address: &str) -> LinkToken {
        self.shop
            .ask_to_register(&email(address), "en")
            .await
            .expect("a mail");
        self.mailed_link().await
    }

    /// Registers with [`PASSWORD`].
    pub(crate) async fn register(&self, address: &str) -> (SessionKey, Account) {
        let link = self.ask(address).await;
        let set = self
            .shop
            .finish_registration(&link, &password(PASSWORD), "en", "Browser", None)
            .await
            .expect("an answer");
        logged_in(set)
    }

    pub(crate) async fn log_in(&self, address: &str, typed: &str) -> LogIn {
        self.shop
            .log_in(&email(address), &password(typed), "Another browser", None)
            .await
            .expect("an answer")
    }

    /// Places an order for so many of a variant that goes to `details`.
    pub(crate) async fn order(
        &self,
        cart: &CartId,
        (sku, number): (&str, u32),
        details: &CheckoutDetails,
        account: Option<&AccountId>,
    ) -> PlacedOrder {
        let (sku, number) = (sku.parse().unwrap(), Quantity::try_from(number).unwrap());
        self.shop
            .set_quantity(cart, &sku, Some(number))
            .await
            .unwrap();
        let quote = self.shop.quote(cart).await.unwrap();
        let total = quote.total(details.delivery).unwrap();
        let placed = self.shop.place_order(cart, details, total, "en", account);
        placed.await.unwrap()
    }

    /// Places an order with a cart of its own.
    pub(crate) async fn order_of(&self, address: &str, account: Option<&AccountId>) -> PlacedOrder {
        let cart = CartKey::generate().id();
        self.order(
            &cart,
            ("MUG", 1),
            &details(address, "Hafenstraße 7"),
            account,
        )
        .await
    }

    /// Has every open order be paid, as the engine leaves it.
    pub(crate) async fn pay_all(&self) {
        self.sql(
            "UPDATE orders SET open_cart = NULL, status = 'paid', state = '{\"captured\":{\"amount\":{\"minor\":' \
             || CAST(total AS TEXT) || ',\"currency\":\"' || currency || '\"},\"refunded\":{\"minor\":0,\"currency\":\"' \
             || currency || '\"},\"hold\":\"earned\"}}' WHERE open_cart IS NOT NULL",
        )
        .await;
    }

    /// Asks for another address and says how that went.
    pub(crate) async fn ask_for_email(
        &self,
        account: &AccountId,
        typed: &str,
        new: &str,
    ) -> EmailChangeAsked {
        self.shop
            .ask_to_change_email(account, &password(typed), &email(new))
            .await
            .expect("an answer")
    }

    pub(crate) async fn delete(&self, account: &AccountId, typed: &str) -> AccountDeletion {
        self.shop
            .delete_account(account, &password(typed))
            .await
            .expect("an answer")
    }

    /// Forgets the password and gives the link that was mailed.
    pub(crate) async fn forget(&self, address: &str) -> LinkToken {
        self.shop
            .ask_to_reset_password(&email(address), "en")
            .await
            .expect("a mail");
        self.mailed_link().await
    }

    pub(crate) async fn is_in(&self, key: &SessionKey) -> bool {
        self.shop.session(key).await.expect("an answer").is_some()
    }

    pub(crate) async fn count(&self, sql: &'static str) -> i64 {
        sqlx::query_scalar(sql)
            .fetch_one(&self.store)
            .await
            .expect("a count")
    }

    pub(crate) async fn sql(&self, sql: &'static str) {
        sqlx::query(sql)
            .execute(&self.store)
            .await
            .expect("a statement");
    }
}

pub(crate) fn email(text: &str) -> EmailAddress {
    EmailAddress::parse(text).expect("an address")
}

pub(crate) fn password(text: &str) -> Password {
    Password::typed(text)
}

/// What somebody types at the checkout.
pub(crate) fn details(email: &str, street: &str) -> CheckoutDetails {
    let form = CheckoutForm {
        email: email.into(),
        name: "Ada Byron".into(),
        line1: street.into(),
        city: "Hamburg".into(),
        postal_code: "20359".into(),
        country: "DE".into(),
        delivery: "standard".into(),
        ..CheckoutForm::default()
    };
    form.check().expect("details")
}

pub(crate) fn postal(street: &str) -> PostalAddress {
    details(ADA, street).address
}

pub(crate) fn logged_in(set: PasswordSet) -> (SessionKey, Account) {
    match set {
        PasswordSet::In(key, account) => (key, account),
        other => panic!("not logged in: {other:?}"),
    }
}

/// The secret part of the link that the letter has.
pub(crate) fn token(letter: &Letter) -> LinkToken {
    let link = match letter {
        Letter::Register { link }
        | Letter::ResetPassword { link }
        | Letter::EmailChange { link }
        | Letter::NoAccount { register: link }
        | Letter::AlreadyRegistered { reset: link, .. } => link,
        other => panic!("a letter without a link: {other:?}"),
    };
    let secret = link
        .strip_prefix("http://127.0.0.1:3000/account/link/")
        .expect("an address of the shop");
    LinkToken::parse(secret).expect("a token")
}
