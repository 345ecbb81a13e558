#![doc = include_str!("../README.md")]

mod charge;
mod client;
mod client_secret;
mod error;
mod expandable;
mod form;
mod id;
mod key;
mod list;
mod payment_intent;
mod payment_method;
mod refund;
mod request;
mod retry;
mod transport;
mod webhook;
mod wire_enum;

pub use charge::{
    CardDetails, Charge, ChargeOutcome, ChargeStatus, PaymentMethodDetails, RetrieveCharge,
    ThreeDSecure,
};
pub use client::{Client, ClientConfig, ConfigError, STRIPE_API_BASE, STRIPE_API_VERSION};
pub use client_secret::ClientSecret;
pub use error::{ApiError, Effect, Error, ErrorKind, Retry};
pub use expandable::{Expandable, StripeObject};
pub use id::{
    ChargeId, CustomerId, EventId, InvalidId, PaymentIntentId, PaymentMethodId, RefundId,
};
pub use key::{KeyError, Mode, PublishableKey, SecretKey};
pub use list::List;
pub use payment_intent::{
    Address, AllowRedirects, CancelPaymentIntent, CancelReason, CancellationReason, CaptureMethod,
    CardOptions, ConfirmPaymentIntent, ConfirmationMethod, CreatePaymentIntent, ListPaymentIntents,
    NextAction, NextActionKind, PaymentError, PaymentIntent, PaymentIntentStatus,
    PaymentMethodChoice, RedirectToUrl, RequestThreeDSecure, RetrievePaymentIntent,
    SetupFutureUsage, Shipping, UpdatePaymentIntent,
};
pub use payment_method::{Card, PaymentMethod, RetrievePaymentMethod};
pub use refund::{CreateRefund, Refund, RefundReason, RefundStatus, RefundTarget, RetrieveRefund};
pub use request::{
    ApiQuery, ApiRequest, IdempotencyKey, InvalidIdempotencyKey, InvalidStoredRequest,
};
pub use webhook::{
    Event, EventObject, InvalidEvent, SignatureError, WebhookSecret, verify_signature,
};
