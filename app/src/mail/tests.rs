//! What letters must say, in both of their forms.

use commerce::{
    Currency, Money,
    catalogue::{Picture, VariantOption},
    contact::PostalAddress,
    country::Country,
    delivery::DeliveryMethod,
    order::OrderStatus,
};
use shop::orders::{CardShown, OrderLine, OrderToken, OrderView};

use super::*;

const LINK: &str = "https://shop.example/account/link/abc?a=1&b=2";

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn site() -> Site {
    Site {
        base_url: "https://shop.example".to_owned(),
        shop_name: "Kelp & Clay".to_owned(),
        stripe_js_url: String::new(),
        stripe_pages: String::new(),
        publishable_key: String::new(),
        mail_folder: None,
        sandbox: true,
        secure_cookies: true,
    }
}

fn order() -> OrderView {
    OrderView {
        token: "a".repeat(32).parse::<OrderToken>().expect("a token"),
        number: 1001,
        status: OrderStatus::Paid,
        lines: vec![OrderLine {
            sku: "MUG".parse().expect("a SKU"),
            product: "mug".parse().expect("a slug"),
            title: "Mug <b>& saucer</b>".to_owned(),
            options: vec![VariantOption {
                name: "Glaze".to_owned(),
                value: "Kelp".to_owned(),
            }],
            picture: Picture {
                src: "/m.svg".to_owned(),
                alt: "A mug".to_owned(),
                width: 800,
                height: 800,
            },
            unit: eur(2_400),
            quantity: 2,
        }],
        items: eur(4_800),
        delivery: eur(490),
        total: eur(5_290),
        delivery_method: DeliveryMethod::Standard,
        email: "mira@example.org".to_owned(),
        address: PostalAddress {
            name: "Mira <script>alert(1)</script> Sand".to_owned(),
            line1: "Quay 4".to_owned(),
            line2: None,
            city: "Bremen".to_owned(),
            region: None,
            postal_code: "28195".to_owned(),
            country: Country::from_code("DE").expect("a country"),
            phone: None,
        },
        card: Some(CardShown {
            brand: "visa".to_owned(),
            last4: "4242".to_owned(),
        }),
        decline: None,
        is_guests: true,
        placed_at: 1_700_000_000_000,
        timeline: Vec::new(),
    }
}

fn written(sheet: Sheet) -> Written {
    Letters::new(site()).written(Locale::En, sheet)
}

/// Each in text and in HTML, where `&` is written out.
fn has(mail: &Written, what: &[&str]) {
    for piece in what {
        assert!(mail.text.contains(piece), "{piece} in {}", mail.text);
        let escaped = piece
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        assert!(mail.html.contains(&escaped), "{escaped} in {}", mail.html);
    }
}

#[test]
fn a_receipt_has_all_that_was_bought_and_where_to_print_it() {
    let mail = written(order::paid(Locale::En, &site(), &order()));
    assert_eq!(mail.subject, "Receipt for order 1001");
    let page = format!("https://shop.example/orders/{}", "a".repeat(32));
    has(
        &mail,
        &[
            "2 × Mug <b>& saucer</b>",
            "Kelp",
            "€48.00",
            "€4.90",
            "€52.90",
            "Order 1001",
            "14 November 2023",
            "Quay 4",
            "28195 Bremen",
            "Germany",
            "Standard",
            "Visa ending in 4242",
            &page,
            &format!("{page}/receipt"),
        ],
    );
}

#[test]
fn what_a_buyer_typed_is_text_in_every_mail() {
    let mail = written(order::paid(Locale::En, &site(), &order()));
    assert!(!mail.html.contains("<script"), "{}", mail.html);
    assert!(mail.html.contains("Mira &lt;script&gt;"), "{}", mail.html);
}

#[test]
fn a_part_that_goes_back_is_told_with_what_is_left() {
    let part = order::refunded(Locale::En, &site(), &order(), eur(1_000), eur(4_290));
    assert_eq!(part.subject, "€10.00 of order 1001 goes back to you");
    has(
        &written(part),
        &["€10.00", "€42.90 of your payment stays with us"],
    );
    let all = order::refunded(Locale::En, &site(), &order(), eur(5_290), eur(0));
    has(&written(all), &["€52.90", "all that you paid is back"]);
}

#[test]
fn money_that_came_twice_goes_back_without_touching_the_order() {
    let mail = written(order::surplus_refunded(
        Locale::En,
        &site(),
        &order(),
        eur(5_290),
    ));
    has(&mail, &["€52.90", "a second time", "stays as it is"]);
}

#[test]
fn a_payment_that_failed_after_all_says_whether_money_came() {
    let nothing = written(order::failed(Locale::En, &site(), &order(), None));
    has(&nothing, &["Nothing was charged", "€52.90"]);
    let owed = written(order::failed(
        Locale::En,
        &site(),
        &order(),
        Some(eur(5_290)),
    ));
    has(&owed, &["€52.90", "goes back to you"]);
    assert!(!owed.text.contains("Nothing was charged"));
    for mail in [nothing, owed] {
        assert!(
            !mail.text.contains("/receipt"),
            "there is nothing to show a receipt of"
        );
    }
}

#[test]
fn mails_with_a_link_have_it_whole_and_say_how_long_it_serves() {
    for sheet in [
        account::register(Locale::En, &site(), LINK),
        account::reset_password(Locale::En, &site(), LINK),
        account::email_change(Locale::En, &site(), LINK),
    ] {
        let mail = written(sheet);
        has(&mail, &[LINK, "within an hour", "Then do nothing"]);
        let lines: Vec<_> = mail.text.lines().collect();
        assert!(lines.contains(&LINK), "a line of its own: {}", mail.text);
    }
}

#[test]
fn who_has_an_account_already_is_shown_both_ways_in() {
    let (log_in, reset) = ("https://shop.example/account/login", LINK);
    let mail = written(account::already_registered(
        Locale::En,
        &site(),
        log_in,
        reset,
    ));
    has(&mail, &[log_in, LINK, "Kelp & Clay"]);
}

#[test]
fn changes_of_an_account_are_told_with_what_to_do_about_them() {
    let changed = written(account::email_changed(
        Locale::En,
        &site(),
        "new@example.org",
    ));
    has(&changed, &["new@example.org", "Tell us at once"]);
    let changed = written(account::password_changed(Locale::En, &site()));
    has(&changed, &["password", "Tell us at once"]);
    has(
        &written(account::deleted(Locale::En, &site())),
        &["was deleted"],
    );
}

#[test]
fn a_mail_loads_nothing_and_runs_nothing() {
    let mail = written(order::paid(Locale::En, &site(), &order()));
    assert!(
        mail.html.starts_with("<!DOCTYPE html><html lang=\"en\">"),
        "{}",
        mail.html
    );
    for loaded in [
        "<script", "<img", "<link", "<style", "src=", "url(", "<!--", "<!>",
    ] {
        assert!(!mail.html.contains(loaded), "{loaded} in {}", mail.html);
    }
}
