//! How the shop's mails leave.

use std::path::{Path, PathBuf};

use shop::mail::{Post, Sender, Smtp};

use super::{BaseUrl, ConfigError, Environment};

const FROM: &str = "TILL_MAIL_FROM";

/// How the shop's mails leave.
#[derive(Debug, Clone)]
pub struct Mail {
    /// Whom they are from (`TILL_MAIL_FROM`); none means `shop@` and the host that customers use.
    from: Option<Sender>,
    way: Way,
}

#[derive(Debug, Clone)]
enum Way {
    /// Through the owner's mail server (`TILL_SMTP_URL`).
    Smtp(Smtp),
    /// Nowhere: each is a file (`TILL_MAIL_FOLDER`).
    Folder(PathBuf),
}

impl Mail {
    pub(super) fn read(
        environment: &Environment,
        shop: &str,
        base_url: Option<&BaseUrl>,
    ) -> Result<Mail, ConfigError> {
        let from = environment.parsed(FROM, |text| Sender::new(shop, text))?;
        let server = environment.parsed("TILL_SMTP_URL", Smtp::parse)?;
        let folder = environment.path("TILL_MAIL_FOLDER");
        let way = match (server, folder) {
            (Some(_), Some(_)) => {
                return Err(ConfigError::new(
                    "TILL_MAIL_FOLDER",
                    "and TILL_SMTP_URL exclude each other; set the one that mails are to go to",
                ));
            }
            (Some(server), None) => Way::Smtp(server),
            (None, folder) => Way::Folder(folder.unwrap_or(Path::new("data/mail")).to_owned()),
        };
        let has_domain = base_url.is_some_and(|url| url.domain().is_some());
        if matches!(way, Way::Smtp(_)) && from.is_none() && !has_domain {
            return Err(ConfigError::new(
                FROM,
                "is missing; set it to the address that mails are from, like shop@shop.example",
            ));
        }
        Ok(Mail { from, way })
    }

    /// The folder that mails are written to, if they are not sent.
    pub(crate) fn folder(&self) -> Option<&Path> {
        match &self.way {
            Way::Folder(folder) => Some(folder),
            Way::Smtp(_) => None,
        }
    }

    /// The way out for mails of the shop with that name and address.
    pub(crate) fn post(self, shop: &str, base_url: &BaseUrl) -> Result<Post, ConfigError> {
        let from = match self.from {
            Some(from) => from,
            None => {
                let address = format!("shop@{}", base_url.domain().unwrap_or("localhost"));
                Sender::new(shop, &address).map_err(|problem| ConfigError::new(FROM, problem))?
            }
        };
        Ok(match self.way {
            Way::Smtp(server) => Post::smtp(from, server),
            Way::Folder(folder) => Post::folder(from, folder),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::environment;
    use super::*;

    const SERVER: (&str, &str) = (
        "TILL_SMTP_URL",
        "smtp://till:hidden@mail.example:587?tls=required",
    );

    fn base(text: &str) -> BaseUrl {
        BaseUrl::parse(text).expect("an address")
    }

    fn read(pairs: &[(&str, &str)], base_url: &str) -> Result<Mail, String> {
        Mail::read(&environment(pairs), "Kelp & Clay", Some(&base(base_url)))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn without_a_server_mails_go_into_a_folder() {
        let mail = read(&[], "http://127.0.0.1:3000").expect("settings");
        assert_eq!(mail.folder(), Some(Path::new("data/mail")));
        let mail = read(
            &[("TILL_MAIL_FOLDER", "/srv/mail")],
            "http://127.0.0.1:3000",
        );
        assert_eq!(
            mail.expect("settings").folder(),
            Some(Path::new("/srv/mail"))
        );
    }

    #[test]
    fn the_sender_is_of_the_shops_own_domain() {
        let post = |pairs: &[(&str, &str)], url: &str| {
            let mail = read(pairs, url).expect("settings");
            format!("{:?}", mail.post("Kelp & Clay", &base(url)).expect("a way"))
        };
        let text = post(&[SERVER], "https://shop.example");
        assert!(
            text.contains("…@shop.example") && text.contains("mail.example"),
            "{text}"
        );
        let text = post(
            &[SERVER, ("TILL_MAIL_FROM", "us@other.example")],
            "https://shop.example",
        );
        assert!(text.contains("…@other.example"), "{text}");
        let text = post(&[], "http://127.0.0.1:3000");
        assert!(text.contains("…@localhost"), "{text}");
    }

    #[test]
    fn a_server_needs_a_sender_that_it_can_answer_to() {
        let problem = read(&[SERVER], "http://127.0.0.1:3000").expect_err("refused");
        assert!(
            problem.starts_with("TILL_MAIL_FROM: is missing"),
            "{problem}"
        );
        let problem = read(&[SERVER, ("TILL_MAIL_FROM", "us")], "https://shop.example");
        let problem = problem.expect_err("refused");
        assert!(problem.contains("shop@shop.example"), "{problem}");
    }

    #[test]
    fn a_server_that_cannot_be_used_is_refused_without_its_password() {
        let server = ("TILL_SMTP_URL", "smtp://till:hidden@mail.example");
        let problem = read(&[server], "https://shop.example").expect_err("refused");
        assert!(problem.starts_with("TILL_SMTP_URL"), "{problem}");
        assert!(!problem.contains("hidden"), "{problem}");
    }

    #[test]
    fn mails_have_one_way_out() {
        let both = [SERVER, ("TILL_MAIL_FOLDER", "mail")];
        let problem = read(&both, "https://shop.example").expect_err("refused");
        assert!(problem.contains("exclude each other"), "{problem}");
    }
}
