//! Icons drawn in the page: no file to fetch, the colour of the text around.
use leptos::prelude::*;

/// The drawings, once a page; the views name them with `icon`.
pub fn symbols() -> impl IntoView {
    view! { <div hidden="" inner_html=SYMBOLS></div> }
}

const SYMBOLS: &str = r##"<svg xmlns="http://www.w3.org/2000/svg"><symbol id="i-secured" viewBox="0 0 24 24"><circle cx="12" cy="12" r="5" fill="currentColor"/><path d="M12 1v4M12 19v4M1 12h4M19 12h4M4.2 4.2l2.9 2.9M16.9 16.9l2.9 2.9M19.800 4.2l-2.900 2.900M7.1 16.900l-2.900 2.900" stroke="currentColor" stroke-width="2"/></symbol><symbol id="i-reachable" viewBox="0 0 24 24"><path d="M9 1.500v2.600M2.300 4.600l1.900 1.800M.8 11.500h2.600M15.700 4.600l-1.900 1.800" stroke="currentColor" stroke-width="2"/><path d="M5.200 13.600A5 5 0 1 1 13.700 8.300" fill="currentColor"/><path d="M9 21a4.200 4.200 0 0 1-.3-8.400A5.600 5.600 0 0 1 19.400 12 4.500 4.500 0 0 1 19 21Z" fill="none" stroke="currentColor" stroke-width="2"/></symbol><symbol id="i-support" viewBox="0 0 24 24"><path d="M7 19a5 5 0 0 1-.4-10A6.600 6.600 0 0 1 19.200 9.300 4.900 4.900 0 0 1 18.500 19Z" fill="currentColor"/></symbol><symbol id="i-compromised" viewBox="0 0 24 24"><path d="M7 14a5 5 0 0 1-.4-9.600A6.600 6.600 0 0 1 19.200 5 4.600 4.600 0 0 1 18.500 14H16l1-2.500h-4.500L9.500 14Z" fill="currentColor"/><path d="M13 12.500 9 18.500h3L10.500 23 16 16.500h-3.200l1.700-4Z" fill="currentColor"/></symbol><symbol id="i-unset" viewBox="0 0 24 24"><circle cx="12" cy="12" r="8.500" fill="none" stroke="currentColor" stroke-width="2" stroke-dasharray="3.500 3"/></symbol><symbol id="i-alert" viewBox="0 0 24 24"><path fill-rule="evenodd" d="M12 2 1 21h22ZM11 9h2v6h-2Zm0 7.500h2v2h-2Z" fill="currentColor"/></symbol><symbol id="i-menu" viewBox="0 0 18 18"><path d="M1 4h16M1 9h16M1 14h16" stroke="currentColor" stroke-width="2"/></symbol></svg>"##;

/// A decorative icon: the word beside it carries the meaning.
pub fn icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" focusable="false"><use href=format!("#i-{name}")></use></svg> }
}
