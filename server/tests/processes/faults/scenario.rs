//! What a buyer and an owner do while the process dies under them.

use commerce::payment::PaymentStep;
use serde_json::json;

use crate::{
    Buyer, Done, Process, Trouble, Way, World,
    buyer::Begun,
    sandbox::{ASKS_THE_BANK, VISA},
    world::{LAMP, MUG, MUG_PRICE},
};

const LAMP_PRICE: i64 = 14_500;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Scenario {
    /// Fills a cart and pays.
    Buys(Way),
    /// Leaves the bank's window, gives that attempt up and pays with another card.
    LeavesTheBank,
    /// Goes to Stripe's page, comes back and pays on the shop's.
    LeavesStripesPage,
    /// Pays in the browser while the shop's last pieces are written off.
    SoldOutMeanwhile,
    /// Saves cards, with the bank's window and without and one of them twice, pays with one and removes them.
    SavesCards,
    /// Pays, and then the owner gives it back: first a part, then the rest.
    IsRefunded,
}

/// The point between the buyer's answer to the bank and the server's confirm. No code of the shop's runs there, so it is the
/// test that ends the process.
pub(super) const AFTER_BANK: &str = "after_bank";

impl Scenario {
    /// Points of the test's own.
    pub(super) fn own_points(self) -> &'static [&'static str] {
        match self {
            Scenario::Buys(Way::ThreeDSecure) => &[AFTER_BANK],
            Scenario::Buys(_)
            | Scenario::LeavesTheBank
            | Scenario::LeavesStripesPage
            | Scenario::SoldOutMeanwhile
            | Scenario::SavesCards
            | Scenario::IsRefunded => &[],
        }
    }

    /// Whether the buyer can have the goods in the end.
    pub(super) fn can_end_in_a_sale(self) -> bool {
        self != Scenario::SoldOutMeanwhile
    }

    /// Plays it once, until it is done or the shop is gone. `shop` is the process that dies at `point`.
    pub(super) async fn play(
        self,
        world: &World,
        buyer: &mut Buyer<'_>,
        shop: &mut Process,
        point: &str,
    ) -> Done<()> {
        match self {
            Scenario::SoldOutMeanwhile => buyer.add(LAMP, 1, LAMP_PRICE).await?,
            _ => buyer.add(MUG, 2, MUG_PRICE).await?,
        }
        match self {
            Scenario::Buys(way) if point == AFTER_BANK => {
                let (secret, _) = at_the_bank(buyer, way).await?;
                world.sandbox.answer_bank(&secret).await;
                shop.kill().await;
                Err(Trouble::Gone("killed".to_owned()))
            }
            Scenario::Buys(way) => buyer.buy(way).await,
            Scenario::LeavesTheBank => {
                let (_, token) = at_the_bank(buyer, Way::ThreeDSecure).await?;
                let () = buyer
                    .call("checkout/cancel", json!({ "token": token }))
                    .await?;
                buyer.buy(Way::Manual).await
            }
            Scenario::LeavesStripesPage => {
                buyer.begin_hosted().await?;
                buyer.buy(Way::Manual).await
            }
            Scenario::SoldOutMeanwhile => {
                let Begun::Order(token) = buyer.place().await? else {
                    return Err(Trouble::Refused("there is nothing to pay".to_owned()));
                };
                let step = buyer.pay(Way::Element, &token).await?;
                world.lose_the_lamps().await;
                buyer.follow(Way::Element, step, &token).await
            }
            Scenario::SavesCards => {
                buyer.sign_in().await?;
                buyer.save_card(ASKS_THE_BANK).await?;
                buyer.save_card(VISA).await?;
                buyer.save_card(VISA).await?;
                buy_with_saved_card(buyer).await?;
                remove_cards(world, buyer).await
            }
            Scenario::IsRefunded => {
                buyer.buy(Way::Manual).await?;
                refund(world, &["--amount", "4.90"], point).await?;
                refund(world, &[], point).await
            }
        }
    }

    /// What is done about it when the shop is back: the buyer loads the checkout anew, the owner asks again.
    pub(super) async fn go_on(self, world: &World, buyer: &Buyer<'_>) -> Done<()> {
        match self {
            Scenario::Buys(way) => buyer.buy(way).await,
            Scenario::LeavesTheBank | Scenario::LeavesStripesPage => buyer.buy(Way::Manual).await,
            Scenario::SavesCards => {
                buyer.sign_in().await?;
                are_in_order(world, buyer).await?;
                buyer.save_card(VISA).await?;
                let cards = are_in_order(world, buyer).await?;
                if cards.len() > 2 {
                    return Err(Trouble::Refused(format!("{cards:?} of two cards")));
                }
                buy_with_saved_card(buyer).await?;
                remove_cards(world, buyer).await
            }
            // There is nothing left to buy.
            Scenario::SoldOutMeanwhile => Ok(()),
            Scenario::IsRefunded => {
                buyer.buy(Way::Manual).await?;
                if world.has_money_to_give_back().await {
                    refund(world, &[], "").await?;
                }
                Ok(())
            }
        }
    }
}

