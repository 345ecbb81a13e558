//! A buyer with an account: the forms and functions that the pages of saved cards have.

use std::time::{Duration, Instant};

use commerce::payment::{CardStep, PaymentStep};
use serde_json::json;

use crate::{Buyer, Done, Trouble, mails::READ, sandbox::FORM};

const EMAIL: &str = "ada@example.org";
const PASSWORD: &str = "nine kelp forests in clay";
/// Longer than a mail takes to be written on a machine that is busy.
const MAIL_COMES_WITHIN: Duration = Duration::from_secs(20);

impl Buyer<'_> {
    /// Registers; or has a new password mailed, where a first try got as far as an account.
    pub(crate) async fn sign_in(&self) -> Done<()> {
        if self.is_signed_in() {
            return Ok(());
        }
        self.submit("/account/register", &[("email", EMAIL)])
            .await?;
        let link = self.link_in_mail().await?;
        self.submit(&link, &[("new_password", PASSWORD)]).await?;
        if self.is_signed_in() {
            Ok(())
        } else {
            Err(Trouble::Refused("nobody is logged in".to_owned()))
        }
    }

    /// The path of the link in the mail that came.
    async fn link_in_mail(&self) -> Done<String> {
        let folder = self.world.folder.path().join("data/mail");
        let began = Instant::now();
        while began.elapsed() < MAIL_COMES_WITHIN {
            // While none was written, the folder may not be there.
            for entry in std::fs::read_dir(&folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.extension().is_none_or(|extension| extension != "eml") {
                    continue;
                }
                let mail = std::fs::read_to_string(&path).unwrap().replace("=\r\n", "");
                if let Some((_, rest)) = mail.split_once("/account/link/") {
                    let token =
                        |letter: &char| letter.is_ascii_alphanumeric() || "-_".contains(*letter);
                    let token: String = rest.chars().take_while(token).collect();
                    std::fs::rename(&path, path.with_extension(READ)).unwrap();
                    return Ok(format!("/account/link/{token}"));
                }
            }
            // A shop that is gone sends no mail any more.
            self.get("/readyz").await?;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        Err(Trouble::Refused("no mail came".to_owned()))
    }

    /// Saves a card, the bank's window included.
    pub(crate) async fn save_card(&self, number: &str) -> Done<()> {
        let sandbox = &self.world.sandbox;
        let method = sandbox.typed_card("/v1/payment_methods", number).await;
        let mut step: CardStep = self
            .call("account/cards/save", json!({ "method": method }))
            .await?;
        if let CardStep::Authenticate {
            client_secret,
            setup,
        } = step
        {
            sandbox.answer_bank(&client_secret).await;
            step = self
                .call("account/cards/finish", json!({ "setup": setup }))
                .await?;
        }
        match step {
            CardStep::Saved => Ok(()),
            other => Err(Trouble::Refused(format!("saving a card: {other:?}"))),
        }
    }

    /// The cards on the page of saved cards.
    pub(crate) async fn cards(&self) -> Done<Vec<String>> {
        let answer = self.get("/account/cards").await?;
        let page = answer.text().await.map_err(crate::buyer::gone)?;
        let shown = page.split("name=\"card\" value=\"").skip(1);
        let shown = shown.filter_map(|rest| rest.split('"').next().map(str::to_owned));
        Ok(shown.collect())
    }

    pub(crate) async fn remove_card(&self, card: &str) -> Done<()> {
        self.submit("/account/cards", &[("card", card), ("do", "remove")])
            .await
    }

    /// The first step of paying with a saved card, its security code typed again.
    pub(crate) async fn pay_saved(&self, card: &str, token: &str) -> Done<PaymentStep> {
        let cvc = self.world.sandbox.typed_cvc().await;
        let question = json!({ "token": token, "card": card, "cvc": cvc });
        self.call("checkout/pay-with-saved-card", question).await
    }

    /// Sends a form that leads on to another page.
    async fn submit(&self, path: &str, form: &[(&str, &str)]) -> Done<()> {
        let answer = self.send(path, FORM, crate::sandbox::encoded(form)).await?;
        let status = answer.status();
        self.keep_session(&answer);
        if status.is_redirection() {
            return Ok(());
        }
        Err(Trouble::Refused(format!("POST {path}: {status}")))
    }
}
