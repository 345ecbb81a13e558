//! Customers.

use serde_json::{Value, json};

use crate::client::Client;

#[tokio::test]
async fn a_customer_is_kept_with_every_key() {
    let client = Client::start().await;
    let form = [
        ("email", "ada@example.com"),
        ("name", "Ada"),
        ("phone", ""),
        ("address[line1]", "1 Road"),
        ("shipping[name]", "Ada"),
        ("shipping[address][city]", "London"),
        ("metadata[account]", "9"),
    ];
    let made = client.post("/v1/customers", &form).await.ok();
    let path = format!("/v1/customers/{}", made["id"].as_str().unwrap());
    let customer = client.get(&path, &[]).await.ok();
    assert_eq!(customer, made);
    assert_eq!(
        (&customer["name"], &customer["phone"]),
        (&json!("Ada"), &Value::Null)
    );
    assert_eq!(customer["metadata"], json!({ "account": "9" }));
    assert_eq!(customer["address"]["line1"], "1 Road");
    assert_eq!(customer["address"]["postal_code"], Value::Null);
    assert_eq!(customer["shipping"]["address"]["city"], "London");
    assert!(customer["shipping"].get("phone").is_some());

    let form = [
        ("customer", customer["id"].as_str().unwrap()),
        ("expand[]", "customer"),
    ];
    let intent = client.pay("pm_card_visa", &form).await.ok();
    assert_eq!(intent["customer"], customer);
    let error = client
        .pay("pm_card_visa", &[("customer", "cus_none")])
        .await
        .error(404);
    assert_eq!(error["param"], "customer");
}
