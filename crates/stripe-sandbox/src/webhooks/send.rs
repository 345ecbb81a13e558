//! Posting an event to an endpoint, which must be on this machine.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use tokio::sync::broadcast;
use url::{Host, Url};

use super::listener::Notice;

/// How long an endpoint may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// How much of an answer is kept, in bytes.
const KEPT_ANSWER: usize = 1_000;

/// How many notices wait for a listener that is slow to read them.
const NOTICES: usize = 4_096;

/// Posts events, and tells listeners of it.
pub(crate) struct Sender {
    /// Made for the first event: most sandboxes of tests have no endpoint.
    http: OnceLock<Result<reqwest::Client, String>>,
    pub(super) notices: broadcast::Sender<Notice>,
}

impl Default for Sender {
    fn default() -> Self {
        Self {
            http: OnceLock::new(),
            notices: broadcast::channel(NOTICES).0,
        }
    }
}

/// What came of a post.
pub(super) struct Outcome {
    pub(super) status: Result<u16, String>,
    pub(super) milliseconds: u64,
    pub(super) answer: String,
}

impl Sender {
    /// Posts `body`, unless the address is on another machine.
    pub(super) async fn post(&self, url: &str, body: String, signature: &str) -> Outcome {
        let began = Instant::now();
        let mut answer = Vec::new();
        let status = self.exchange(url, body, signature, &mut answer).await;
        answer.truncate(KEPT_ANSWER);
        Outcome {
            status,
            milliseconds: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
            answer: String::from_utf8_lossy(&answer).into_owned(),
        }
    }

    async fn exchange(
        &self,
        url: &str,
        body: String,
        signature: &str,
        answer: &mut Vec<u8>,
    ) -> Result<u16, String> {
        if !Url::parse(url).is_ok_and(|url| is_on_this_machine(&url)) {
            return Err(
                "The address is on another machine, and the sandbox sends nothing off this one."
                    .to_owned(),
            );
        }
        let http = self.http.get_or_init(client).as_ref()?;
        let mut response = http
            .post(url)
            .header(CONTENT_TYPE, "application/json; charset=utf-8")
            .header("stripe-signature", signature)
            .body(body)
            .send()
            .await
            .map_err(|error| reason(&error))?;
        let status = response.status().as_u16();
        while answer.len() < KEPT_ANSWER {
            match response.chunk().await {
                Ok(Some(chunk)) => answer.extend_from_slice(&chunk),
                Ok(None) => break,
                Err(error) => return Err(reason(&error)),
            }
        }
        Ok(status)
    }
}

/// Whether an address cannot be anywhere else: a loopback address, `localhost` or a name under it.
pub(crate) fn is_on_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn client() -> Result<reqwest::Client, String> {
    // The workspace builds reqwest without a provider of cryptography; whoever is first installs one.
    let _installed_already = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .user_agent("Stripe/1.0 (+https://stripe.com/docs/webhooks)")
        .timeout(TIMEOUT)
        .redirect(Policy::none())
        // Neither a proxy nor a name server may take what is meant for this machine elsewhere.
        .no_proxy()
        .dns_resolver(ThisMachine)
        // What listens on this machine has a certificate that it made itself.
        .tls_danger_accept_invalid_certs(true)
        .http1_only()
        .build()
        .map_err(|error| reason(&error))
}

/// Finds every name here.
struct ThisMachine;

impl Resolve for ThisMachine {
    fn resolve(&self, _name: Name) -> Resolving {
        let addresses = [
            IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(Ipv6Addr::LOCALHOST),
        ];
        let addresses = addresses.map(|address| SocketAddr::new(address, 0));
        Box::pin(async move { Ok(Box::new(addresses.into_iter()) as Addrs) })
    }
}

/// Why an exchange failed, in one line.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return format!("No answer within {} seconds.", TIMEOUT.as_secs());
    }
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    if error.is_connect() {
        format!("Could not connect: {innermost}")
    } else {
        format!("The connection failed: {innermost}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    #[test]
    fn only_loopback_is_on_this_machine() {
        let on = |url: &str| is_on_this_machine(&Url::parse(url).unwrap());
        for here in [
            "http://localhost:3000/a",
            "https://shop.localhost",
            "http://LOCALHOST.",
            "http://127.0.0.1",
            "http://127.9.9.9:1",
            "http://[::1]:80",
        ] {
            assert!(on(here), "{here}");
        }
        for elsewhere in [
            "https://example.com",
            "http://localhost.example.com",
            "http://notlocalhost",
            "http://0.0.0.0",
            "http://10.0.0.1",
            "http://[::ffff:10.0.0.1]",
            "http://127.0.0.1@example.com",
        ] {
            assert!(!on(elsewhere), "{elsewhere}");
        }
    }
}
