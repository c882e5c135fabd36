use chrono::{DateTime, Duration, Utc};
use proptest::prelude::*;
use uuid::Uuid;

use super::model::{mention::Reader, *};
use crate::access::{Role, Verb, model::Reach, policy::allows};
use crate::error::{AppError, FieldError};
use crate::ids::{CommentId, PersonId};

fn reader(name: &str, organisation: &str) -> Reader {
    Reader { id: PersonId(Uuid::new_v4()), name: name.into(), organisation: organisation.into() }
}

fn names(readers: &[Reader]) -> std::collections::HashMap<PersonId, String> {
    readers.iter().map(|reader| (reader.id, reader.name.clone())).collect()
}

fn refused(read: Result<Text, Vec<FieldError>>) -> String {
    let Err(errors) = read else { panic!("accepted") };
    errors.into_iter().map(|error| error.message).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_person_is_called_by_her_name_whatever_its_accents_and_what_follows_it() {
    let all =
        [reader("Éden Maquette", "MSA"), reader("Noa Autre-plan", ""), reader("Eden Maquette-Long", "")];
    for typed in [
        "@Éden Maquette, qu’en dites-vous ?",
        "(@eden maquette)",
        "@EDEN MAQUETTE\nmerci",
        "@Éden\u{a0}Maquette",
    ] {
        assert_eq!(mention::read(typed, None, &all).unwrap().people(), [all[0].id], "{typed}");
    }
    let text = mention::read("Voir avec @Noa Autre-plan et @Eden Maquette-Long.", None, &all).unwrap();
    assert_eq!(text.people(), [all[1].id, all[2].id]);
    assert_eq!(text.plain(&names(&all)), "Voir avec @Noa Autre-plan et @Eden Maquette-Long.");
    // a first name is enough when it is one person's
    assert_eq!(mention::read("@noa ?", None, &all).unwrap().people(), [all[1].id]);
}

#[test]
fn the_signs_that_end_a_name_are_of_it() {
    let all = [reader("Alix Modèle", "Dreets"), reader("Alix Modèle (Carsat)", "")];
    for (typed, who) in [
        ("@Alix Modèle (Carsat) ?", 1),
        ("(@alix modele (carsat))", 1),
        ("@Alix Modèle (Carsat", 1),
        ("@Alix Modèle (Dreets)", 0),
    ] {
        let text = mention::read(typed, None, &all).unwrap();
        assert_eq!(text.people(), [all[who].id], "{typed}");
        // typed again as it is shown, it says the same
        let shown = text.plain(&names(&all));
        assert_eq!(mention::read(&shown, None, &all).unwrap(), text, "{typed}");
    }
}

#[test]
fn a_comment_calls_ten_people_at_most() {
    let all: Vec<Reader> = (0..=mention::MOST).map(|n| reader(&format!("Personne N{n}x"), "")).collect();
    let typed = |n: usize| all.iter().take(n).map(|one| format!("@{} ", one.name)).collect::<String>();
    assert_eq!(mention::read(&typed(10), None, &all).unwrap().people().len(), 10);
    // the same people twice are not more
    assert!(mention::read(&typed(10).repeat(2), None, &all).is_ok());
    let told = refused(mention::read(&typed(11), None, &all));
    assert!(told.contains("10 personnes au plus") && told.contains("en appelle 11"), "{told}");
    // the one of the list counts
    assert!(mention::read(&typed(10), Some(all[10].id), &all).is_err());
    assert!(mention::read(&typed(10), Some(all[3].id), &all).is_ok());
}

#[test]
fn what_calls_nobody_or_several_people_is_refused_with_the_choices() {
    let all = [
        reader("Alix Modèle", "Dreets"),
        reader("Alix Essai", ""),
        reader("Jo Double", "MSA"),
        reader("Jo Double", "Carsat"),
    ];
    let told = refused(mention::read("@Alix et @Zoé Inconnue", None, &all));
    assert!(told.contains("Alix Modèle (Dreets), Alix Essai") && told.contains("@Zoé Inconnue"), "{told}");
    let told = refused(mention::read("@Jo Double ?", None, &all));
    assert!(told.contains("Jo Double (MSA), Jo Double (Carsat)"), "{told}");
    // the list tells one namesake from the other
    assert_eq!(mention::read("@Jo Double ?", Some(all[3].id), &all).unwrap().people(), [all[3].id]);
    // another family name is another person
    assert!(mention::read("@Noa Dupont", None, &[reader("Noa Factice", "")]).is_err());
    assert!(refused(mention::read("Bonjour", Some(PersonId::new()), &all)).contains("ne lit pas"));
}

#[test]
fn an_address_or_a_sign_alone_calls_nobody() {
    for typed in ["alix@exemple.fr", "rendez-vous @ 14 h", "@", "50 @ 60", "@@"] {
        let text = mention::read(typed, None, &[reader("Exemple Fr", "")]).unwrap();
        assert_eq!((text.people(), text.plain(&names(&[]))), (vec![], typed.to_owned()));
    }
}

#[test]
fn who_is_chosen_in_the_list_is_called_first_and_once() {
    let all = [reader("Alix Modèle", "")];
    let chosen = Some(all[0].id);
    let text = mention::read("Votre avis ?", chosen, &all).unwrap();
    assert_eq!(text.plain(&names(&all)), "@Alix Modèle Votre avis ?");
    let text = mention::read("Merci @Alix Modèle.", chosen, &all).unwrap();
    assert_eq!(text.plain(&names(&all)), "Merci @Alix Modèle.");
}

proptest! {
    #[test]
    fn no_letter_of_a_text_is_lost(typed in "[ a-zé@\\nAM.]{0,40}") {
        let all = [reader("A M", ""), reader("Ma Éa", "")];
        if let Ok(text) = mention::read(&typed, None, &all) {
            let folded = |text: &str| crate::text::fold(text).replace(' ', "");
            // a first name alone is read with the whole name
            let said = text.0.iter().filter(|span| matches!(span, Span::Text(_))).count();
            prop_assert!(said > 0 || !text.people().is_empty() || typed.is_empty());
            let again = text.plain(&names(&all));
            prop_assert_eq!(mention::read(&again, None, &all).unwrap(), text);
            prop_assert!(folded(&again).len() >= folded(&typed).len());
        }
    }
}

fn comment(by: Option<PersonId>, state: State) -> Comment {
    let at = DateTime::<Utc>::UNIX_EPOCH;
    Comment {
        id: CommentId::new(),
        parent: None,
        by,
        by_name: "A".into(),
        at,
        audience: Audience::Region,
        state,
        version: 1,
    }
}

#[test]
fn a_comment_changes_for_fifteen_minutes_and_by_its_author_only() {
    let (me, other) = (Some(PersonId(Uuid::new_v4())), Some(PersonId(Uuid::new_v4())));
    let said = comment(me, State::Said { text: Text::default(), edited_at: None });
    let after = |minutes: i64| said.at + Duration::minutes(minutes);
    assert!(said.check_editable(me, after(14)).is_ok());
    assert!(said.check_editable(me, after(15)).is_err());
    assert!(said.check_editable(other, after(1)).is_err());
    assert!(said.check_editable(None, after(1)).is_err());
    let system = comment(None, said.state.clone());
    assert!(!system.is_by(None), "what the system wrote is nobody's own");
    let gone =
        comment(me, State::Removed(Removal { by_name: "A".into(), at: said.at, reason: String::new() }));
    assert!(gone.check_editable(me, after(1)).is_err() && gone.text().is_none());
}

#[test]
fn the_forms_say_what_is_missing() {
    let wrong = |checked: Result<_, AppError>| match checked {
        Err(AppError::Invalid(errors)) => errors[0].field.clone(),
        _ => panic!("accepted"),
    };
    assert_eq!(wrong(CommentForm::default().check().map(drop)), "body");
    let long = CommentForm { body: "é".repeat(LONGEST + 1), ..CommentForm::default() };
    assert_eq!(wrong(long.check().map(drop)), "body");
    assert_eq!(wrong(RemoveForm::default().check().map(drop)), "reason");
}

#[test]
fn who_sees_a_draft_reads_its_discussion_and_who_writes_in_one_reads_it() {
    for (role, reach) in Role::ALL.iter().flat_map(|role| Reach::ALL.iter().map(move |reach| (*role, *reach)))
    {
        let may = |verb| allows(verb, role, reach);
        assert!(!may(Verb::SeeDraft) || may(Verb::SeeComments), "{role:?} {reach:?}");
        assert!(!may(Verb::Comment) || may(Verb::SeeComments), "{role:?} {reach:?}");
        assert!(!may(Verb::SeeComments) || may(Verb::SeeSheet), "{role:?} {reach:?}");
    }
}
