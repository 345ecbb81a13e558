//! `stripe.createToken` for a card: the older way, for the Charges API.

use wasm_bindgen::JsValue;

use crate::options::Options;
use crate::read::{field, text};
use crate::stripe::settle;
use crate::{BillingDetails, CardElement, Stripe, StripeJsError};

/// A card's token; serves once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its id, `tok_...`, for the server.
    pub id: String,
}

impl Stripe {
    /// Makes a token of what was typed into a Card Element. E-mail address and telephone number are not part of one.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when it is wrong or not complete, or Stripe could not be asked.
    pub async fn create_token(
        &self,
        card: &CardElement,
        billing: &BillingDetails,
    ) -> Result<Token, StripeJsError> {
        let data = owner(billing).to_js();
        let result = settle(self.js.create_token(&card.js(), &data)).await?;
        Ok(Token { id: id(&result)? })
    }
}

fn owner(billing: &BillingDetails) -> Options {
    let address = &billing.address;
    Options::new()
        .with_some("name", billing.name.as_ref())
        .with_some("address_line1", address.line1.as_ref())
        .with_some("address_line2", address.line2.as_ref())
        .with_some("address_city", address.city.as_ref())
        .with_some("address_state", address.state.as_ref())
        .with_some("address_zip", address.postal_code.as_ref())
        .with_some("address_country", address.country.as_ref())
}

/// The id of the token in a result.
pub(crate) fn id(result: &JsValue) -> Result<String, StripeJsError> {
    field(result, "token")
        .and_then(|token| text(&token, "id"))
        .ok_or_else(|| StripeJsError::Integration("the result holds no token".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Address;

    #[test]
    fn an_address_is_spelled_as_tokens_spell_it() {
        let billing = BillingDetails {
            name: Some("Ada Example".to_owned()),
            email: Some("ada@shop.example".to_owned()),
            address: Address {
                postal_code: Some("12345".to_owned()),
                country: Some("DE".to_owned()),
                ..Address::default()
            },
            ..BillingDetails::default()
        };
        let expected = Options::new()
            .with("name", "Ada Example")
            .with("address_zip", "12345")
            .with("address_country", "DE");
        assert_eq!(owner(&billing), expected);
    }
}
