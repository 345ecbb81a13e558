//! What Stripe says of a payment, read from whichever object stands for it: a payment intent, a charge or a Checkout
//! Session.

use commerce::{
    Currency, Money,
    order::PaymentNews,
    payment::{DeclineReason, PaymentFlow},
};
use stripe_client::{
    Charge, ChargeStatus, CheckoutPaymentStatus, CheckoutSession, CheckoutStatus, ClientSecret,
    Expandable, PaymentIntent, PaymentIntentId, PaymentIntentStatus, RetrieveCharge,
    RetrieveCheckoutSession, RetrievePaymentIntent,
};

use super::{
    calls::CallError,
    record::{Made, PaymentRecord},
};
use crate::{Shop, StoreError};

/// How a payment stands, by Stripe.
#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) news: PaymentNews,
    /// What was captured; none if nothing was, or the currency is one that no payment of ours has.
    pub(super) captured: Option<Money>,
    pub(super) decline: Option<DeclineReason>,
    pub(super) intent: Option<PaymentIntentId>,
    pub(super) charge: Option<ChargeNote>,
    /// For the buyer's browser, while it is to act.
    pub(super) client_secret: Option<ClientSecret>,
    /// Where Stripe's own page is, while it is open.
    pub(super) page: Option<String>,
    /// The same for the same news, so that it is noted once.
    pub(super) seen: String,
}

/// What is kept of a charge.
#[derive(Debug, Clone)]
pub(super) struct ChargeNote {
    pub(super) id: String,
    pub(super) brand: Option<String>,
    pub(super) last4: Option<String>,
}

impl ChargeNote {
    fn of(charge: &Expandable<Charge>) -> ChargeNote {
        let card = charge
            .object()
            .and_then(|charge| charge.payment_method_details.as_ref())
            .and_then(|details| details.card.as_ref());
        ChargeNote {
            id: charge.id().as_str().to_owned(),
            brand: card.and_then(|card| card.brand.clone()),
            last4: card.and_then(|card| card.last4.clone()),
        }
    }
}

fn money(minor: i64, currency: &str) -> Option<Money> {
    let currency: Currency = currency.to_ascii_uppercase().parse().ok()?;
    Some(Money { minor, currency })
}

impl Report {
    pub(super) fn of_intent(intent: &PaymentIntent) -> Report {
        let error = intent.last_payment_error.as_ref();
        let decline = error.map(|error| {
            DeclineReason::from_codes(error.code.as_deref(), error.decline_code.as_deref())
        });
        let news = match &intent.status {
            PaymentIntentStatus::RequiresPaymentMethod => PaymentNews::AwaitsMethod(decline),
            PaymentIntentStatus::RequiresConfirmation => PaymentNews::AwaitsConfirmation,
            PaymentIntentStatus::RequiresAction => PaymentNews::AwaitsAction,
            PaymentIntentStatus::Processing => PaymentNews::Processing,
            PaymentIntentStatus::RequiresCapture => PaymentNews::Authorised,
            PaymentIntentStatus::Succeeded => PaymentNews::Captured,
            PaymentIntentStatus::Canceled => PaymentNews::Cancelled,
            // A status that this version does not know is not final; the reconciler asks again.
            PaymentIntentStatus::Unknown(_) => PaymentNews::Processing,
        };
        let charge = intent.latest_charge.as_ref().map(ChargeNote::of);
        let seen = format!(
            "{} {} {}",
            intent.status,
            charge.as_ref().map_or("-", |charge| charge.id.as_str()),
            error.and_then(|error| error.code.as_deref()).unwrap_or("-")
        );
        Report {
            news,
            captured: (news == PaymentNews::Captured)
                .then(|| money(intent.amount_received, &intent.currency))
                .flatten(),
            decline,
            intent: Some(intent.id.clone()),
            charge,
            client_secret: intent.client_secret.clone(),
            page: None,
            seen,
        }
    }

    pub(super) fn of_charge(charge: &Charge) -> Report {
        let decline = charge.failure_code.as_deref().map(|code| {
            let reason = charge
                .outcome
                .as_ref()
                .and_then(|outcome| outcome.reason.as_deref());
            DeclineReason::from_codes(Some(code), reason)
        });
        let news = match &charge.status {
            ChargeStatus::Succeeded if charge.captured => PaymentNews::Captured,
            ChargeStatus::Succeeded => PaymentNews::Authorised,
            ChargeStatus::Failed => {
                PaymentNews::AwaitsMethod(Some(decline.unwrap_or(DeclineReason::Generic)))
            }
            ChargeStatus::Pending | ChargeStatus::Unknown(_) => PaymentNews::Processing,
        };
        Report {
            news,
            captured: (news == PaymentNews::Captured)
                .then(|| money(charge.amount_captured, &charge.currency))
                .flatten(),
            decline,
            intent: None,
            charge: Some(ChargeNote::of(&Expandable::Object(Box::new(
                charge.clone(),
            )))),
            client_secret: None,
            page: None,
            seen: format!("{} {} -", charge.status, charge.id.as_str()),
        }
    }

