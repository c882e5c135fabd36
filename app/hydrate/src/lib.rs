//! The browser's entry: brings the islands of a page to life, and nothing else.
use app as _; // keeps the bindings of the islands in the wasm

/// Called once by the script of a page that holds an island.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
