//! A browser that sends forms and keeps cookies.

use reqwest::{
    Response, StatusCode,
    header::{ACCEPT, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, SET_COOKIE},
};
use url::form_urlencoded::Serializer;

use crate::TestShop;

pub(super) const EMAIL: &str = "mira@example.org";
pub(super) const PASSWORD: &str = "tide pool lantern";

/// Somebody at one browser.
pub(super) struct Customer<'a> {
    pub(super) shop: &'a TestShop,
    cookies: Vec<(String, String)>,
}

impl<'a> Customer<'a> {
    /// Without cookies.
    pub(super) fn of(shop: &TestShop) -> Customer<'_> {
        Customer {
            shop,
            cookies: Vec::new(),
        }
    }

    /// With these cookies, as they are sent.
    pub(super) fn with<'s>(shop: &'s TestShop, cookies: &str) -> Customer<'s> {
        let pairs = cookies.split("; ").filter_map(|pair| pair.split_once('='));
        Customer {
            shop,
            cookies: pairs
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
        }
    }

    /// Registers by form, mail and link, and is logged in.
    pub(super) async fn registered(shop: &'a TestShop, email: &str) -> Customer<'a> {
        let mut customer = Customer::of(shop);
        customer
            .posts("/account/register", &[("email", email)])
            .await;
        let link = customer.link_mailed_to(email).await;
        let made = customer.posts(&link, &[("new_password", PASSWORD)]).await;
        assert_eq!(made.status(), StatusCode::SEE_OTHER);
        customer
    }

    /// The value of the cookie of that name.
    pub(super) fn cookie(&self, name: &str) -> Option<&str> {
        let kept = self.cookies.iter().find(|(kept, _)| kept == name);
        kept.map(|(_, value)| value.as_str())
    }

    /// All cookies, as they are sent.
    pub(super) fn cookies(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    /// Follows a link or types an address.
    pub(super) async fn opens(&mut self, path: &str) -> Response {
        let request = self.shop.request(path).header(COOKIE, self.cookies());
        let response = request.send().await.unwrap();
        self.keep_cookies(&response);
        response
    }

    /// What a page says.
    pub(super) async fn reads(&mut self, path: &str) -> String {
        self.opens(path).await.text().await.unwrap()
    }

    /// Sends a form.
    pub(super) async fn posts(&mut self, path: &str, fields: &[(&str, &str)]) -> Response {
        let body = Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = self.shop.post(path).header(COOKIE, self.cookies());
        let response = request.body(body).send().await.unwrap();
        self.keep_cookies(&response);
        response
    }

    /// Calls a server function, as a page's script does.
    pub(super) async fn calls(&mut self, path: &str, body: &serde_json::Value) -> Response {
        let request = self.shop.client.post(self.shop.url(path));
        let request = request
            .header(COOKIE, self.cookies())
            .header(ORIGIN, self.shop.url(""))
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json");
        let response = request.body(body.to_string()).send().await.unwrap();
        self.keep_cookies(&response);
        response
    }

    /// Logs in by the form.
    pub(super) async fn logs_in(&mut self, email: &str, password: &str) -> Response {
        let fields = [("email", email), ("password", password)];
        self.posts("/account/login", &fields).await
    }

    /// Whether the account's page is shown.
    pub(super) async fn is_logged_in(&mut self) -> bool {
        self.opens("/account").await.status() == StatusCode::OK
    }

    /// The path of the link in the mail to that address.
    pub(super) async fn link_mailed_to(&self, email: &str) -> String {
        let mail = self.shop.take_mail(email, "/account/link/").await;
        let (_, rest) = mail.split_once("/account/link/").expect("no link");
        let token: String = rest
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || "-_".contains(*letter))
            .collect();
        format!("/account/link/{token}")
    }

    fn keep_cookies(&mut self, response: &Response) {
        for header in response.headers().get_all(SET_COOKIE) {
            let pair = header.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            self.cookies.retain(|(kept, _)| kept != name);
            if !value.is_empty() {
                self.cookies.push((name.to_owned(), value.to_owned()));
            }
        }
    }
}

/// Where an answer leads.
pub(super) fn location(response: &Response) -> &str {
    response.headers()[LOCATION].to_str().unwrap()
}
