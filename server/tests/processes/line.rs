//! The line between the shop and Stripe, which can be cut.

use tokio::{
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
};

use crate::process::free_port;

/// Passes connections on until it is cut; then nobody listens.
pub(crate) struct Line {
    port: u16,
    /// Host and port of the sandbox.
    to: String,
    passing: JoinHandle<()>,
}

impl Line {
    /// A line to the sandbox at `url`.
    pub(crate) async fn to(url: &str) -> Line {
        let to = url.trim_start_matches("http://").to_owned();
        let port = free_port();
        Line {
            passing: pass_on(port, to.clone()).await,
            port,
            to,
        }
    }

    /// Where the shop finds Stripe.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) async fn cut(&mut self) {
        self.passing.abort();
        let ended = (&mut self.passing).await;
        assert!(ended.is_err_and(|error| error.is_cancelled()));
    }

    pub(crate) async fn mend(&mut self) {
        self.passing = pass_on(self.port, self.to.clone()).await;
    }
}

async fn pass_on(port: u16, to: String) -> JoinHandle<()> {
    let listener = TcpListener::bind(("127.0.0.1", port)).await.unwrap();
    tokio::spawn(async move {
        // Dropped with this task, and the connections with it.
        let mut connections = JoinSet::new();
        loop {
            let (mut shop, _) = listener.accept().await.unwrap();
            let mut stripe = TcpStream::connect(&to).await.unwrap();
            connections.spawn(async move {
                // A connection that breaks off has nothing to tell anybody.
                let _ = tokio::io::copy_bidirectional(&mut shop, &mut stripe).await;
            });
        }
    })
}
