//! `stripe.createToken('cvc_update', ...)`: the CVC of a saved card, typed again.

use crate::create_token::id;
use crate::stripe::settle;
use crate::{CardCvcElement, Stripe, StripeJsError};

/// A CVC's token; serves once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CvcToken {
    /// Its id, `cvctok_...`, for the server, which confirms with it. A CVC that is not sent along checks nothing.
    pub id: String,
}

impl Stripe {
    /// Makes a token of what was typed into a CVC Element.
    ///
    /// # Errors
    /// [`StripeJsError::Failed`] when it is wrong or not complete, or Stripe could not be asked.
    pub async fn create_cvc_token(&self, cvc: &CardCvcElement) -> Result<CvcToken, StripeJsError> {
        let result = settle(self.js.create_token(&"cvc_update".into(), &cvc.js())).await?;
        Ok(CvcToken { id: id(&result)? })
    }
}
