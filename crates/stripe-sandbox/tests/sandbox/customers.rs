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

#[tokio::test]
async fn a_customer_can_be_changed_and_says_what_it_was() {
    let client = Client::start().await;
    let form = [
        ("email", "ada@example.com"),
        ("description", "old"),
        ("metadata[a]", "1"),
        ("metadata[b]", "2"),
    ];
    let made = client.post("/v1/customers", &form).await.ok();
    let path = format!("/v1/customers/{}", made["id"].as_str().unwrap());
    let form = [
        ("description", ""),
        ("name", "Ada"),
        ("metadata[a]", ""),
        ("metadata[c]", "3"),
        ("preferred_locales[]", "de"),
        ("tax_exempt", "reverse"),
        ("balance", "-200"),
        ("business_name", "Ada & Co"),
        ("invoice_prefix", "ADA42"),
        ("invoice_settings[footer]", "Thanks"),
        ("invoice_settings[custom_fields][0][name]", "VAT"),
        ("invoice_settings[custom_fields][0][value]", "GB1"),
        (
            "invoice_settings[rendering_options][amount_tax_display]",
            "exclude_tax",
        ),
    ];
    let changed = client.post(&path, &form).await.ok();
    assert_eq!(client.get(&path, &[]).await.ok(), changed);
    assert_eq!(changed["description"], Value::Null);
    assert_eq!(changed["email"], "ada@example.com");
    assert_eq!(changed["metadata"], json!({ "b": "2", "c": "3" }));
    assert_eq!(changed["preferred_locales"], json!(["de"]));
    assert_eq!(
        (&changed["tax_exempt"], &changed["balance"]),
        (&json!("reverse"), &json!(-200))
    );
    assert_eq!(changed["invoice_settings"]["footer"], "Thanks");
    assert_eq!(
        changed["invoice_settings"]["custom_fields"],
        json!([{ "name": "VAT", "value": "GB1" }])
    );

    let events = client
        .get("/v1/events", &[("type", "customer.updated")])
        .await
        .ok();
    let data = &events["data"][0]["data"];
    assert_eq!(data["object"], changed);
    assert_eq!(data["previous_attributes"]["description"], "old");
    assert!(data["previous_attributes"].get("email").is_none());
    client.post(&path, &[("name", "Ada")]).await.ok();
    let kinds = client.events(&["customer."]).await;
    assert_eq!(
        kinds,
        ["customer.created", "customer.updated"],
        "what changes nothing is no news"
    );
}

#[tokio::test]
async fn customers_are_listed_by_email() {
    let client = Client::start().await;
    for email in ["ada@example.com", "bob@example.com", "ada@example.com"] {
        client.post("/v1/customers", &[("email", email)]).await.ok();
    }
    let all = client.get("/v1/customers", &[]).await.ok();
    assert_eq!(all["data"].as_array().unwrap().len(), 3);
    let query = [("email", "ada@example.com"), ("limit", "1")];
    let found = client.get("/v1/customers", &query).await.ok();
    assert_eq!(found["has_more"], true);
    assert_eq!(found["data"][0]["email"], "ada@example.com");
    let none = client
        .get("/v1/customers", &[("email", "ADA@example.com")])
        .await
        .ok();
    assert_eq!(none["data"], json!([]));
    let later = client
        .get("/v1/customers", &[("created[gt]", "99999999999")])
        .await
        .ok();
    assert_eq!(later["data"], json!([]));
}

