//! Fields that hold an id, or the whole object when `expand` asked for it.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{self, DeserializeOwned, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

/// An object that Stripe refers to by an id.
pub trait StripeObject: DeserializeOwned {
    /// The type of its id.
    type Id: DeserializeOwned + fmt::Display;

    /// Its id.
    fn id(&self) -> &Self::Id;
}

/// An id, or the object it stands for.
#[derive(Debug, Clone)]
pub enum Expandable<T: StripeObject> {
    /// Not expanded.
    Id(T::Id),
    /// Expanded.
    Object(Box<T>),
}

impl<T: StripeObject> Expandable<T> {
    /// The id, expanded or not.
    pub fn id(&self) -> &T::Id {
        match self {
            Self::Id(id) => id,
            Self::Object(object) => object.id(),
        }
    }

    /// The object, if it was expanded.
    pub fn object(&self) -> Option<&T> {
        match self {
            Self::Id(_) => None,
            Self::Object(object) => Some(object),
        }
    }
}

impl<'de, T: StripeObject> Deserialize<'de> for Expandable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct IdOrObject<T>(PhantomData<T>);

        impl<'de, T: StripeObject> Visitor<'de> for IdOrObject<T> {
            type Value = Expandable<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id or an object")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
                T::Id::deserialize(StrDeserializer::new(text)).map(Expandable::Id)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                T::deserialize(MapAccessDeserializer::new(map))
                    .map(|object| Expandable::Object(Box::new(object)))
            }
        }

        deserializer.deserialize_any(IdOrObject(PhantomData))
    }
}
