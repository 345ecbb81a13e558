//! `POST /v1/setup_intents/{intent}/confirm`, and what a create with `confirm=true` shares with it.

use serde::Deserialize;
use serde_json::Value;

use super::attempt::{attempt, begin};
use super::create::INVALID_PARAMETER;
use super::{SetupIntent, State};
use crate::api::Call;
use crate::api::error::ApiError;
use crate::cards::Card;
use crate::challenge::{Challenge, check_return_url};
use crate::confirmation_tokens;
use crate::payment_methods::{self, CreateParameters, PaymentMethod, find_or_make};

/// What a confirmation goes by.
#[derive(Deserialize)]
pub(super) struct Confirming {
    confirmation_token: Option<String>,
    payment_method: Option<String>,
    payment_method_data: Option<CreateParameters>,
    payment_method_options: Option<Value>,
    return_url: Option<String>,
    use_stripe_sdk: Option<bool>,
}

#[derive(Deserialize)]
struct Parameters {
    client_secret: Option<String>,
    #[serde(flatten)]
    confirming: Confirming,
}

/// Says go.
pub(crate) fn confirm(call: &mut Call<'_>) -> Result<Value, ApiError> {
    let parameters: Parameters = call.parameters()?;
    let mut intent: SetupIntent = call.named("setup_intent", "intent")?;
    intent.check_client_secret(call.key, parameters.client_secret.as_deref())?;
    match &intent.state {
        State::RequiresPaymentMethod | State::RequiresConfirmation | State::RequiresAction(_) => {}
        State::Succeeded | State::Canceled { .. } => {
            let message = format!(
                "You cannot confirm this SetupIntent because it has a status of {}.",
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
    /// Writes what the parameters say of the card into the intent.
    pub(super) fn settle_details(
        &mut self,
        call: &mut Call<'_>,
        intent: &mut SetupIntent,
    ) -> Result<(), ApiError> {
        if let Some(token) = self.confirmation_token.take() {
            let terms = confirmation_tokens::spend(call.state, &token, &intent.id)?;
            if self.payment_method_data.is_none() {
                self.payment_method.get_or_insert(terms.payment_method);
            }
            self.return_url = self.return_url.take().or(terms.return_url);
            self.use_stripe_sdk = self.use_stripe_sdk.or(Some(terms.use_stripe_sdk));
        }
        let request = self
            .payment_method_options
            .as_ref()
            .and_then(|options| options.get("card")?.get("request_three_d_secure")?.as_str());
        if let Some(request) = request {
            intent.request_three_d_secure = Some(request.to_owned());
        }
        let given = payment_methods::given(
            call.state,
            self.payment_method.take(),
            self.payment_method_data.take(),
            call.now,
        )?;
        if let Some(method) = given {
            card_of(&method)?;
            method.check_usable(&intent.as_use())?;
            if intent.payment_method.as_ref() != Some(&method.id)
                || intent.state == State::RequiresPaymentMethod
            {
                intent.payment_method = Some(method.id);
                intent.state = State::RequiresConfirmation;
            }
        }
        Ok(())
    }

    /// Asks the cardholder if it must be, and saves the card if it need not.
    ///
    /// A refused card is an error, and yet the intent is stored as it stands then.
    pub(super) fn confirm(
        &mut self,
        call: &mut Call<'_>,
        intent: &mut SetupIntent,
    ) -> Result<(), ApiError> {
        match &self.return_url {
            Some(return_url) => check_return_url(return_url)?,
            None => intent.methods.need_return_url(call.key, "SetupIntent")?,
        }
        let Some(id) = intent.payment_method.clone() else {
            return Err(intent.unexpected_state(
                call.base_url,
                "You cannot confirm this SetupIntent because it's missing a payment method. Confirm it \
                 again with a payment method or ConfirmationToken.",
            ));
        };
        let method = find_or_make(call.state, &id, "payment_method", call.now)?;
        method.check_usable(&intent.as_use())?;
        let requested = matches!(
            intent.request_three_d_secure.as_deref(),
            Some("any" | "challenge")
        );
        let rule = card_of(&method)?.behaviour()?.authentication;
        begin(call.state, intent, &method)?;
        if rule.is_needed_to_set_up(requested) {
            let return_url = self.return_url.take();
            let return_url = return_url.filter(|_| self.use_stripe_sdk != Some(true));
            intent.state = State::RequiresAction(Challenge::new(return_url));
            let shape = intent.shape(call.base_url);
            call.state.record("setup_intent.requires_action", &shape);
            return Ok(());
        }
        let result = attempt(call.state, intent, method, false);
        if result.is_err() {
            call.state.put(intent.clone());
        }
        result
    }
}

/// The card of a PaymentMethod; nothing else is set up.
pub(super) fn card_of(method: &PaymentMethod) -> Result<&Card, ApiError> {
    method.instrument.card().ok_or_else(|| {
        ApiError::invalid_request(format!(
            "The PaymentMethod provided ({}) is not allowed for this SetupIntent. Please attach a \
             PaymentMethod of one of the following types: card.",
            method.instrument.kind()
        ))
        .with("code", INVALID_PARAMETER)
        .with("param", "payment_method")
    })
}
