//! A shop with a small catalogue.

use commerce::catalogue::{Sku, Slug};
use shop::{
    Settings, Shop, Store,
    catalogue::{ImportError, ImportReport, LineError},
};
use stripe_client::{Client, ClientConfig, SecretKey};

pub(crate) const HEADER: &str = "type,slug,category,title,summary,text,picture,alt,width,height,sku,options,price,currency,stock\n";

/// Two categories, four products.
pub(crate) const CATALOGUE: &str = "\
type,slug,category,title,summary,text,picture,alt,width,height,sku,options,price,currency,stock
category,table,,Table,For the table,,/t.svg,A table,1200,800,,,,,
category,desk,,Desk,For the desk,,/d.svg,A desk,1200,800,,,,,
product,mug,table,Mug,A mug with a handle,\"Thrown by Maëlle.

Holds 320 ml.\",/mug.svg,A mug,800,800,,,,,
variant,mug,,,,,,,,,MUG-S,Size=Small;Colour=Sea green,24.00,EUR,5
variant,mug,,,,,,,,,MUG-L,Size=Large;Colour=Sea green,28.50,EUR,2
product,plate,table,Élan plate,A plate,For mugs to stand on.,/plate.svg,A plate,800,600,,,,,
variant,plate,,,,,,,,,PLATE,,19.00,EUR,0
product,jug,table,Jug,A jug,Pours 100% of it.,/jug.svg,A jug,800,800,,,,,
variant,jug,,,,,,,,,JUG,,58.00,EUR,150
product,pencil,desk,Pencil,A pencil,Soft.,/pencil.svg,A pencil,800,800,,,,,
variant,pencil,,,,,,,,,PENCIL,,1.20,EUR,40
";

/// A shop over the database, empty as it is.
pub(crate) async fn open(url: &str) -> Shop {
    let store = Store::open(url).await.expect("a store");
    let key = SecretKey::parse("sk_test_unused").expect("a key");
    let mut config = ClientConfig::new(key);
    // Nobody listens there: a catalogue has nothing to ask Stripe.
    config.api_base = "http://127.0.0.1:9".parse().expect("an address");
    Shop::new(
        store,
        Client::new(config).expect("a client"),
        Settings::default(),
    )
}

/// A shop with [`CATALOGUE`].
pub(crate) async fn market(url: &str) -> Shop {
    let shop = open(url).await;
    import(&shop, CATALOGUE).await;
    shop
}

pub(crate) async fn import(shop: &Shop, file: &str) -> ImportReport {
    shop.import_catalogue(file.as_bytes(), |_| {})
        .await
        .expect("a file without mistakes")
}

/// What is wrong with the file.
pub(crate) async fn mistakes(shop: &Shop, file: &[u8]) -> Vec<LineError> {
    match shop.import_catalogue(file, |_| {}).await {
        Err(ImportError::Invalid(errors)) => errors,
        other => panic!("not refused: {other:?}"),
    }
}

pub(crate) fn slug(text: &str) -> Slug {
    text.parse().expect("a slug")
}

pub(crate) fn sku(text: &str) -> Sku {
    text.parse().expect("a SKU")
}

/// A second look at the database, for what only a payment would change.
pub(crate) async fn sql(url: &str, statement: &'static str) {
    let pool = sqlx::AnyPool::connect(url).await.expect("a database");
    sqlx::query(statement)
        .execute(&pool)
        .await
        .expect("a statement");
    pool.close().await;
}
