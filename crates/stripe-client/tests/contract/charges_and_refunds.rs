//! Calls on charges, refunds, disputes and balance transactions.

use crate::description::{check_query, check_request, contract};
use crate::parts::{expand, id, metadata, shipping};
use stripe_client::{
    CancelRefund, CreateCharge, CreateRefund, ListCharges, ListDisputes, ListRefunds, RefundReason,
    RefundTarget, RetrieveBalanceTransaction, RetrieveCharge, RetrieveDispute, RetrieveRefund,
};

#[test]
fn charging_a_token_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let charge = CreateCharge {
        capture: false,
        description: Some("Order 17".to_owned()),
        metadata: metadata(),
        receipt_email: Some("ada@shop.example".to_owned()),
        shipping: Some(shipping()),
        statement_descriptor_suffix: Some("ORDER 17".to_owned()),
        expand: expand("balance_transaction"),
        ..CreateCharge::new(1999, "EUR", id("tok_1"))
    };
    check_request(&contract, "POST /v1/charges", &charge.request());
}

#[test]
fn refunding_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    for reason in [
        RefundReason::Duplicate,
        RefundReason::Fraudulent,
        RefundReason::RequestedByCustomer,
    ] {
        for target in [
            RefundTarget::PaymentIntent(id("pi_1")),
            RefundTarget::Charge(id("ch_1")),
        ] {
            let refund = CreateRefund {
                amount: Some(100),
                reason: Some(reason),
                metadata: metadata(),
                expand: expand("charge"),
                ..CreateRefund::new(target)
            };
            check_request(&contract, "POST /v1/refunds", &refund.request());
        }
    }
}

#[test]
fn calling_a_refund_off_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let mut cancel = CancelRefund::new(id("re_1"));
    cancel.expand = expand("charge");
    check_request(
        &contract,
        "POST /v1/refunds/{refund}/cancel",
        &cancel.request(),
    );
}

#[test]
fn reading_where_money_went_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let mut charge = RetrieveCharge::new(id("ch_1"));
    charge.expand = expand("payment_intent");
    check_query(&contract, "GET /v1/charges/{charge}", &charge.request());

    let mut refund = RetrieveRefund::new(id("re_1"));
    refund.expand = expand("charge");
    check_query(&contract, "GET /v1/refunds/{refund}", &refund.request());

    let mut dispute = RetrieveDispute::new(id("du_1"));
    dispute.expand = expand("charge");
    check_query(&contract, "GET /v1/disputes/{dispute}", &dispute.request());

    let movement = RetrieveBalanceTransaction::new(id("txn_1"));
    check_query(
        &contract,
        "GET /v1/balance_transactions/{id}",
        &movement.request(),
    );
}

#[test]
fn listing_where_money_went_keeps_to_the_contract() {
    let Some(contract) = contract() else { return };
    let charges = ListCharges {
        payment_intent: Some(id("pi_1")),
        created_from: Some(1),
        created_before: Some(2),
        customer: Some(id("cus_1")),
        limit: Some(100),
        starting_after: Some(id("ch_1")),
        expand: expand("data.refunds"),
    };
    check_query(&contract, "GET /v1/charges", &charges.request());

    let refunds = ListRefunds {
        charge: Some(id("ch_1")),
        payment_intent: Some(id("pi_1")),
        created_from: Some(1),
        limit: Some(100),
        starting_after: Some(id("re_1")),
        expand: expand("data.charge"),
    };
    check_query(&contract, "GET /v1/refunds", &refunds.request());

    let disputes = ListDisputes {
        charge: Some(id("ch_1")),
        payment_intent: Some(id("pi_1")),
        created_from: Some(1),
        limit: Some(100),
        starting_after: Some(id("du_1")),
        expand: expand("data.charge"),
    };
    check_query(&contract, "GET /v1/disputes", &disputes.request());
}
