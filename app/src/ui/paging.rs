//! Lists are paged: how many rows, which page, and the links between pages.
use leptos::prelude::*;

/// Rows of a page; a whole plan of ordinary size fits.
pub const PER_PAGE: u64 = 50;

/// The page asked in the address (`page=2` is the second), from 0.
pub fn asked(page: Option<&str>) -> u64 {
    page.and_then(|p| p.parse::<u64>().ok()).map_or(0, |p| p.clamp(1, 10_000) - 1)
}

/// Links to the other pages; nothing when one page is enough. `link` gives the address of a page (from 1).
pub fn pages(page: u64, total: u64, link: impl Fn(u64) -> String) -> Option<impl IntoView> {
    let last = total.div_ceil(PER_PAGE);
    if last <= 1 {
        return None;
    }
    let here = page + 1;
    let step = |to: u64, label: &'static str| view! { <li><a class="fr-link" href=link(to)>{label}</a></li> };
    Some(view! {
        <nav class="pagination" aria-label="Pages">
            <ul class="actions">
                {(here > 1).then(|| step(here - 1, "Page précédente"))}
                <li><span aria-current="page">{format!("Page {here} sur {last}")}</span></li>
                {(here < last).then(|| step(here + 1, "Page suivante"))}
            </ul>
        </nav>
    })
}
