//! `dist/` inside the binary: what the build made for the browser, already compressed, named by content.

use app::ui::Assets;
use axum::body::Body;
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::borrow::Cow;

/// May be empty, for lint and tests; `serve` refuses to start without it.
#[derive(RustEmbed)]
#[folder = "../dist"]
#[allow_missing = true]
struct Dist;

const UNTIL_IT_CHANGES: &str = "public, max-age=31536000, immutable"; // its name would change with it
const A_DAY: &str = "public, max-age=86400";

/// What a name may end with. Anything else in dist/ (the manifest, the compressed copies) has no address.
const TYPES: [(&str, &str, &str); 4] = [
    (".css", "text/css; charset=utf-8", UNTIL_IT_CHANGES),
    (".js", "text/javascript; charset=utf-8", UNTIL_IT_CHANGES),
    (".wasm", "application/wasm", UNTIL_IT_CHANGES),
    (".svg", "image/svg+xml", A_DAY),
];

/// The addresses that pages link to; `None` when the binary was compiled before dist/ was made.
pub fn manifest() -> Option<Assets> {
    let manifest: serde_json::Value = serde_json::from_slice(&Dist::get("manifest.json")?.data).ok()?;
    let address = |kind: &str| manifest[kind].as_str().map(|name| format!("/assets/{name}"));
    Some(Assets { css: address("css")?, js: address("js")?, wasm: address("wasm")? })
}

/// `GET /assets/{name}`: the smallest copy that the browser understands.
pub async fn serve(Path(name): Path<String>, headers: HeaderMap) -> Response {
    let Some((_, kind, cache)) = TYPES.iter().find(|(end, ..)| name.ends_with(end)) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some((encoding, file)) = smallest(&name, &headers) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let described =
        [(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, *cache), (header::VARY, "Accept-Encoding")];
    let mut response = (described, body(file)).into_response();
    if let Some(encoding) = encoding {
        response.headers_mut().insert(header::CONTENT_ENCODING, header::HeaderValue::from_static(encoding));
    }
    response
}

fn smallest(name: &str, headers: &HeaderMap) -> Option<(Option<&'static str>, EmbeddedFile)> {
    let compressed = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(encoding, _)| accepts(headers, encoding))
        .find_map(|(encoding, end)| Some((Some(encoding), Dist::get(&format!("{name}{end}"))?)));
    compressed.or_else(|| Some((None, Dist::get(name)?)))
}

/// Whether `Accept-Encoding` names this encoding without refusing it (`;q=0`).
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let listed = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    listed.flat_map(|value| value.split(',')).any(|choice| {
        let (name, quality) = choice.split_once(';').unwrap_or((choice, "q=1"));
        let quality = quality.trim().strip_prefix("q=").and_then(|q| q.parse::<f32>().ok());
        name.trim().eq_ignore_ascii_case(encoding) && quality.is_none_or(|q| q > 0.0)
    })
}

fn body(file: EmbeddedFile) -> Body {
    match file.data {
        Cow::Borrowed(bytes) => Body::from(bytes), // in the binary: nothing is copied
        Cow::Owned(bytes) => Body::from(bytes),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asking(encodings: &str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT_ENCODING, encodings.parse().unwrap())])
    }

    #[test]
    fn a_browser_gets_only_what_it_understands() {
        assert!(accepts(&asking("gzip, deflate, br"), "br"));
        assert!(accepts(&asking("BR;q=0.5,gzip"), "br"));
        assert!(!accepts(&asking("gzip;q=1.0, br;q=0"), "br"));
        assert!(!accepts(&asking("gzip, zstd"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[tokio::test]
    async fn what_is_not_for_browsers_has_no_address() {
        for name in ["manifest.json", ".inputs", "../Cargo.toml", "absent.css"] {
            let answer = serve(Path(name.to_owned()), HeaderMap::new()).await;
            assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{name}");
        }
    }
}
