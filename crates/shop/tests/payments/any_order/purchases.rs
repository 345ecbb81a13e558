//! Purchases, step by step, and how each must end.

use std::time::Duration;

use commerce::{order::OrderStatus, payment::PaymentStep};
use shop::orders::OrderToken;

use crate::bench::{Bench, DECLINED, THREE_D_SECURE, VISA};

/// Can be saved, and declines what it is to pay.
const FAILS_LATER: &str = "4000000000000341";
/// Banks that answer after three minutes: by paying, and by refusing.
const DEBIT_PAYS: &str = "DE08370400440532013003";
const DEBIT_FAILS: &str = "DE78370400440532013004";
const BANK_ANSWERS: Duration = Duration::from_secs(200);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purchase {
    Card,
    /// The server never hears what came of its call.
    CardUnheard,
    DeclinedThenCard,
    AtTheBank,
    FailedAtTheBank,
    SavedCard,
    /// The server never hears what came of its call.
    SavedCardUnheard,
    SavedCardDeclinedThenCard,
    SavedCardAtTheBank,
    /// A guest's first card is declined; then somebody pays who is logged in.
    CardDeclinedThenSavedCard,
    KeptCard,
    Element,
    ElementDeclinedThenCard,
    ElementAtTheBank,
    ElementLeft,
    Token,
    TokenUnheard,
    TokenDeclinedThenToken,
    Page,
    PageAtTheBank,
    PageLeft,
    Debit,
    DebitRefused,
}

pub(super) const MANUAL: &[Purchase] = &[
    Purchase::Card,
    Purchase::CardUnheard,
    Purchase::DeclinedThenCard,
    Purchase::AtTheBank,
    Purchase::FailedAtTheBank,
];
pub(super) const SAVED: &[Purchase] = &[
    Purchase::SavedCard,
    Purchase::SavedCardUnheard,
    Purchase::SavedCardDeclinedThenCard,
    Purchase::SavedCardAtTheBank,
    Purchase::CardDeclinedThenSavedCard,
    Purchase::KeptCard,
];
pub(super) const ELEMENT: &[Purchase] = &[
    Purchase::Element,
    Purchase::ElementDeclinedThenCard,
    Purchase::ElementAtTheBank,
    Purchase::ElementLeft,
];
pub(super) const TOKEN: &[Purchase] = &[
    Purchase::Token,
    Purchase::TokenUnheard,
    Purchase::TokenDeclinedThenToken,
];
pub(super) const HOSTED: &[Purchase] = &[
    Purchase::Page,
    Purchase::PageAtTheBank,
    Purchase::PageLeft,
    Purchase::Debit,
    Purchase::DebitRefused,
];

