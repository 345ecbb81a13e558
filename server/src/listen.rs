//! Listening on an address, with words for what can go wrong.

use std::{io, net::SocketAddr};

use tokio::net::TcpListener;

/// An address that cannot be listened on; the text says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ListenError {
    /// Somebody is there already.
    #[error("{address} is taken by another program; stop it or set {setting}")]
    Taken {
        /// The address.
        address: SocketAddr,
        /// The setting it comes from.
        setting: &'static str,
    },
    /// Ports under 1024 are for administrators.
    #[error("this user may not listen on {address}; set {setting} to a port from 1024 on")]
    Forbidden {
        /// The address.
        address: SocketAddr,
        /// The setting it comes from.
        setting: &'static str,
    },
    /// Anything else.
    #[error("nobody can listen on {address} ({source}); check {setting}")]
    Other {
        /// The address.
        address: SocketAddr,
        /// The setting it comes from.
        setting: &'static str,
        /// What the system said.
        source: io::Error,
    },
}

/// Listens on `address`, which comes from `setting`.
pub(crate) async fn listen(
    address: SocketAddr,
    setting: &'static str,
) -> Result<TcpListener, ListenError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| match source.kind() {
            io::ErrorKind::AddrInUse => ListenError::Taken { address, setting },
            io::ErrorKind::PermissionDenied => ListenError::Forbidden { address, setting },
            _ => ListenError::Other {
                address,
                setting,
                source,
            },
        })
}
