//! The cart in the browser: its forms are sent without leaving the page.
//!
//! A form does the same with and without this. Here, what was asked shows at once, and the server's answer is put in
//! place as soon as nothing else has been asked since.

use std::cell::RefCell;

use commerce::catalogue::Sku;
use leptos::{
    ev::{self, Event, MouseEvent, SubmitEvent},
    prelude::*,
    task::spawn_local,
};
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FormData, HtmlButtonElement, HtmlDialogElement, HtmlElement, HtmlFormElement,
    HtmlInputElement, PerformanceNavigation,
};
use words::Locale;

use super::{
    answer::CartAnswer,
    call::call,
    document,
    queue::{Change, Queue},
};

/// How the cart was when nothing was being asked, to go back to when nobody can be reached.
struct Known {
    count: u32,
    contents: Option<String>,
}

struct Page {
    count: RwSignal<u32>,
    queue: Queue,
    known: Known,
    /// Where to go once nothing waits any more.
    leave_to: Option<String>,
}

thread_local! {
    static PAGE: RefCell<Option<Page>> = const { RefCell::new(None) };
}

fn with_page<T>(act: impl FnOnce(&mut Page) -> T) -> Option<T> {
    PAGE.with(|page| page.try_borrow_mut().ok()?.as_mut().map(act))
}

/// Listens to the page's forms; returns the number on the cart's button.
pub(super) fn start() -> RwSignal<u32> {
    let written = document::written_count();
    let count = RwSignal::new(written);
    let known = Known {
        count: written,
        contents: None,
    };
    let page = Page {
        count,
        queue: Queue::default(),
        known,
        leave_to: None,
    };
    PAGE.with(|slot| slot.replace(Some(page)));

    window_event_listener(ev::submit, submitted);
    window_event_listener(ev::change, changed);
    window_event_listener(ev::click, clicked);
    // A page that the browser kept, or took from its cache on the way back, shows the cart as it was then.
    window_event_listener(ev::pageshow, |event| {
        if event.persisted() {
            ask(Change::Read);
        }
    });
    let way = window()
        .performance()
        .map(|performance| performance.navigation().type_());
    if way == Some(PerformanceNavigation::TYPE_BACK_FORWARD) {
        ask(Change::Read);
    }
    count
}

fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

fn submitted(event: SubmitEvent) {
    let Some(form) = target::<HtmlFormElement>(&event) else {
        return;
    };
    let Some(action) = form.get_attribute("action") else {
        return;
    };
    let Some(call) = action.strip_prefix("/api/cart/") else {
        return;
    };
    let step = event
        .submitter()
        .and_then(|button| button.dyn_into::<HtmlButtonElement>().ok())
        .filter(|button| button.name() == "step")
        .and_then(|button| button.value().parse::<i32>().ok());
    if carry_out(call, &form, step).is_some() {
        event.prevent_default();
    }
}

/// Does what a form asks for; nothing when it asks for nothing that is known here, so that the browser sends it.
fn carry_out(call: &str, form: &HtmlFormElement, step: Option<i32>) -> Option<()> {
    if call == "acknowledge" {
        ask(Change::Acknowledge);
        return Some(());
    }
    let fields = FormData::new_with_form(form).ok()?;
    let sku: Sku = fields.get("sku").as_string()?.parse().ok()?;
    let quantity: u32 = fields.get("quantity").as_string()?.parse().ok()?;
    match call {
        "add" => {
            with_page(|page| page.count.update(|count| *count += quantity));
            document::say("visually-hidden", "");
            document::open_drawer();
            ask(Change::Add { sku, quantity });
        }
        "set" => {
            let wanted = match step {
                // To take a line out has a button of its own.
                Some(step) => quantity.saturating_add_signed(step).max(1),
                None => quantity,
            };
            remember_contents();
            show_wanted(form, wanted);
            ask(Change::Set {
                sku,
                quantity: wanted,
            });
        }
        _ => return None,
    }
    Some(())
}

