//! What must become of a PaymentIntent, told without the sandbox.

/// A state of an intent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    RequiresPaymentMethod,
    RequiresConfirmation,
    RequiresAction,
    RequiresCapture,
    Succeeded,
    Canceled,
}

impl Status {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Status::RequiresPaymentMethod => "requires_payment_method",
            Status::RequiresConfirmation => "requires_confirmation",
            Status::RequiresAction => "requires_action",
            Status::RequiresCapture => "requires_capture",
            Status::Succeeded => "succeeded",
            Status::Canceled => "canceled",
        }
    }

    /// Whether the payment can still be changed, confirmed and canceled without having held money.
    fn is_open(self) -> bool {
        match self {
            Status::RequiresPaymentMethod
            | Status::RequiresConfirmation
            | Status::RequiresAction => true,
            Status::RequiresCapture | Status::Succeeded | Status::Canceled => false,
        }
    }
}

/// A test card, by what it does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Card {
    Pays,
    Declines,
    AsksAlways,
    AsksThenDeclines,
    /// Asks on session; was set up for paying off session.
    AsksOnSession,
    /// Asks; off session it is declined, because it was not set up.
    AsksUnlessSetUp,
}

impl Card {
    pub(super) const ALL: [Card; 6] = [
        Card::Pays,
        Card::Declines,
        Card::AsksAlways,
        Card::AsksThenDeclines,
        Card::AsksOnSession,
        Card::AsksUnlessSetUp,
    ];

    /// The ready-made PaymentMethod; each use makes a new one of it.
    pub(super) fn payment_method(self) -> &'static str {
        match self {
            Card::Pays => "pm_card_visa",
            Card::Declines => "pm_card_chargeDeclined",
            Card::AsksAlways => "pm_card_authenticationRequired",
            Card::AsksThenDeclines => {
                "pm_card_authenticationRequiredChargeDeclinedInsufficientFunds"
            }
            Card::AsksOnSession => "pm_card_authenticationRequiredSetupForOffSession",
            Card::AsksUnlessSetUp => "pm_card_authenticationRequiredOnSetup",
        }
    }

    fn asks(self, off_session: bool) -> bool {
        match self {
            Card::Pays | Card::Declines => false,
            Card::AsksOnSession => !off_session,
            Card::AsksAlways | Card::AsksThenDeclines | Card::AsksUnlessSetUp => true,
        }
    }

    fn declines(self) -> bool {
        matches!(self, Card::Declines | Card::AsksThenDeclines)
    }
}

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    Server,
    Browser,
}

/// How a confirmation is made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Confirming {
    pub(super) card: Option<Card>,
    pub(super) off_session: bool,
    pub(super) error_on_requires_action: bool,
}

