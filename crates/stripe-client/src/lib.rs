#![doc = include_str!("../README.md")]

mod balance_transaction;
mod charge;
mod checkout_session;
mod client;
mod client_secret;
mod customer;
mod deleted;
mod dispute;
mod error;
mod event;
mod expandable;
mod form;
mod id;
mod key;
mod list;
mod payment_intent;
mod payment_method;
mod private_text;
mod refund;
mod request;
mod retry;
mod setup_intent;
mod shipping;
mod signature;
mod transport;
mod webhook_endpoint;
mod wire_enum;

pub use balance_transaction::{BalanceTransaction, RetrieveBalanceTransaction};
pub use charge::{
    CardDetails, Charge, ChargeOutcome, ChargeStatus, CreateCharge, ListCharges,
    PaymentMethodDetails, RetrieveCharge, ThreeDSecure,
};
pub use checkout_session::{
    CheckoutCustomer, CheckoutDelivery, CheckoutLine, CheckoutPaymentIntent, CheckoutPaymentStatus,
    CheckoutSession, CheckoutStatus, CheckoutTotals, CreateCheckoutSession, ExpireCheckoutSession,
    LineItem, ListCheckoutLineItems, ListCheckoutSessions, RetrieveCheckoutSession,
};
pub use client::{Client, ClientConfig, ConfigError, STRIPE_API_BASE, STRIPE_API_VERSION};
pub use client_secret::ClientSecret;
pub use customer::{
    CreateCustomer, Customer, DeleteCustomer, ListCustomers, RetrieveCustomer, UpdateCustomer,
};
pub use deleted::Deleted;
pub use dispute::{Dispute, DisputeStatus, EvidenceDetails, ListDisputes, RetrieveDispute};
pub use error::{ApiError, Effect, Error, ErrorKind, Retry};
pub use event::{Event, EventObject, InvalidEvent, ListEvents, RetrieveEvent};
pub use expandable::{Expandable, StripeObject};
pub use id::{
    BalanceTransactionId, ChargeId, CheckoutSessionId, CustomerId, CvcTokenId, DisputeId, EventId,
    InvalidId, LineItemId, PaymentIntentId, PaymentMethodId, RefundId, SetupIntentId, TokenId,
    WebhookEndpointId,
};
pub use key::{KeyError, Mode, PublishableKey, SecretKey};
pub use list::List;
pub use payment_intent::{
    AllowRedirects, CancelPaymentIntent, CancelReason, CancellationReason, CaptureMethod,
    CapturePaymentIntent, CardOptions, ConfirmPaymentIntent, ConfirmationMethod,
    CreatePaymentIntent, ListPaymentIntents, NextAction, NextActionKind, PaymentError,
    PaymentIntent, PaymentIntentStatus, PaymentMethodChoice, RedirectToUrl, RequestThreeDSecure,
    RetrievePaymentIntent, SetupFutureUsage, UpdatePaymentIntent,
};
pub use payment_method::{
    AttachPaymentMethod, Card, DetachPaymentMethod, ListPaymentMethods, PaymentMethod,
    RetrievePaymentMethod,
};
pub use private_text::PrivateText;
pub use refund::{
    CancelRefund, CreateRefund, ListRefunds, Refund, RefundReason, RefundStatus, RefundTarget,
    RetrieveRefund,
};
pub use request::{
    ApiQuery, ApiRequest, IdempotencyKey, InvalidIdempotencyKey, InvalidStoredRequest,
};
pub use setup_intent::{
    CancelSetupIntent, ConfirmSetupIntent, CreateSetupIntent, RetrieveSetupIntent,
    SetupCancelReason, SetupIntent, SetupIntentStatus,
};
pub use shipping::{Address, Shipping};
pub use signature::{SIGNATURE_TOLERANCE, SignatureError, WebhookSecret, verify_signature};
pub use webhook_endpoint::{
    CreateWebhookEndpoint, DeleteWebhookEndpoint, ListWebhookEndpoints, WebhookEndpoint,
};
