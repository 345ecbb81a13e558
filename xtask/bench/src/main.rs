//! Measures a release build of Till. `cargo xtask bench` builds what this needs and starts it.

mod load;
mod memory;
mod pages;
mod report;
mod sandbox;

use std::net::SocketAddr;

use anyhow::Result;
use clap::Parser;

#[derive(Parser)]
enum CommandLine {
    /// Requests a second of the catalogue's pages, beside a bare server of the same bytes.
    Pages(pages::Arguments),
    /// That bare server, in a process of its own so that both sides have the same means.
    Bare {
        /// The shop whose pages it repeats.
        #[arg(long)]
        of: SocketAddr,
    },
    /// Payments a second in the sandbox of Stripe, how soon it answers, and its memory.
    Sandbox(sandbox::Arguments),
}

#[tokio::main]
async fn main() -> Result<()> {
    match CommandLine::parse() {
        CommandLine::Pages(arguments) => pages::measure(&arguments).await,
        CommandLine::Bare { of } => pages::serve_bare(of).await,
        CommandLine::Sandbox(arguments) => sandbox::measure(&arguments).await,
    }
}
