//! Paying on Stripe's page with nothing but forms and links, as a browser without JavaScript does.

use reqwest::{
    Response, StatusCode,
    header::{COOKIE, LOCATION, SET_COOKIE},
};

use crate::TestShop;

const FLOWS: (&str, &str) = ("TILL_PAYMENT_FLOWS", "manual,hosted");

/// What a mug and standard delivery come to, in cents.
const TOTAL: &str = "seen_standard";

/// A browser with one mug in its cart.
struct Customer {
    shop: TestShop,
    cookie: String,
}

impl Customer {
    async fn with_a_mug(flows: (&str, &str)) -> Customer {
        let shop = TestShop::open_with(&[flows]).await;
        let added = shop
            .post("/api/cart/add")
            .body("sku=KC-MUG-SEA&quantity=1")
            .send()
            .await
            .unwrap();
        let cookie = added.headers()[SET_COOKIE].to_str().unwrap();
        let cookie = cookie.split(';').next().unwrap().to_owned();
        Customer { shop, cookie }
    }

    async fn checkout(&self) -> String {
        let request = self.shop.request("/checkout").header(COOKIE, &self.cookie);
        request.send().await.unwrap().text().await.unwrap()
    }

    /// Fills in the form of the page, with these fields instead of the right ones, and presses the button.
    async fn posts(&self, changes: &[(&str, &str)]) -> Response {
        let page = self.checkout().await;
        let seen = value_of(&page, TOTAL).unwrap();
        let right = [
            ("email", "ada@example.org"),
            ("name", "Ada Byrne"),
            ("line1", "12 Harbour Road"),
            ("postal_code", "P81 X2Y4"),
            ("city", "Ballydehob"),
            ("country", "IE"),
            ("delivery", "standard"),
            ("hosted", "yes"),
            (TOTAL, seen.as_str()),
        ];
        let changed = |name: &str| changes.iter().find(|(changed, _)| *changed == name);
        let fields = right
            .iter()
            .map(|(name, value)| (*name, changed(name).map_or(*value, |(_, value)| *value)));
        let body = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = self.shop.post("/checkout").header(COOKIE, &self.cookie);
        request.body(body).send().await.unwrap()
    }
}

/// The value of the page's input of that name.
fn value_of(page: &str, name: &str) -> Option<String> {
    let input = page
        .split("<input")
        .find(|input| input.contains(&format!("name=\"{name}\"")))?;
    let value = input.split_once("value=\"")?.1;
    Some(value.split_once('"')?.0.to_owned())
}

fn location(response: &Response) -> &str {
    response.headers()[LOCATION].to_str().unwrap()
}

#[tokio::test]
async fn the_form_leads_to_stripes_page_and_twice_to_the_same() {
    let customer = Customer::with_a_mug(FLOWS).await;
    let first = customer.posts(&[]).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    let sandbox = customer.shop.running.sandbox().unwrap().base_url();
    assert!(
        location(&first).starts_with(&format!("{sandbox}/c/pay/cs_test_")),
        "{}",
        location(&first)
    );
    assert_eq!(first.headers()["cache-control"], "no-store");
    let second = customer.posts(&[]).await;
    assert_eq!(location(&second), location(&first));
}

#[tokio::test]
async fn who_comes_back_from_stripes_page_finds_cart_and_address_as_they_were() {
    let customer = Customer::with_a_mug(FLOWS).await;
    customer.posts(&[]).await;
    let page = customer.checkout().await;
    assert!(page.contains("Stoneware mug"), "{page}");
    assert_eq!(value_of(&page, "line1").as_deref(), Some("12 Harbour Road"));
    assert!(!page.contains("data-unfinished"), "{page}");
}

#[tokio::test]
async fn what_is_wrong_is_told_beside_the_fields_and_all_that_was_typed_is_kept() {
    let customer = Customer::with_a_mug(FLOWS).await;
    let wrong = [("email", "ada at \"example\""), ("city", "")];
    let again = customer.posts(&wrong).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = again.text().await.unwrap();
    assert!(page.contains("This does not look like an email address."));
    assert!(page.contains("Enter the town."));
    assert_eq!(page.matches("aria-invalid").count(), 2);
    assert_eq!(page.matches("autofocus").count(), 1);
    assert_eq!(
        value_of(&page, "email").as_deref(),
        Some("ada at &quot;example&quot;")
    );
    assert_eq!(value_of(&page, "name").as_deref(), Some("Ada Byrne"));
}

#[tokio::test]
async fn nobody_pays_another_total_than_was_shown() {
    let customer = Customer::with_a_mug(FLOWS).await;
    let again = customer.posts(&[(TOTAL, "1")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = again.text().await.unwrap();
    assert!(page.contains("has changed, so nothing was charged"));
}

#[tokio::test]
async fn a_form_that_was_sent_before_the_script_was_there_is_not_taken_for_another_way_to_pay() {
    let customer = Customer::with_a_mug(FLOWS).await;
    let again = customer.posts(&[("hosted", "")]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = again.text().await.unwrap();
    assert!(page.contains("had not loaded yet"), "{page}");
    let hosted = Customer::with_a_mug(("TILL_PAYMENT_FLOWS", "hosted")).await;
    let led = hosted.posts(&[("hosted", "")]).await;
    assert_eq!(led.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_shop_without_stripes_page_does_not_lead_there() {
    let customer = Customer::with_a_mug(("TILL_PAYMENT_FLOWS", "manual")).await;
    assert!(!customer.checkout().await.contains("name=\"hosted\""));
    let again = customer.posts(&[]).await;
    assert_eq!(again.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = again.text().await.unwrap();
    assert!(page.contains("cannot take this way to pay"), "{page}");
}

#[tokio::test]
async fn the_checkout_alone_may_lead_to_stripes_page() {
    let customer = Customer::with_a_mug(FLOWS).await;
    let sandbox = customer.shop.running.sandbox().unwrap().base_url();
    let policy = async |path: &str| {
        let request = customer.shop.request(path).header(COOKIE, &customer.cookie);
        let response = request.send().await.unwrap();
        let policy = response.headers()["content-security-policy"].to_str();
        policy.unwrap().to_owned()
    };
    let checkout = policy("/checkout").await;
    assert!(
        checkout.contains(&format!("form-action 'self' {sandbox};")),
        "{checkout}"
    );
    assert!(policy("/cart").await.contains("form-action 'self';"));
}

#[tokio::test]
async fn what_stripe_adds_to_the_address_of_the_way_back_is_taken_off_again() {
    let customer = Customer::with_a_mug(FLOWS).await;
    let added =
        "payment_intent=pi_1&payment_intent_client_secret=pi_1_secret_2&redirect_status=succeeded";
    let response = customer.shop.get(&format!("/orders/abc?{added}")).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&response), "/orders/abc");
    assert_eq!(response.headers()["referrer-policy"], "no-referrer");
    assert_eq!(response.headers()["cache-control"], "no-store");
}