/// A call that did not succeed: HTTP status and code, if the error has one.
pub(super) type Refusal = (u16, Option<&'static str>);

/// The state that an answer tells, or how the call is refused.
pub(super) type Outcome = Result<Status, Refusal>;

const UNEXPECTED: Refusal = (400, Some("payment_intent_unexpected_state"));
const INVALID: Refusal = (400, None);

/// One payment.
#[derive(Debug, Clone)]
pub(super) struct Intent {
    /// Whether only a server may confirm.
    pub(super) manual_confirmation: bool,
    pub(super) manual_capture: bool,
    pub(super) amount: i64,
    pub(super) status: Status,
    card: Option<Card>,
    /// Whether the cardholder has agreed to this card and this amount.
    authenticated: bool,
    /// What was taken. Minor units, like every amount here.
    pub(super) received: i64,
    pub(super) refunded: i64,
    /// How often a card was charged, declined or not.
    pub(super) charges: usize,
    /// The events that must have been recorded, with the state that each tells.
    pub(super) events: Vec<(&'static str, Status)>,
}

impl Intent {
    pub(super) fn new(
        amount: i64,
        manual_confirmation: bool,
        manual_capture: bool,
        card: Option<Card>,
    ) -> Self {
        let status = match card {
            Some(_) => Status::RequiresConfirmation,
            None => Status::RequiresPaymentMethod,
        };
        Self {
            manual_confirmation,
            manual_capture,
            amount,
            status,
            card,
            authenticated: false,
            received: 0,
            refunded: 0,
            charges: 0,
            events: vec![("payment_intent.created", status)],
        }
    }

    fn becomes(&mut self, status: Status, event: &'static str) {
        self.status = status;
        self.events.push((event, status));
    }

    /// Charges the card, or fails with `refusal` instead of asking it.
    fn attempt(&mut self, refusal: Option<Refusal>) -> Outcome {
        self.charges += 1;
        let declined = self.card.is_some_and(Card::declines);
        let refusal = refusal.or(declined.then_some((402, Some("card_declined"))));
        if let Some(refusal) = refusal {
            self.card = None;
            self.becomes(
                Status::RequiresPaymentMethod,
                "payment_intent.payment_failed",
            );
            return Err(refusal);
        }
        if self.manual_capture {
            self.becomes(
                Status::RequiresCapture,
                "payment_intent.amount_capturable_updated",
            );
        } else {
            self.received = self.amount;
            self.becomes(Status::Succeeded, "payment_intent.succeeded");
        }
        Ok(self.status)
    }

    pub(super) fn confirm(&mut self, caller: Caller, with: Confirming) -> Outcome {
        if caller == Caller::Browser && self.manual_confirmation {
            return Err(INVALID);
        }
        if !self.status.is_open() || with.card.or(self.card).is_none() {
            return Err(UNEXPECTED);
        }
        if let Some(card) = with.card {
            self.change_card(card)?;
        }
        let asks = self.card.is_some_and(|card| card.asks(with.off_session));
        if !asks || self.authenticated {
            return self.attempt(None);
        }
        if with.off_session || with.error_on_requires_action {
            return self.attempt(Some((402, Some("authentication_required"))));
        }
        self.becomes(Status::RequiresAction, "payment_intent.requires_action");
        Ok(self.status)
    }

    /// What the cardholder's answer does, if the intent waits for it.
    pub(super) fn authenticate(&mut self, complete: bool) {
        if self.status != Status::RequiresAction {
            return;
        }
        if !complete {
            self.card = None;
            self.becomes(
                Status::RequiresPaymentMethod,
                "payment_intent.payment_failed",
            );
        } else if self.manual_confirmation {
            self.authenticated = true;
            self.status = Status::RequiresConfirmation;
        } else {
            // A decline is told to nobody but the intent.
            let _told = self.attempt(None);
        }
    }

    pub(super) fn capture(&mut self, amount: Option<i64>) -> Outcome {
        if self.status != Status::RequiresCapture {
            return Err(UNEXPECTED);
        }
        let amount = amount.unwrap_or(self.amount);
        if amount > self.amount {
            return Err(INVALID);
        }
        self.received = amount;
        self.becomes(Status::Succeeded, "payment_intent.succeeded");
        Ok(self.status)
    }

    pub(super) fn cancel(&mut self) -> Outcome {
        if matches!(self.status, Status::Succeeded | Status::Canceled) {
            return Err(UNEXPECTED);
        }
        self.becomes(Status::Canceled, "payment_intent.canceled");
        Ok(self.status)
    }

    pub(super) fn change_amount(&mut self, amount: i64) -> Outcome {
        if !self.status.is_open() {
            return Err(UNEXPECTED);
        }
        self.amount = amount;
        self.authenticated = false;
        if self.card.is_some() {
            self.status = Status::RequiresConfirmation;
        }
        Ok(self.status)
    }

    pub(super) fn change_card(&mut self, card: Card) -> Outcome {
        if !self.status.is_open() {
            return Err(UNEXPECTED);
        }
        self.card = Some(card);
        self.authenticated = false;
        self.status = Status::RequiresConfirmation;
        Ok(self.status)
    }

    pub(super) fn refund(&mut self, amount: Option<i64>) -> Result<(), Refusal> {
        match self.status {
            Status::Succeeded => {}
            // Held money is let go by canceling; there is a charge, but nothing to give back.
            Status::RequiresCapture => return Err((400, Some("charge_not_refundable"))),
            Status::Canceled
                if self
                    .events
                    .iter()
                    .any(|(_, status)| *status == Status::RequiresCapture) =>
            {
                return Err((400, Some("charge_not_refundable")));
            }
            _ => return Err(INVALID),
        }
        let left = self.received - self.refunded;
        if left == 0 {
            return Err((400, Some("charge_already_refunded")));
        }
        let amount = amount.unwrap_or(left);
        if amount > left {
            return Err(INVALID);
        }
        self.refunded += amount;
        Ok(())
    }
}
