//! Saving a card: Stripe asks the bank, the bank may ask the card's owner, and then the card is in the account's list.

use std::collections::BTreeMap;

use commerce::payment::{CardStep, DeclineReason};
use stripe_client::{
    CreateSetupIntent, CustomerId, Effect, Error as StripeError, ErrorKind, PaymentMethodChoice,
    PaymentMethodId, RetrieveSetupIntent, SetupFutureUsage, SetupIntent, SetupIntentId,
    SetupIntentStatus,
};

use super::{
    CardsError, CustomerError,
    customer::{ACCOUNT, Holder, key},
    is_unknown_customer,
};
use crate::{
    Shop,
    accounts::{AccountId, Attempt, Counted},
    payments::{FaultPoint, fault_point},
};

/// How often a customer that Stripe turns out not to know is replaced.
const CUSTOMERS: usize = 2;
/// How often a call is sent with the same key before it is given up that its answer becomes known.
const SENDS: usize = 2;

impl Shop {
    /// Saves a card that the account's browser typed, as a PaymentMethod. Asked again with the same PaymentMethod, it says
    /// again how it went. The work goes on when the caller goes away.
    ///
    /// # Errors
    /// When the store fails, or the work is cut off; what Stripe says is in the step.
    pub async fn save_card(
        &self,
        account: &AccountId,
        method: &PaymentMethodId,
    ) -> Result<CardStep, CardsError> {
        let (shop, account, method) = (self.clone(), account.clone(), method.clone());
        tokio::spawn(async move { told(shop.save_now(&account, &method).await) })
            .await
            .map_err(|_| CardsError::Interrupted)?
    }

    /// How saving a card ended whose owner was at the bank. A SetupIntent that is not of this account's customer is as good
    /// as none.
    ///
    /// # Errors
    /// As [`Shop::save_card`].
    pub async fn finish_saving_card(
        &self,
        account: &AccountId,
        setup: &SetupIntentId,
    ) -> Result<CardStep, CardsError> {
        let (shop, account, setup) = (self.clone(), account.clone(), setup.clone());
        tokio::spawn(async move { told(shop.finish_now(&account, &setup).await) })
            .await
            .map_err(|_| CardsError::Interrupted)?
    }

    async fn save_now(
        &self,
        account: &AccountId,
        method: &PaymentMethodId,
    ) -> Result<CardStep, CardsError> {
        let counted = self.count_attempt_of(Attempt::Card, account.as_str());
        if let Counted::TooMany { seconds } = counted.await? {
            let seconds = u32::try_from(seconds).unwrap_or(u32::MAX);
            return Ok(CardStep::TooManyAttempts { seconds });
        }
        self.cards_change(account).await?;
        for _ in 0..CUSTOMERS {
            let customer = match self.customer_for(account).await {
                Ok(customer) => customer,
                Err(CustomerError::NoAccount) => return Ok(CardStep::LoggedOut),
                Err(CustomerError::Store(error)) => return Err(error.into()),
                Err(error) => {
                    tracing::warn!(%error, "a card could not be saved for want of a customer");
                    return Err(CardsError::Unavailable);
                }
            };
            let answer = self.set_up(account, &customer, method).await?;
            fault_point(FaultPoint::CardAnswered);
            // Whatever was answered: when nothing was, the card may be saved all the same.
            self.cards_change(account).await?;
            match answer {
                Ok(intent) => return self.after_setup(account, &intent).await,
                Err(error) if is_unknown_customer(&error) => {
                    self.forget_customer(&customer).await?;
                }
                Err(error) => return refused(&error),
            }
        }
        Err(CardsError::Unavailable)
    }

