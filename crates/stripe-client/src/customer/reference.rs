//! The customer that another object names.

use serde::Deserialize;

use crate::CustomerId;

/// An id, or the customer it stands for, of whom only the id is of use to who names it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum CustomerRef {
    Id(CustomerId),
    Object { id: CustomerId },
}

impl CustomerRef {
    pub(crate) fn id(&self) -> &CustomerId {
        match self {
            Self::Id(id) | Self::Object { id } => id,
        }
    }
}
