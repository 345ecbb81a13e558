//! A shop for one test.

use std::{io::Write, time::Duration};

use reqwest::{Client, RequestBuilder, Response, redirect::Policy};
use shop::{Shop, Store};
use stripe_client::{ClientConfig, SecretKey};
use tempfile::TempDir;
use till::{
    Running,
    config::{Config, Environment},
    start,
};

/// A shop that runs, and a client that follows no redirects and keeps no cookies.
pub(crate) struct TestShop {
    pub(crate) running: Running,
    pub(crate) client: Client,
    pub(crate) folder: TempDir,
}

impl TestShop {
    /// With the default settings apart from addresses.
    pub(crate) async fn open() -> TestShop {
        TestShop::open_with(&[]).await
    }

    /// With more settings, or other ones.
    pub(crate) async fn open_with(settings: &[(&str, &str)]) -> TestShop {
        let folder = tempfile::tempdir().unwrap();
        let site = folder.path().join("site");
        write_site(&site);
        let database = format!("sqlite://{}/till.db", folder.path().display());
        let mail = folder.path().join("mail");
        let defaults = [
            ("LEPTOS_SITE_ADDR", "127.0.0.1:0"),
            ("LEPTOS_SITE_ROOT", site.to_str().unwrap()),
            ("DATABASE_URL", database.as_str()),
            ("STRIPE_SANDBOX_ADDR", "127.0.0.1:0"),
            ("STRIPE_SANDBOX_STORE", "memory"),
            ("TILL_METRICS_ADDR", "127.0.0.1:0"),
            ("TILL_MAIL_FOLDER", mail.to_str().unwrap()),
        ];
        let pairs = defaults.iter().chain(settings);
        let environment =
            Environment::of(pairs.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        let running = start(Config::read(&environment).unwrap()).await.unwrap();
        // Refused when another test of this process was first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(Policy::none())
            .no_proxy()
            .build()
            .unwrap();
        TestShop {
            running,
            client,
            folder,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address())
    }

    pub(crate) fn request(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(path).send().await.unwrap()
    }

    pub(crate) async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.unwrap()
    }

    /// A change of the cart, as a page's form sends it.
    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        let form = ("content-type", "application/x-www-form-urlencoded");
        self.client
            .post(self.url(path))
            .header("origin", format!("http://{}", self.running.address()))
            .header(form.0, form.1)
    }

    /// The same database, opened as another process would.
    pub(crate) async fn other_process(&self) -> Shop {
        let url = format!("sqlite://{}/till.db", self.folder.path().display());
        let key = SecretKey::parse(stripe_sandbox::SECRET_KEY).unwrap();
        let client = stripe_client::Client::new(ClientConfig::new(key)).unwrap();
        Shop::new(
            Store::open(&url).await.unwrap(),
            client,
            shop::Settings::default(),
        )
    }

    /// The same database, to look at its rows.
    pub(crate) async fn database(&self) -> sqlx::AnyPool {
        let url = format!("sqlite://{}/till.db", self.folder.path().display());
        sqlx::AnyPool::connect(&url).await.unwrap()
    }

    /// The mail to that address with this text in it, which is taken out of the folder; waits until there is one. Encoded as it was sent, but for
    /// its line breaks.
    pub(crate) async fn take_mail(&self, email: &str, text: &str) -> String {
        let folder = self.running.mail_folder().unwrap();
        let to = format!("To: {email}\r\n");
        for _ in 0..200 {
            // While none was written, the folder may not be there.
            for entry in std::fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|extension| extension == "eml") {
                    let mail = std::fs::read_to_string(&path).unwrap();
                    let mail = mail.replace("=\r\n", "");
                    if mail.contains(&to) && mail.contains(text) {
                        std::fs::remove_file(path).unwrap();
                        return mail;
                    }
                }
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no mail came");
    }

    /// A number that Prometheus would read, by the line's beginning; 0 if there is no such line.
    pub(crate) async fn metric(&self, beginning: &str) -> u64 {
        let address = self.running.metrics_address().unwrap();
        let page = self
            .client
            .get(format!("http://{address}/metrics"))
            .send()
            .await
            .unwrap();
        let text = page.text().await.unwrap();
        let line = text.lines().find(|line| line.starts_with(beginning));
        line.map_or(0, |line| line.rsplit(' ').next().unwrap().parse().unwrap())
    }
}

/// What a build would have put there.
fn write_site(site: &std::path::Path) {
    std::fs::create_dir_all(site.join("pkg")).unwrap();
    std::fs::create_dir_all(site.join("pictures")).unwrap();
    let write = |path: &str, bytes: &[u8]| std::fs::write(site.join(path), bytes).unwrap();
    write("pkg/till.css", b"body { margin: 0 }");
    write("pkg/till.R8mUSmZZq2ZvS0kvXcoyQg.css", b"body { margin: 0 }");
    let mut brotli = brotli::CompressorWriter::new(Vec::new(), 4096, 5, 18);
    brotli.write_all(b"body { margin: 0 }").unwrap();
    write(
        "pkg/till.R8mUSmZZq2ZvS0kvXcoyQg.css.br",
        &brotli.into_inner(),
    );
    write(
        "pictures/mug.svg",
        b"<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
    );
}
