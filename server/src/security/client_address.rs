//! Whom a request is from, for limiting rates.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use axum::http::{HeaderMap, HeaderName, Request};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The other end of the connection; every request carries it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PeerAddress(pub(crate) IpAddr);

/// Whom requests are counted for: an IPv4 address, or the 64-bit network that one IPv6 customer usually has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ClientKey(IpAddr);

impl ClientKey {
    /// Of a request; behind a trusted proxy the address that the proxy saw.
    pub(super) fn of<B>(request: &Request<B>, trust_proxy: bool) -> ClientKey {
        let forwarded = trust_proxy
            .then(|| forwarded_for(request.headers()))
            .flatten();
        let peer = request.extensions().get::<PeerAddress>().map(|peer| peer.0);
        ClientKey::from(
            forwarded
                .or(peer)
                .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED)),
        )
    }
}

impl From<IpAddr> for ClientKey {
    fn from(address: IpAddr) -> ClientKey {
        ClientKey(match address.to_canonical() {
            IpAddr::V6(address) => {
                let network = address.to_bits() & !u128::from(u64::MAX);
                IpAddr::V6(Ipv6Addr::from_bits(network))
            }
            v4 => v4,
        })
    }
}

/// The last address, which the trusted proxy itself has added. Those before it are what the client claims.
fn forwarded_for(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers
        .get_all(FORWARDED_FOR)
        .iter()
        .next_back()?
        .to_str()
        .ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(forwarded: Option<&str>, trust_proxy: bool) -> ClientKey {
        let mut request = Request::new(());
        request
            .extensions_mut()
            .insert(PeerAddress(IpAddr::from([10, 0, 0, 1])));
        if let Some(value) = forwarded {
            request
                .headers_mut()
                .insert(FORWARDED_FOR, value.parse().expect("a header"));
        }
        ClientKey::of(&request, trust_proxy)
    }

    fn address(text: &str) -> ClientKey {
        ClientKey::from(text.parse::<IpAddr>().expect("an address"))
    }

    #[test]
    fn a_client_cannot_say_who_it_is_unless_a_proxy_is_trusted() {
        assert_eq!(key(Some("203.0.113.9"), false), address("10.0.0.1"));
        assert_eq!(key(Some("203.0.113.9"), true), address("203.0.113.9"));
    }

    #[test]
    fn only_what_the_proxy_added_counts() {
        assert_eq!(
            key(Some("198.51.100.1, 203.0.113.9"), true),
            address("203.0.113.9")
        );
        assert_eq!(key(Some("unknown"), true), address("10.0.0.1"));
        assert_eq!(key(None, true), address("10.0.0.1"));
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one_client() {
        assert_eq!(address("2001:db8:1:2::1"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("2001:db8:1:2::1"), address("2001:db8:1:3::1"));
        assert_eq!(address("::ffff:203.0.113.9"), address("203.0.113.9"));
    }
}
