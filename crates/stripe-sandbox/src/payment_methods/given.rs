//! The PaymentMethod that an intent is to use, as its parameters tell it.

use super::{CreateParameters, PaymentMethod, find_or_make, from_parameters};
use crate::api::error::ApiError;
use crate::store::State;

/// The PaymentMethod that is named by `payment_method` or described by `payment_method_data`: none
/// if neither is given, or if the name is empty.
pub(crate) fn given(
    state: &mut State,
    id: Option<String>,
    data: Option<CreateParameters>,
    now: i64,
) -> Result<Option<PaymentMethod>, ApiError> {
    match (data, id) {
        (Some(_), Some(_)) => Err(ApiError::parameter(
            "payment_method",
            "You may only specify one of these parameters: payment_method, payment_method_data.",
        )),
        (Some(data), None) => from_parameters(state, data, "payment_method_data", now).map(Some),
        (None, Some(id)) if !id.is_empty() => {
            find_or_make(state, &id, "payment_method", now).map(Some)
        }
        (None, _) => Ok(None),
    }
}
