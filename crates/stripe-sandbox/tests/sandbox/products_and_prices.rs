//! Products and prices.

use serde_json::{Value, json};

use crate::client::Client;

#[tokio::test]
async fn a_product_is_kept_under_the_id_its_caller_gives() {
    let client = Client::start().await;
    let form = [
        ("id", "teapot"),
        ("name", "Teapot"),
        ("description", "Holds a litre"),
        ("images[]", "https://example.com/teapot.jpg"),
        ("metadata[sku]", "T-1"),
        ("shippable", "true"),
        ("package_dimensions[height]", "7.25"),
        ("package_dimensions[length]", "8"),
        ("package_dimensions[weight]", "9"),
        ("package_dimensions[width]", "6"),
    ];
    let product = client.post("/v1/products", &form).await.ok();
    assert_eq!(product["id"], "teapot");
    assert_eq!(product["active"], true);
    assert_eq!(product["package_dimensions"]["height"], json!(7.25));
    let kept = client.get("/v1/products/teapot", &[]).await.ok();
    assert_eq!(kept, product);
    let error = client.post("/v1/products", &form).await.error(400);
    assert_eq!(error["code"], "resource_already_exists");
    let error = client.get("/v1/products/kettle", &[]).await.error(404);
    assert_eq!(error["code"], "resource_missing");
}

#[tokio::test]
async fn a_product_can_come_with_its_price() {
    let client = Client::start().await;
    let form = [
        ("name", "Teapot"),
        ("default_price_data[currency]", "EUR"),
        ("default_price_data[unit_amount]", "2450"),
        ("expand[]", "default_price"),
    ];
    let product = client.post("/v1/products", &form).await.ok();
    let price = &product["default_price"];
    assert_eq!(
        (&price["currency"], &price["unit_amount_decimal"]),
        (&json!("eur"), &json!("2450"))
    );
    assert_eq!(price["product"], product["id"]);
    assert_eq!(
        client.event_types().await,
        ["product.created", "price.created", "product.updated"]
    );
}

#[tokio::test]
async fn a_price_belongs_to_a_product_that_is_there_or_made_with_it() {
    let client = Client::start().await;
    client
        .post("/v1/products", &[("id", "teapot"), ("name", "Teapot")])
        .await
        .ok();
    let form = [
        ("currency", "jpy"),
        ("product", "teapot"),
        ("unit_amount", "500"),
        ("expand[]", "product"),
    ];
    let price = client.post("/v1/prices", &form).await.ok();
    assert_eq!(price["product"]["name"], "Teapot");
    assert_eq!(
        (&price["type"], &price["recurring"]),
        (&json!("one_time"), &Value::Null)
    );
    let path = format!("/v1/prices/{}", price["id"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok()["unit_amount"], 500);

    let form = [
        ("currency", "eur"),
        ("product_data[name]", "Newsletter"),
        ("recurring[interval]", "month"),
        ("unit_amount_decimal", "300"),
    ];
    let price = client.post("/v1/prices", &form).await.ok();
    assert_eq!(price["unit_amount"], 300);
    assert_eq!(price["recurring"]["interval_count"], 1);
    let path = format!("/v1/products/{}", price["product"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok()["name"], "Newsletter");
}

#[tokio::test]
async fn a_price_that_cannot_be_is_refused_with_its_parameter() {
    let client = Client::start().await;
    for (form, param) in [
        (vec![("product", "none"), ("unit_amount", "5")], "product"),
        (vec![("unit_amount", "5")], "product"),
        (vec![("product_data[name]", "A")], "unit_amount"),
        (
            vec![("product_data[name]", "A"), ("unit_amount", "-1")],
            "unit_amount",
        ),
        (
            vec![("product_data[name]", "A"), ("unit_amount", "123456789")],
            "unit_amount",
        ),
        (
            vec![("product_data[name]", "A"), ("unit_amount_decimal", "1.5")],
            "unit_amount_decimal",
        ),
        (
            vec![
                ("product_data[name]", "A"),
                ("custom_unit_amount[enabled]", "true"),
            ],
            "custom_unit_amount",
        ),
    ] {
        let mut form = form;
        form.push(("currency", "eur"));
        let answer = client.post("/v1/prices", &form).await;
        assert!([400, 404].contains(&answer.status), "{form:?}");
        assert_eq!(answer.body["error"]["param"], param, "{form:?}");
    }
    assert!(client.event_types().await.is_empty());
}

#[tokio::test]
async fn a_lookup_key_names_one_price_and_can_move_to_another() {
    let client = Client::start().await;
    let form = [
        ("currency", "eur"),
        ("product_data[name]", "Teapot"),
        ("unit_amount", "100"),
        ("lookup_key", "teapot"),
    ];
    let first = client.post("/v1/prices", &form).await.ok();
    let error = client.post("/v1/prices", &form).await.error(400);
    assert_eq!(error["param"], "lookup_key");
    let form = [form.as_slice(), &[("transfer_lookup_key", "true")]].concat();
    let second = client.post("/v1/prices", &form).await.ok();
    assert_eq!(second["lookup_key"], "teapot");
    let path = format!("/v1/prices/{}", first["id"].as_str().unwrap());
    assert_eq!(client.get(&path, &[]).await.ok()["lookup_key"], Value::Null);
}
