//! Every object the sandbox knows, a table for each kind.

use super::{Document, HasTable, Row, Table};
use crate::api::idempotency::Remembered;
use crate::charges::Charge;
use crate::customers::Customer;
use crate::payment_intents::PaymentIntent;
use crate::payment_methods::PaymentMethod;
use crate::refunds::Refund;
use crate::tokens::Token;

macro_rules! tables {
    ($($field:ident: $document:ty),+ $(,)?) => {
        /// Every object the sandbox knows.
        #[derive(Default)]
        pub(crate) struct State {
            $($field: Table<$document>,)+
        }

        impl State {
            /// Keeps all changes and returns their rows, if they are to be written down.
            pub(super) fn commit(&mut self, written_down: bool) -> Vec<Row> {
                let mut rows = Vec::new();
                $(self.$field.commit(written_down.then_some(&mut rows));)+
                rows
            }

            /// Takes back all changes since the last commit.
            pub(crate) fn rollback(&mut self) {
                $(self.$field.rollback();)+
            }

            /// Takes in a row that was written by an earlier process. Rows of kinds that a
            /// later version knows are left alone.
            pub(super) fn load(
                &mut self,
                kind: &str,
                number: i64,
                body: &str,
            ) -> Result<(), serde_json::Error> {
                $(if kind == <$document as Document>::KIND {
                    return self.$field.load(number, body);
                })+
                Ok(())
            }
        }

        $(impl HasTable<$document> for State {
            fn table(&self) -> &Table<$document> {
                &self.$field
            }

            fn table_mut(&mut self) -> &mut Table<$document> {
                &mut self.$field
            }
        })+
    };
}

tables! {
    charges: Charge,
    customers: Customer,
    payment_intents: PaymentIntent,
    payment_methods: PaymentMethod,
    refunds: Refund,
    remembered: Remembered,
    tokens: Token,
}

impl State {
    /// The document with this id.
    pub(crate) fn get<T: Document + Clone>(&self, id: &str) -> Option<T>
    where
        Self: HasTable<T>,
    {
        self.table().get(id).map(|document| T::clone(document))
    }

    /// Stores a document, over an older one of the same id if there is one.
    pub(crate) fn put<T: Document>(&mut self, document: T)
    where
        Self: HasTable<T>,
    {
        self.table_mut().put(document);
    }
}
