//! All that the shop keeps of an account, for its owner to take along.

use commerce::{
    Money,
    cart::CartLine,
    catalogue::VariantOption,
    contact::{EmailAddress, PostalAddress},
    delivery::DeliveryMethod,
    order::OrderStatus,
    timeline::OrderEvent,
};
use jiff::Timestamp;
use serde::Serialize;

use super::{Account, account::Stored, addresses};
use crate::{
    Shop, StoreError,
    cards::{CardsError, SavedCard},
    orders::OrderView,
    store::Columns,
};

/// What the shop has, for JSON. Amounts are in minor units of their currency, times in RFC 3339. What would open something (the
/// password's hash, keys of sessions, addresses of order pages) is left out.
#[derive(Debug, Clone, Serialize)]
pub struct AccountExport {
    email: EmailAddress,
    created_at: Timestamp,
    /// The tag of the language of its mails.
    language: String,
    addresses: Vec<ExportedAddress>,
    cart: Vec<ExportedLine>,
    orders: Vec<ExportedOrder>,
    /// None when Stripe, which keeps them, could not be asked.
    saved_cards: Option<Vec<ExportedCard>>,
    sessions: Vec<ExportedSession>,
}

#[derive(Debug, Clone, Serialize)]
struct ExportedAddress {
    #[serde(flatten)]
    address: PostalAddress,
    is_default: bool,
}

#[derive(Debug, Clone, Serialize)]
struct ExportedOrder {
    number: i64,
    placed_at: Timestamp,
    status: OrderStatus,
    email: String,
    address: PostalAddress,
    delivery_method: DeliveryMethod,
    lines: Vec<ExportedLine>,
    items: Money,
    delivery: Money,
    total: Money,
    timeline: Vec<ExportedEvent>,
}

#[derive(Debug, Clone, Serialize)]
struct ExportedLine {
    sku: String,
    title: String,
    options: Vec<VariantOption>,
    unit: Money,
    quantity: u32,
}

#[derive(Debug, Clone, Serialize)]
struct ExportedEvent {
    at: Timestamp,
    #[serde(flatten)]
    event: OrderEvent,
}

#[derive(Debug, Clone, Serialize)]
struct ExportedCard {
    brand: String,
    last4: String,
    /// As `2031-04`.
    good_to: String,
    is_default: bool,
}

#[derive(Debug, Clone, Serialize)]
struct ExportedSession {
    browser: String,
    created_at: Timestamp,
    seen_at: Timestamp,
}

fn time(millis: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_millisecond(millis).map_err(|_| StoreError::corrupt("a time", millis))
}

impl Shop {
    /// Everything that is kept of the account; none when it is gone.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn export_account(
        &self,
        account: &Account,
    ) -> Result<Option<AccountExport>, StoreError> {
        self.claim_new_orders(account).await?;
        let sessions = self.sessions(&account.id).await?;
        let saved_cards = match self.saved_cards(&account.id).await {
            Ok(cards) => Some(cards.into_iter().map(exported_card).collect()),
            Err(CardsError::Store(error)) => return Err(error),
            Err(CardsError::Unavailable | CardsError::UnknownCard | CardsError::Interrupted) => {
                None
            }
        };
        let cart = match self.cart_of(Some(&account.id), None).await? {
            Some(cart) => self.cart(&cart).await?.lines,
            None => Vec::new(),
        };
        let cart = cart.into_iter().map(exported_line).collect();
        let mut connection = self.store().connection().await?;
        let Some(stored) = Stored::by_id(&mut connection, &account.id).await? else {
            return Ok(None);
        };
        let addresses = addresses::all(&mut connection, &account.id).await?;
        let rows =
            sqlx::query("SELECT id FROM orders WHERE account = $1 ORDER BY created_at, number")
                .bind(account.id.as_str())
                .fetch_all(&mut *connection)
                .await?;
        drop(connection);
        let mut orders = Vec::with_capacity(rows.len());
        for row in rows {
            orders.push(exported_order(
                self.order_as_stored(&row.text("id")?).await?,
            )?);
        }
        Ok(Some(AccountExport {
            email: stored.account.email,
            created_at: time(stored.account.created_at)?,
            language: stored.locale,
            addresses: addresses
                .into_iter()
                .map(|saved| ExportedAddress {
                    address: saved.address,
                    is_default: saved.is_default,
                })
                .collect(),
            cart,
            orders,
            saved_cards,
            sessions: sessions
                .into_iter()
                .map(|session| {
                    Ok(ExportedSession {
                        browser: session.user_agent,
                        created_at: time(session.created_at)?,
                        seen_at: time(session.seen_at)?,
                    })
                })
                .collect::<Result<_, StoreError>>()?,
        }))
    }
}

fn exported_card(card: SavedCard) -> ExportedCard {
    ExportedCard {
        brand: card.brand,
        last4: card.last4,
        good_to: format!("{}-{:02}", card.expiry.year, card.expiry.month),
        is_default: card.is_default,
    }
}

fn exported_line(line: CartLine) -> ExportedLine {
    ExportedLine {
        sku: line.sku.as_str().to_owned(),
        title: line.title,
        options: line.options,
        unit: line.unit,
        quantity: line.quantity.get(),
    }
}

fn exported_order(view: OrderView) -> Result<ExportedOrder, StoreError> {
    Ok(ExportedOrder {
        number: view.number,
        placed_at: time(view.placed_at)?,
        status: view.status,
        email: view.email,
        address: view.address,
        delivery_method: view.delivery_method,
        lines: view
            .lines
            .into_iter()
            .map(|line| ExportedLine {
                sku: line.sku.as_str().to_owned(),
                title: line.title,
                options: line.options,
                unit: line.unit,
                quantity: line.quantity,
            })
            .collect(),
        items: view.items,
        delivery: view.delivery,
        total: view.total,
        timeline: view
            .timeline
            .into_iter()
            .map(|entry| {
                Ok(ExportedEvent {
                    at: time(entry.at)?,
                    event: entry.event,
                })
            })
            .collect::<Result<_, StoreError>>()?,
    })
}