/// Pays until the bank's window stands open; gives the intent's client secret and the order's token.
async fn at_the_bank(buyer: &Buyer<'_>, way: Way) -> Done<(String, String)> {
    let Begun::Order(token) = buyer.place().await? else {
        return Err(Trouble::Refused("there is nothing to pay".to_owned()));
    };
    match buyer.pay(way, &token).await? {
        PaymentStep::Authenticate { client_secret } => Ok((client_secret, token)),
        other => Err(Trouble::Refused(format!(
            "the bank is not asked: {other:?}"
        ))),
    }
}

/// Buys what is in the cart with the first of the saved cards.
async fn buy_with_saved_card(buyer: &Buyer<'_>) -> Done<()> {
    let cards = buyer.cards().await?;
    let card = cards
        .first()
        .ok_or(Trouble::Refused("no card".to_owned()))?;
    let (step, token) = match buyer.place().await? {
        Begun::Order(token) => (buyer.pay_saved(card, &token).await?, token),
        Begun::Bought => return Ok(()),
        Begun::See(token) => (buyer.resume(&token).await?, token),
    };
    buyer.follow(Way::Manual, step, &token).await
}

/// Removes every card, one after the other.
async fn remove_cards(world: &World, buyer: &Buyer<'_>) -> Done<()> {
    for card in buyer.cards().await? {
        buyer.remove_card(&card).await?;
    }
    let left = are_in_order(world, buyer).await?;
    if left.is_empty() {
        Ok(())
    } else {
        Err(Trouble::Refused(format!("{left:?} are left")))
    }
}

/// The cards that the buyer is shown: each can pay, and none that can is kept without being shown.
async fn are_in_order(world: &World, buyer: &Buyer<'_>) -> Done<Vec<String>> {
    let shown = buyer.cards().await?;
    let attached = world.saved_cards().await;
    let mut numbers: Vec<_> = attached.iter().map(|(_, number)| number.as_str()).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let can_pay = |card: &String| attached.iter().any(|(id, _)| id == card);
    if shown.iter().all(can_pay) && shown.len() == numbers.len() {
        Ok(shown)
    } else {
        Err(Trouble::Refused(format!(
            "{shown:?} are shown of {attached:?}"
        )))
    }
}

/// `till refund` for the only order, by a process that may die at `point`.
async fn refund(world: &World, more: &[&str], point: &str) -> Done<()> {
    let number = world.only_order_number().await;
    let arguments: Vec<&str> = ["refund", &number]
        .into_iter()
        .chain(more.iter().copied())
        .collect();
    if world.run(&arguments, &[("TILL_FAULT", point)]).await {
        Ok(())
    } else {
        Err(Trouble::Gone(format!("till {}", arguments.join(" "))))
    }
}
