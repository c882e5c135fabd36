//! What such a rubric is, whatever it says.
use serde::{Serialize, de::DeserializeOwned};

use crate::action_sheet::rubric::RubricKind;

/// A rubric that is one form. What is kept of it holds the words of the vocabularies, not their labels.
pub trait Card: Clone + Send + Sync + Serialize + DeserializeOwned + 'static {
    const KIND: RubricKind;

    /// The whole of it, a sentence for each of its fields.
    fn told(&self) -> Vec<String>;
}

/// A card as a sheet has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved<C> {
    pub card: C,
    /// What a form must quote when it saves; 1 at first.
    pub version: i32,
    pub by_name: String,
}

/// The words of a vocabulary that a form ticked, each once, in the order of the vocabulary; `None` when one is not of it.
pub fn ticked<W: Copy>(all: &[W], word: impl Fn(W) -> &'static str, typed: &[String]) -> Option<Vec<W>> {
    let known = typed.iter().all(|one| all.iter().any(|w| word(*w) == one));
    known.then(|| all.iter().copied().filter(|w| typed.iter().any(|one| word(*w) == one)).collect())
}
