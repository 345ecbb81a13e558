//! Many at once.

use commerce::payment::PaymentStep;

use crate::bench::{Bench, VISA, catalogue, on_bench};

on_bench!(
    pay_pressed_in_two_tabs_at_once_charges_once,
    |bench| async {
        bench.add("MUG", 1).await;
        let (one, other) = tokio::join!(bench.place(), bench.place());
        assert_eq!(one.as_str(), other.as_str(), "a cart has one open order");
        let (first, second) = tokio::join!(bench.pay(&one, VISA), bench.pay(&other, VISA));
        let paid = PaymentStep::Paid { order: one.path() };
        assert_eq!((first, second), (paid.clone(), paid));
        assert_eq!(bench.kept_by_stripe().await, Bench::total(1).minor);
        assert_eq!(bench.stock("MUG").await, (19, 0));
    }
);

on_bench!(
    of_two_hundred_buyers_at_once_for_twenty_pieces_twenty_pay_and_the_others_are_told,
    |bench| async {
        bench.import(&catalogue("24.00", 20)).await;
        let mut buyers = Vec::new();
        for _ in 0..200 {
            let buyer = bench.other_buyer();
            buyer.add("MUG", 1).await;
            let token = buyer.place().await;
            buyers.push((buyer, token));
        }
        let paying: Vec<_> = buyers
            .into_iter()
            .map(|(buyer, token)| tokio::spawn(async move { buyer.pay(&token, VISA).await }))
            .collect();
        let (mut paid, mut told) = (0, 0);
        for buyer in paying {
            match buyer.await.expect("a buyer") {
                PaymentStep::Paid { .. } => paid += 1,
                PaymentStep::CartChanged => told += 1,
                other => panic!("{other:?}"),
            }
        }
        assert_eq!((paid, told), (20, 180));
        assert_eq!(bench.stock("MUG").await, (0, 0));
        assert_eq!(bench.kept_by_stripe().await, 20 * Bench::total(1).minor);
    }
);
