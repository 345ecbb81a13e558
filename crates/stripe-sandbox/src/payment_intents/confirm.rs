//! `POST /v1/payment_intents/{intent}/confirm`, and what a create with `confirm=true` shares with it.

use serde::Deserialize;
use serde_json::Value;

use super::attempt::attempt;
use super::{CaptureMethod, Challenge, Confirmation, Methods, PaymentIntent, State};
use crate::addresses;
use crate::api::error::ApiError;
use crate::api::{Call, KeyKind, assign, refuse_unmodelled};
use crate::cards::Decline;
use crate::payment_methods::{self, CreateParameters, Instrument, PaymentMethod, find_or_make};
use crate::tokens;

/// Parameters of Stripe's that the sandbox refuses rather than ignores: they move money or
/// obligations in ways it does not model.
const UNSUPPORTED: &[&str] = &[
    "application_fee_amount",
    "confirmation_token",
    "mandate",
    "on_behalf_of",
    "transfer_data",
];

/// Refuses the parameters that the sandbox does not model.
pub(super) fn refuse_unsupported(parameters: &Value) -> Result<(), ApiError> {
    refuse_unmodelled(parameters, UNSUPPORTED)
}

/// What a confirmation goes by.
#[derive(Deserialize)]
pub(super) struct Confirming {
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
    #[serde(default)]
    use_stripe_sdk: bool,
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
        let given = match (self.payment_method_data.take(), self.payment_method.take()) {
            (Some(_), Some(_)) => {
                return Err(ApiError::parameter(
                    "payment_method",
                    "You may only specify one of these parameters: payment_method, payment_method_data.",
                ));
            }
            (Some(data), None) => Some(payment_methods::from_parameters(
                call.state,
                data,
                "payment_method_data",
                call.now,
            )?),
            (None, Some(id)) if !id.is_empty() => {
                Some(find_or_make(call.state, &id, "payment_method", call.now)?)
            }
            (None, _) => None,
        };
        if let Some(method) = given {
            check_kind(&method, intent)?;
            method.check_usable(&intent.as_use())?;
            if intent.payment_method.as_ref() != Some(&method.id)
                || matches!(intent.state, State::RequiresPaymentMethod)
            {
                intent.payment_method = Some(method.id);
                intent.state = State::RequiresConfirmation {
                    authenticated: None,
                };
            }
        }
        Ok(())
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
        if let Some(token) = self.card_option("cvc_token") {
            let param = "payment_method_options[card][cvc_token]";
            tokens::spend_cvc(call.state, token, param)?;
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
            let return_url = self.return_url.take().filter(|_| !self.use_stripe_sdk);
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

    /// An intent that may lead to another page needs the way back, even if a card does not.
    fn check_return_url(&self, key: KeyKind, intent: &PaymentIntent) -> Result<(), ApiError> {
        if let Some(return_url) = &self.return_url {
            return match url::Url::parse(return_url) {
                Ok(_) => Ok(()),
                Err(_) => Err(ApiError::parameter(
                    "return_url",
                    format!("Not a valid URL: {return_url}"),
                )
                .with("code", "url_invalid")),
            };
        }
        if key == KeyKind::Secret && intent.methods == (Methods::Automatic { redirects: true }) {
            return Err(ApiError::invalid_request(
                "This PaymentIntent is configured to accept payment methods enabled in your Dashboard. \
                 Because some of these payment methods might redirect your customer off of your page, \
                 you must provide a `return_url`. If you don't want to accept redirect-based payment \
                 methods, set `automatic_payment_methods[enabled]` to `true` and \
                 `automatic_payment_methods[allow_redirects]` to `never`, or list \
                 `payment_method_types`.",
            )
            .with("param", "return_url"));
        }
        Ok(())
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
