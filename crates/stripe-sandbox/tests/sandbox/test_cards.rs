//! What each documented test card does, on a manual intent with the cardholder present.

use reqwest::Method;
use serde_json::json;

use crate::client::Client;

#[tokio::test]
async fn cards_that_pay() {
    let client = Client::start().await;
    for (number, brand) in [
        ("4242424242424242", "visa"),
        ("5555555555554444", "mastercard"),
        ("378282246310005", "amex"),
        ("6011111111111117", "discover"),
        ("4000000000003055", "visa"),
        ("4000000000000259", "visa"),
        ("4000000000007726", "visa"),
        ("4000000000005126", "visa"),
    ] {
        let method = client.card(number).await;
        let intent = client
            .pay(&method, &[("expand[]", "latest_charge")])
            .await
            .ok();
        assert_eq!(intent["status"], "succeeded", "{number}");
        let card = &intent["latest_charge"]["payment_method_details"]["card"];
        assert_eq!(card["brand"], brand, "{number}");
        assert_eq!(card["checks"]["cvc_check"], "pass", "{number}");
    }
}

#[tokio::test]
async fn a_wrong_security_code_is_declined_unless_the_account_lets_it_pass() {
    let client = Client::start().await;
    let method = client.card("4000000000000101").await;
    let form = [("expand[]", "latest_charge")];
    let error = client.pay(&method, &form).await.error(402);
    assert_eq!(error["code"], "incorrect_cvc");

    let accept = json!({ "decline_on_cvc_failure": false });
    let settings = client.control(Method::POST, "/_sandbox/settings", accept);
    settings.await.ok();
    let intent = client.pay(&method, &form).await.ok();
    assert_eq!(intent["status"], "succeeded");
    let card = &intent["latest_charge"]["payment_method_details"]["card"];
    assert_eq!(card["checks"]["cvc_check"], "fail");
}

#[tokio::test]
async fn cards_tell_where_they_were_issued() {
    let client = Client::start().await;
    for (number, country) in [
        ("4242424242424242", "US"),
        ("4000000760000002", "BR"),
        ("4000002760000016", "DE"),
        ("4000008260000000", "GB"),
        ("4000003920000003", "JP"),
        ("4000000360000006", "AU"),
    ] {
        let intent = client
            .pay(&client.card(number).await, &[("expand[]", "latest_charge")])
            .await
            .ok();
        let card = &intent["latest_charge"]["payment_method_details"]["card"];
        assert_eq!(card["country"], country, "{number}");
    }
}

#[tokio::test]
async fn risky_cards_are_told_or_blocked() {
    let client = Client::start().await;
    let method = client.card("4000000000009235").await;
    let intent = client
        .pay(&method, &[("expand[]", "latest_charge")])
        .await
        .ok();
    let outcome = &intent["latest_charge"]["outcome"];
    assert_eq!(outcome["risk_level"], "elevated");
    let method = client.card("4000000000004954").await;
    let error = client.pay(&method, &[]).await.error(402);
    assert_eq!(error["decline_code"], "fraudulent");
}

#[tokio::test]
async fn cards_that_are_declined() {
    let client = Client::start().await;
    for (number, code, decline_code) in [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000000000009995", "card_declined", "insufficient_funds"),
        ("4000000000009987", "card_declined", "lost_card"),
        ("4000000000009979", "card_declined", "stolen_card"),
        (
            "4000000000006975",
            "card_declined",
            "card_velocity_exceeded",
        ),
        ("4000000000000069", "expired_card", "expired_card"),
        ("4000000000000127", "incorrect_cvc", "incorrect_cvc"),
        ("4000000000000119", "processing_error", "processing_error"),
        ("4100000000000019", "card_declined", "fraudulent"),
        ("4000000000000341", "card_declined", "generic_decline"),
        ("4000008400001280", "card_declined", "generic_decline"),
    ] {
        let method = client.card(number).await;
        let error = client.pay(&method, &[]).await.error(402);
        assert_eq!(error["type"], "card_error", "{number}");
        assert_eq!(error["code"], code, "{number}");
        assert_eq!(error["decline_code"], decline_code, "{number}");
        assert_eq!(
            error["payment_intent"]["status"], "requires_payment_method",
            "{number}"
        );
        assert_eq!(error["payment_method"]["id"], method, "{number}");
    }
}

#[tokio::test]
async fn cards_that_authenticate() {
    let client = Client::start().await;
    for (number, decline_code) in [
        ("4000000000003220", None),
        ("4000002500003155", None),
        ("4000002760003184", None),
        ("4000003800000446", None),
        ("4000008260003178", Some("insufficient_funds")),
        ("4000008400001629", Some("generic_decline")),
    ] {
        let intent = client.pay(&client.card(number).await, &[]).await.ok();
        assert_eq!(intent["status"], "requires_action", "{number}");
        client.authenticate(&intent, "complete").await;
        let path = format!(
            "/v1/payment_intents/{}/confirm",
            intent["id"].as_str().unwrap()
        );
        let confirmed = client.post(&path, &[]).await;
        match decline_code {
            None => assert_eq!(confirmed.ok()["status"], "succeeded", "{number}"),
            Some(code) => assert_eq!(confirmed.error(402)["decline_code"], code, "{number}"),
        }
    }
}

#[tokio::test]
async fn off_session_a_card_that_must_authenticate_is_declined() {
    let client = Client::start().await;
    for (number, pays) in [
        ("4242424242424242", true),
        ("4000003800000446", true),
        ("4000002500003155", false),
        ("4000002760003184", false),
    ] {
        let method = client.card(number).await;
        let answer = client.pay(&method, &[("off_session", "true")]).await;
        if pays {
            assert_eq!(answer.ok()["status"], "succeeded", "{number}");
        } else {
            assert_eq!(
                answer.error(402)["code"],
                "authentication_required",
                "{number}"
            );
        }
    }
}

#[tokio::test]
async fn authentication_can_be_asked_for_or_ruled_out() {
    let client = Client::start().await;
    let asking = [(
        "payment_method_options[card][request_three_d_secure]",
        "any",
    )];
    let optional = client
        .pay(&client.card("4000000000003055").await, &asking)
        .await
        .ok();
    assert_eq!(optional["status"], "requires_action");
    let not_enrolled = client
        .pay(&client.card("4242424242424242").await, &asking)
        .await
        .ok();
    assert_eq!(not_enrolled["status"], "succeeded");
    let method = client.card("4000002760003184").await;
    let error = client
        .pay(&method, &[("error_on_requires_action", "true")])
        .await
        .error(402);
    assert_eq!(error["code"], "authentication_required");
}
