//! `till refund`: money of an order goes back to its buyer.

use anyhow::Context;
use commerce::Money;
use shop::{Shop, payments::RefundError};

use super::open::open_shop;
use crate::config::{Config, Stripe};

pub(super) async fn run(config: Config, order: i64, amount: Option<&str>) -> anyhow::Result<()> {
    let sandbox = matches!(config.stripe, Stripe::Sandbox).then_some(config.sandbox.address);
    let shop = open_shop(config).await?;
    let refunded = refund(&shop, order, amount).await;
    shop.store().close().await;
    let refunded = refunded.map_err(|error| match (error.downcast_ref(), sandbox) {
        (Some(RefundError::Stripe(_)), Some(address)) => error.context(format!(
            "the sandbox is asked at {address}, where it runs as long as the shop does"
        )),
        _ => error,
    })?;
    println!("{refunded}");
    Ok(())
}

/// Gives back what `amount` says, or all there is, and tells it.
async fn refund(shop: &Shop, order: i64, amount: Option<&str>) -> anyhow::Result<String> {
    let amount = match amount {
        Some(text) => {
            let currency = shop.order_currency(order).await?;
            Some(Money::parse(text, currency).context("--amount")?)
        }
        None => None,
    };
    let refunded = shop.refund_order(order, amount).await?;
    Ok(format!(
        "Order {order}: {} goes back to the buyer; {} is left.",
        refunded.amount, refunded.left
    ))
}

/// The number of an order, as its page shows it: `1001` or `#1001`.
pub(super) fn parse_number(text: &str) -> Result<i64, String> {
    text.trim_start_matches('#')
        .parse()
        .map_err(|_| format!("\"{text}\" is not the number of an order; write it like 1001"))
}