    pub(super) fn of_session(session: &CheckoutSession) -> Report {
        let intent = session
            .payment_intent
            .as_ref()
            .and_then(|intent| intent.object());
        let of_intent = intent.map(Report::of_intent);
        let news = match (&session.status, &session.payment_status) {
            (_, CheckoutPaymentStatus::Paid) => PaymentNews::Captured,
            (Some(CheckoutStatus::Expired), _) => PaymentNews::Cancelled,
            // The buyer is done with the page; a bank debit, say, is on its way, or has come to nothing.
            (Some(CheckoutStatus::Complete), _) => match of_intent.as_ref() {
                Some(report) => match report.news {
                    PaymentNews::AwaitsMethod(reason) => {
                        PaymentNews::Failed(reason.unwrap_or(DeclineReason::Generic))
                    }
                    news => news,
                },
                None => PaymentNews::Processing,
            },
            // While the page is open the buyer may try as often as the page allows.
            _ => match of_intent.as_ref().map(|report| report.news) {
                Some(PaymentNews::Captured) => PaymentNews::Captured,
                Some(PaymentNews::Processing) => PaymentNews::Processing,
                _ => PaymentNews::AwaitsAction,
            },
        };
        let captured = (news == PaymentNews::Captured)
            .then(|| match intent {
                Some(intent) => money(intent.amount_received, &intent.currency),
                None => money(session.amount_total?, session.currency.as_deref()?),
            })
            .flatten();
        let seen = format!(
            "{} {} {}",
            session
                .status
                .as_ref()
                .map_or_else(|| "-".to_owned(), ToString::to_string),
            session.payment_status,
            of_intent
                .as_ref()
                .map_or("-", |report| report.seen.as_str())
        );
        Report {
            news,
            captured,
            decline: of_intent.as_ref().and_then(|report| report.decline),
            intent: session
                .payment_intent
                .as_ref()
                .map(|intent| intent.id().clone()),
            charge: of_intent.and_then(|report| report.charge),
            client_secret: None,
            page: session.url.as_ref().map(|url| url.expose().to_owned()),
            seen,
        }
    }
}

/// The intent answers with its charge, for brand and last four digits.
pub(super) const CHARGE: &str = "latest_charge";

impl Shop {
    /// Asks Stripe how the payment stands; `None` if nothing of it is at Stripe as far as is known.
    pub(super) async fn fetch_report(
        &self,
        payment: &PaymentRecord,
    ) -> Result<Option<Report>, CallError> {
        let stripe = self.stripe();
        if let Some(session) = &payment.session {
            let mut query = RetrieveCheckoutSession::new(session.clone());
            query.expand = vec![format!("payment_intent.{CHARGE}")];
            let session = stripe.fetch(&query.request()).await?;
            return Ok(Some(Report::of_session(&session)));
        }
        if let Some(intent) = &payment.intent {
            let mut query = RetrievePaymentIntent::new(intent.clone());
            query.expand = vec![CHARGE.to_owned()];
            let intent = stripe.fetch(&query.request()).await?;
            return Ok(Some(Report::of_intent(&intent)));
        }
        match (&payment.flow, &payment.charge) {
            (PaymentFlow::Token, Some(charge)) => {
                let charge = stripe
                    .fetch(&RetrieveCharge::new(charge.clone()).request())
                    .await?;
                Ok(Some(Report::of_charge(&charge)))
            }
            _ => Ok(None),
        }
    }

    /// Notes a hosted payment's intent, of which the shop hears only once the buyer has paid.
    pub(super) async fn note_intent(
        &self,
        payment: &mut PaymentRecord,
        report: &Report,
    ) -> Result<(), StoreError> {
        let Some(intent) = report
            .intent
            .as_ref()
            .filter(|intent| payment.intent.as_ref() != Some(intent))
        else {
            return Ok(());
        };
        let mut connection = self.store().connection().await?;
        payment
            .note(&mut connection, &Made::Intent(intent.clone()))
            .await
    }
}
