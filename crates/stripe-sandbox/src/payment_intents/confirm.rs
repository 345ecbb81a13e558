//! `POST /v1/payment_intents/{intent}/confirm`, and what a create with `confirm=true` shares with it.

use serde::Deserialize;
use serde_json::Value;

use super::attempt::attempt;
use super::{CaptureMethod, Confirmation, PaymentIntent, State};
use crate::addresses;
use crate::api::error::ApiError;
use crate::api::{Call, KeyKind, assign, refuse_unmodelled};
use crate::cards::Decline;
use crate::challenge::{Challenge, check_return_url};
use crate::confirmation_tokens::{self, Terms};
use crate::payment_methods::{self, CreateParameters, Instrument, PaymentMethod, find_or_make};
use crate::tokens;

/// Parameters of Stripe's that the sandbox refuses rather than ignores: they move money or
/// obligations in ways it does not model.
const UNSUPPORTED: &[&str] = &["application_fee_amount", "on_behalf_of", "transfer_data"];

/// Refuses the parameters that the sandbox does not model.
pub(super) fn refuse_unsupported(parameters: &Value) -> Result<(), ApiError> {
    if let Some(mandate) = parameters.get("mandate").and_then(Value::as_str) {
        // Cards need none, and the sandbox keeps those of bank accounts to itself.
        return Err(ApiError::missing("mandate", mandate, "mandate"));
    }
    refuse_unmodelled(parameters, UNSUPPORTED)
}

/// What a confirmation goes by.
#[derive(Deserialize)]
pub(super) struct Confirming {
    confirmation_token: Option<String>,
    /// The security code of a saved card, given again.
    #[serde(skip)]
    cvc_token: Option<String>,
    #[serde(default)]
    error_on_requires_action: bool,
    mandate_data: Option<Value>,
    off_session: Option<OffSession>,
    payment_method: Option<String>,
    payment_method_data: Option<CreateParameters>,
    payment_method_options: Option<Value>,
    receipt_email: Option<String>,
    return_url: Option<String>,
    setup_future_usage: Option<String>,
    shipping: Option<Value>,
    use_stripe_sdk: Option<bool>,
}

/// A flag, or what the payment is for.
#[derive(Deserialize)]
#[serde(untagged)]
enum OffSession {
    Flag(bool),
    Purpose(String),
}

#[derive(Deserialize)]
struct Parameters {
    client_secret: Option<String>,
    #[serde(flatten)]
    confirming: Confirming,
}

/// Says go.
pub(crate) fn confirm(call: &mut Call<'_>) -> Result<Value, ApiError> {
    refuse_unsupported(&call.parameters)?;
    let parameters: Parameters = call.parameters()?;
    let mut intent: PaymentIntent = call.named("payment_intent", "intent")?;
    intent.check_client_secret(call.key, parameters.client_secret.as_deref())?;
    if call.key == KeyKind::Publishable && intent.confirmation == Confirmation::Manual {
        return Err(ApiError::invalid_request(format!(
            "This PaymentIntent {} cannot be confirmed using your publishable key because its \
             `confirmation_method` is set to `manual`. Please use your secret key instead, or create a \
             PaymentIntent with `confirmation_method` set to `automatic`.",
            intent.id
        )));
    }
    match &intent.state {
        State::RequiresPaymentMethod
        | State::RequiresConfirmation { .. }
        | State::RequiresAction(_) => {}
        State::Succeeded { .. } => {
            return Err(intent.unexpected_state(
                call.base_url,
                "You cannot confirm this PaymentIntent because it has already succeeded after being \
                 previously confirmed.",
            ));
        }
        State::Processing | State::RequiresCapture | State::Canceled { .. } => {
            let message = format!(
                "This PaymentIntent's state is {}: it could not be confirmed.",
                intent.state.status()
            );
            return Err(intent.unexpected_state(call.base_url, message));
        }
    }
    let mut confirming = parameters.confirming;
    confirming.settle_details(call, &mut intent)?;
    confirming.confirm(call, &mut intent)?;
    let shape = intent.shape_for(call.key, call.base_url);
    call.state.put(intent);
    Ok(shape)
}

impl Confirming {
    /// Writes what the parameters say of the payment into the intent.
    pub(super) fn settle_details(
        &mut self,
        call: &mut Call<'_>,
        intent: &mut PaymentIntent,
    ) -> Result<(), ApiError> {
        if let Some(token) = self.confirmation_token.take() {
            let terms = confirmation_tokens::spend(call.state, &token, &intent.id)?;
            self.complete(terms);
        }
        assign(&mut intent.receipt_email, self.receipt_email.take());
        assign(
            &mut intent.setup_future_usage,
            self.setup_future_usage.take(),
        );
        if let Some(shipping) = self.shipping.take() {
            intent.shipping = shipping.is_object().then(|| addresses::shipping(&shipping));
        }
        if let Some(request) = self.card_option("request_three_d_secure") {
            intent.request_three_d_secure = Some(request.to_owned());
        }
        let card_usage = self.card_option("setup_future_usage").map(str::to_owned);
        assign(&mut intent.card_setup_future_usage, card_usage);
        let given = payment_methods::given(
            call.state,
            self.payment_method.take(),
            self.payment_method_data.take(),
            call.now,
        )?;
        if let Some(method) = given {
            check_kind(&method, intent)?;
            method.check_usable(&intent.as_use())?;
            if intent.payment_method.as_ref() != Some(&method.id)
                || matches!(intent.state, State::RequiresPaymentMethod)
            {
                intent.payment_method = Some(method.id);
                intent.cvc_given = false;
                intent.state = State::RequiresConfirmation {
                    authenticated: None,
                };
            }
        }
        Ok(())
    }