    /// Creates and confirms the SetupIntent. Its key is the PaymentMethod's, so that however often the browser asks, the bank
    /// is asked once.
    async fn set_up(
        &self,
        account: &AccountId,
        customer: &CustomerId,
        method: &PaymentMethodId,
    ) -> Result<Result<SetupIntent, StripeError>, CardsError> {
        let params = CreateSetupIntent {
            customer: Some(customer.clone()),
            payment_method: Some(method.clone()),
            payment_methods: Some(PaymentMethodChoice::card()),
            usage: Some(SetupFutureUsage::OnSession),
            confirm: true,
            use_stripe_sdk: true,
            metadata: BTreeMap::from([(ACCOUNT.to_owned(), account.as_str().to_owned())]),
            ..CreateSetupIntent::default()
        };
        let request = params.request();
        let key = key(format!("till-{customer}-save-{method}"))?;
        fault_point(FaultPoint::CardSaving);
        let mut answer = self.stripe().send(&request, &key).await;
        for _ in 1..SENDS {
            match &answer {
                Err(error) if error.effect() == Effect::Unknown => {
                    answer = self.stripe().send(&request, &key).await;
                }
                _ => break,
            }
        }
        Ok(answer)
    }

    async fn finish_now(
        &self,
        account: &AccountId,
        setup: &SetupIntentId,
    ) -> Result<CardStep, CardsError> {
        let mut connection = self.store().connection().await?;
        let holder = Holder::read(&mut connection, account).await?;
        drop(connection);
        let Some(holder) = holder else {
            return Ok(CardStep::LoggedOut);
        };
        let query = RetrieveSetupIntent::new(setup.clone()).request();
        match self.stripe().fetch(&query).await {
            Ok(intent)
                if holder.customer.is_some() && intent.customer() == holder.customer.as_ref() =>
            {
                // The bank may have agreed after the list was looked at last.
                self.cards_change(account).await?;
                self.after_setup(account, &intent).await
            }
            Ok(_) => Ok(CardStep::Declined(DeclineReason::ProcessingError)),
            Err(error) => refused(&error),
        }
    }

    async fn after_setup(
        &self,
        account: &AccountId,
        intent: &SetupIntent,
    ) -> Result<CardStep, CardsError> {
        match &intent.status {
            SetupIntentStatus::Succeeded => {
                if let Some(saved) = &intent.payment_method {
                    self.drop_older(account, saved.id()).await?;
                }
                Ok(CardStep::Saved)
            }
            SetupIntentStatus::RequiresAction => Ok(match &intent.client_secret {
                Some(secret) => CardStep::Authenticate {
                    client_secret: secret.expose().to_owned(),
                    setup: intent.id.as_str().to_owned(),
                },
                None => CardStep::Unavailable,
            }),
            SetupIntentStatus::RequiresPaymentMethod
            | SetupIntentStatus::RequiresConfirmation
            | SetupIntentStatus::Processing
            | SetupIntentStatus::Canceled
            | SetupIntentStatus::Unknown(_) => {
                let error = intent.last_setup_error.as_ref();
                let reason = error.map_or(DeclineReason::ProcessingError, |error| {
                    DeclineReason::from_codes(error.code.as_deref(), error.decline_code.as_deref())
                });
                Ok(CardStep::Declined(reason))
            }
        }
    }
}

/// Stripe's silence is a step: the page says that nothing was saved.
fn told(step: Result<CardStep, CardsError>) -> Result<CardStep, CardsError> {
    match step {
        Err(CardsError::Unavailable) => Ok(CardStep::Unavailable),
        other => other,
    }
}

/// What an error means for who saves a card.
fn refused(error: &StripeError) -> Result<CardStep, CardsError> {
    let StripeError::Api(api) = error else {
        tracing::warn!(%error, "whether a card was saved is not known");
        return Err(CardsError::Unavailable);
    };
    if api.kind == ErrorKind::CardError {
        let reason = DeclineReason::from_codes(api.code.as_deref(), api.decline_code.as_deref());
        return Ok(CardStep::Declined(reason));
    }
    if matches!(api.status, 400 | 404) {
        // A PaymentMethod that Stripe does not know, or that is used up or somebody else's: the card has to be typed anew.
        tracing::warn!(%error, "a card was not saved");
        return Ok(CardStep::Declined(DeclineReason::ProcessingError));
    }
    tracing::error!(%error, "a card could not be saved");
    Err(CardsError::Unavailable)
}