/// Keeps the contents as the server wrote them, before they are changed here.
fn remember_contents() {
    with_page(|page| {
        if page.queue.is_empty() {
            page.known.contents = document::contents().map(|contents| contents.inner_html());
        }
    });
}

/// Shows a quantity in its line before the server has heard of it, and the sums as not yet right.
fn show_wanted(form: &HtmlFormElement, wanted: u32) {
    let Ok(Some(line)) = form.closest(".cart-line") else {
        return;
    };
    let input = line.query_selector("input[type=number]").ok().flatten();
    let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) else {
        return;
    };
    let shown = input
        .get_attribute("data-counted")
        .and_then(|text| text.parse().ok())
        .unwrap_or(0);
    with_page(|page| {
        page.count
            .update(|count| *count = count.saturating_sub(shown) + wanted)
    });
    let _ = input.set_attribute("data-counted", &wanted.to_string());
    input.set_value(&wanted.to_string());
    if wanted == 0
        && let Some(line) = line.dyn_ref::<HtmlElement>()
    {
        line.set_hidden(true);
    }
    if let Some(contents) = document::contents() {
        let _ = contents.set_attribute("aria-busy", "true");
    }
}

/// A quantity that was typed is sent when the field is left.
fn changed(event: Event) {
    let Some(input) = target::<HtmlInputElement>(&event) else {
        return;
    };
    if input.name() == "quantity"
        && let Some(form) = input.form()
        && form.get_attribute("action").as_deref() == Some("/api/cart/set")
    {
        // Unlike `submit`, this asks the browser to check the number first.
        let _ = form.request_submit();
    }
}

fn clicked(event: MouseEvent) {
    let Some(element) = target::<Element>(&event) else {
        return;
    };
    if let Some(drawer) = element.dyn_ref::<HtmlDialogElement>() {
        // A click on the dialog itself, and not on what is in it, is one on its backdrop.
        drawer.close();
        return;
    }
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
    let Some(link) = element.closest("a").ok().flatten().filter(|_| !elsewhere) else {
        return;
    };
    if link.id() == "cart-button" {
        if document::open_drawer() {
            event.prevent_default();
            document::say("visually-hidden", "");
            ask(Change::Read);
        }
    } else if link.get_attribute("href").as_deref() == Some("/checkout") {
        // What was just changed has to be there before it is paid for.
        let waits = with_page(|page| {
            let waits = !page.queue.is_empty();
            page.leave_to = waits.then(|| "/checkout".to_owned());
            waits
        });
        if waits == Some(true) {
            event.prevent_default();
        }
    }
}

fn ask(change: Change) {
    if with_page(|page| page.queue.ask(change)) == Some(true) {
        spawn_local(send_all());
    }
}

async fn send_all() {
    while let Some(change) = with_page(|page| page.queue.next()).flatten() {
        let answer = call(&change).await;
        let last_word = with_page(|page| page.queue.answered()) == Some(true);
        let read = change == Change::Read;
        match answer {
            Some(answer) => heard(answer, last_word, read),
            None => failed(last_word, read),
        }
    }
    let leave_to = with_page(|page| page.leave_to.take()).flatten();
    if let Some(address) = leave_to {
        let _ = window().location().assign(&address);
    }
}

fn heard(answer: CartAnswer, last_word: bool, read: bool) {
    if !read {
        document::say(&answer.class, &answer.sentence);
    }
    if last_word {
        document::replace_contents(&answer.contents);
        with_page(|page| {
            page.count.set(answer.count);
            page.known = Known {
                count: answer.count,
                contents: Some(answer.contents),
            };
        });
    }
}

fn failed(last_word: bool, read: bool) {
    document::say("notice error", Locale::default().cart_failed());
    let known = with_page(|page| {
        page.leave_to = None;
        page.count.set(page.known.count);
        page.known.contents.clone()
    });
    if let (true, Some(Some(contents))) = (last_word, known) {
        document::replace_contents(&contents);
    }
    // The call may have arrived, and only its answer been lost.
    if !read {
        ask(Change::Read);
    }
}
