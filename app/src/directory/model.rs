//! What the forms of the directory ask, and what they may say.
mod mandate;
mod organisation;
mod person;

pub use mandate::{
    EndForm, Ending, GIVEN, HandoverEdit, HandoverForm, Held, MandateEdit, MandateForm, Whom, misplaced,
};
pub use organisation::{OrganisationEdit, OrganisationForm, VerifyForm};
pub use person::{PersonEdit, PersonForm};

use crate::error::FieldError;
use crate::text::clean;

/// The longest name, or line about somebody (characters).
pub const LONGEST_NAME: usize = 150;

/// One line, cleaned; `None` with an error when it is empty or too long. `ask` says what to write.
fn name(field: &str, typed: &str, ask: &str, errors: &mut Vec<FieldError>) -> Option<String> {
    let name = line(typed);
    if name.is_empty() {
        errors.push(FieldError::new(field, ask));
    } else if name.chars().count() > LONGEST_NAME {
        errors.push(FieldError::new(field, format!("Raccourcissez : {LONGEST_NAME} caractères au plus.")));
    } else {
        return Some(name);
    }
    None
}

/// What was typed as one line, with single spaces.
pub fn line(typed: &str) -> String {
    clean(typed).split_whitespace().collect::<Vec<_>>().join(" ")
}
