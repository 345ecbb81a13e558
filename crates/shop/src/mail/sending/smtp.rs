//! A mail server.

use std::{fmt, net::IpAddr, time::Duration};

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor,
    transport::smtp::{AsyncSmtpTransportBuilder, extension::ClientId},
};
use url::Url;

use super::SendError;

/// How long the server may take for one step.
const STEP: Duration = Duration::from_secs(20);
/// How long it may take for a mail.
const MAIL: Duration = Duration::from_secs(60);

/// A mail server that mails are handed over to, with how to log in there.
#[derive(Clone)]
pub struct Smtp {
    server: AsyncSmtpTransportBuilder,
    host: String,
}

impl Smtp {
    /// Reads an address like `smtp://user:password@host:587?tls=required` (STARTTLS), `smtps://user:password@host` (TLS from
    /// the beginning), or `smtp://localhost:25` for a server on this machine, the only one that may do without TLS. What of
    /// user and password is no letter or digit is percent-encoded.
    ///
    /// # Errors
    /// What is wrong with it, without repeating it: it may hold a password.
    pub fn parse(text: &str) -> Result<Smtp, String> {
        const LIKE: &str = "write it like smtp://user:password@host:587?tls=required or \
                            smtps://user:password@host";
        let url =
            Url::parse(text).map_err(|_| format!("is not an address of a mail server; {LIKE}"))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        if host.is_empty() || !matches!(url.scheme(), "smtp" | "smtps") {
            return Err(format!(
                "names no mail server by smtp:// or smtps://; {LIKE}"
            ));
        }
        let tls = url.query_pairs().find(|(name, _)| name == "tls");
        let tls = tls.map(|(_, value)| value.into_owned());
        match (url.scheme(), tls.as_deref()) {
            ("smtps", None) | ("smtp", Some("required")) => {}
            ("smtp", None) if is_this_machine(&host) => {}
            ("smtp", None) => {
                return Err(format!(
                    "would send mails and password across the network for everybody to read; add \
                     ?tls=required or use smtps:// ({LIKE})"
                ));
            }
            _ => {
                return Err(format!(
                    "asks for TLS in a way that is not known: smtp:// takes ?tls=required, smtps:// \
                     nothing; {LIKE}"
                ));
            }
        }
        if url.username().is_empty() != url.password().is_none() {
            return Err(format!("needs user and password, or neither; {LIKE}"));
        }
        // What its error says may repeat parts of the address.
        let server = AsyncSmtpTransport::<Tokio1Executor>::from_url(text)
            .map_err(|_| format!("cannot be used; {LIKE}"))?;
        Ok(Smtp {
            server: server.timeout(Some(STEP)),
            host,
        })
    }

    /// Greets the server as `domain`.
    pub(super) fn greeting_as(self, domain: &str) -> Smtp {
        let name = ClientId::Domain(domain.to_owned());
        Smtp {
            server: self.server.hello_name(name),
            host: self.host,
        }
    }

    pub(super) async fn send(&self, message: Message) -> Result<(), SendError> {
        let server: AsyncSmtpTransport<Tokio1Executor> = self.server.clone().build();
        let sent = tokio::time::timeout(MAIL, server.send(message)).await;
        sent.map_err(|_| SendError::TooLong)??;
        Ok(())
    }
}

fn is_this_machine(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// Prints neither user nor password.
impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Smtp({})", self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_forms_are_taken() {
        for text in [
            "smtp://user:password@mail.example:587?tls=required",
            "smtps://user:p%40ss@mail.example",
            "smtps://mail.example:465",
            "smtp://localhost:25",
            "smtp://127.0.0.1:2525",
            "smtp://[::1]:2525",
        ] {
            assert_eq!(Smtp::parse(text).err(), None, "{text}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused_without_repeating_it() {
        for text in [
            "mail.example",
            "https://user:hidden@mail.example",
            "smtp://user:hidden@mail.example:587",
            "smtp://user:hidden@mail.example?tls=opportunistic",
            "smtps://user:hidden@mail.example?tls=off",
            "smtps://hidden@mail.example",
            "smtp://user:hidden@",
        ] {
            let problem = Smtp::parse(text).map(drop).expect_err(text);
            assert!(!problem.contains("hidden"), "{problem}");
            assert!(problem.contains("smtps://user:password@host"), "{problem}");
        }
    }

    #[test]
    fn a_printed_server_has_no_password() {
        let server = Smtp::parse("smtps://user:hidden@mail.example").expect("a server");
        assert_eq!(format!("{server:?}"), "Smtp(mail.example)");
    }
}
