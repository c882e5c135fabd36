//! Signing in, sessions, my mandates.
//!
//! One gives an address, and the link or the code that is mailed to it; the demonstration signs in with a click too.
pub mod api;
pub mod model;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;

/// Whether people reach the site by https, so that the cookie is for https only.
#[derive(Clone, Copy)]
pub struct Https(pub bool);

/// The token that came with the request of the page or server function that is running.
#[cfg(feature = "ssr")]
pub fn presented() -> Option<String> {
    let parts = leptos::prelude::use_context::<axum::http::request::Parts>();
    parts.and_then(|parts| cookie(&parts.headers))
}

/// The token of the session cookie, if the browser sent one.
#[cfg(feature = "ssr")]
pub fn cookie(headers: &axum::http::HeaderMap) -> Option<String> {
    cookie_named(headers, store::COOKIE)
}

/// The value of a cookie, if the browser sent it.
#[cfg(feature = "ssr")]
fn cookie_named(headers: &axum::http::HeaderMap, wanted: &str) -> Option<String> {
    let cookies = headers.get_all(axum::http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, token) = pair.trim().split_once('=')?;
        (name == wanted).then(|| token.to_owned())
    })
}
