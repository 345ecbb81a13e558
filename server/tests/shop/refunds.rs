//! `till refund` beside a shop that is open.

use std::process::{Output, Stdio};

use tokio::process::Command;

use crate::{TestShop, buying::Order};

async fn till(shop: &TestShop, arguments: &[&str]) -> Output {
    let sandbox = shop.running.sandbox().unwrap().base_url();
    let database = format!("sqlite://{}/till.db", shop.folder.path().display());
    Command::new(env!("CARGO_BIN_EXE_till"))
        .env_clear()
        .current_dir(shop.folder.path())
        .env("DATABASE_URL", database)
        .env("STRIPE_SANDBOX_ADDR", sandbox.trim_start_matches("http://"))
        .args(arguments)
        .stdin(Stdio::null())
        .output()
        .await
        .unwrap()
}

async fn said(shop: &TestShop, arguments: &[&str]) -> String {
    let output = till(shop, arguments).await;
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

async fn complaint(shop: &TestShop, arguments: &[&str]) -> String {
    let output = till(shop, arguments).await;
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

#[tokio::test]
async fn an_order_is_refunded_in_parts_and_then_no_further() {
    let shop = TestShop::open().await;
    let Order { number, total, .. } = Order::paid(&shop).await;
    let left = commerce::Money::new(total.minor - 490, total.currency);
    let order = number.to_string();
    let part = said(&shop, &["refund", &order, "--amount", "4.90"]).await;
    assert_eq!(
        part,
        format!("Order {number}: €4.90 goes back to the buyer; {left} is left.\n")
    );
    let too_much = complaint(&shop, &["refund", &order, "--amount", "99.00"]).await;
    assert_eq!(
        too_much,
        format!("till: only {left} of the order can be given back\n")
    );
    let rest = said(&shop, &["refund", &format!("#{number}")]).await;
    assert_eq!(
        rest,
        format!("Order {number}: {left} goes back to the buyer; €0.00 is left.\n")
    );
    let nothing = complaint(&shop, &["refund", &order]).await;
    assert_eq!(
        nothing,
        format!("till: order {number} has no money that could be given back\n")
    );
}

#[tokio::test]
async fn a_refund_that_makes_no_sense_is_told_in_a_sentence() {
    let shop = TestShop::open().await;
    let unknown = complaint(&shop, &["refund", "7"]).await;
    assert_eq!(unknown, "till: there is no order 7\n");
    let Order { number, .. } = Order::paid(&shop).await;
    let order = number.to_string();
    let none = complaint(&shop, &["refund", &order, "--amount", "0"]).await;
    assert_eq!(none, "till: the amount must be more than nothing, in EUR\n");
    let words = complaint(&shop, &["refund", &order, "--amount", "all"]).await;
    assert!(
        words.contains("--amount") && words.contains("24.00"),
        "{words}"
    );
    let no_number = till(&shop, &["refund", "last"]).await;
    assert!(!no_number.status.success());
    let said = String::from_utf8(no_number.stderr).unwrap();
    assert!(said.contains("write it like 1001"), "{said}");
}

#[tokio::test]
async fn a_sandbox_that_does_not_run_is_named() {
    let shop = TestShop::open().await;
    let Order { number, .. } = Order::paid(&shop).await;
    let database = format!("sqlite://{}/till.db", shop.folder.path().display());
    let output = Command::new(env!("CARGO_BIN_EXE_till"))
        .env_clear()
        .current_dir(shop.folder.path())
        .env("DATABASE_URL", database)
        .env("STRIPE_SANDBOX_ADDR", "127.0.0.1:9")
        .args(["refund", &number.to_string()])
        .output()
        .await
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("127.0.0.1:9"), "{said}");
}
