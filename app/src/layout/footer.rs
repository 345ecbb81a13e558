//! The footer: delivery, returns, paying, help, and all categories.

use leptos::prelude::*;
use shop::catalogue::CategoryCard;
use words::Locale;

/// The footer of every page.
#[component]
pub(super) fn Footer(
    /// As customers read it.
    shop_name: String,
    /// All of the shop's.
    categories: Vec<CategoryCard>,
) -> impl IntoView {
    let words = Locale::default();
    let links = categories
        .into_iter()
        .map(|category| {
            view! {
                <li>
                    <a href=format!("/c/{}", category.slug)>{category.title}</a>
                </li>
            }
        })
        .collect_view();
    view! {
        <footer class="site-footer">
            <div class="wrap footer-columns">
                <section>
                    <h2>{words.shop_delivery_title()}</h2>
                    <p>{words.shop_delivery_text()}</p>
                </section>
                <section>
                    <h2>{words.shop_returns_title()}</h2>
                    <p>{words.shop_returns_text()}</p>
                </section>
                <section>
                    <h2>{words.shop_pay_title()}</h2>
                    <p>{words.shop_pay_text()}</p>
                </section>
                <section>
                    <h2>{words.shop_help_title()}</h2>
                    <p>{words.shop_help_text()}</p>
                    <p>
                        <a href=["mailto:", words.shop_help_email()].concat()>
                            {words.shop_help_write()}
                        </a>
                    </p>
                </section>
                <nav aria-label=words.shop_all_categories()>
                    <h2>{words.shop_categories()}</h2>
                    <ul>{links}</ul>
                </nav>
            </div>
            <p class="wrap imprint">{words.shop_imprint(&shop_name)}</p>
        </footer>
    }
}
