//! Price and stock of the variant that is chosen in a product's form.

use leptos::prelude::*;

/// What is told of one variant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Offer {
    /// As a customer reads it.
    pub(crate) price: String,
    /// The sentence about its stock.
    pub(crate) stock: String,
    /// Class of that sentence.
    pub(crate) level: String,
}

/// Price and stock; they follow the choice. Each choice carries its own as data attributes, because properties of an
/// island would bring a reader of JSON into the page.
#[island]
pub fn ChosenOffer() -> impl IntoView {
    #[cfg(feature = "hydrate")]
    let offer = browser::follow();
    #[cfg(not(feature = "hydrate"))]
    let offer = RwSignal::new(use_context::<Offer>());
    let price = move || offer.with(|offer| offer.as_ref().map(|offer| offer.price.clone()));
    let stock = move || offer.with(|offer| offer.as_ref().map(|offer| offer.stock.clone()));
    let level = move || offer.with(|offer| offer.as_ref().map(|offer| offer.level.clone()));
    view! {
        <div class="offer" role="status">
            <p class="product-price">{price}</p>
            <p class=level>{stock}</p>
        </div>
    }
}

#[cfg(feature = "hydrate")]
mod browser {
    use leptos::{ev, prelude::*};
    use wasm_bindgen::JsCast;
    use web_sys::{Element, HtmlInputElement};

    use super::Offer;

    /// What is chosen, now and whenever it changes.
    pub(super) fn follow() -> RwSignal<Option<Offer>> {
        // The choice that the server made: what it wrote into the page has to match at first.
        let offer = RwSignal::new(
            find(":is([checked], [type=hidden])")
                .as_ref()
                .and_then(read),
        );
        // The browser may have kept another, or the customer been quicker.
        Effect::new(move |_| {
            if let Some(chosen) = find(":checked").as_ref().and_then(read) {
                offer.set(Some(chosen));
            }
        });
        window_event_listener(ev::change, move |event| {
            let input = event
                .target()
                .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(input) = input.filter(|input| input.name() == "sku")
                && let Some(chosen) = read(&input)
            {
                offer.set(Some(chosen));
            }
        });
        offer
    }

    fn find(state: &str) -> Option<Element> {
        let selector = ["#add-form input[name=sku]", state].concat();
        document().query_selector(&selector).ok().flatten()
    }

    fn read(input: &Element) -> Option<Offer> {
        Some(Offer {
            price: input.get_attribute("data-price")?,
            stock: input.get_attribute("data-stock")?,
            level: input.get_attribute("data-level")?,
        })
    }
}
