//! Calls on customers and on what they saved to pay with.

use crate::description::{check_query, check_request, contract};
use crate::parts::{expand, id, metadata, shipping};
use stripe_client::{
    AllowRedirects, AttachPaymentMethod, CancelSetupIntent, ConfirmSetupIntent, CreateCustomer,
    CreateSetupIntent, DeleteCustomer, DetachPaymentMethod, ListCustomers, ListPaymentMethods,
    PaymentMethodChoice, RequestThreeDSecure, RetrieveCustomer, RetrievePaymentMethod,
    RetrieveSetupIntent, SetupCancelReason, SetupFutureUsage, UpdateCustomer,
};

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn calls_on_customers_keep_to_the_contract() {
    let Some(contract) = contract() else { return };
    let create = CreateCustomer {
        email: some("ada@shop.example"),
        name: some("Ada Example"),
        phone: some("+49 30 1"),
        description: some("since order 17"),
        address: Some(shipping().address),
        shipping: Some(shipping()),
        preferred_locales: vec!["de".to_owned(), "en".to_owned()],
        payment_method: Some(id("pm_1")),
        metadata: metadata(),
    };
    check_request(&contract, "POST /v1/customers", &create.request());

    let update = UpdateCustomer {
        email: some("ada@shop.example"),
        name: some("Ada Example"),
        phone: some("+49 30 1"),
        description: some("since order 17"),
        address: Some(shipping().address),
        shipping: Some(shipping()),
        preferred_locales: vec!["de".to_owned()],
        default_payment_method: Some(id("pm_1")),
        metadata: metadata(),
        ..UpdateCustomer::new(id("cus_1"))
    };
    check_request(
        &contract,
        "POST /v1/customers/{customer}",
        &update.request(),
    );
    check_request(
        &contract,
        "DELETE /v1/customers/{customer}",
        &DeleteCustomer::new(id("cus_1")).request(),
    );
    check_query(
        &contract,
        "GET /v1/customers/{customer}",
        &RetrieveCustomer::new(id("cus_1")).request(),
    );
    let list = ListCustomers {
        email: some("ada@shop.example"),
        created_from: Some(1),
        limit: Some(100),
        starting_after: Some(id("cus_1")),
    };
    check_query(&contract, "GET /v1/customers", &list.request());
}

#[test]
fn calls_on_payment_methods_keep_to_the_contract() {
    let Some(contract) = contract() else { return };
    let mut method = RetrievePaymentMethod::new(id("pm_1"));
    method.expand = expand("customer");
    check_query(
        &contract,
        "GET /v1/payment_methods/{payment_method}",
        &method.request(),
    );

    let list = ListPaymentMethods {
        kind: some("card"),
        limit: Some(100),
        starting_after: Some(id("pm_1")),
        ..ListPaymentMethods::new(id("cus_1"))
    };
    check_query(
        &contract,
        "GET /v1/customers/{customer}/payment_methods",
        &list.request(),
    );
    check_request(
        &contract,
        "POST /v1/payment_methods/{payment_method}/attach",
        &AttachPaymentMethod::new(id("pm_1"), id("cus_1")).request(),
    );
    check_request(
        &contract,
        "POST /v1/payment_methods/{payment_method}/detach",
        &DetachPaymentMethod::new(id("pm_1")).request(),
    );
}

#[test]
fn calls_on_setup_intents_keep_to_the_contract() {
    let Some(contract) = contract() else { return };
    for choice in [
        PaymentMethodChoice::card(),
        PaymentMethodChoice::Automatic {
            allow_redirects: AllowRedirects::Always,
        },
    ] {
        let create = CreateSetupIntent {
            customer: Some(id("cus_1")),
            payment_method: Some(id("pm_1")),
            payment_methods: Some(choice),
            request_three_d_secure: Some(RequestThreeDSecure::Any),
            usage: Some(SetupFutureUsage::OnSession),
            confirm: true,
            return_url: some("https://shop.example/back"),
            use_stripe_sdk: true,
            description: some("A card for later"),
            metadata: metadata(),
            expand: expand("payment_method"),
        };
        check_request(&contract, "POST /v1/setup_intents", &create.request());
    }
    let confirm = ConfirmSetupIntent {
        payment_method: Some(id("pm_1")),
        request_three_d_secure: Some(RequestThreeDSecure::Challenge),
        return_url: some("https://shop.example/back"),
        use_stripe_sdk: true,
        expand: expand("payment_method"),
        ..ConfirmSetupIntent::new(id("seti_1"))
    };
    check_request(
        &contract,
        "POST /v1/setup_intents/{intent}/confirm",
        &confirm.request(),
    );
    for reason in [
        SetupCancelReason::Abandoned,
        SetupCancelReason::Duplicate,
        SetupCancelReason::RequestedByCustomer,
    ] {
        let mut cancel = CancelSetupIntent::new(id("seti_1"));
        cancel.reason = Some(reason);
        check_request(
            &contract,
            "POST /v1/setup_intents/{intent}/cancel",
            &cancel.request(),
        );
    }
    let mut retrieve = RetrieveSetupIntent::new(id("seti_1"));
    retrieve.expand = expand("payment_method");
    check_query(
        &contract,
        "GET /v1/setup_intents/{intent}",
        &retrieve.request(),
    );
}
