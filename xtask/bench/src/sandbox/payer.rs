//! A shop that creates and confirms payments.

use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use http::header;
use http::{Request, StatusCode};
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1::{self, SendRequest};
use hyper_util::rt::TokioIo;
use serde::Deserialize;
use tokio::net::TcpStream;

use super::process::Sandbox;
use crate::load::Client;

/// One connection of a shop that pays again and again.
pub(super) struct Payer {
    connection: SendRequest<Full<Bytes>>,
    host: String,
    authorization: String,
    name: String,
    payments: u64,
}

#[derive(Deserialize)]
struct Intent {
    id: String,
    status: String,
}

impl Payer {
    /// Opens `count` connections.
    pub(super) async fn several(sandbox: &Sandbox, count: usize) -> Result<Vec<Self>> {
        let mut payers = Vec::with_capacity(count);
        for _ in 0..count {
            payers.push(Self::connect(sandbox).await?);
        }
        Ok(payers)
    }

    /// Opens a connection.
    pub(super) async fn connect(sandbox: &Sandbox) -> Result<Self> {
        let stream = TcpStream::connect(sandbox.address)
            .await
            .with_context(|| format!("no connection to {}", sandbox.address))?;
        stream.set_nodelay(true)?;
        // No two connections ever have the same local port at the same time, but later ones may
        // have it again: the time keeps their idempotency keys apart.
        let began = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
        let name = format!("{}-{}", stream.local_addr()?.port(), began.as_nanos());
        let (connection, driver) = http1::handshake(TokioIo::new(stream)).await?;
        // Ends by itself when the connection is dropped; an error shows at the next request.
        tokio::spawn(driver);
        Ok(Self {
            connection,
            host: sandbox.address.to_string(),
            authorization: format!("Bearer {}", sandbox.secret_key),
            name,
            payments: 0,
        })
    }

    /// Looks at the newest payment.
    pub(super) async fn look(&mut self) -> Result<()> {
        let request = self.request("GET", "/v1/payment_intents?limit=1");
        self.send(request.body(Full::default())?).await?;
        Ok(())
    }

    async fn post(&mut self, path: &str, step: &str, form: &'static str) -> Result<Intent> {
        let key = format!("{}-{}-{step}", self.name, self.payments);
        let request = self
            .request("POST", path)
            .header("idempotency-key", key)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from_static(form.as_bytes())))?;
        let body = self.send(request).await?;
        Ok(serde_json::from_slice(&body)?)
    }

    fn request(&self, method: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.host)
            .header(header::AUTHORIZATION, &self.authorization)
    }

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Bytes> {
        self.connection.ready().await?;
        let response = self.connection.send_request(request).await?;
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        ensure!(
            status == StatusCode::OK,
            "{status}: {}",
            String::from_utf8_lossy(&body)
        );
        Ok(body)
    }
}

impl Client for Payer {
    async fn once(&mut self) -> Result<()> {
        let created = self
            .post(
                "/v1/payment_intents",
                "create",
                "amount=4250&currency=eur&confirmation_method=manual&payment_method_types[]=card\
                 &metadata[order]=1042&description=Two+mugs+and+a+bowl",
            )
            .await?;
        let confirmed = self
            .post(
                &format!("/v1/payment_intents/{}/confirm", created.id),
                "confirm",
                "payment_method=pm_card_visa",
            )
            .await?;
        ensure!(
            confirmed.status == "succeeded",
            "the payment is {}",
            confirmed.status
        );
        self.payments += 1;
        Ok(())
    }
}
