//! The cart of who sends a request: the account's, or the guest's at this browser.

use leptos::prelude::*;
use shop::{Shop, StoreError, cart::CartId};

use super::cookie;
use crate::account::signed_in;

/// The caller's cart, in pages and in server functions; none if there is none yet.
///
/// # Errors
/// When the store fails.
pub(crate) async fn find() -> Result<Option<CartId>, StoreError> {
    let (shop, key) = (expect_context::<Shop>(), cookie::read());
    let account = signed_in().await?;
    let account = account.as_ref().map(|account| &account.id);
    shop.cart_of(account, key.as_ref()).await
}

/// The caller's cart, or a new one. A guest's browser keeps its key from now on.
///
/// # Errors
/// When the store fails.
pub(crate) async fn find_or_make() -> Result<CartId, StoreError> {
    let (shop, key) = (expect_context::<Shop>(), cookie::read());
    let account = signed_in().await?;
    let account = account.as_ref().map(|account| &account.id);
    let (cart, key) = shop.cart_of_or_new(account, key.as_ref()).await?;
    if let Some(key) = key {
        cookie::keep(&key);
    }
    Ok(cart)
}
