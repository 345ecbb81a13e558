//! The browser's entry point: it wakes the islands of the page that the server rendered.

use wasm_bindgen::prelude::wasm_bindgen;

// Without this the islands would not be linked, and the page would find none of them.
use app as _;

/// Called by the page's loading script once the module is there.
#[wasm_bindgen]
pub fn hydrate() {
    // Only developers read a stack trace; the hook would be bytes for everybody else.
    #[cfg(debug_assertions)]
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}
