//! A balance, its rubrics and its life (DOMAIN.md §§3 and 4).
use crate::words::words;

words! {
    /// The rubrics of a balance, in their order.
    Part {
        Done = "done", "Action menée";
        Results = "results", "Principaux résultats";
        Impacts = "impacts", "Impacts constatés";
        Levers = "levers", "Leviers";
        Obstacles = "obstacles", "Freins";
        Prospects = "prospects", "Perspectives";
    }
}
