//! What the shop may hear, and when.

use proptest::{collection::vec, prelude::*, sample::Index};
use shop::orders::OrderToken;

use crate::bench::{Bench, Delivered};

/// Something that tells the shop how a purchase stands.
#[derive(Debug, Clone)]
pub(super) enum Moment {
    /// These of the events that Stripe has sent until now come, in this order: some twice, some never.
    Events(Vec<Index>),
    /// The buyer's browser comes back.
    Return,
    /// The buyer looks at the order's page.
    Look,
    /// The reconciler's round.
    Round,
    /// All of it at once.
    Together(Vec<Index>),
}

/// What comes after each of so many steps of a purchase.
pub(super) fn between_steps() -> impl Strategy<Value = Vec<Vec<Moment>>> {
    vec(vec(moment(), 0..4), 4)
}

fn moment() -> impl Strategy<Value = Moment> {
    prop_oneof![
        4 => vec(any::<Index>(), 1..8).prop_map(Moment::Events),
        2 => Just(Moment::Return),
        1 => Just(Moment::Look),
        2 => Just(Moment::Round),
        2 => vec(any::<Index>(), 1..4).prop_map(Moment::Together),
    ]
}

impl Moment {
    pub(super) async fn pass(&self, bench: &Bench, token: &OrderToken) {
        match self {
            Moment::Events(which) => {
                hand_over(bench, which).await;
                bench.handle_all_events().await;
            }
            Moment::Return => {
                bench.resume(token).await;
            }
            Moment::Look => {
                bench.order(token).await;
            }
            Moment::Round => round(bench).await,
            Moment::Together(which) => {
                hand_over(bench, which).await;
                tokio::join!(bench.handle_events(), bench.resume(token), round(bench));
                bench.handle_all_events().await;
            }
        }
    }
}

async fn hand_over(bench: &Bench, which: &[Index]) {
    let sent = bench.delivered().await;
    if sent.is_empty() {
        return;
    }
    for index in which {
        let event: &Delivered = index.get(&sent);
        bench.hand_over(event).await.expect("an event");
    }
}

/// A round that finds every payment due, and respects who works on one.
async fn round(bench: &Bench) {
    bench.change("UPDATE payments SET updated_at = 0").await;
    bench.shop.reconcile().await.expect("a round");
}
