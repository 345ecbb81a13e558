//! The server that the shop is compared with: axum, and nothing but the bytes of the answers.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Result;
use axum::Router;
use axum::body::Bytes;
use axum::response::IntoResponse;
use axum::routing::get;
use http::header::{self, HeaderMap};
use tokio::net::TcpListener;

use super::page::{self, PAGES};

/// What belongs to a connection or a moment; the server writes its own.
const NOT_REPEATED: [header::HeaderName; 4] = [
    header::CONNECTION,
    header::CONTENT_LENGTH,
    header::DATE,
    header::TRANSFER_ENCODING,
];

/// Fetches the pages of the shop at `of`, prints its own address, and serves them until it is
/// killed.
pub(crate) async fn serve_bare(of: SocketAddr) -> Result<()> {
    let mut connection = page::connect(of).await?;
    let mut router = Router::new();
    for page in PAGES {
        // The first answer may be one that is still being rendered and streamed.
        page::get(&mut connection, of, page.path).await?;
        let (headers, body) = page::get(&mut connection, of, page.path).await?;
        router = router.route(page.path, get(answer(without_own(headers), body)));
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, router).await?;
    Ok(())
}

fn answer(
    headers: HeaderMap,
    body: Bytes,
) -> impl Fn() -> std::future::Ready<axum::response::Response> + Clone + Send + Sync + 'static {
    move || std::future::ready((headers.clone(), body.clone()).into_response())
}

fn without_own(mut headers: HeaderMap) -> HeaderMap {
    for name in NOT_REPEATED {
        headers.remove(name);
    }
    headers
}
