//! A double click sends a form once: the second would be answered in place of the first, whose cookie and words would be lost.

use leptos::{nonce::use_nonce, prelude::*};

/// For some seconds a form that was sent is not sent again, however often its button is pressed. Not for longer: a download
/// leaves its page standing, and a connection may break. The policy of the page allows it by its hash.
const ONCE: &str = "addEventListener(\"submit\",e=>{const d=e.target.dataset;if(d.sent)e.preventDefault();\
else if(!e.defaultPrevented){d.sent=1;setTimeout(()=>delete d.sent,5e3)}})";

/// The script of a page whose forms the browser itself sends; there is one in a page.
pub(crate) fn send_once() -> impl IntoView {
    view! { <script nonce=use_nonce() inner_html=ONCE></script> }
}
