//! The pages that are measured, and fetching one.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use http::header::{self, HeaderMap};
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use crate::load::{self, Client, Load};

/// A page of the demo catalogue.
#[derive(Clone, Copy)]
pub(super) struct Page {
    pub(super) name: &'static str,
    pub(super) path: &'static str,
}

pub(super) const PAGES: [Page; 3] = [
    Page {
        name: "home",
        path: "/",
    },
    Page {
        name: "category",
        path: "/c/tableware",
    },
    Page {
        name: "product",
        path: "/p/stoneware-mug",
    },
];

/// A connection that is kept alive.
pub(super) type Connection = SendRequest<Empty<Bytes>>;

/// Somebody who looks at one page again and again.
struct Visitor {
    connection: Connection,
    address: SocketAddr,
    page: Page,
}

impl Client for Visitor {
    async fn once(&mut self) -> Result<()> {
        get(&mut self.connection, self.address, self.page.path).await?;
        Ok(())
    }
}

/// Keeps `connections` busy with the page for about `duration`.
///
/// # Errors
/// If any request fails.
pub(super) async fn drive(
    address: SocketAddr,
    page: Page,
    connections: usize,
    duration: Duration,
) -> Result<Load> {
    let mut visitors = Vec::with_capacity(connections);
    for _ in 0..connections {
        visitors.push(Visitor {
            connection: connect(address).await?,
            address,
            page,
        });
    }
    load::drive(visitors, duration).await
}

/// Opens a connection.
pub(super) async fn connect(address: SocketAddr) -> Result<Connection> {
    let stream = TcpStream::connect(address)
        .await
        .with_context(|| format!("no connection to {address}"))?;
    stream.set_nodelay(true)?;
    let (connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends by itself when the connection is dropped; an error shows at the next request.
    tokio::spawn(driver);
    Ok(connection)
}

/// Asks for the page as a browser does that has no cookie yet.
///
/// # Errors
/// If the connection breaks, or the answer is anything but a page.
pub(super) async fn get(
    connection: &mut Connection,
    address: SocketAddr,
    path: &str,
) -> Result<(HeaderMap, Bytes)> {
    let request = Request::get(path)
        .header(header::HOST, address.to_string())
        .header(header::ACCEPT, "text/html")
        .header(header::ACCEPT_ENCODING, "gzip, br")
        .body(Empty::new())?;
    connection.ready().await?;
    let response = connection.send_request(request).await?;
    let status = response.status();
    ensure!(
        status == StatusCode::OK,
        "{path} was answered with {status}"
    );
    let (head, body) = response.into_parts();
    let body = body.collect().await?.to_bytes();
    ensure!(!body.is_empty(), "{path} was answered with an empty page");
    Ok((head.headers, body))
}
