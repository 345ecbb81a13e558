//! What leads to each event that can be triggered.

use serde_json::json;

use super::maker::Maker;
use crate::api::error::ApiError;
use crate::{disputes, refunds};

/// Makes an event of this type happen.
pub(super) type Recipe = fn(&mut Maker<'_>) -> Result<(), ApiError>;

/// How each event is made.
pub(super) const RECIPES: &[(&str, Recipe)] = &[
    ("charge.captured", |make| {
        let held = make.pay("pm_card_visa", &[("capture_method", "manual")])?;
        make.perform("POST /v1/payment_intents/{intent}/capture", &held, &[])
            .map(drop)
    }),
    ("charge.dispute.closed", |make| {
        let dispute = make.dispute()?;
        disputes::close(make.state, &dispute, false).map_err(|_| ApiError::internal())
    }),
    ("charge.dispute.created", |make| make.dispute().map(drop)),
    ("charge.failed", |make| make.decline()),
    ("charge.refunded", |make| {
        make.refund("pm_card_visa").map(drop)
    }),
    ("charge.succeeded", |make| {
        make.pay("pm_card_visa", &[]).map(drop)
    }),
    ("checkout.session.async_payment_failed", |make| {
        make.bank_answers_for_a_session("AT861904300235473202")
    }),
    ("checkout.session.async_payment_succeeded", |make| {
        make.bank_answers_for_a_session("AT611904300234573201")
    }),
    ("checkout.session.completed", |make| {
        let session = make.session()?;
        let card = json!({ "number": "4242424242424242", "exp_month": "12", "exp_year": "34" });
        make.pay_session(&session, "card", card).map(drop)
    }),
    ("checkout.session.expired", |make| {
        let session = make.session()?;
        let expire = "POST /v1/checkout/sessions/{session}/expire";
        make.perform(expire, &session, &[]).map(drop)
    }),
    ("payment_intent.amount_capturable_updated", |make| {
        make.pay("pm_card_visa", &[("capture_method", "manual")])
            .map(drop)
    }),
    ("payment_intent.canceled", |make| {
        let intent = make.intent(&[("payment_method_types[]", "card")])?;
        make.perform("POST /v1/payment_intents/{intent}/cancel", &intent, &[])
            .map(drop)
    }),
    ("payment_intent.created", |make| {
        make.intent(&[("payment_method_types[]", "card")]).map(drop)
    }),
    ("payment_intent.payment_failed", |make| make.decline()),
    ("payment_intent.processing", |make| {
        make.intent(&[
            ("confirm", "true"),
            ("mandate_data[customer_acceptance][type]", "offline"),
            ("payment_method_data[type]", "sepa_debit"),
            (
                "payment_method_data[billing_details][email]",
                "jenny@example.com",
            ),
            ("payment_method_data[billing_details][name]", "Jenny Rosen"),
            (
                "payment_method_data[sepa_debit][iban]",
                "AT611904300234573201",
            ),
            ("payment_method_types[]", "sepa_debit"),
        ])
        .map(drop)
    }),
    ("payment_intent.requires_action", |make| {
        make.pay("pm_card_authenticationRequired", &[]).map(drop)
    }),
    ("payment_intent.succeeded", |make| {
        make.pay("pm_card_visa", &[]).map(drop)
    }),
    ("refund.created", |make| {
        make.refund("pm_card_visa").map(drop)
    }),
    ("refund.failed", |make| {
        let refund = make.refund("pm_card_refundFail")?;
        refunds::settle(make.state, &refund);
        Ok(())
    }),
    ("refund.updated", |make| {
        let refund = make.refund("pm_card_pendingRefund")?;
        refunds::settle(make.state, &refund);
        Ok(())
    }),
];