#[tokio::test]
async fn a_deleted_customer_is_gone_but_for_its_tombstone() {
    let client = Client::start().await;
    let customer = client.customer().await;
    let method = client.attach("pm_card_visa", &customer).await.ok();
    let path = format!("/v1/customers/{customer}");
    let tombstone = json!({ "id": customer, "object": "customer", "deleted": true });
    assert_eq!(client.delete(&path).await.ok(), tombstone);
    assert_eq!(client.get(&path, &[]).await.ok(), tombstone);
    assert_eq!(
        client.delete(&path).await.error(404)["code"],
        "resource_missing"
    );
    let error = client.post(&path, &[("name", "Ada")]).await.error(404);
    assert_eq!(error["code"], "resource_missing");
    let error = client
        .pay("pm_card_visa", &[("customer", &customer)])
        .await
        .error(404);
    assert_eq!(error["param"], "customer");
    client
        .get(&format!("{path}/payment_methods"), &[])
        .await
        .error(404);
    let listed = client.get("/v1/customers", &[]).await.ok();
    assert_eq!(listed["data"], json!([]));
    let method = method["id"].as_str().unwrap();
    let method = client
        .get(&format!("/v1/payment_methods/{method}"), &[])
        .await
        .ok();
    assert_eq!(method["customer"], Value::Null);
    assert_eq!(
        client
            .events(&["customer.deleted", "payment_method."])
            .await,
        [
            "payment_method.attached",
            "customer.deleted",
            "payment_method.detached"
        ]
    );
}

#[tokio::test]
async fn a_customer_can_be_made_with_a_payment_method() {
    let client = Client::start().await;
    let form = [
        ("payment_method", "pm_card_visa"),
        ("invoice_settings[default_payment_method]", "pm_card_visa"),
        ("expand[]", "invoice_settings.default_payment_method"),
    ];
    let customer = client.post("/v1/customers", &form).await.ok();
    let method = &customer["invoice_settings"]["default_payment_method"];
    assert_eq!(method["customer"], customer["id"]);
    assert_eq!(method["card"]["checks"]["cvc_check"], "pass");
    assert_eq!(
        client.events(&[""]).await,
        ["customer.created", "payment_method.attached"]
    );

    let declined = [("payment_method", "pm_card_chargeDeclinedLostCard")];
    let error = client.post("/v1/customers", &declined).await.error(402);
    assert_eq!(error["decline_code"], "lost_card");
    let listed = client.get("/v1/customers", &[]).await.ok();
    assert_eq!(listed["data"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_default_payment_method_must_be_the_customers() {
    let client = Client::start().await;
    let (customer, other) = (client.customer().await, client.customer().await);
    let method = client.attach("pm_card_visa", &other).await.ok();
    let id = method["id"].as_str().unwrap();
    let form = [("invoice_settings[default_payment_method]", id)];
    let error = client
        .post(&format!("/v1/customers/{customer}"), &form)
        .await
        .error(400);
    assert_eq!(error["param"], "invoice_settings[default_payment_method]");
    let path = format!("/v1/customers/{other}");
    let owner = client.post(&path, &form).await.ok();
    assert_eq!(owner["invoice_settings"]["default_payment_method"], id);
    client
        .post(&format!("/v1/payment_methods/{id}/detach"), &[])
        .await
        .ok();
    let owner = client.get(&path, &[]).await.ok();
    assert_eq!(
        owner["invoice_settings"]["default_payment_method"],
        Value::Null
    );
}

#[tokio::test]
async fn what_is_no_email_and_what_would_be_a_source_is_refused() {
    let client = Client::start().await;
    for (form, code) in [
        (("email", "nobody"), json!("email_invalid")),
        (("email", "a b@example.com"), json!("email_invalid")),
        (("invoice_prefix", "lower"), Value::Null),
        (("source", "tok_visa"), Value::Null),
    ] {
        let error = client.post("/v1/customers", &[form]).await.error(400);
        assert_eq!(error["param"], form.0);
        assert_eq!(error["code"], code, "{form:?}");
    }
}

#[tokio::test]
async fn lists_that_a_customer_has_no_entries_in_can_be_expanded() {
    let client = Client::start().await;
    let form = [
        ("expand[]", "sources"),
        ("expand[]", "subscriptions"),
        ("expand[]", "tax_ids"),
    ];
    let customer = client.post("/v1/customers", &form).await.ok();
    for name in ["sources", "subscriptions", "tax_ids"] {
        assert_eq!(customer[name]["data"], json!([]), "{name}");
    }
    let plain = client.post("/v1/customers", &[]).await.ok();
    assert!(plain.get("sources").is_none());
}