/// What a buyer, a bank or a broken line does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Pay(&'static str),
    PayUnheard(&'static str),
    PaySaved(&'static str),
    PaySavedUnheard(&'static str),
    PayAndKeep(&'static str),
    Begin,
    Confirm(&'static str),
    Token(&'static str),
    TokenUnheard(&'static str),
    Open,
    PayOnPage(&'static str),
    DebitOnPage(&'static str),
    BankSays(&'static str),
    DebitIsDecided,
}

/// How a purchase ends.
pub(super) struct End {
    pub(super) status: OrderStatus,
    /// Minor units that Stripe has in the end.
    pub(super) kept: i64,
    /// Pieces that left the stock.
    pub(super) sold: i64,
}

impl Purchase {
    pub(super) fn steps(self) -> &'static [Step] {
        use Step::{
            BankSays, Begin, Confirm, DebitIsDecided, DebitOnPage, Open, Pay, PayAndKeep,
            PayOnPage, PaySaved, PaySavedUnheard, PayUnheard, Token, TokenUnheard,
        };
        match self {
            Purchase::Card => &[Pay(VISA)],
            Purchase::CardUnheard => &[PayUnheard(VISA)],
            Purchase::DeclinedThenCard => &[Pay(DECLINED), Pay(VISA)],
            Purchase::AtTheBank => &[Pay(THREE_D_SECURE), BankSays("complete")],
            Purchase::FailedAtTheBank => &[Pay(THREE_D_SECURE), BankSays("fail")],
            Purchase::SavedCard => &[PaySaved(VISA)],
            Purchase::SavedCardUnheard => &[PaySavedUnheard(VISA)],
            Purchase::SavedCardDeclinedThenCard => &[PaySaved(FAILS_LATER), Pay(VISA)],
            Purchase::SavedCardAtTheBank => &[PaySaved(THREE_D_SECURE), BankSays("complete")],
            Purchase::CardDeclinedThenSavedCard => &[Pay(DECLINED), PaySaved(VISA)],
            Purchase::KeptCard => &[PayAndKeep(VISA)],
            Purchase::Element => &[Begin, Confirm(VISA)],
            Purchase::ElementDeclinedThenCard => &[Begin, Confirm(DECLINED), Confirm(VISA)],
            Purchase::ElementAtTheBank => &[Begin, Confirm(THREE_D_SECURE), BankSays("complete")],
            Purchase::ElementLeft => &[Begin],
            Purchase::Token => &[Token(VISA)],
            Purchase::TokenUnheard => &[TokenUnheard(VISA)],
            Purchase::TokenDeclinedThenToken => &[Token(DECLINED), Token(VISA)],
            Purchase::Page => &[Open, PayOnPage(VISA)],
            Purchase::PageAtTheBank => &[Open, PayOnPage(THREE_D_SECURE), BankSays("complete")],
            Purchase::PageLeft => &[Open],
            Purchase::Debit => &[Open, DebitOnPage(DEBIT_PAYS), DebitIsDecided],
            Purchase::DebitRefused => &[Open, DebitOnPage(DEBIT_FAILS), DebitIsDecided],
        }
    }

    pub(super) fn end(self) -> End {
        let status = match self {
            Purchase::FailedAtTheBank | Purchase::ElementLeft | Purchase::PageLeft => {
                OrderStatus::Expired
            }
            Purchase::DebitRefused => OrderStatus::Failed,
            _ => OrderStatus::Paid,
        };
        let sold = i64::from(status == OrderStatus::Paid);
        End {
            status,
            kept: sold * Bench::total(1).minor,
            sold,
        }
    }
}

impl Step {
    pub(super) async fn take(self, bench: &Bench, token: &OrderToken) {
        match self {
            Step::Pay(card) => {
                bench.pay(token, card).await;
            }
            Step::PayUnheard(card) => {
                let method = bench.card(card).await;
                bench.line().lose_answers(2);
                let step = bench.shop.pay(&bench.cart_id, token, &method, None).await;
                bench.line().lose_answers(0);
                assert!(
                    !matches!(step, Ok(PaymentStep::Paid { .. })),
                    "nothing was lost: {step:?}"
                );
                // The buyer presses Pay again with the same card.
                bench
                    .shop
                    .pay(&bench.cart_id, token, &method, None)
                    .await
                    .expect("an engine");
            }
            Step::PaySaved(card) => {
                let ada = bench.register("ada@example.org").await;
                let card = bench.saved(&ada, card).await;
                bench.pay_saved(token, &ada, &card.id).await;
            }
            Step::PaySavedUnheard(card) => {
                let ada = bench.register("ada@example.org").await;
                let card = bench.saved(&ada, card).await;
                let cvc = bench.cvc().await;
                bench.line().lose_answers(2);
                let step = bench.pay_saved_by(token, &ada, &card.id, &cvc).await;
                bench.line().lose_answers(0);
                assert!(!matches!(step, PaymentStep::Paid { .. }), "{step:?}");
                // The buyer presses Pay again, with the code that is still typed.
                bench.pay_saved_by(token, &ada, &card.id, &cvc).await;
            }
            Step::PayAndKeep(card) => {
                let ada = bench.register("ada@example.org").await;
                bench.pay_and_keep(token, &ada, card).await;
            }
            Step::Begin => {
                bench.secret(token).await;
            }
            Step::Confirm(card) => {
                let secret = bench.secret(token).await;
                // A decline is an answer too.
                let _declined = bench.confirm_in_browser(&secret, card).await;
            }
            Step::Token(card) => {
                bench.pay_with_token(token, card).await;
            }
            Step::TokenUnheard(card) => {
                let card = bench.card_token(card).await;
                bench.line().lose_answers(1);
                bench.pay_with(token, &card).await;
            }
            Step::Open => {
                bench.line().take_bank_debits();
                bench.page(token).await;
            }
            Step::PayOnPage(card) => {
                let page = bench.page(token).await;
                bench.pay_on_page(&page, card).await;
            }
            Step::DebitOnPage(iban) => {
                let page = bench.page(token).await;
                bench.debit_on_page(&page, iban).await;
            }
            Step::BankSays(outcome) => bench.answer_bank(outcome).await,
            Step::DebitIsDecided => bench.let_pass(BANK_ANSWERS).await,
        }
    }
}
