//! Signing in, sessions, my mandates.
//!
//! The demonstration signs in with a click; invitations and links by mail come with the people.
pub mod api;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod store;

/// Whether people reach the site by https, so that the cookie is for https only.
#[derive(Clone, Copy)]
pub struct Https(pub bool);

/// The token of the session cookie, if the browser sent one.
#[cfg(feature = "ssr")]
pub fn cookie(headers: &axum::http::HeaderMap) -> Option<String> {
    let cookies = headers.get_all(axum::http::header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|pair| {
        let (name, token) = pair.trim().split_once('=')?;
        (name == store::COOKIE).then(|| token.to_owned())
    })
}
