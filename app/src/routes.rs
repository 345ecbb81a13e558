//! The document around each page, and which page is shown at which address.

use leptos::{hydration::HydrationScripts, prelude::*};
use leptos_meta::{HashedStylesheet, MetaTags, provide_meta_context};
use leptos_router::{
    SsrMode,
    components::{FlatRoutes, Route, Router},
    path,
};
use words::Locale;

use crate::{
    account::{
        AccountPage, AddressesPage, ChangeAddressPage, DeletePage, EmailPage, ForgotPage, LinkPage,
        LogInPage, LogOutPage, MailedPage, NewAddressPage, OrdersPage, PasswordPage, RegisterPage,
        SettingsPage,
        cards::{AddCardPage, CardsPage},
    },
    cart::CartPage,
    catalogue::{CategoryPage, HomePage, ProductPage, SearchPage},
    checkout::CheckoutPage,
    error_page::NotFoundPage,
    orders::{OrderPage, ReceiptPage},
};

/// The document: head, and [`App`] as its body.
pub fn shell(options: LeptosOptions) -> impl IntoView {
    view! {
        <!DOCTYPE html>
        <html lang=Locale::default().tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <meta name="color-scheme" content="light dark" />
                <meta name="theme-color" media="(prefers-color-scheme: light)" content="#faf7f1" />
                <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#141a19" />
                <HashedStylesheet options=options.clone() id="style" />
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <AutoReload options=options.clone() />
                <HydrationScripts options islands=true />
                <MetaTags />
            </head>
            <body>
                <App />
            </body>
        </html>
    }
}

/// The pages by address. Each is rendered whole before it is sent, so that its status, its head and its kept copy are
/// right.
#[component]
pub fn App() -> impl IntoView {
    provide_meta_context();
    view! {
        <Router>
            <FlatRoutes fallback=NotFoundPage>
                <Route path=path!("/") view=HomePage ssr=SsrMode::Async />
                <Route path=path!("/c/:slug") view=CategoryPage ssr=SsrMode::Async />
                <Route path=path!("/p/:slug") view=ProductPage ssr=SsrMode::Async />
                <Route path=path!("/search") view=SearchPage ssr=SsrMode::Async />
                <Route path=path!("/cart") view=CartPage ssr=SsrMode::Async />
                <Route path=path!("/checkout") view=CheckoutPage ssr=SsrMode::Async />
                <Route path=path!("/orders/:token") view=OrderPage ssr=SsrMode::Async />
                <Route path=path!("/orders/:token/receipt") view=ReceiptPage ssr=SsrMode::Async />
                <Route path=path!("/account") view=AccountPage ssr=SsrMode::Async />
                <Route path=path!("/account/cards") view=CardsPage ssr=SsrMode::Async />
                <Route path=path!("/account/cards/new") view=AddCardPage ssr=SsrMode::Async />
                <Route path=path!("/account/login") view=LogInPage ssr=SsrMode::Async />
                <Route path=path!("/account/logout") view=LogOutPage ssr=SsrMode::Async />
                <Route path=path!("/account/register") view=RegisterPage ssr=SsrMode::Async />
                <Route path=path!("/account/forgot") view=ForgotPage ssr=SsrMode::Async />
                <Route path=path!("/account/mailed") view=MailedPage ssr=SsrMode::Async />
                <Route path=path!("/account/link/:token") view=LinkPage ssr=SsrMode::Async />
                <Route path=path!("/account/orders") view=OrdersPage ssr=SsrMode::Async />
                <Route path=path!("/account/addresses") view=AddressesPage ssr=SsrMode::Async />
                <Route path=path!("/account/addresses/new") view=NewAddressPage ssr=SsrMode::Async />
                <Route path=path!("/account/addresses/:id") view=ChangeAddressPage ssr=SsrMode::Async />
                <Route path=path!("/account/settings") view=SettingsPage ssr=SsrMode::Async />
                <Route path=path!("/account/settings/email") view=EmailPage ssr=SsrMode::Async />
                <Route path=path!("/account/settings/password") view=PasswordPage ssr=SsrMode::Async />
                <Route path=path!("/account/settings/delete") view=DeletePage ssr=SsrMode::Async />
            </FlatRoutes>
        </Router>
    }
}
