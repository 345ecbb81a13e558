//! Every object the sandbox knows, a table for each kind.

use super::{Cause, Document, HasTable, Row, Table};
use crate::api::idempotency::Remembered;
use crate::balance_transactions::BalanceTransaction;
use crate::charges::Charge;
use crate::checkout_sessions::{CheckoutSession, ShippingRate};
use crate::confirmation_tokens::ConfirmationToken;
use crate::customers::Customer;
use crate::disputes::Dispute;
use crate::events::Event;
use crate::jobs::Job;
use crate::payment_intents::PaymentIntent;
use crate::payment_methods::PaymentMethod;
use crate::prices::Price;
use crate::products::Product;
use crate::refunds::Refund;
use crate::settings::Settings;
use crate::setup_intents::{SetupAttempt, SetupIntent};
use crate::tokens::Token;
use crate::webhook_endpoints::WebhookEndpoint;
use crate::webhooks::{Delivery, DeliveryRules};

macro_rules! tables {
    ($($field:ident: $document:ty),+ $(,)?) => {
        /// Every object the sandbox knows.
        #[derive(Default)]
        pub(crate) struct State {
            base_url: String,
            keep: usize,
            cause: Cause,
            bells: Bells,
            next_look: i64,
            settings: Settings,
            listener: Option<WebhookEndpoint>,
            $($field: Table<$document>,)+
        }

        impl State {
            /// Keeps all changes and returns their rows, if they are to be written down.
            pub(super) fn commit(&mut self, written_down: bool) -> Vec<Row> {
                let mut rows = Vec::new();
                $({
                    let keep = self.keep.saturating_mul(<$document as Document>::FOR_EACH_PAYMENT);
                    self.$field.commit(keep, written_down.then_some(&mut rows));
                })+
                rows
            }

            /// Whether anything has changed since the last commit.
            pub(super) fn has_changed(&self) -> bool {
                false $(|| self.$field.has_changed())+
            }

            /// Takes back all changes since the last commit.
            pub(crate) fn rollback(&mut self) {
                self.bells = Bells::default();
                $(self.$field.rollback();)+
            }

            /// Takes in a row that was written by an earlier process. Rows of kinds that a
            /// later version knows are left alone.
            pub(super) fn load(
                &mut self,
                kind: &str,
                number: i64,
                body: &str,
            ) -> Result<(), serde_json::Error> {
                $(if kind == <$document as Document>::KIND {
                    return self.$field.load(number, body);
                })+
                Ok(())
            }
        }

        $(impl HasTable<$document> for State {
            fn table(&self) -> &Table<$document> {
                &self.$field
            }

            fn table_mut(&mut self) -> &mut Table<$document> {
                &mut self.$field
            }
        })+
    };
}

tables! {
    balance_transactions: BalanceTransaction,
    charges: Charge,
    checkout_sessions: CheckoutSession,
    confirmation_tokens: ConfirmationToken,
    customers: Customer,
    deliveries: Delivery,
    delivery_rules: DeliveryRules,
    disputes: Dispute,
    events: Event,
    jobs: Job,
    payment_intents: PaymentIntent,
    payment_methods: PaymentMethod,
    prices: Price,
    products: Product,
    refunds: Refund,
    remembered: Remembered,
    setup_attempts: SetupAttempt,
    setup_intents: SetupIntent,
    shipping_rates: ShippingRate,
    tokens: Token,
    webhook_endpoints: WebhookEndpoint,
}

/// Which of the tasks in the background a call has work for.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bells {
    /// When the first of the things is due that are to be done later, in seconds since 1970.
    pub(crate) jobs: Option<i64>,
    /// An event is to be delivered.
    pub(crate) deliveries: bool,
}

impl State {
    /// Nothing yet. The sandbox is reached at `base_url`, and keeps the objects of `keep` payments.
    pub(super) fn new(base_url: &str, keep: usize) -> Self {
        Self {
            base_url: base_url.to_owned(),
            keep,
            ..Self::default()
        }
    }

    /// Where the sandbox is reached, without a slash at the end.
    pub(crate) fn base_url(&self) -> &str {
        &self.base_url
    }

    /// What the changes that are being made come from.
    pub(crate) fn cause(&self) -> &Cause {
        &self.cause
    }

    /// The time of the changes that are being made, in seconds since 1970.
    pub(crate) fn now(&self) -> i64 {
        self.cause.now
    }

    /// What a test may have changed.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Changes a setting, at once and whatever becomes of the call.
    pub(crate) fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    pub(super) fn begin(&mut self, cause: Cause) {
        self.cause = cause;
    }

    /// Wakes tasks in the background once the call's changes are kept.
    pub(crate) fn bells(&mut self) -> &mut Bells {
        &mut self.bells
    }

    /// When somebody looks next at what is due, in seconds since 1970.
    pub(crate) fn next_look(&mut self) -> &mut i64 {
        &mut self.next_look
    }

    /// The address that events are forwarded to for as long as the process runs.
    pub(crate) fn listener(&self) -> Option<&WebhookEndpoint> {
        self.listener.as_ref()
    }

    /// Forwards events to an address, in place of the one before.
    pub(crate) fn set_listener(&mut self, listener: WebhookEndpoint) {
        self.listener = Some(listener);
    }

    /// The document with this id.
    pub(crate) fn get<T: Document + Clone>(&self, id: &str) -> Option<T>
    where
        Self: HasTable<T>,
    {
        self.table().get(id).map(|document| T::clone(document))
    }

    /// Stores a document, over an older one of the same id if there is one.
    pub(crate) fn put<T: Document>(&mut self, document: T)
    where
        Self: HasTable<T>,
    {
        self.table_mut().put(document);
    }
}
