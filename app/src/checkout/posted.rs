//! The form posted to the checkout page: the hosted flow, with a script or without. The answer leads on to Stripe's page, or
//! is the page again with all that was typed and what is wrong with it.

use commerce::{
    contact::{CheckoutForm, FieldError},
    delivery::DeliveryMethod,
    payment::{PaymentFlow, PaymentStep},
};
use http::StatusCode;
use serde::Deserialize;
use shop::{Shop, cart::CartId, payments::HostedTexts};
use words::Locale;

use super::{
    PayBy, PlaceAnswer,
    fields::delivery_words,
    functions::{order_of_caller, place_order},
    messages,
};
use crate::{answer, site::Site};

/// What a browser posts to the checkout page; the server provides it as context when one does.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct PostedCheckout {
    #[serde(flatten)]
    form: CheckoutForm,
    /// The value of a radio button, if there is a choice.
    pay_by: String,
    /// The button that there is without JavaScript.
    hosted: String,
    /// The totals that the page showed, in minor units.
    seen_standard: String,
    seen_express: String,
    /// There if the page was made for somebody who was logged in.
    logged_in: String,
}

/// The page again.
pub(super) struct Again {
    /// As it was typed.
    pub(super) typed: CheckoutForm,
    /// Fields that need another look.
    pub(super) errors: Vec<FieldError>,
    /// What went wrong, in a sentence.
    pub(super) problem: String,
}

/// Why the customer is not led on.
struct Refused {
    errors: Vec<FieldError>,
    problem: String,
}

impl Refused {
    fn because(problem: impl Into<String>) -> Refused {
        Refused {
            errors: Vec::new(),
            problem: problem.into(),
        }
    }
}

impl PostedCheckout {
    /// Whether the page was made for somebody who was logged in, so that what it shows is an account's.
    pub(super) fn was_logged_in(&self) -> bool {
        !self.logged_in.is_empty()
    }

    /// Begins the payment, and has the response lead on to Stripe's page or to the order's; else says what to show.
    pub(super) async fn answer(self, shop: &Shop, site: &Site, cart: &CartId) -> Option<Again> {
        let refused = match self.begin(shop, site, cart).await {
            Ok(address) => match answer::lead_to(&address) {
                Some(()) => return None,
                None => Refused::because(Locale::default().payment_trouble()),
            },
            Err(refused) => refused,
        };
        answer::set_status(StatusCode::UNPROCESSABLE_ENTITY);
        Some(Again {
            typed: self.form,
            errors: refused.errors,
            problem: refused.problem,
        })
    }

    /// Where to go on.
    async fn begin(&self, shop: &Shop, site: &Site, cart: &CartId) -> Result<String, Refused> {
        let t = Locale::default();
        if !self.is_hosted(&shop.settings().flows) {
            return Err(Refused::because(t.checkout_needs_script()));
        }
        let method = DeliveryMethod::from_form(&self.form.delivery).unwrap_or_default();
        let seen = match method {
            DeliveryMethod::Standard => &self.seen_standard,
            DeliveryMethod::Express => &self.seen_express,
        };
        // A form without it was shown no total, and no cart comes to nothing.
        let seen: i64 = seen.parse().unwrap_or(0);
        let answer = place_order(self.form.clone(), seen, self.was_logged_in()).await;
        let token = match answer.map_err(|_| Refused::because(t.payment_trouble()))? {
            PlaceAnswer::Placed { token } => token,
            PlaceAnswer::Fields(errors) => {
                return Err(Refused {
                    errors,
                    problem: t.checkout_error_summary().to_owned(),
                });
            }
            PlaceAnswer::TotalChanged | PlaceAnswer::EmptyCart => {
                return Err(Refused::because(t.payment_cart_changed()));
            }
            PlaceAnswer::LoggedOut => return Err(Refused::because(t.payment_logged_out())),
            PlaceAnswer::NotChargeable(why) => {
                let total = shop.quote(cart).await.map(|quote| quote.total(method));
                return Err(Refused::because(match total {
                    Ok(Ok(total)) => messages::not_chargeable(t, why, total),
                    _ => t.payment_trouble().to_owned(),
                }));
            }
            PlaceAnswer::SeeOrder { order, .. } => return Ok(order),
        };
        let found = order_of_caller(&token).await;
        let found = found.map_err(|_| Refused::because(t.payment_trouble()))?;
        let Some((_, cart, token)) = found else {
            return Err(Refused::because(t.payment_no_open_order()));
        };
        let texts = HostedTexts {
            delivery: delivery_words(t, method).0.to_owned(),
            locale: t.tag().to_owned(),
        };
        match shop.begin_hosted_payment(&cart, &token, &texts).await {
            Ok(PaymentStep::Redirect { url }) if site.is_stripes_page(&url) => Ok(url),
            Ok(PaymentStep::Redirect { .. }) => {
                tracing::error!(
                    allowed = site.stripe_pages,
                    "Stripe's page is at an address that the checkout page may not lead to"
                );
                Err(Refused::because(t.payment_unavailable()))
            }
            Ok(PaymentStep::Paid { order } | PaymentStep::Checking { order }) => Ok(order),
            Ok(step) => {
                let total = shop.quote(&cart).await.map(|quote| quote.total(method));
                Err(Refused::because(match total {
                    Ok(Ok(total)) => messages::stopped(t, step, total),
                    _ => t.payment_trouble().to_owned(),
                }))
            }
            Err(error) => {
                tracing::error!(%error, "a hosted payment could not be begun");
                Err(Refused::because(t.payment_trouble()))
            }
        }
    }

    /// Whether it asks for Stripe's page. A form that was sent before the script was there may ask for another way to pay.
    fn is_hosted(&self, flows: &[PaymentFlow]) -> bool {
        let first = PayBy::offered(flows).first().copied();
        let chosen = PayBy::parse(&self.pay_by).or(first);
        !self.hosted.is_empty() || chosen == Some(PayBy::Hosted)
    }
}
