//! Ways to pay, and how the shop hears of what became of a payment.

use std::time::Duration;

use commerce::payment::PaymentFlow;
use shop::payments::TokenUse;
use stripe_client::WebhookSecret;

use super::{ConfigError, Environment};

/// What is offered if nothing is said: a card form on the shop's own page, and Stripe's page, which needs no script.
const FLOWS: [PaymentFlow; 2] = [PaymentFlow::Manual, PaymentFlow::Hosted];
/// Longest pause of the reconciler: whoever waits for it waits an hour at most.
const LONGEST_PAUSE: u64 = 60 * 60;

pub(super) fn flows(environment: &Environment) -> Result<Vec<PaymentFlow>, ConfigError> {
    let flows = environment.parsed("TILL_PAYMENT_FLOWS", parse_flows)?;
    Ok(flows.unwrap_or_else(|| FLOWS.to_vec()))
}

pub(super) fn token_use(environment: &Environment) -> Result<TokenUse, ConfigError> {
    let token_use = environment.parsed("TILL_TOKEN_AS", |text| match text {
        "charge" => Ok(TokenUse::Charge),
        "payment_method" => Ok(TokenUse::PaymentMethod),
        other => Err(format!("\"{other}\" is neither charge nor payment_method")),
    })?;
    Ok(token_use.unwrap_or_default())
}

pub(super) fn webhook_secrets(
    environment: &Environment,
) -> Result<Vec<WebhookSecret>, ConfigError> {
    let secrets = environment.parsed("STRIPE_WEBHOOK_SECRET", |text| {
        text.split(',').map(WebhookSecret::parse).collect()
    })?;
    Ok(secrets.unwrap_or_default())
}

pub(super) fn reconcile_every(environment: &Environment) -> Result<Option<Duration>, ConfigError> {
    environment.parsed("TILL_RECONCILE_SECONDS", |text| match text.parse::<u64>() {
        Ok(seconds @ 1..=LONGEST_PAUSE) => Ok(Duration::from_secs(seconds)),
        _ => Err(format!(
            "\"{text}\" is not a whole number from 1 to {LONGEST_PAUSE}"
        )),
    })
}

fn parse_flows(text: &str) -> Result<Vec<PaymentFlow>, String> {
    let mut flows = Vec::new();
    for name in text.split(',').map(str::trim) {
        let flow = PaymentFlow::from_stored(name).ok_or_else(|| {
            let known = PaymentFlow::ALL.map(PaymentFlow::as_str).join(", ");
            format!("\"{name}\" is no way to pay; write some of {known}, with commas between them")
        })?;
        if flows.contains(&flow) {
            return Err(format!("{name} is there twice"));
        }
        flows.push(flow);
    }
    Ok(flows)
}

#[cfg(test)]
mod tests {
    use super::super::environment;
    use super::*;

    #[test]
    fn ways_to_pay_are_offered_in_the_order_in_which_they_are_written() {
        let read = |text| parse_flows(text).map_err(drop);
        assert_eq!(
            read("hosted, manual"),
            Ok(vec![PaymentFlow::Hosted, PaymentFlow::Manual])
        );
        for wrong in ["cash", "manual,,hosted", "manual,manual", ","] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let all = flows(&environment(&[])).map_err(|error| error.to_string());
        assert_eq!(all, Ok(FLOWS.to_vec()));
    }

    #[test]
    fn an_unknown_way_to_pay_is_told_with_the_known_ones() {
        let problem = parse_flows("cash").expect_err("unknown");
        assert!(
            problem.contains("\"cash\"") && problem.contains("manual, element, token, hosted"),
            "{problem}"
        );
    }

    #[test]
    fn a_secret_can_be_replaced_while_both_are_valid() {
        let read = |text| webhook_secrets(&environment(&[("STRIPE_WEBHOOK_SECRET", text)]));
        assert_eq!(
            read("whsec_old, whsec_new").map(|found| found.len()).ok(),
            Some(2)
        );
        let problem = read("whsec_hidden,sk_test_hidden")
            .expect_err("a key")
            .to_string();
        assert!(problem.starts_with("STRIPE_WEBHOOK_SECRET"), "{problem}");
        assert!(!problem.contains("hidden"), "{problem}");
    }

    #[test]
    fn a_token_is_a_charge_unless_the_account_refuses_that() {
        let read = |text| token_use(&environment(&[("TILL_TOKEN_AS", text)]));
        assert_eq!(read("").ok(), Some(TokenUse::Charge));
        assert_eq!(read("payment_method").ok(), Some(TokenUse::PaymentMethod));
        assert!(read("source").is_err());
    }

    #[test]
    fn the_reconciler_rests_from_a_second_to_an_hour() {
        let read = |text| reconcile_every(&environment(&[("TILL_RECONCILE_SECONDS", text)]));
        assert_eq!(read("1").ok().flatten(), Some(Duration::from_secs(1)));
        for wrong in ["0", "3601", "often"] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
