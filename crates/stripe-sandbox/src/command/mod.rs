//! The command line: a sandbox that runs, and what one says to a sandbox that runs already.
//!
//! Other programs can take it in as a subcommand of theirs: [`Arguments`] are `clap`'s, and [`run`]
//! does what they ask for.

mod remote;
mod serve;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::path::PathBuf;

use crate::config::{Config, StoreLocation};
use crate::sandbox::StartError;
use crate::webhooks::ForwardError;

/// Where the sandbox listens if nothing else is said.
pub const ADDR: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 12_111));

/// Options and commands of the sandbox.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Where the sandbox listens, on this machine [127.0.0.1:12111]
    #[arg(
        long,
        value_name = "IP:PORT",
        env = "STRIPE_SANDBOX_ADDR",
        global = true
    )]
    addr: Option<SocketAddr>,
    /// A SQLite file that keeps its objects, or memory
    #[arg(long, value_name = "FILE", env = "STRIPE_SANDBOX_STORE", value_parser = store)]
    store: Option<StoreLocation>,
    /// Forward events to this address on this machine, like localhost:3000/webhooks
    #[arg(long, value_name = "URL")]
    forward_to: Option<String>,
    /// Forward only these types of events, like charge.refunded,checkout.session.*
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        requires = "forward_to"
    )]
    events: Vec<String>,
    /// Refuse card tokens on charges, as Stripe does to newer accounts
    #[arg(long)]
    refuse_card_tokens: bool,
    /// How many payments are kept, the newest [2000]
    #[arg(long, value_name = "NUMBER")]
    keep: Option<usize>,
}

/// What is said to a sandbox that runs.
#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Send an event once more, to the endpoints that want it
    Resend {
        /// Its id, like evt_...
        event: String,
    },
    /// Have an event happen, with all that leads to it
    Trigger {
        /// Its type, like charge.refunded; an unknown one lists the known ones
        event: String,
    },
}

/// The command failed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The sandbox could not be started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Events cannot be forwarded to the address.
    #[error(transparent)]
    Forward(#[from] ForwardError),
    /// No sandbox answers where one should run.
    #[error(
        "no sandbox answers at {addr} ({reason}); start one, or name another address with --addr"
    )]
    Unreachable {
        /// The address that was asked.
        addr: SocketAddr,
        /// What went wrong.
        reason: String,
    },
    /// The sandbox refused.
    #[error("{0}")]
    Refused(String),
    /// No endpoint has taken the event that was sent again.
    #[error("no endpoint took the event")]
    NotTaken,
    /// The system does not tell of Ctrl-C.
    #[error("the system does not tell of Ctrl-C: {0}")]
    Signals(io::Error),
}

/// Runs a sandbox until Ctrl-C, or says something to one that runs. What `arguments` leave open is
/// as in `defaults`.
///
/// # Errors
///
/// If the sandbox cannot start, or none answers, or it refuses.
pub async fn run(arguments: Arguments, defaults: Config) -> Result<(), Error> {
    let config = Config {
        addr: arguments.addr.unwrap_or(defaults.addr),
        store: arguments.store.unwrap_or(defaults.store),
        refuse_card_tokens: arguments.refuse_card_tokens || defaults.refuse_card_tokens,
        keep: arguments.keep.unwrap_or(defaults.keep),
        ..defaults
    };
    match arguments.command {
        None => serve::serve(config, arguments.forward_to.as_deref(), &arguments.events).await,
        Some(Command::Resend { event }) => remote::resend(&config, &event).await,
        Some(Command::Trigger { event }) => remote::trigger(&config, &event).await,
    }
}

fn store(text: &str) -> Result<StoreLocation, String> {
    match text {
        "" => Err("name a file, or memory".to_owned()),
        "memory" => Ok(StoreLocation::Memory),
        file => Ok(StoreLocation::File(PathBuf::from(file))),
    }
}
