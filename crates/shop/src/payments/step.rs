//! What the buyer's browser does next.

use commerce::{
    order::{OrderStatus, PaymentNews},
    payment::{DeclineReason, PaymentFlow, PaymentState, PaymentStep},
    timeline::Actor,
};
use stripe_client::Error as StripeError;

use super::{
    EngineError, calls::CallError, record::PaymentRecord, report::Report, settle::Settled,
};
use crate::{Shop, orders::OrderRecord};

impl Shop {
    /// Settles what Stripe says and says what the buyer's browser does next. The caller holds the payment's lease.
    pub(super) async fn settle_and_step(
        &self,
        payment: &mut PaymentRecord,
        order: &OrderRecord,
        report: &Report,
        actor: Actor,
    ) -> Result<PaymentStep, EngineError> {
        let settled = self.settle(payment, report, actor).await?;
        if settled.payment == PaymentState::RefundDue {
            // The reconciler tries again should this fail.
            self.refund_what_is_due(payment).await?;
        }
        Ok(step(order, payment.flow, report, settled))
    }
}

fn step(order: &OrderRecord, flow: PaymentFlow, report: &Report, settled: Settled) -> PaymentStep {
    let page = order.token.path();
    match settled.order {
        OrderStatus::Paid
        | OrderStatus::PartlyRefunded
        | OrderStatus::RefundDue
        | OrderStatus::Refunded
        | OrderStatus::Disputed => return PaymentStep::Paid { order: page },
        OrderStatus::Failed | OrderStatus::Cancelled | OrderStatus::Expired => {
            return PaymentStep::NoOpenOrder;
        }
        OrderStatus::Draft
        | OrderStatus::AwaitingPayment
        | OrderStatus::RequiresAction
        | OrderStatus::Processing
        | OrderStatus::Authorised => {}
    }
    let secret = report
        .client_secret
        .as_ref()
        .map(|secret| secret.expose().to_owned());
    match (report.news, flow) {
        (PaymentNews::AwaitsMethod(Some(reason)), _) => PaymentStep::Declined(reason),
        (PaymentNews::AwaitsMethod(None) | PaymentNews::AwaitsAction, PaymentFlow::Element) => {
            match secret {
                Some(client_secret) => PaymentStep::ConfirmInBrowser {
                    client_secret,
                    order: page,
                },
                None => PaymentStep::Checking { order: page },
            }
        }
        (PaymentNews::AwaitsAction, PaymentFlow::Hosted) => match &report.page {
            Some(url) => PaymentStep::Redirect { url: url.clone() },
            None => PaymentStep::Checking { order: page },
        },
        (PaymentNews::AwaitsAction, PaymentFlow::Manual | PaymentFlow::Token) => match secret {
            Some(client_secret) => PaymentStep::Authenticate { client_secret },
            None => PaymentStep::Checking { order: page },
        },
        (PaymentNews::AwaitsMethod(None) | PaymentNews::Cancelled, _) => {
            PaymentStep::Declined(report.decline.unwrap_or(DeclineReason::Generic))
        }
        (PaymentNews::Failed(reason), _) => PaymentStep::Declined(reason),
        (
            PaymentNews::AwaitsConfirmation
            | PaymentNews::Processing
            | PaymentNews::Authorised
            | PaymentNews::Captured,
            _,
        ) => PaymentStep::Checking { order: page },
    }
}

/// What a refusal that says nothing of the payment means for the buyer; `None` when the payment has to be looked at.
pub(super) fn refused(error: &StripeError, payment: &PaymentRecord) -> Option<PaymentStep> {
    let StripeError::Api(api) = error else {
        return None;
    };
    match api.code.as_deref() {
        Some("amount_too_small") => {
            // Stripe goes by the currency that the account settles in, so our table may have let it pass.
            let minimum = commerce::money::NotChargeable::TooSmall(payment.amount);
            Some(PaymentStep::NotChargeable(minimum))
        }
        // The security code's token was used up by an attempt before this one, or is too old: it has to be typed again.
        Some("resource_missing" | "token_already_used")
            if api
                .param
                .as_deref()
                .is_some_and(|param| param.contains("cvc_token")) =>
        {
            Some(PaymentStep::Declined(DeclineReason::IncorrectCvc))
        }
        // A PaymentMethod or token that Stripe does not know, or that was used up: the card has to be typed again.
        Some("resource_missing" | "payment_method_unexpected_state" | "token_already_used") => {
            Some(PaymentStep::Declined(DeclineReason::ProcessingError))
        }
        _ => None,
    }
}

/// What a call that made nothing means for the buyer.
pub(super) fn nothing_made(
    error: CallError,
    payment: &PaymentRecord,
) -> Result<PaymentStep, EngineError> {
    match error {
        CallError::Store(error) => Err(error.into()),
        CallError::Stripe(error) => {
            tracing::error!(payment = payment.id, %error, "a payment could not be begun at Stripe");
            Ok(refused(&error, payment).unwrap_or(PaymentStep::Unavailable))
        }
    }
}
