//! Paying a session with what the customer put into the page's form.

use serde_json::{Map, Value, json};

use super::{CheckoutSession, CustomerCreation, PaymentStatus, Status, Told, follow};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::payment_intents::{self, PaymentIntent};
use crate::store::State;
use crate::{customers, payment_methods};

/// What the customer put into the form, all of it checked but for card and bank account.
pub(crate) struct Submission {
    pub(crate) told: Told,
    /// The index of the way of sending.
    pub(crate) shipping_option: usize,
    /// The parameters of the PaymentMethod, `billing_details` aside; `None` if nothing is to be paid.
    pub(crate) payment_method: Option<Map<String, Value>>,
}

/// What came of paying.
pub(crate) enum Paid {
    /// The session is complete.
    Complete,
    /// The cardholder's bank asks at this address.
    Authenticate(String),
}

/// Pays the session `id`.
///
/// On a declined payment what happened stays, and the session is still open; after other errors the
/// caller takes the changes back.
pub(crate) fn pay(state: &mut State, id: &str, submission: Submission) -> Result<Paid, ApiError> {
    let mut session: CheckoutSession = state
        .get(id)
        .ok_or_else(|| ApiError::missing("checkout.session", id, "session"))?;
    match session.status {
        Status::Open => {}
        // Somebody pressed the button twice.
        Status::Complete => return Ok(Paid::Complete),
        Status::Expired => {
            return Err(ApiError::invalid_request(
                "This Checkout Session has expired.",
            ));
        }
    }
    session.shipping_option = submission.shipping_option;
    let Some(method) = submission.payment_method else {
        session.told = Some(submission.told);
        session.make_customer(state)?;
        session.complete_for_nothing(state);
        return Ok(Paid::Complete);
    };
    let method = make_method(state, method, &submission.told)?;
    session.told = Some(submission.told);
    session.make_customer(state)?;
    let result = session.charge(state, &method);
    let intent_id = match &result {
        Ok(intent) => intent["id"].as_str().map(str::to_owned),
        Err(error) => error.body()["error"]["payment_intent"]["id"]
            .as_str()
            .map(str::to_owned),
    };
    session.payment_intent = intent_id.or(session.payment_intent);
    let intent: Option<PaymentIntent> = session
        .payment_intent
        .as_deref()
        .and_then(|id| state.get(id));
    state.put(session);
    if let Some(intent) = &intent {
        follow(state, intent);
    }
    let confirmed = result?;
    Ok(
        match confirmed["next_action"]["redirect_to_url"]["url"].as_str() {
            Some(url) => Paid::Authenticate(url.to_owned()),
            None => Paid::Complete,
        },
    )
}

/// A PaymentMethod of what was typed; the id.
fn make_method(
    state: &mut State,
    mut parameters: Map<String, Value>,
    told: &Told,
) -> Result<String, ApiError> {
    let mut owner = Map::new();
    owner.insert("email".to_owned(), told.email.as_str().into());
    for (name, value) in [("name", &told.name), ("phone", &told.phone)] {
        if let Some(value) = value {
            owner.insert(name.to_owned(), value.as_str().into());
        }
    }
    if let Some(address) = &told.address {
        owner.insert("address".to_owned(), address.clone());
    }
    parameters.insert("billing_details".to_owned(), owner.into());
    let made = inside(
        state,
        payment_methods::create,
        "",
        Value::Object(parameters),
    )?;
    Ok(made["id"].as_str().unwrap_or_default().to_owned())
}

/// Calls an operation as the API would.
fn inside(
    state: &mut State,
    operation: fn(&mut Call<'_>) -> Result<Value, ApiError>,
    id: &str,
    parameters: Value,
) -> Result<Value, ApiError> {
    let base_url = state.base_url().to_owned();
    operation(&mut Call::inside(state, &base_url, id, parameters))
}

impl CheckoutSession {
    /// Makes a customer of who pays, if the session asks for one or the payment is to be repeated.
    fn make_customer(&mut self, state: &mut State) -> Result<(), ApiError> {
        let needed = self.customer_creation == CustomerCreation::Always
            || self.payment.setup_future_usage.is_some();
        let Some(told) = self
            .told
            .as_ref()
            .filter(|_| needed && self.customer.is_none())
        else {
            return Ok(());
        };
        let parameters = without_nulls(json!({
            "address": told.address,
            "email": told.email,
            "name": told.name,
            "phone": told.phone,
            "shipping": told.shipping,
        }));
        let made = inside(state, customers::create, "", parameters)?;
        self.customer = made["id"].as_str().map(str::to_owned);
        Ok(())
    }

    /// Confirms the session's PaymentIntent, which is made by the first attempt.
    fn charge(&self, state: &mut State, method: &str) -> Result<Value, ApiError> {
        let told = self.told.as_ref();
        let collected = told.and_then(|told| {
            let mut shipping = told.shipping.clone()?;
            shipping["phone"] = json!(told.phone);
            Some(shipping)
        });
        let shipping = collected.or_else(|| self.payment.shipping.clone());
        let return_url = format!("{}/return", self.page_url(state.base_url()));
        let Some(intent) = &self.payment_intent else {
            let payment = &self.payment;
            let parameters = without_nulls(json!({
                "amount": self.total(),
                "capture_method": payment.capture_method,
                "checkout_session": self.id,
                "confirm": true,
                "currency": self.currency,
                "customer": self.customer,
                "description": payment.description,
                "metadata": payment.metadata,
                "payment_method": method,
                "payment_method_options": self.three_d_secure.as_ref().map(|request| {
                    json!({ "card": { "request_three_d_secure": request } })
                }),
                "payment_method_types": self.payment_method_types(),
                "receipt_email": payment.receipt_email,
                "return_url": return_url,
                "setup_future_usage": payment.setup_future_usage,
                "shipping": shipping,
                "statement_descriptor": payment.statement_descriptor,
                "statement_descriptor_suffix": payment.statement_descriptor_suffix,
                "transfer_group": payment.transfer_group,
            }));
            return inside(state, payment_intents::create, "", parameters);
        };
        let changes = without_nulls(json!({
            "amount": self.total(),
            "customer": self.customer,
            "shipping": shipping,
        }));
        inside(state, payment_intents::update, intent, changes)?;
        let parameters = json!({ "payment_method": method, "return_url": return_url });
        inside(state, payment_intents::confirm, intent, parameters)
    }

    fn complete_for_nothing(mut self, state: &mut State) {
        self.status = Status::Complete;
        self.payment_status = PaymentStatus::NoPaymentRequired;
        let shape = self.shape(state.base_url());
        state.record("checkout.session.completed", &shape);
        state.put(self);
    }
}

/// Parameters that were not given are not there at all.
fn without_nulls(mut parameters: Value) -> Value {
    if let Some(members) = parameters.as_object_mut() {
        members.retain(|_, value| !value.is_null());
    }
    parameters
}