    /// Takes over what a ConfirmationToken says where the parameters say nothing.
    fn complete(&mut self, terms: Terms) {
        if self.payment_method_data.is_none() {
            self.payment_method.get_or_insert(terms.payment_method);
        }
        self.cvc_token = terms.cvc_token;
        self.mandate_data = self.mandate_data.take().or(terms.mandate_data);
        self.return_url = self.return_url.take().or(terms.return_url);
        self.setup_future_usage = self.setup_future_usage.take().or(terms.setup_future_usage);
        self.shipping = self.shipping.take().or(terms.shipping);
        self.use_stripe_sdk = self.use_stripe_sdk.or(Some(terms.use_stripe_sdk));
    }

    /// Asks the cardholder if it must be, and charges if it need not.
    ///
    /// A refused charge is an error, and yet the intent is stored as it stands then.
    pub(super) fn confirm(
        &mut self,
        call: &mut Call<'_>,
        intent: &mut PaymentIntent,
    ) -> Result<(), ApiError> {
        self.check_return_url(call.key, intent)?;
        let Some(id) = intent.payment_method.clone() else {
            return Err(intent.unexpected_state(
                call.base_url,
                "You cannot confirm this PaymentIntent because it's missing a payment method. You can \
                 either update the PaymentIntent with a payment method and then confirm it again, or \
                 confirm it again directly with a payment method or ConfirmationToken.",
            ));
        };
        let method = find_or_make(call.state, &id, "payment_method", call.now)?;
        method.check_usable(&intent.as_use())?;
        let cvc_token = self.card_option("cvc_token").or(self.cvc_token.as_deref());
        if let Some(token) = cvc_token {
            let param = "payment_method_options[card][cvc_token]";
            tokens::spend_cvc(call.state, token, param)?;
            intent.cvc_given = true;
        }
        let authenticated = matches!(
            &intent.state,
            State::RequiresConfirmation { authenticated: Some(by) } if *by == method.id
        );
        let off_session = match &self.off_session {
            Some(OffSession::Flag(flag)) => *flag,
            Some(OffSession::Purpose(purpose)) => !purpose.is_empty(),
            None => false,
        };
        let requested = matches!(
            intent.request_three_d_secure.as_deref(),
            Some("any" | "challenge")
        );
        let needed = match &method.instrument {
            Instrument::Card(card) => {
                card.behaviour()?
                    .authentication
                    .is_needed(requested, off_session, method.set_up)
            }
            Instrument::SepaDebit(_) => {
                self.check_mandate(intent, &method)?;
                false
            }
        };
        let result = if !needed || authenticated {
            attempt(call.state, intent, method, authenticated, None)
        } else if off_session || self.error_on_requires_action {
            let decline = Some(Decline::AuthenticationRequired);
            attempt(call.state, intent, method, false, decline)
        } else {
            let return_url = self.return_url.take();
            let return_url = return_url.filter(|_| self.use_stripe_sdk != Some(true));
            intent.state = State::RequiresAction(Challenge::new(return_url));
            let shape = intent.shape(call.base_url);
            call.state.record("payment_intent.requires_action", &shape);
            Ok(())
        };
        if result.is_err() {
            call.state.put(intent.clone());
        }
        result
    }

    /// Whether the PaymentMethod is taken away by an empty string.
    pub(super) fn unsets_payment_method(&self) -> bool {
        self.payment_method.as_deref() == Some("")
    }

    fn card_option(&self, name: &str) -> Option<&str> {
        self.payment_method_options
            .as_ref()?
            .get("card")?
            .get(name)?
            .as_str()
    }

    /// A bank account is debited only with its holder's agreement; a saved one has it.
    fn check_mandate(
        &self,
        intent: &PaymentIntent,
        method: &PaymentMethod,
    ) -> Result<(), ApiError> {
        let agreed = self.mandate_data.as_ref().is_some_and(Value::is_object);
        if agreed || method.customer.is_some() || intent.checkout_session.is_some() {
            return Ok(());
        }
        Err(ApiError::invalid_request(
            "This PaymentIntent requires a mandate, but no existing mandate was found. Collect mandate \
             acceptance from the customer and retry the request, providing acceptance data in the \
             `mandate_data` parameter.",
        )
        .with("param", "mandate_data"))
    }

    fn check_return_url(&self, key: KeyKind, intent: &PaymentIntent) -> Result<(), ApiError> {
        match &self.return_url {
            Some(return_url) => check_return_url(return_url),
            None => intent.methods.need_return_url(key, "PaymentIntent"),
        }
    }
}

/// Whether the intent can be paid in the PaymentMethod's way.
fn check_kind(method: &PaymentMethod, intent: &PaymentIntent) -> Result<(), ApiError> {
    let kind = method.instrument.kind();
    let mut types = intent.methods.types();
    if intent.capture_method == CaptureMethod::Manual {
        // A debit cannot be held.
        types.retain(|kind| *kind != "sepa_debit");
    }
    if types.contains(&kind) {
        return Ok(());
    }
    Err(ApiError::invalid_request(format!(
        "The PaymentMethod provided ({kind}) is not allowed for this PaymentIntent. Please attach a \
         PaymentMethod of one of the following types: {}.",
        types.join(", ")
    ))
    .with("code", "payment_intent_incompatible_payment_method")
    .with("param", "payment_method"))
}
