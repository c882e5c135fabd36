//! What is of no region: accounts, addresses, names, mails.
use app::access::Verb;

use super::{Expected, Site, Trying, asked::Asked};
use crate::testapp::Form;

impl Site {
    /// The addresses of the pages of administration.
    pub(super) fn of_administration(&self, tail: &[&str]) -> Vec<(String, Asked)> {
        let (path, verb) = match tail {
            ["comptes"] => ("comptes".to_owned(), Verb::ManageAccounts),
            ["comptes", "{person}"] => (format!("comptes/{}", self.app.world.pilot), Verb::ManageAccounts),
            ["courrier"] => ("courrier".to_owned(), Verb::FollowMail),
            _ => panic!("no case for the page of administration {tail:?}: add one"),
        };
        vec![(format!("/administration/{path}"), Asked::Platform(verb))]
    }
}

/// A form that changes nothing, and what should come of it.
pub(super) fn attempt(function: &str, form: Form, trying: &Trying<'_>) -> (Form, Expected) {
    let signed_in = |expected| if trying.who.is_some() { expected } else { Expected::SignIn };
    match function {
        // no mail has failed, and there is no such account: not even the administrator finds one
        "retry_mail" => (form, signed_in(Expected::Hidden)),
        "manage_account" => (form.fill("act", "suspend"), signed_in(Expected::Hidden)),
        // no address at all, and an attempt that nobody began
        "change_address" => (form.fill("email", "camille"), signed_in(Expected::Invalid)),
        "confirm_address_code" => (form.fill("code", "1234 5678"), signed_in(Expected::Invalid)),
        "confirm_address_link" => (form, trying.signed_in()),
        "save_self" => {
            let own = trying.who.map_or("Moi", |who| who.name); // another's would be refused
            (form.fill("name", own).fill("version", "1"), trying.signed_in())
        }
        _ => panic!("no case for the server function {function}: add one"),
    }
}
